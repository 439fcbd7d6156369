"""Texts as lines that keep their line ends, so that joining them gives every byte back."""

from __future__ import annotations

import re

_YAML_LINE_END = re.compile(r"\r\n|[\n\r\x85\u2028\u2029]")


def split_lines(text: str) -> list[str]:
    """The lines of YAML `text` with their line ends, counted as YAML counts them."""
    lines: list[str] = []
    start = 0
    for match in _YAML_LINE_END.finditer(text):
        lines.append(text[start : match.end()])
        start = match.end()
    return [*lines, text[start:]] if start < len(text) else lines
