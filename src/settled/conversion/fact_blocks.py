"""Where a decision's text tells its facts: bullets, tables, a date line and the section Status, each as a block."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from settled.formats.adr import BULLET, DATE_LINE, fact_sections, first_list, is_links_heading
from settled.formats.adr_facts import AdrFacts
from settled.formats.fact_labels import FACT_KEYS
from settled.formats.label_lines import labelled_facts
from settled.formats.markdown import MarkdownBody, SectionText
from settled.formats.metadata_table import is_table_row, table_facts
from settled.formats.status_section import status_heading

_SETEXT = re.compile(r" {0,3}(?:=+|-+)[ \t]*$")
_LABEL = re.compile(
    r"(?:\s{0,3}[-*+][ \t]+)?[*_]*(?P<label>amends|amended by|clarifies|clarified by|depends on|required by|relates to)"
    r"\b[*_]*[ \t]*:?[*_]*[ \t]*(?P<rest>\S.*)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class FactBlock:
    """Lines that tell facts: what they tell (`status`, `date` …, `table`), and their numbers from first to last.

    `content` are the numbers of those that say it, without the heading above them.
    """

    name: str
    lines: tuple[int, ...]
    content: tuple[int, ...]


def fact_blocks(body: MarkdownBody, facts: AdrFacts, *, with_date_line: bool) -> list[FactBlock]:
    """The blocks of `body` that the reader takes `facts` from, in the order of their lines, without overlap.

    The line `Date:` is one of them where asked for: any prose may begin so.
    """
    found = [*_bullets(body), *_tables(body), *_label_lines(body), *_status_section(body), *_fact_sections(body)]
    taken = {number for block in found for number in block.lines}
    if with_date_line and facts.date_line is not None and facts.date_line not in taken:
        found += [
            FactBlock("date", (number,), (number,))
            for number, line in body.lines
            if number == facts.date_line and DATE_LINE.match(line)
        ]
    return sorted(_without_overlap(found), key=lambda block: block.lines)


def recognised_relations(body: MarkdownBody) -> Iterator[tuple[str, str]]:
    """What the sections Status and Links say of other records beyond supersession: the key, and the words behind it."""
    status = next((each for each in body.sections() if status_heading(each.heading) is not None), None)
    links = [each for each in body.sections() if is_links_heading(each.heading)]
    for section in [*([status] if status is not None else []), *links]:
        for number, line in section.lines:
            match = _LABEL.match(line)
            if match and number not in body.code_lines:
                yield "-".join(match["label"].lower().split()), match["rest"]


def status_headings_left(body: MarkdownBody) -> list[int]:
    """The lines of the headings Status that nothing is read from, because another one stands above them."""
    return [heading.line for heading in body.headings if status_heading(heading) is not None][1:]


def _without_overlap(blocks: list[FactBlock]) -> Iterator[FactBlock]:
    taken: set[int] = set()
    # The section Status is the largest, and holds whatever table stands in it.
    for block in sorted(blocks, key=lambda block: (-len(block.lines), block.lines)):
        if not taken & set(block.lines):
            taken |= set(block.lines)
            yield block


def _bullets(body: MarkdownBody) -> Iterator[FactBlock]:
    name = ""
    lines: list[int] = []
    for number, line, is_outer in first_list(body):
        if is_outer:
            if name:
                yield FactBlock(name, tuple(lines), tuple(lines))
            match = BULLET.match(line)
            key = match["key"].lower().strip() if match else ""
            name, lines = key if key in FACT_KEYS else "", []
        lines.append(number)
    if name:
        yield FactBlock(name, tuple(lines), tuple(lines))


def _tables(body: MarkdownBody) -> Iterator[FactBlock]:
    lines_of_facts = {fact.line for fact in table_facts(body)} if body.holds_bars else set()
    rows = [number for number, line in body.lines if is_table_row(line)]
    tables: list[list[int]] = []
    for number in rows:
        if tables and tables[-1][-1] == number - 1:
            tables[-1].append(number)
        else:
            tables.append([number])
    for table in tables:
        if lines_of_facts & set(table):
            yield FactBlock("table", tuple(table), tuple(table))


def _label_lines(body: MarkdownBody) -> Iterator[FactBlock]:
    facts = list(labelled_facts(body))
    for number in dict.fromkeys(fact.line for fact in facts):
        names = [fact.name for fact in facts if fact.line == number]
        # A line with several facts is named by none of them, as a table is.
        yield FactBlock(names[0] if len(names) == 1 else "table", (number,), (number,))


def _fact_sections(body: MarkdownBody) -> Iterator[FactBlock]:
    for section, name in fact_sections(body):
        content = tuple(number for number, _ in section.lines)
        yield FactBlock(name, (*_heading_lines(body, section), *content), content)


def _status_section(body: MarkdownBody) -> Iterator[FactBlock]:
    for section in body.sections():
        if status_heading(section.heading) is not None:
            content = tuple(number for number, _ in section.lines)
            yield FactBlock("status", (*_heading_lines(body, section), *content), content)
            return


def _heading_lines(body: MarkdownBody, section: SectionText) -> tuple[int, ...]:
    """The line of the heading, and that of the underline below it."""
    line = section.heading.line
    visible = dict(body.lines)
    is_underlined = not visible[line].lstrip().startswith("#") and _SETEXT.match(visible.get(line + 1, "")) is not None
    return (line, line + 1) if is_underlined else (line,)
