"""Plain text tables and CSV: columns aligned by what a terminal shows, not by what Python counts."""

from __future__ import annotations

import csv
import datetime
import io
import re
import unicodedata
from collections.abc import Iterator, Sequence

from settled.model.shown_text import visible

Cell = str | bool | int | float | datetime.date | Sequence[str] | None
"""A value of a row: unknown is None, and several values are a sequence."""
# At the beginning, and behind what separates cells elsewhere. Some spreadsheets read the wide signs of East Asian
# keyboards as the narrow ones.
_FORMULA = re.compile(
    r"(?P<before>\A(?=[\t\n])|(?:^|[;\t|])[ \"\u00a0]*(?=[=+\-@\uff1d\uff0b\uff0d\uff20]))", re.MULTILINE
)
BYTE_ORDER_MARK = "\ufeff"
"""What tells some spreadsheets that a CSV file is UTF-8."""


def text_table(header: Sequence[str], rows: Sequence[Sequence[str]], *, width: int | None = None) -> Iterator[str]:
    """The lines of a table; with `width` the last column is cut so that no line is longer."""
    shown = [[visible(text) for text in row] for row in (header, *rows)]
    widths = [max((_cells(row[index]) for row in shown), default=0) for index in range(len(header))]
    for row in shown:
        line = "  ".join(
            text + " " * (widths[index] - _cells(text)) if index < len(row) - 1 else text
            for index, text in enumerate(row)
        )
        yield _cut(line, width).rstrip()


def csv_table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """The table as CSV. What a spreadsheet would run as a formula gets an apostrophe before it."""
    output = io.StringIO()
    writer = csv.writer(output, lineterminator="\n")
    writer.writerow(header)
    writer.writerows([[_harmless(cell) for cell in row] for row in rows])
    return output.getvalue()


def cell_text(cell: Cell) -> str:
    """A value as CSV has it: dates as ISO, numbers without groups, several values on lines of their own."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, datetime.date):
        return cell.isoformat()
    if isinstance(cell, str):
        return cell
    if isinstance(cell, float):
        return f"{cell:.15g}"
    return str(cell) if isinstance(cell, int) else "\n".join(cell)


def _harmless(cell: str) -> str:
    """`cell` with an apostrophe wherever a spreadsheet could begin a formula, by whatever it takes cells apart."""
    # The writer would leave a bare carriage return unquoted, and readers end the row there.
    return _FORMULA.sub(r"\g<before>'", cell.replace("\r\n", "\n").replace("\r", "\n"))


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
