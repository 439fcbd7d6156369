"""What a Markdown table at the beginning of a decision says of it: status, date, deciders, links.

Either each row names a fact and gives it (`| Status | Accepted |`), or the first row names them and the next one
gives them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from settled.formats.dates import day_in
from settled.formats.fact_labels import FACT_KEYS, fact_name
from settled.formats.markdown import Heading, MarkdownBody

_RULE = re.compile(r"[ \t]*\|?[ \t]*:?-{1,}:?[ \t]*(?:\|[ \t]*:?-{1,}:?[ \t]*)*\|?[ \t]*$")
_CELL_END = re.compile(r"(?<!\\)\|")
_ABOUT_THE_RECORD = re.compile(
    r"(?:\d+\.\s*)?(?:status|meta\s?data|meta|info(?:rmation)?|document info|details)\b", re.I
)
_MOST_ROWS = 50
_MOST_LINES = 200
_HTML_PIECE = re.compile(r"</?[A-Za-z][^<>]{0,300}>|[^<]+|<")
_HTML_TAG = re.compile(r"<(?P<slash>/?)(?P<name>[A-Za-z]+)")


@dataclass(frozen=True, slots=True)
class TableFact:
    """A fact of a table: its name in lower case, its text as written, and the line of the file."""

    name: str
    text: str
    line: int


def table_facts(body: MarkdownBody) -> list[TableFact]:
    """The facts of the tables that stand above the first section that is not about the record itself."""
    return list(_facts(list(_rows(body))))


def is_table_row(line: str) -> bool:
    """True for a line that begins as the row of a table."""
    return line.lstrip().startswith("|")


def holds_table(body: MarkdownBody) -> bool:
    """True where there may be a table at all: most bodies hold none, which is seen faster than by looking for rows."""
    return body.holds_bars or body.holds_cells


def _rows(body: MarkdownBody) -> Iterator[tuple[int, list[str]]]:
    end = _first_section(body.headings)
    count = 0
    lines: list[tuple[int, str]] = []
    for number, line in body.lines:
        if (end is not None and number >= end) or count >= _MOST_ROWS:
            break
        lines.append((number, line))
        if is_table_row(line) and not (_RULE.match(line) and "-" in line):
            count += 1
            yield number, [cell.strip() for cell in _CELL_END.split(line.strip().strip("|"))]
    if body.holds_cells:
        yield from _html_rows(lines[:_MOST_LINES])


def _html_rows(lines: Sequence[tuple[int, str]]) -> Iterator[tuple[int, list[str]]]:
    """The rows of tables in HTML, whose cells may stand on lines of their own; each at the line of its last cell."""
    row: list[str] = []
    open_cell: list[str] | None = None
    line_of_cell = 0
    for number, line in lines:
        for piece in _HTML_PIECE.findall(line):
            tag = _HTML_TAG.match(piece)
            if tag is None or tag["name"].lower() not in {"td", "th", "tr", "table", "dt", "dd", "dl"}:
                if open_cell is not None and piece.strip():
                    open_cell.append(piece.strip())
                    line_of_cell = number
            elif tag["name"].lower() in {"td", "th", "dt", "dd"} and not tag["slash"]:
                open_cell = []
            elif open_cell is not None:
                row.append(" ".join(open_cell))
                open_cell = None
            if tag is not None and row and _ends_row(tag, row):
                yield line_of_cell, row
                row = []


def is_about_the_record(heading: Heading) -> bool:
    """True for a section that says something of the record itself, where a table may tell its facts."""
    return _ABOUT_THE_RECORD.match(heading.text) is not None


def _ends_row(tag: re.Match[str], row: Sequence[str]) -> bool:
    """Whether `tag` ends the row: that of a table, or a term of a list with its definition."""
    name = tag["name"].lower()
    return name in {"tr", "table", "dl"} or (name == "dd" and bool(tag["slash"]) and len(row) > 1)


def _first_section(headings: tuple[Heading, ...]) -> int | None:
    return next((heading.line for heading in headings if heading.level >= 2 and not is_about_the_record(heading)), None)


def _facts(rows: list[tuple[int, list[str]]]) -> Iterator[TableFact]:
    for index, (line, cells) in enumerate(rows):
        names = [_name(cell) for cell in cells]
        known = [name in FACT_KEYS for name in names]
        if len(cells) >= 2 and known[0] and sum(known) == 1:
            yield TableFact(names[0], cells[1], line)
        elif sum(known) >= 2 and index + 1 < len(rows):
            below, values = _row_that_counts(rows, index, names)
            if below - line <= 2 or rows[index + 1][0] - line <= 2:  # the rule of the table stands between them
                yield from (
                    TableFact(name, text, below)
                    for name, text, is_known in zip(names, values, known, strict=False)
                    if is_known
                )


def _row_that_counts(rows: list[tuple[int, list[str]]], index: int, names: list[str]) -> tuple[int, list[str]]:
    """The row below the names: of several that give a status with a day each, the one with the last day."""
    below = rows[index + 1]
    if not {"status", "date"} <= set(names):
        return below
    status, date = names.index("status"), names.index("date")
    found, last, above = below, None, below[0]
    for number, cells in rows[index + 1 :]:
        day = day_in(cells[date]) if len(cells) > max(status, date) and cells[status] else None
        if day is None or number - above > 2:
            break
        above = number
        if last is None or day >= last:
            found, last = (number, cells), day
    return found


def _name(cell: str) -> str:
    return fact_name(re.sub(r"[*_`:：]", " ", cell).strip())
