"""The forms that records can be imported into."""

from __future__ import annotations

from enum import StrEnum


class TargetFormat(StrEnum):
    """A form that an import writes: our own front matter, or MADR 4."""

    SETTLED = "settled"
    MADR = "madr"
