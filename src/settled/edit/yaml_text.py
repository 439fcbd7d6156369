"""Values as YAML text that every reader understands as the same text, on as few lines as possible."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any

# Texts that YAML 1.1 readers take for something else than a text.
_GUESSED = re.compile(r"null|true|false|yes|no|on|off|y|n|[\d._eE+-]+|0[xob][\da-fA-F_]+", re.IGNORECASE)
_DATE_OR_NUMBER = re.compile(r"\d{4}-\d{2}-\d{2}|\d{1,15}(?:\.\d{1,9})?|true|false")
_ENDS_PLAIN_TEXT = re.compile(r"[#:,\[\]{}]")
_SHORT_ESCAPES = {"\n": "\\n", "\t": "\\t", "\r": "\\r", '"': '\\"', "\\": "\\\\"}


def scalar(text: str, *, typed: bool = False) -> str:
    """`text` on one line: as it is where that is safe, else in quotes.

    With `typed` a date, a number, `true` and `false` stay without quotes, because they are meant as such.
    """
    if typed and _DATE_OR_NUMBER.fullmatch(text):
        return text
    escaped = any(_needs_escape(character) for character in text)
    if not escaped and _is_plain(text):
        return text
    return quoted(text, '"' if escaped or not ('"' in text or "\\" in text) else "'")


def quoted(text: str, mark: str) -> str:
    """`text` on one line in quotes: in those of `mark`, or in double ones where those cannot hold it."""
    if mark == "'" and not any(_needs_escape(character) for character in text):
        return "'" + text.replace("'", "''") + "'"
    return '"' + "".join(_escape(character) for character in text) + '"'


def inline(value: Any, *, typed: bool = False) -> str:
    """A text, or a list of texts in brackets, on one line; nothing for None."""
    if value is None:
        return ""
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(scalar(str(item), typed=typed) for item in value) + "]"
    return scalar(str(value), typed=typed)


def entry_lines(lead: str, indent: int, value: Any) -> list[str]:
    """The lines of an entry: `lead` (`  system:` or `  -`) with `value` behind it, or below it.

    `indent` is the column at which a value of several lines is indented further.
    """
    if isinstance(value, Mapping) and value:
        deeper = " " * (indent + 2)
        below: list[str] = []
        for key, item in value.items():
            below += entry_lines(f"{deeper}{scalar(str(key))}:", indent + 2, item)
        if lead.endswith("-"):
            # The first key stands behind the dash.
            return [lead + below[0][len(lead) :], *below[1:]]
        return [lead, *below]
    if _is_list_of_maps(value):
        lines = [lead]
        for item in value:
            lines += entry_lines(" " * (indent + 2) + "-", indent + 2, item)
        return lines
    text = "{}" if isinstance(value, Mapping) else inline(value, typed=True)
    return [f"{lead} {text}" if text else lead]


def _is_list_of_maps(value: Any) -> bool:
    is_list = isinstance(value, Sequence) and not isinstance(value, str)
    return is_list and any(not isinstance(item, str) for item in value)


def _is_plain(text: str) -> bool:
    return (
        bool(text)
        and text[0].isalnum()
        and text == text.strip()
        and not _ENDS_PLAIN_TEXT.search(text)
        and not _GUESSED.fullmatch(text)
    )


def _needs_escape(character: str) -> bool:
    return unicodedata.category(character) in {"Cc", "Zl", "Zp"} or character in "\ufeff\ufffe\uffff"


def _escape(character: str) -> str:
    short = _SHORT_ESCAPES.get(character)
    if short is not None:
        return short
    if not _needs_escape(character):
        return character
    code = ord(character)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"
