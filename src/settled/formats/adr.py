"""Reads a decision as teams write it: MADR, Nygard and adr-tools, with or without front matter.

Nothing is guessed: a status that cannot be told is None, with the text as written beside it.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from settled.formats.dates import written_date
from settled.formats.markdown import Heading, MarkdownBody
from settled.formats.metadata_table import is_table_row, table_facts
from settled.model.status_words import STATUS_WORDS, StatusWords
from settled.model.vocabulary import Status

_NUMBERED_TITLE = re.compile(
    r"^(?:(?:ADR|RFC|FLOW|RISK)[ \t_-]*)?#?(?P<number>\d{1,9})(?:[.:](?!\d)|[ \t]+[-–—:]|[ \t])[ \t]*(?P<title>\S.*)$"
    r"|^(?:ADR|FLOW|RISK)[ \t_-]*(?P<bare>\d{1,9})$",
    re.IGNORECASE,
)
BULLET = re.compile(
    r"^\s{0,3}[-*+][ \t]+(?:\*\*)?(?P<key>[A-Za-z][A-Za-z -]{0,30}?)(?:\*\*)?[ \t]*:(?:\*\*)?[ \t]*(?P<value>.*)$"
)
"""A bullet that says something of the record: `* Status: accepted`."""
_LIST_ENTRY = re.compile(r"[ \t]*[-*+][ \t]+(?=\S)")
_GOES_ON = re.compile(r"[ \t]*[^\s#>|`~<=_-]")
_NESTED = re.compile(r"[ \t]*[-*+][ \t]+(?P<text>\S.*)$")
_DECIDERS = frozenset({"deciders", "decision-makers", "decision makers"})
FACT_KEYS = _DECIDERS | {
    "status", "date", "created", "tags", "supersedes", "supercedes", "superseded by", "superceded by",
}  # fmt: skip
"""What a bullet or the row of a table begins with that says something of the record, in lower case."""
DATE_LINE = re.compile(r"^\s{0,3}(?:\*\*)?Date(?:\*\*)?[ \t]*:(?:\*\*)?[ \t]*(?P<value>.+)$", re.IGNORECASE)
"""A line that says the day: `Date: 2026-01-31`."""
_DATED_STATUS = re.compile(
    r"[*_`]*[^\W\d_]{3,20}[*_`]*[:,]?[ \t]+(?:on[ \t]+)?[*_`(]*(?P<date>[\w./-][\w ./,-]{6,20}\d)[*_`).]*"
)
_LEADING_NOISE = re.compile(r"^(?::[a-z0-9_+-]+:|[^\w\[{<(`*?!.…]|[*_`]|\s)+", re.IGNORECASE)
_LINKED = re.compile(r"\[([^\[\]]*)\]\(([^()\s]*)\)")
_SUPERSEDED_BY = re.compile(r"\bsuper[sc]eded[ \t]+by\b[ \t:]*(?P<target>.*)", re.IGNORECASE)
_SUPERSEDES = re.compile(r"^[-*\s]*super[sc]edes\b[ \t:]*(?P<target>.*)", re.IGNORECASE)
_REFERENCE = re.compile(
    r"\b(?:ADR|FLOW|RISK)[-_ ]?\d{1,9}\b|(?<![\w.-])\d{4}-[\w.-]{1,200}\.(?:md|rst|adoc|asciidoc)\b"
    r"|(?<![\w.-])(?:[\w.]{1,100}/)?(?:19|20)\d{6}-[\w-]+|(?<![\w-])\d{1,9}(?![\w-])",
    re.IGNORECASE,
)
_NOTHING = re.compile(r"\s*(?:n/?a|none|-)?\.?\s*$", re.IGNORECASE)


@dataclass
class AdrFacts:
    """What a decision's text says of itself; lines are 1-based lines of the file, None where absent."""

    title: str | None = None
    title_number: int | None = None
    title_line: int | None = None
    status: Status | None = None
    status_text: str | None = None
    status_line: int | None = None
    date: datetime.date | None = None
    date_text: str | None = None
    date_line: int | None = None
    supersedes: list[str] = field(default_factory=list)
    superseded_by: list[str] = field(default_factory=list)
    deciders: list[str] = field(default_factory=list)
    deciders_text: str | None = None
    deciders_line: int | None = None
    tags: list[str] = field(default_factory=list)


def read_status(text: str, statuses: StatusWords = STATUS_WORDS) -> Status | None:
    """The status that `text` begins with, by the words `statuses`; None where it cannot be told.

    Emphasis, emoji and links before the word are passed over, and what follows it (a date, a
    parenthesis, a sentence) does not matter. "Partly superseded" and unfilled choices are no status.
    """
    bare = _LINKED.sub(r"\1", text)
    bare = _LEADING_NOISE.sub("", bare).lstrip("[(").strip()
    # The title of another record may hold a bar; a choice that was never made has it between its words.
    if not bare or "|" in _LINKED.sub("", text) or bare.startswith(("{", "...", "…")):
        return statuses.unknown
    return statuses.status_at_start(bare)


def date_in_status(text: str) -> datetime.date | None:
    """The day in a status that is a word and a day (`**Accepted** *2023-06-09*`); None where it says anything else."""
    match = _DATED_STATUS.fullmatch(text.strip())
    if match is None:
        return None
    try:
        written = written_date(match["date"])
    except ValueError:
        return None
    return written.day if written is not None and written.length == len(match["date"]) else None


