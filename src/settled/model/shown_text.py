"""Texts of strangers, as a terminal or another program can be given them: what would be obeyed is shown."""

from __future__ import annotations

import json
import re
import unicodedata
from typing import Any

_DIRECTIONS = frozenset({"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"})
_MARKS = "\u061c\u200e\u200f"
"""Marks of direction that are letters by themselves."""
_IN_JSON = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def visible(text: str) -> str:
    """`text` on one line of a terminal: line ends and control characters are shown and not obeyed."""
    if text.isprintable():
        return text
    return "".join(ascii(character)[1:-1] if _is_control(character) else character for character in text)


def visible_lines(text: str) -> str:
    """`text` on lines of a terminal: as `visible`, but for tabs and the ends of lines."""
    if text.isprintable():
        return text
    lines = text.replace("\r\n", "\n").split("\n")
    return "\n".join("\t".join(map(visible, line.split("\t"))) for line in lines)


def json_text(document: Any, *, indent: int | None = None) -> str:
    """`document` as JSON with letters as they are; what a terminal would obey, and half characters, as escapes."""
    text = json.dumps(document, indent=indent, ensure_ascii=False)
    return _IN_JSON.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def _is_control(character: str) -> bool:
    """True for what moves the cursor, ends the line or turns the direction of writing."""
    return (
        unicodedata.category(character) in {"Cc", "Cs", "Zl", "Zp"}
        or character in _MARKS
        or unicodedata.bidirectional(character) in _DIRECTIONS
    )
