"""The ways in which building the site can fail that a caller tells from one another."""

from __future__ import annotations

from settled.model.errors import SiteError
from settled.site.words import listed


class UnreadableRecordsError(SiteError):
    """Records cannot be read, so pages would be missing; `files` are their names."""

    def __init__(self, files: tuple[str, ...]) -> None:
        count = "1 record cannot be read" if len(files) == 1 else f"{len(files)} records cannot be read"
        super().__init__(
            f"{count}: {listed(files)}",
            "see `adr check`, or build a site that says so with --keep-going (keep_going: true)",
        )
        self.files = files
