"""Texts as lines that keep their line ends, so that joining them gives every byte back."""

from __future__ import annotations

import re

_YAML_LINE_END = re.compile(r"\r\n|[\n\r\x85\u2028\u2029]")
_LINE_END = re.compile(r"\r\n|\n|\r")


def split_lines(text: str) -> list[str]:
    """The lines of YAML `text` with their line ends, counted as YAML counts them."""
    return _split(text, _YAML_LINE_END)


def split_body(text: str) -> list[str]:
    """The lines of Markdown `text` with their line ends, counted as `MarkdownBody` counts them."""
    return _split(text, _LINE_END)


def line_end(line: str) -> str:
    """The line end of `line`; nothing for a last line without one."""
    return line[len(line.rstrip("\r\n")) :]


def prevailing_line_end(text: str) -> str:
    """The line end that `text` uses first; a line feed where it has none."""
    match = _LINE_END.search(text)
    return match[0] if match else "\n"


def line_start(text: str, position: int) -> int:
    """Where the line of YAML `text` begins that holds `position`."""
    start = 0
    for match in _YAML_LINE_END.finditer(text, 0, position):
        start = match.end()
    return start


def next_line_start(text: str, position: int) -> int:
    """Where the line of YAML `text` after the one with `position` begins, or where the text ends."""
    match = _YAML_LINE_END.search(text, position)
    return match.end() if match else len(text)


def _split(text: str, ends: re.Pattern[str]) -> list[str]:
    lines: list[str] = []
    start = 0
    for match in ends.finditer(text):
        lines.append(text[start : match.end()])
        start = match.end()
    return [*lines, text[start:]] if start < len(text) else lines
