"""Reads a decision as teams write it: MADR, Nygard and adr-tools, with or without front matter.

Nothing is guessed: a status that cannot be told is None, with the text as written beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from settled.formats.adr_facts import (
    DECIDERS,
    STATUS_LABELS,
    SUPERSEDED_BY,
    AdrFacts,
    fact_name,
    names_nothing,
    references_in,
)
from settled.formats.label_lines import facts_on, labelled_facts
from settled.formats.markdown import Heading, MarkdownBody, SectionText
from settled.formats.metadata_table import is_table_row, table_facts
from settled.model.references import id_prefixes, number_prefixes
from settled.model.status_words import STATUS_WORDS, StatusWords
from settled.model.vocabulary import Status

_KIND_OF_TITLE = re.compile(
    r"^(?:title|(?:architectur(?:e|al)[ \t]+)?decision[ \t]+record|adr)[ \t]*[:–—][ \t]*(?=\S)"
    r"|^(?:19|20)\d\d-\d\d-\d\d[ \t]*[:–—-][ \t]*(?=\S)",
    re.IGNORECASE,
)
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
_STATUS_HEADING = re.compile(
    rf"(?:[^\w\s:(\[{{]+\s+|\d+[.)]\s*)*[*_]{{0,3}}(?:{'|'.join(STATUS_LABELS)})[*_]{{0,3}}\s*(?:(?:[:：]|[-–—]\s)\s*(.*))?",
    re.IGNORECASE,
)
BOX = re.compile(r"[-*+][ \t]+\[(?P<tick>[ xX])\][ \t]+(?P<text>\S.*)")
"""An entry of a list to tick: `- [x] Accepted`."""
_FACT_SECTIONS = DECIDERS | {"date", "tags"}
_SECTIONS = frozenset({
    "context", "context and problem statement", "problem statement", "problem", "background", "summary", "abstract",
    "decision", "decision outcome", "decision drivers", "considered options", "consequences", "rationale", "date",
    "deciders", "table of contents", "contents",
})  # fmt: skip
"""Headings that are no titles, in lower case: the title is that of the file's name then."""
_SUPERSEDES = re.compile(r"^[-*\s]*super[sc]edes\b[ \t:]*(?P<target>.*)", re.IGNORECASE)


def split_title(heading: str, file_number: int | None) -> tuple[int | None, str]:
    """The number and the bare title of a first heading such as `# ADR-001: Use Kafka`.

    A number with nothing but a space behind it (`# 23 Use Kafka`) counts only when it is the file's own:
    `# 3 retries are enough` is a sentence. The title is empty where there is nothing but a number.
    """
    heading = _without_wrapping(heading)
    match = _numbered_title(id_prefixes(), number_prefixes()).match(heading)
    if match is None:
        return None, heading
    if match["bare"]:
        return int(match["bare"]), ""
    number = int(match["number"])
    is_marked = heading[0] in _first_letters(number_prefixes())
    separated = is_marked or heading[match.end("number") :].startswith((".", ":", ")", "/"))
    dashed = re.match(r"[ \t]+[-–—:][ \t]", heading[match.end("number") :])
    if not separated and not dashed and number != file_number:
        return None, heading
    return number, match["title"].strip()


@lru_cache(maxsize=8)
def _numbered_title(prefixes: str, any_prefixes: str) -> re.Pattern[str]:
    return re.compile(
        rf"^(?:(?:{any_prefixes})[ \t_-]*)?#?(?P<number>\d{{1,9}})"
        r"(?:[.:)](?!\d)|/(?=[ \t])|[ \t]+[-–—:]|[ \t])[ \t]*(?P<title>\S.*)$"
        rf"|^(?:{prefixes})[ \t_-]*(?P<bare>\d{{1,9}})$",
        re.IGNORECASE,
    )


@lru_cache(maxsize=8)
def _first_letters(prefixes: str) -> str:
    """What a title with letters or a mark before its number begins with: `AaFfRr#`."""
    letters = dict.fromkeys(prefix[0] for prefix in prefixes.split("|"))
    return "".join(letter.upper() + letter.lower() for letter in letters) + "#"


