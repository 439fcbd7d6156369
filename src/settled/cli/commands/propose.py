"""`adr propose`: a draft becomes a proposal."""

from __future__ import annotations

from settled.cli.status_command import reason_command
from settled.model.vocabulary import Status

command = reason_command(
    "propose",
    Status.PROPOSED,
    "Propose a draft to those who decide.",
    heading="Proposed",
)
