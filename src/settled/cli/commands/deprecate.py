"""`adr deprecate`: a record becomes deprecated."""

from __future__ import annotations

from settled.cli.status_command import status_command
from settled.model.vocabulary import Status

command = status_command(
    "deprecate",
    Status.DEPRECATED,
    "Deprecate a record that holds no longer.",
)
