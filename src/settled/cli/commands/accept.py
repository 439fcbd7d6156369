"""`adr accept`: a record becomes accepted."""

from __future__ import annotations

from settled.cli.status_command import status_command
from settled.model.vocabulary import Status

command = status_command(
    "accept",
    Status.ACCEPTED,
    "Accept a record; what it says it supersedes is superseded from now on.\n\n"
    "One that still holds the template's text is refused.",
)