def _without_wrapping(heading: str) -> str:
    """A heading without what is no part of its title: an id or class behind it, quotes, a word for what it is."""
    text = re.sub(r"(?<![ \t])[ \t]*+\{[#:.][^{}]*\}$", "", heading)
    quoted = re.fullmatch(r"(['\"])(.+)\1", text)
    text = quoted[2] if quoted and quoted[1] not in quoted[2] else text
    text = re.sub(r"^\[((?:ADR|RFC)[ \t_-]*\d{1,9})\][ \t]*[:–—-]?[ \t]*(?=\S)", r"\1: ", text, flags=re.IGNORECASE)
    return _KIND_OF_TITLE.sub("", text, count=1)


def read_title(body: MarkdownBody, file_number: int | None) -> AdrFacts:
    """Only the title, for records whose other facts all stand in the front matter."""
    facts = AdrFacts()
    _read_title(body, facts, file_number)
    return facts


def read_adr(body: MarkdownBody, file_number: int | None = None, statuses: StatusWords = STATUS_WORDS) -> AdrFacts:
    """All that the Markdown body says; the caller puts the front matter's word above it."""
    facts = read_title(body, file_number)
    _read_bullets(body, facts, statuses)
    if body.holds_bars:
        _read_table(body, facts, statuses)
    _read_label_lines(body, facts, statuses)
    _read_status_section(body, facts, statuses)
    _read_fact_sections(body, facts, statuses)
    _read_date_line(body, facts)
    _read_links(body, facts)
    if facts.status_text is None:
        facts.status = facts.status or statuses.missing
    return facts


def _read_title(body: MarkdownBody, facts: AdrFacts, file_number: int | None) -> None:
    for heading in body.headings:
        if status_heading(heading) is not None or heading.text.strip(" :").casefold() in _SECTIONS:
            continue
        facts.title_number, title = split_title(heading.text, file_number)
        if title.casefold() == "title":
            title = _line_below(body, heading) or title
        facts.title, facts.title_line = title or None, heading.line
        return


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
    outer: int | None = None
    last = 0
    for number, line in body.lines:
        if first_section is not None and number >= first_section:
            return
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
            supersedes, by = _SUPERSEDES.match(text["text"]), SUPERSEDED_BY.match(text["text"])
            if supersedes:
                facts.supersedes += references_in(supersedes["target"])
            elif by:
                facts.superseded_by += references_in(by["target"])


def _read_date_line(body: MarkdownBody, facts: AdrFacts) -> None:
    if facts.date_text is not None:
        return
    for number, line in body.lines[:40]:
        match = DATE_LINE.match(line)
        if match:
            facts.take_date(match["value"].strip(), number)
            return


def _read_status_section(body: MarkdownBody, facts: AdrFacts, statuses: StatusWords) -> None:
    for section in body.sections():
        inline = status_heading(section.heading)
        if inline is None:
            continue
        if inline and facts.status_text is None:
            facts.take_status(inline, section.heading.line, statuses)
        unticked: tuple[str, int] | None = None
        for number, line in section.lines:
            text = line.strip()
            if not text or number in body.code_lines or (facts.status_text is not None and is_table_row(text)):
                continue
            supersedes = _SUPERSEDES.match(text)
            if supersedes:
                facts.supersedes += references_in(supersedes["target"])
            if facts.status_text is None:
                box = BOX.match(text)
                if box is not None and not box["tick"].strip():
                    unticked = unticked or (text, number)
                else:
                    said = box["text"] if box else _labelled_status(line, number) or text
                    facts.take_status(said, number, statuses)
                continue
            by = SUPERSEDED_BY.search(text)
            if by and re.match(r"[^\w]*super[sc]eded", text, re.IGNORECASE) and not names_nothing(by["target"]):
                # A second paragraph that names the successor: adr-tools leaves the first as it was.
                facts.superseded_by += references_in(by["target"])
                facts.status = Status.SUPERSEDED
        if facts.status_text is None and unticked is not None:
            # A choice that nobody made.
            facts.status_text, facts.status_line = unticked
            facts.status = statuses.unknown
        return


def _labelled_status(line: str, number: int) -> str | None:
    """What stands behind `Status:` on a line of the section, whose heading says it already."""
    return next((fact.text for fact in facts_on(line, number) if fact.name == "status"), None)


def status_heading(heading: Heading) -> str | None:
    """What stands behind `Status` in a status heading (often nothing), None for another heading."""
    match = _STATUS_HEADING.fullmatch(heading.text)
    return None if match is None else (match[1] or "").strip()


def is_links_heading(heading: Heading) -> bool:
    """True for the section of MADR 2 that names other records."""
    return heading.level > 1 and heading.text.lower() == "links"
