"""Reads a decision as teams write it: MADR, Nygard and adr-tools, with or without front matter.

Nothing is guessed: a status that cannot be told is None, with the text as written beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from settled.formats.adr_facts import AdrFacts, references_in
from settled.formats.fact_labels import DECIDERS, fact_name
from settled.formats.label_lines import labelled_facts
from settled.formats.markdown import Heading, MarkdownBody, SectionText
from settled.formats.metadata_table import holds_table, table_facts
from settled.formats.status_section import read_status_section
from settled.formats.succession_words import succession_clause, superseded_records
from settled.formats.titles import mark_of_title, split_title, title_heading
from settled.model.status_words import STATUS_WORDS, StatusWords
from settled.model.vocabulary import Status

BULLET = re.compile(
    r"^\s{0,3}[-*+][ \t]+(?:\*\*)?(?P<key>[^\W\d_](?:[^\W\d_]|[ -]){0,30}?)(?:\*\*)?"
    r"[ \t]*[:：](?:\*\*)?[ \t]*(?P<value>.*)$"
)
"""A bullet that says something of the record: `* Status: accepted`."""
_LIST_ENTRY = re.compile(r"[ \t]*[-*+][ \t]+(?=\S)")
_GOES_ON = re.compile(r"[ \t]*[^\s#>|`~<=_-]")
_NESTED = re.compile(r"[ \t]*[-*+][ \t]+(?P<text>\S.*)$")
DATE_LINE = re.compile(
    r"^\s{0,3}(?:\*\*)?Date(?:\*\*)?(?:[ \t]*:(?:\*\*)?[ \t]*|[ \t]+(?=\d))(?P<value>.+)$", re.IGNORECASE
)
"""A line that says the day: `Date: 2026-01-31`."""
_FACT_SECTIONS = DECIDERS | {"date", "tags"}


def read_title(body: MarkdownBody, file_number: int | None) -> AdrFacts:
    """Only the title, for records whose other facts all stand in the front matter."""
    facts = AdrFacts()
    _read_title(body, facts, file_number)
    return facts


def read_adr(body: MarkdownBody, file_number: int | None = None, statuses: StatusWords = STATUS_WORDS) -> AdrFacts:
    """All that the Markdown body says; the caller puts the front matter's word above it."""
    facts = read_title(body, file_number)
    _read_bullets(body, facts, statuses)
    if holds_table(body):
        _read_table(body, facts, statuses)
    _read_label_lines(body, facts, statuses)
    read_status_section(body, facts, statuses)
    if facts.status_text is None and facts.state_text is not None and facts.state_line is not None:
        facts.take_status(facts.state_text, facts.state_line, statuses)
    _read_title_mark(body, facts, statuses)
    _read_fact_sections(body, facts, statuses)
    _read_date_line(body, facts)
    _read_links(body, facts)
    if facts.status_text is None:
        facts.status = facts.status or statuses.missing
    return facts


def _read_title(body: MarkdownBody, facts: AdrFacts, file_number: int | None) -> None:
    heading = title_heading(body)
    if heading is None:
        return
    facts.title_number, title = split_title(heading.text, file_number)
    if title.casefold() == "title":
        title = _line_below(body, heading) or title
    facts.title, facts.title_line = title or None, heading.line


def _line_below(body: MarkdownBody, heading: Heading) -> str | None:
    """The line below a heading that a template has left as `Title`."""
    section = next(each for each in body.sections() if each.heading == heading)
    lines = [line.strip() for _, line in section.lines if line.strip()]
    return lines[0] if lines and re.match(r"[^\W_]", lines[0]) and ":" not in lines[0] else None


def _read_bullets(body: MarkdownBody, facts: AdrFacts, statuses: StatusWords) -> None:
    """MADR 2 and log4brains: the first list above the first heading of the second level; nested entries are values."""
    deciders: list[str] = []
    is_deciders = False
    for number, line, is_outer in first_list(body):
        match = BULLET.match(line)
        if not is_outer:
            deciders += [nested["text"].strip()] if is_deciders and (nested := _NESTED.match(line)) else []
            continue
        is_deciders = False
        if match is None:
            continue
        key, value = fact_name(match["key"]), match["value"].strip()
        is_deciders = key in DECIDERS and not value
        if key in DECIDERS:
            facts.deciders_text, facts.deciders_line = value, number
        facts.take(key, value, number, statuses)
    facts.deciders = facts.deciders or deciders