def references_in(text: str) -> list[str]:
    """The records that `text` names: link targets where there are links, else ids, file names, numbers."""
    targets = [match[2] for match in _LINKED.finditer(text) if match[2]]
    if targets:
        return targets
    return [] if _NOTHING.match(text) else _REFERENCE.findall(text)


def split_title(heading: str, file_number: int | None) -> tuple[int | None, str]:
    """The number and the bare title of a first heading such as `# ADR-001: Use Kafka`.

    A number with nothing but a space behind it (`# 23 Use Kafka`) counts only when it is the file's own:
    `# 3 retries are enough` is a sentence.
    """
    match = _NUMBERED_TITLE.match(heading)
    if match is None:
        return None, heading
    if match["bare"]:
        return int(match["bare"]), heading
    number = int(match["number"])
    separated = heading[match.end("number") :].startswith((".", ":")) or heading[0] in "AaFfRr#"
    dashed = re.match(r"[ \t]+[-–—:][ \t]", heading[match.end("number") :])
    if not separated and not dashed and number != file_number:
        return None, heading
    return number, match["title"].strip()


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
    _read_date_line(body, facts)
    _read_status_section(body, facts, statuses)
    _read_links(body, facts)
    if facts.status_text is None:
        facts.status = facts.status or statuses.missing
    return facts


def _read_title(body: MarkdownBody, facts: AdrFacts, file_number: int | None) -> None:
    for heading in body.headings:
        if status_heading(heading) is None:
            facts.title_number, facts.title = split_title(heading.text, file_number)
            facts.title_line = heading.line
            return


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
        key, value = match["key"].lower().strip(), match["value"].strip()
        is_deciders = key in _DECIDERS and not value
        if key in _DECIDERS:
            facts.deciders_text, facts.deciders_line = value, number
        _take(facts, key, value, number, statuses)
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
        _take(facts, fact.name, fact.text, fact.line, statuses)
        if len(facts.superseded_by) > known and facts.status is not None:
            facts.status = Status.SUPERSEDED  # the row of the status is often forgotten


def _take(facts: AdrFacts, key: str, value: str, line: int, statuses: StatusWords) -> None:
    """Take what a bullet or a row says under `key`."""
    if key == "status" and facts.status_text is None:
        _take_status(facts, value, line, statuses)
    elif key in {"date", "created"} and facts.date_text is None:
        _take_date(facts, value, line)
    elif key in _DECIDERS and not facts.deciders:
        facts.deciders = [part.strip() for part in value.split(",") if part.strip()]
    elif key == "tags":
        facts.tags = [part for part in re.split(r"[\s,]+", value) if part]
    elif re.fullmatch(r"super[sc]edes", key):
        facts.supersedes += references_in(value)
    elif re.fullmatch(r"super[sc]eded by", key):
        facts.superseded_by += references_in(value)


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
            supersedes, by = _SUPERSEDES.match(text["text"]), _SUPERSEDED_BY.match(text["text"])
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
            _take_date(facts, match["value"].strip(), number)
            return


def _read_status_section(body: MarkdownBody, facts: AdrFacts, statuses: StatusWords) -> None:
    for section in body.sections():
        inline = status_heading(section.heading)
        if inline is None:
            continue
        if inline and facts.status_text is None:
            _take_status(facts, inline, section.heading.line, statuses)
        for number, line in section.lines:
            text = line.strip()
            if not text or number in body.code_lines or (facts.status_text is not None and is_table_row(text)):
                continue
            supersedes = _SUPERSEDES.match(text)
            if supersedes:
                facts.supersedes += references_in(supersedes["target"])
            if facts.status_text is None:
                _take_status(facts, text, number, statuses)
                continue
            by = _SUPERSEDED_BY.search(text)
            if by and re.match(r"[^\w]*super[sc]eded", text, re.IGNORECASE) and not _NOTHING.match(by["target"]):
                # A second paragraph that names the successor: adr-tools leaves the first as it was.
                facts.superseded_by += references_in(by["target"])
                facts.status = Status.SUPERSEDED
        return


def status_heading(heading: Heading) -> str | None:
    """What stands behind `Status` in a status heading (often nothing), None for another heading."""
    match = re.fullmatch(r"(?:\d+\.\s*)?status\s*(?::\s*(.*))?", heading.text, re.IGNORECASE)
    return None if match is None else (match[1] or "").strip()


def is_links_heading(heading: Heading) -> bool:
    """True for the section of MADR 2 that names other records."""
    return heading.level > 1 and heading.text.lower() == "links"


def _take_status(facts: AdrFacts, text: str, line: int, statuses: StatusWords) -> None:
    facts.status_text, facts.status_line = text, line
    facts.status = read_status(text, statuses)
    by = _SUPERSEDED_BY.search(text)
    if by:
        facts.superseded_by += references_in(by["target"])


def _take_date(facts: AdrFacts, text: str, line: int) -> None:
    facts.date_text, facts.date_line = text, line
    try:
        written = written_date(text)
        facts.date = written.day if written else None
    except ValueError:
        facts.date = None
