"""Turns a text into Markdown line for line, so that every line keeps its number."""

from __future__ import annotations

from collections.abc import Callable


class LineConversion:
    """Goes over the lines of a text once; a reader takes those at the front, and gives as many back as Markdown.

    `readers` are asked in turn. Each says whether it took the line; the last one takes every line.
    """

    def __init__(self, lines: list[str]) -> None:
        self._lines = lines
        self._out: list[str] = []
        self._at = 0

    def readers(self) -> tuple[Callable[[str], bool], ...]:
        """The readers of the format, those that know a line best at the front."""
        raise NotImplementedError

    def converted(self) -> list[str]:
        """The lines as Markdown."""
        readers = self.readers()
        while self._at < len(self._lines):
            line = self._lines[self._at]
            for reader in readers:
                if reader(line):
                    break
        return self._out

    def _peek(self, distance: int) -> str:
        position = self._at + distance
        return self._lines[position] if 0 <= position < len(self._lines) else ""

    def _emit(self, *lines: str) -> None:
        self._out += lines
        self._at += len(lines)
