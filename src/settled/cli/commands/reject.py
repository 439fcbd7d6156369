"""`adr reject`: a record becomes rejected."""

from __future__ import annotations

from settled.cli.status_command import status_command
from settled.model.vocabulary import Status

command = status_command(
    "reject",
    Status.REJECTED,
    "Reject a proposal, with date and who decided.",
)
