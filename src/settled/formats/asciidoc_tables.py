"""The tables of AsciiDoc that have two columns: a name and what it names, on one line or on lines of their own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_COLUMNS = re.compile(r"\bcols=(?:\"(?P<quoted>[^\"]*)\"|(?P<bare>[^,\]\s]+))")
_CELL = re.compile(r"(?:(?<=\s)|^)(?:\d*\.?\d*[+*])?[<^>]?(?:\.[<^>])?[adehlmsv]?\|")
_MOST_ROWS = 50


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row: its name, its text, and the index of the line that the text begins on."""

    name: str
    text: str
    line: int


def columns_of(mark: str) -> int:
    """How many columns the attributes above a table give it; 0 where they do not say."""
    match = _COLUMNS.search(mark)
    said = (match["quoted"] or match["bare"] or "") if match else ""
    repeated = re.fullmatch(r"(\d{1,2})\*?[^,]*", said)
    if repeated and ("*" in said or said.isdigit()):
        return int(repeated[1])
    return len(said.split(",")) if said else 0


def rows_of_two(lines: Sequence[str], columns: int) -> list[TableRow]:
    """The rows of a table of two columns; none where it has another number of them."""
    cells: list[tuple[int, str]] = []
    first_line_has = 0
    for index, line in enumerate(lines):
        if line.startswith("//"):
            continue
        starts = list(_CELL.finditer(line))
        if not starts:
            if cells and line.strip():
                cells[-1] = (cells[-1][0], f"{cells[-1][1]} {line.strip()}".strip())
            continue
        first_line_has = first_line_has or len(starts)
        for position, start in enumerate(starts):
            end = starts[position + 1].start() if position + 1 < len(starts) else len(line)
            cells.append((index, line[start.end() : end].strip()))
        if len(cells) > 2 * _MOST_ROWS:
            return []
    if (columns or first_line_has) != 2 or len(cells) % 2:
        return []
    pairs = zip(cells[::2], cells[1::2], strict=True)
    found = [TableRow(name.strip("*_` "), text, line) for (_, name), (line, text) in pairs]
    return found if len({row.line for row in found}) == len(found) else []
