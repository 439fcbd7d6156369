"""Sizes as people write them (`256 KB`, `1 MB`, `5 MiB`), compared as bytes and shown as written."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import total_ordering
from typing import Any, ClassVar

from settled.model.text_value import ParsedText

# Vendors mean the same by KB and KiB where they state a limit: the queue of 256 KB takes 262,144 bytes.
_BYTES = {"": 1, "k": 1024, "m": 1024**2, "g": 1024**3}
_SIZE = re.compile(r"(\d{1,12}(?:\.\d{1,6})?)\s*(?:(?P<unit>[kmg])i?b|b|bytes?)", re.IGNORECASE)
# What an editor's schema accepts while typing; the reader below is the judge.
_SCHEMA_PATTERN = r"^\s*\d+(\.\d+)?\s*([KkMmGg][Ii]?[Bb]|[Bb]|bytes?)\s*$"


@total_ordering
@dataclass(frozen=True, slots=True)
class Size(ParsedText):
    """An amount of data in bytes, with the text it was written as."""

    bytes: float
    text: str
    wanted: ClassVar[tuple[str, str]] = ("is not a size", "write a number and a unit: 256 KB, 1 MB")
    schema: ClassVar[Mapping[str, Any]] = {
        "type": "string",
        "pattern": _SCHEMA_PATTERN,
        "examples": ["256 KB", "1 MB"],
    }

    @classmethod
    def parse(cls, text: str) -> Size:
        """Read `text`: a number with `B`, `KB`, `MB` or `GB` (`KiB` likewise), of 1,024 each.

        Raises ValueError when the text is no size.
        """
        found = _SIZE.fullmatch(text.strip())
        if found is None:
            raise ValueError(text)
        return cls(float(found[1]) * _BYTES[(found["unit"] or "").lower()], text.strip())

    def __lt__(self, other: Size) -> bool:
        return self.bytes < other.bytes

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Size) and self.bytes == other.bytes

    def __hash__(self) -> int:
        return hash(self.bytes)
