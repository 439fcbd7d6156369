"""Plain text tables and CSV: columns aligned by what a terminal shows, not by what Python counts."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Iterator, Sequence


def text_table(header: Sequence[str], rows: Sequence[Sequence[str]], *, width: int | None = None) -> Iterator[str]:
    """The lines of a table; with `width` the last column is cut so that no line is longer."""
    widths = [max((_cells(row[index]) for row in (header, *rows)), default=0) for index in range(len(header))]
    for row in (header, *rows):
        line = "  ".join(
            text + " " * (widths[index] - _cells(text)) if index < len(row) - 1 else text for index, text in enumerate(row)
        )
        yield _cut(line, width).rstrip()


def csv_table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """The table as CSV. A cell that a spreadsheet would run as a formula gets an apostrophe before it."""
    output = io.StringIO()
    writer = csv.writer(output, lineterminator="\n")
    writer.writerow(header)
    writer.writerows([[_harmless(cell) for cell in row] for row in rows])
    return output.getvalue()


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell


def _cells(text: str) -> int:
    return sum(
        0 if unicodedata.combining(character) else 2 if unicodedata.east_asian_width(character) in "WF" else 1
        for character in text
    )


def _cut(line: str, width: int | None) -> str:
    if width is None or _cells(line) <= width:
        return line
    shown = ""
    for character in line:
        if _cells(shown + character) > width - 1:
            break
        shown += character
    return shown + "…"