def first_list(body: MarkdownBody) -> Iterator[tuple[int, str, bool]]:
    """The lines of the first bullet list above the first `##`, and whether each begins an entry that is not nested."""
    first_section = next((heading.line for heading in body.headings if heading.level >= 2), None)
    titles = {heading.line for heading in body.headings if heading.level == 1}
    outer: int | None = None
    last = 0
    has_title = False
    for number, line in body.lines:
        if first_section is not None and number >= first_section:
            return
        if number in titles:
            # AsciiDoc has its attributes above the title as well as below it; a second heading begins a section.
            if has_title and outer is not None:
                return
            has_title = True
            continue
        if not line.strip():
            continue
        indent = len(line) - len(line.lstrip())
        is_entry = _LIST_ENTRY.match(line) is not None
        if outer is None:
            outer = indent if is_entry and indent <= 3 else None
        elif not is_entry and indent <= outer and not (number == last + 1 and _GOES_ON.match(line)):
            return  # what is not indented and no entry ends a list, unless it goes on with the line above
        last = number
        if outer is not None:
            yield number, line, is_entry and indent <= outer + 1


def _read_title_mark(body: MarkdownBody, facts: AdrFacts, statuses: StatusWords) -> None:
    """What the title says of the status: it counts where nothing else does, and where it names a successor."""
    heading = next((each for each in body.headings if each.line == facts.title_line), None)
    mark = mark_of_title(heading.text) if heading is not None else None
    if heading is None or mark is None:
        return
    if facts.status_text is None:
        facts.take_status(mark, heading.line, statuses)
        return
    by = succession_clause(mark)
    if by is not None and by.begins_text and facts.status is not None and (named := references_in(by.target)):
        facts.superseded_by += named
        facts.status = Status.SUPERSEDED


def _read_table(body: MarkdownBody, facts: AdrFacts, statuses: StatusWords) -> None:
    for fact in table_facts(body):
        known = len(facts.superseded_by)
        facts.take(fact.name, fact.text, fact.line, statuses)
        if len(facts.superseded_by) > known and facts.status is not None:
            facts.status = Status.SUPERSEDED  # the row of the status is often forgotten


def _read_label_lines(body: MarkdownBody, facts: AdrFacts, statuses: StatusWords) -> None:
    for fact in labelled_facts(body):
        if fact.name in DECIDERS and facts.deciders_text is None:
            facts.deciders_text, facts.deciders_line = fact.text, fact.line
        facts.take(fact.name, fact.text, fact.line, statuses)


def _read_fact_sections(body: MarkdownBody, facts: AdrFacts, statuses: StatusWords) -> None:
    """Sections of their own for the date, the people or the tags; a list of people has one on each line."""
    for section, name in fact_sections(body):
        lines = [(number, line.strip()) for number, line in section.lines if line.strip()]
        if not lines or (name == "tags" and facts.tags):
            continue
        number, text = lines[0]
        entries = [entry["text"].strip() for _, line in lines if (entry := _NESTED.match(line))]
        facts.take(name, ", ".join(entries) if entries else text, number, statuses)


def fact_sections(body: MarkdownBody) -> Iterator[tuple[SectionText, str]]:
    """The sections below the title that tell a fact beside the status, with its name."""
    for section in body.sections():
        name = fact_name(section.heading.text.strip(" :"))
        if section.heading.level > 1 and name in _FACT_SECTIONS:
            yield section, name


def _read_links(body: MarkdownBody, facts: AdrFacts) -> None:
    """MADR 2: the bullets of its section Links. What they say of the record's place leaves its status alone."""
    if not any(map(is_links_heading, body.headings)):
        return
    for section in body.sections():
        if not is_links_heading(section.heading):
            continue
        for number, line in section.lines:
            text = re.match(r"\s{0,3}[-*+][ \t]+(?P<text>\S.*)", line)
            if text is None or number in body.code_lines:
                continue
            supersedes, by = superseded_records(text["text"]), succession_clause(text["text"])
            if supersedes is not None:
                facts.supersedes += references_in(supersedes)
            elif by is not None and by.start == 0:
                facts.superseded_by += references_in(by.target)


def _read_date_line(body: MarkdownBody, facts: AdrFacts) -> None:
    if facts.date_rank == 0:
        return
    for number, line in body.lines[:40]:
        match = DATE_LINE.match(line)
        if match:
            facts.take_date(match["value"].strip(), number)
            return


def is_links_heading(heading: Heading) -> bool:
    """True for the section of MADR 2 that names other records."""
    return heading.level > 1 and heading.text.lower() == "links"
