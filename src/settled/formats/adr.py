"""Reads a decision as teams write it: MADR, Nygard and adr-tools, with or without front matter.

Nothing is guessed: a status that cannot be told is None, with the text as written beside it.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass, field

from settled.formats.dates import written_date
from settled.formats.markdown import Heading, MarkdownBody
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
_DATE_LINE = re.compile(r"^\s{0,3}(?:\*\*)?Date(?:\*\*)?[ \t]*:(?:\*\*)?[ \t]*(?P<value>.+)$", re.IGNORECASE)
_LEADING_NOISE = re.compile(r"^(?::[a-z0-9_+-]+:|[^\w\[{<(`*?!.…]|[*_`]|\s)+", re.IGNORECASE)
_LINKED = re.compile(r"\[([^\[\]]*)\]\(([^()\s]*)\)")
_SUPERSEDED_BY = re.compile(r"\bsuper[sc]eded[ \t]+by\b[ \t:]*(?P<target>.*)", re.IGNORECASE)
_SUPERSEDES = re.compile(r"^[-*\s]*super[sc]edes\b[ \t:]*(?P<target>.*)", re.IGNORECASE)
_REFERENCE = re.compile(
    r"\b(?:ADR|FLOW|RISK)[-_ ]?\d{1,9}\b|\b\d{4}-[\w.-]+\.md\b|(?<![\w-])\d{1,9}(?![\w-])", re.IGNORECASE
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
    if not bare or "|" in bare or bare.startswith(("{", "...", "…")):
        return None
    return statuses.status_at_start(bare)


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
    _read_date_line(body, facts)
    _read_status_section(body, facts, statuses)
    _read_links(body, facts)
    return facts


def _read_title(body: MarkdownBody, facts: AdrFacts, file_number: int | None) -> None:
    for heading in body.headings:
        if status_heading(heading) is None:
            facts.title_number, facts.title = split_title(heading.text, file_number)
            facts.title_line = heading.line
            return


def _read_bullets(body: MarkdownBody, facts: AdrFacts, statuses: StatusWords) -> None:
    """MADR 2 and log4brains: the bullets before the first heading of the second level."""
    first_section = next((heading.line for heading in body.headings if heading.level >= 2), None)
    for number, line in body.lines:
        if first_section is not None and number >= first_section:
            return
        match = BULLET.match(line)
        if match is None:
            continue
        key, value = match["key"].lower().strip(), match["value"].strip()
        if key == "status" and facts.status_text is None:
            _take_status(facts, value, number, statuses)
        elif key == "date" and facts.date_text is None:
            _take_date(facts, value, number)
        elif key in {"deciders", "decision-makers"}:
            facts.deciders = [part.strip() for part in value.split(",") if part.strip()]
            facts.deciders_text, facts.deciders_line = value, number
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
        match = _DATE_LINE.match(line)
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
            if not text or number in body.code_lines:
                continue
            if facts.status_text is None:
                _take_status(facts, text, number, statuses)
                continue
            by = _SUPERSEDED_BY.search(text)
            if by and re.match(r"[^\w]*super[sc]eded", text, re.IGNORECASE) and not _NOTHING.match(by["target"]):
                # A second paragraph that names the successor: adr-tools leaves the first as it was.
                facts.superseded_by += references_in(by["target"])
                facts.status = Status.SUPERSEDED
            supersedes = _SUPERSEDES.match(text)
            if supersedes:
                facts.supersedes += references_in(supersedes["target"])
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
