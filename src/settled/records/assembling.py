"""A record is put together from its front matter, which has the last word, and from what its text says."""

from __future__ import annotations

import datetime
import re
from typing import Any

from settled.formats.adr import split_title
from settled.formats.adr_facts import AdrFacts, date_in_status, read_status, references_in
from settled.frontmatter.splitting import Document
from settled.frontmatter.validation import Validated
from settled.model.answers import OpenQuestion
from settled.model.decision import RecordFields
from settled.model.kinds import spec_of
from settled.model.references import name_of_record
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
    status_text, status, status_line = facts.status_text, facts.status, facts.status_line
    superseded_by = [*texts(content.superseded_by)]
    if isinstance(content.status, str):
        written = content.status
        in_body, status = status if status_text is not None else None, read_status(written, statuses)
        if in_body is not None and in_body is not status:
            status = None  # front matter and body disagree: neither is believed
        status_text, status_line = written, None
        match = re.search(r"super[sc]eded[ \t]+by[ \t:]*(.*)", written, re.IGNORECASE)
        if match:
            superseded_by += [target for target in references_in(match[1]) if target not in superseded_by]
    elif ("status",) in unfilled:
        status_text, status, status_line = unfilled[("status",)], None, None
    elif ("status",) in invalid or isinstance(content.status, OpenQuestion):
        status_text, status, status_line = None, None, None
    if spec_of(kind).has_states_of_its_own:
        status = None  # `status_text` has the word
    written_title = getattr(content, "title", None)
    title = split_title(written_title, number)[1] if written_title else facts.title
    date = content.date if isinstance(content.date, datetime.date) else None
    if date is None and ("date",) not in invalid:
        date = facts.date or _created(document.front.data) or (date_in_status(status_text) if status_text else None)
    return Record(
        file=file,
        kind=kind,
        id=record_id,
        number=number,
        title=_plain(title) if title else _title_from(file),
        title_number=facts.title_number,
        title_line=facts.title_line,
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


def _plain(title: str) -> str:
    """A heading without its Markdown: emphasis, code marks and links."""
    without_links = re.sub(r"\[([^\[\]]*)\]\([^()]*\)", r"\1", title)
    return re.sub(r"(?<!\\)[*`]|\\(?=[^\w\s])", "", without_links).strip() or title


def _title_from(file: str) -> str:
    name = name_of_record(file)
    bare = re.sub(r"^(?:(?:adr|rfc)[-_ ]?)?\d+[-_. ]+", "", name, flags=re.IGNORECASE)
    return bare.replace("-", " ").replace("_", " ").strip().capitalize() or name
