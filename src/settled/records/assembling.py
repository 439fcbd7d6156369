"""A record is put together from its front matter, which has the last word, and from what its text says."""

from __future__ import annotations

import datetime
import re
from typing import Any

from settled.formats.adr_facts import AdrFacts, date_in_status, references_in
from settled.formats.dates import written_date
from settled.formats.front_matter_facts import agreed_status, foreign_date, foreign_status_key, is_of_the_page
from settled.formats.succession_words import succession_clause
from settled.formats.titles import split_title
from settled.frontmatter.splitting import Document
from settled.frontmatter.validation import Validated
from settled.model.answers import OpenQuestion
from settled.model.decision import RecordFields
from settled.model.kinds import spec_of
from settled.model.references import day_of_record, name_of_record, words_of_name
from settled.model.status_words import StatusWords
from settled.model.vocabulary import Kind
from settled.model.written_values import parse_date
from settled.records.record import Record, texts


def assemble(
    file: str,
    kind: Kind,
    record_id: str,
    number: int | None,
    document: Document,
    facts: AdrFacts,
    validated: Validated[RecordFields],
    statuses: StatusWords,
) -> Record:
    """The record that `facts` of its text and the front matter make together; the front matter has the last word."""
    invalid, unfilled = validated.invalid, validated.unfilled
    content = validated.content
    data = document.front.data or {}
    status_text, status, status_line = facts.status_text, facts.status, facts.status_line
    superseded_by = [*texts(content.superseded_by)]
    foreign = foreign_status_key(data, statuses) if spec_of(kind).kind is Kind.DECISION else None
    written = data[foreign] if foreign is not None else content.status
    if isinstance(written, str):
        status = agreed_status(written, facts, statuses)
        by = succession_clause(written)
        if by is not None and by.is_whole:
            superseded_by += [target for target in references_in(by.target) if target not in superseded_by]
        if not is_of_the_page(written, facts):
            status_text, status_line = written, None
    elif ("status",) in unfilled:
        status_text, status, status_line = unfilled[("status",)], None, None
    elif ("status",) in invalid or isinstance(content.status, OpenQuestion):
        status_text, status, status_line = None, None, None
    if spec_of(kind).has_states_of_its_own:
        status = None  # `status_text` has the word
    written_title = getattr(content, "title", None) or (_sidebar_label(data) if facts.title is None else None)
    title = split_title(written_title, number)[1] if written_title else facts.title
    date = content.date if isinstance(content.date, datetime.date) else None
    if date is None and ("date",) not in invalid:
        date = facts.date if facts.date_rank == 0 else None
        date = date or _created(data) or _day(foreign_date(data)) or facts.date
        date = date or (date_in_status(status_text) if status_text else None)
        if date is None and facts.date_text is None and "date" not in data:
            date = day_of_record(file)
    return Record(
        file=file,
        kind=kind,
        id=record_id,
        number=number,
        title=_plain(title) if title else _title_from(file),
        title_number=facts.title_number,
        title_line=facts.title_line,
        date_text=facts.date_text,
        status=status,
        status_text=status_text,
        status_line=status_line,
        date=date,
        tags=tuple(texts(content.tags) or facts.tags),
        decision_makers=tuple(
            texts(content.decision_makers) or texts(getattr(content, "deciders", None)) or facts.deciders
        ),
        supersedes=tuple(dict.fromkeys([*texts(content.supersedes), *facts.supersedes])),
        superseded_by=tuple(dict.fromkeys([*superseded_by, *facts.superseded_by])),
        content=content,
        invalid=invalid,
        unfilled=unfilled,
        document=document,
    )


def _created(data: dict[str, Any] | None) -> datetime.date | None:
    created = (data or {}).get("created")
    try:
        return parse_date(created) if isinstance(created, str) else None
    except ValueError:
        return None


def _day(written: str | None) -> datetime.date | None:
    try:
        found = written_date(written.strip()) if written else None
    except ValueError:
        return None
    return found.day if found else None


def _sidebar_label(data: dict[str, Any]) -> str | None:
    """What Docusaurus calls a page that has no title."""
    label = data.get("sidebar_label")
    return label if isinstance(label, str) else None


def _plain(title: str) -> str:
    """A heading without its Markdown: emphasis, code marks and links."""
    without_links = re.sub(r"\[([^\[\]]*)\]\([^()]*\)", r"\1", title)
    return re.sub(r"(?<!\\)[*`]|~~|\\(?=[^\w\s])", "", without_links).strip() or title


def _title_from(file: str) -> str:
    words = words_of_name(name_of_record(file))
    return words.replace("-", " ").replace("_", " ").strip().capitalize() or name_of_record(file)
