"""Writes plain data as YAML, one key a line, and knows the line and column of each key that it wrote."""

from __future__ import annotations

import json
from typing import Any

Path = tuple[str | int, ...]
Places = dict[Path, tuple[int, int]]


def emit(data: dict[str, Any]) -> tuple[str, Places]:
    """The YAML text of `data`, and the 1-based line and column of every key and list entry in it."""
    lines: list[str] = []
    places: Places = {}
    _emit_map(data, (), 0, lines, places)
    return "".join(f"{line}\n" for line in lines), places


def _emit_map(data: dict[str, Any], path: Path, indent: int, lines: list[str], places: Places, first: str = "") -> None:
    for key, value in data.items():
        margin = first or " " * indent
        first = ""
        places[*path, key] = (len(lines) + 1, len(margin) + 1)
        _emit_value(value, (*path, key), indent, f"{margin}{_key(key)}:", lines, places)


def _emit_value(value: Any, path: Path, indent: int, head: str, lines: list[str], places: Places) -> None:
    if isinstance(value, dict) and value:
        lines.append(head)
        _emit_map(value, path, indent + 2, lines, places)
    elif isinstance(value, list) and value:
        lines.append(head)
        for index, item in enumerate(value):
            margin = " " * (indent + 2) + "- "
            # An empty entry has no first letter: its place is the one behind the dash.
            places[*path, index] = (len(lines) + 1, len(margin) + (item is not None))
            if isinstance(item, dict) and item:
                _emit_map(item, (*path, index), indent + 4, lines, places, first=margin)
            elif isinstance(item, list) and item:
                raise TypeError("a list within a list is not written by this emitter")
            else:
                lines.append(margin + _scalar(item))
    else:
        lines.append(f"{head} {_scalar(value)}".rstrip())


def _key(key: str) -> str:
    return key if key and key.replace("-", "").replace("_", "").isalnum() and key.isascii() else _quoted(key)


def _scalar(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, dict):
        return "{}"
    if isinstance(value, list):
        return "[]"
    return _quoted(value)


def _quoted(text: str) -> str:
    """A double-quoted text, with everything escaped that cannot be seen."""
    return "".join(c if c.isprintable() else f"\\U{ord(c):08x}" for c in json.dumps(text, ensure_ascii=False))
