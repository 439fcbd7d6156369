"""`adr reopen`: a record that was decided is a proposal again, and says why."""

from __future__ import annotations

from settled.cli.status_command import reason_command
from settled.model.vocabulary import Status

command = reason_command(
    "reopen",
    Status.PROPOSED,
    "Reopen a record that was decided: it is a proposal again, and says why.",
    heading="Reopened",
    is_required=True,
)
