"""What a Markdown table at the beginning of a decision says of it: status, date, deciders, links.

Either each row names a fact and gives it (`| Status | Accepted |`), or the first row names them and the next one
gives them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from settled.formats.adr_facts import FACT_KEYS
from settled.formats.markdown import Heading, MarkdownBody

_RULE = re.compile(r"[ \t]*\|?[ \t]*:?-{1,}:?[ \t]*(?:\|[ \t]*:?-{1,}:?[ \t]*)*\|?[ \t]*$")
_CELL_END = re.compile(r"(?<!\\)\|")
_ABOUT_THE_RECORD = re.compile(
    r"(?:\d+\.\s*)?(?:status|meta\s?data|meta|info(?:rmation)?|document info|details)\b", re.I
)
_MOST_ROWS = 50


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


def _rows(body: MarkdownBody) -> Iterator[tuple[int, list[str]]]:
    end = _first_section(body.headings)
    count = 0
    for number, line in body.lines:
        if (end is not None and number >= end) or count >= _MOST_ROWS:
            return
        if is_table_row(line) and not (_RULE.match(line) and "-" in line):
            count += 1
            yield number, [cell.strip() for cell in _CELL_END.split(line.strip().strip("|"))]


def _first_section(headings: tuple[Heading, ...]) -> int | None:
    return next(
        (heading.line for heading in headings if heading.level >= 2 and not _ABOUT_THE_RECORD.match(heading.text)),
        None,
    )


def _facts(rows: list[tuple[int, list[str]]]) -> Iterator[TableFact]:
    for index, (line, cells) in enumerate(rows):
        names = [_name(cell) for cell in cells]
        known = [name in FACT_KEYS for name in names]
        if len(cells) >= 2 and known[0] and sum(known) == 1:
            yield TableFact(names[0], cells[1], line)
        elif sum(known) >= 2 and index + 1 < len(rows):
            below, values = rows[index + 1]
            if below - line <= 2:  # the rule of the table stands between them
                yield from (
                    TableFact(name, text, below)
                    for name, text, is_known in zip(names, values, known, strict=False)
                    if is_known
                )


def _name(cell: str) -> str:
    return " ".join(re.sub(r"[*_`:]", " ", cell).lower().split())
