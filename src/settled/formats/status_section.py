"""The section of a decision that tells its status: a word, a list to tick, headings, or several entries with days."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from settled.formats.adr_facts import AdrFacts, is_choice, is_struck, names_nothing, read_status, references_in
from settled.formats.dates import day_in
from settled.formats.fact_labels import STATUS_LABELS
from settled.formats.label_lines import facts_on
from settled.formats.markdown import Heading, MarkdownBody, SectionText
from settled.formats.metadata_table import is_table_row
from settled.formats.succession_words import succession_clause, superseded_records
from settled.model.status_words import STATUS_WORDS, StatusWords
from settled.model.vocabulary import Status

_HEADING = re.compile(
    rf"(?:[^\w\s:(\[{{]+\s+|\d+[.)]\s*)*[*_]{{0,3}}(?P<label>{'|'.join(STATUS_LABELS)})[*_]{{0,3}}\s*"
    rf"(?:[/·|]\s*(?:{'|'.join(STATUS_LABELS)})\s*)?(?:[(（](?P<aside>[^()（）]{{1,60}})[)）]\s*)?"
    r"(?:(?:[:：]|[-–—]\s)\s*(?P<inline>.*))?",
    re.IGNORECASE,
)
BOX = re.compile(
    r"(?:[-*+][ \t]+)?(?:\[(?P<tick>[ xX]?)\]|(?P<ticked>[☑☒])|(?P<unticked>[☐⬜🔲]))\ufe0f?[ \t]+(?P<text>\S.*)"
)
"""An entry of a list to tick: `- [x] Accepted`."""
_ENTRY = re.compile(r"[-*+][ \t]+(?P<text>\S.*)")
_FEWEST_OF_CHOICE = 3


@dataclass(frozen=True, slots=True)
class _Entry:
    """One line of the section that may tell the status: its text, its line, the day it names."""

    text: str
    line: int
    day: datetime.date | None = None


def status_heading(heading: Heading) -> str | None:
    """What stands behind `Status` in a status heading (often nothing), None for another heading."""
    match = _HEADING.fullmatch(heading.text)
    if match is None:
        return None
    aside = match["aside"] or ""
    inline = (match["inline"] or "").strip()
    return inline or (aside if STATUS_WORDS.status_at_start(aside) is not None else "")


def read_status_section(body: MarkdownBody, facts: AdrFacts, statuses: StatusWords) -> None:
    """Take what the section *Status* of `body` says, where nothing above it told the status, and its successors."""
    for index, section in enumerate(body.sections()):
        inline = status_heading(section.heading)
        if inline is None:
            continue
        if inline and facts.status_text is None:
            facts.take_status(inline, section.heading.line, statuses)
        was_told = facts.status_text is not None
        lines = list(_lines(section, body, facts, was_told=was_told))
        if not was_told:
            _take_chosen(lines, _headings_below(body.headings, index), facts, statuses)
        _take_successors(lines, facts)
        return


def _lines(section: SectionText, body: MarkdownBody, facts: AdrFacts, *, was_told: bool) -> Iterator[_Entry]:
    """The lines of the section that hold words; what they say of older records is taken on the way."""
    for number, line in section.lines:
        text = line.strip()
        if not text or number in body.code_lines or (was_told and is_table_row(text)):
            continue
        named = superseded_records(text)
        if named is not None:
            facts.supersedes += references_in(named)
        yield _Entry(text, number)


def _headings_below(headings: Sequence[Heading], index: int) -> list[Heading]:
    """The headings that stand below the one of the status, deeper than it."""
    level = headings[index].level
    return list(takewhile(lambda heading: heading.level > level, headings[index + 1 :]))


def _take_chosen(lines: Sequence[_Entry], headings: Sequence[Heading], facts: AdrFacts, statuses: StatusWords) -> None:
    boxes = [(box, line) for line in lines if (box := BOX.match(line.text))]
    ticked = [_Entry(box["text"], line.line, day_in(box["text"])) for box, line in boxes if _is_ticked(box)]
    plain = [line for line in lines if not BOX.match(line.text)]
    entry = _latest(ticked) if ticked else _told_by(plain, statuses)
    if entry is None:
        known = statuses.without_default
        told = [
            _Entry(heading.text, heading.line, day_in(heading.text))
            for heading in headings
            if read_status(heading.text, known) is not None
        ]
        entry = _latest(told) if told else None
    if entry is not None:
        facts.take_status(entry.text, entry.line, statuses)
        return
    unmade = next((line for line in lines if BOX.match(line.text) or is_choice(line.text, statuses)), None)
    unmade = unmade or (lines[0] if lines else None)
    if unmade is not None:
        # A choice that nobody made.
        facts.status_text, facts.status_line = unmade.text, unmade.line
        facts.status = statuses.unknown


def _is_ticked(box: re.Match[str]) -> bool:
    return bool(box["ticked"] or (box["tick"] or "").strip())


def _told_by(lines: Sequence[_Entry], statuses: StatusWords) -> _Entry | None:
    """The line that tells the status: the first, or of several with days the last; None where a choice was not made."""
    known = statuses.without_default
    after_choice = False
    for index, line in enumerate(lines):
        text = _labelled_status(line) or line.text
        if is_struck(text):
            continue  # an entry that another one overrules
        if is_choice(text, statuses):
            after_choice = True
            continue
        is_told = read_status(text, known) is not None
        if after_choice and not is_told:
            continue
        if _is_list_of_choices(lines[index:], known):
            return None
        first = _Entry(text, line.line, day_in(text) if is_told else None)
        return first if first.day is None else _latest([first, *_dated(lines[index + 1 :], known)])
    return None


def _dated(lines: Sequence[_Entry], statuses: StatusWords) -> Iterator[_Entry]:
    for line in lines:
        text = _labelled_status(line) or line.text
        day = day_in(text)
        if day is not None and read_status(text, statuses) is not None and not is_choice(text, statuses):
            yield _Entry(text, line.line, day)


def _is_list_of_choices(lines: Sequence[_Entry], statuses: StatusWords) -> bool:
    """Whether a list names several statuses and nothing else, as a template does."""
    entries = [entry["text"] for line in lines if (entry := _ENTRY.match(line.text))]
    told = {status for text in entries if (status := statuses.meaning_of(text)) is not None}
    return len(told) >= _FEWEST_OF_CHOICE and len(entries) == len(lines) and not any(map(day_in, entries))


def _latest(entries: Sequence[_Entry]) -> _Entry:
    """The entry with the last day; of several the one that stands last."""
    return max(entries, key=lambda entry: (entry.day or datetime.date.min, entry.line))


def _labelled_status(line: _Entry) -> str | None:
    """What stands behind `Status:` on a line of the section, whose heading says it already."""
    return next((fact.text for fact in facts_on(line.text, line.line) if fact.name == "status"), None)


def _take_successors(lines: Sequence[_Entry], facts: AdrFacts) -> None:
    """A second paragraph that names the successor: adr-tools leaves the first as it was."""
    for line in lines:
        box = BOX.match(line.text)
        if line.line == facts.status_line or is_table_row(line.text) or (box is not None and not _is_ticked(box)):
            continue
        by = succession_clause(line.text)
        if by is None or not by.begins_text or not by.is_whole or names_nothing(by.target):
            continue
        if facts.status_line is not None and line.line < facts.status_line and facts.status is not None:
            continue  # an earlier entry, which the last one overrules
        facts.superseded_by += references_in(by.target)
        facts.status = Status.SUPERSEDED
