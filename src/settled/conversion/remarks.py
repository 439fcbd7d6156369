"""What an import could not tell of a record, in words, with what to do about it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from settled.conversion.naming import Naming
from settled.formats.adr import read_adr
from settled.formats.adr_facts import read_status
from settled.model.vocabulary import Kind, Status
from settled.records import Record


@dataclass(frozen=True, slots=True)
class Remark:
    """What a person should know of `file` after an import."""

    file: str
    message: str


def remarks_on(record: Record, naming: Naming) -> Iterator[str]:
    """What could not be told of `record`, one sentence each."""
    if record.kind is Kind.DECISION:
        yield from _on_status(record, naming)
        yield from _on_date(record, naming)
    if record.number is not None and record.title_number not in {None, record.number}:
        yield f"its name says {record.number} and its title {record.title_number}: correct one of them"
    left = sorted({"-".join(map(str, path)) for path in record.unfilled})
    if left:
        yield f"{', '.join(f'`{key}`' for key in left)} was never filled in: fill it in"
    yield from _on_references(record, naming)
    for problem in naming.project.problems:
        if problem.rule == "duplicate-key" and problem.location.file == record.file:
            yield f"{problem.message}: {problem.hint}"
    unclear = naming.unclear_numbers(record.body_text) if naming.is_renumbering else []
    if unclear:
        yield f"several records are called {', '.join(unclear)}, so it was left: write the one that is meant"


def _on_status(record: Record, naming: Naming) -> Iterator[str]:
    if record.status is not None or ("status",) in record.unfilled or record.is_invalid(("status",)):
        return
    words = f"write one of {', '.join(Status)}"
    if record.status_text is None:
        yield f"it has no status: {words}"
        return
    statuses = naming.project.settings.statuses
    said = record.content.status
    facts = read_adr(record.body, record.number, statuses)
    is_double = isinstance(said, str) and facts.status_text is not None
    if is_double and (facts.status is not None or read_status(str(said), statuses) is not None):
        yield f"its front matter says `{said}` and its text `{_short(facts.status_text or '')}`: {words}"
    else:
        yield f"`{_short(record.status_text)}` is no status that can be told: {words}"


def _on_date(record: Record, naming: Naming) -> Iterator[str]:
    if record.date is not None or ("date",) in record.unfilled:
        return
    facts = read_adr(record.body, record.number, naming.project.settings.statuses)
    said = (record.front.data or {}).get("date") if record.is_invalid(("date",)) else facts.date_text
    if isinstance(said, str) and said.strip():
        yield f"the date `{_short(said)}` cannot be read: write year-month-day, as in 2026-12-15"


def _on_references(record: Record, naming: Naming) -> Iterator[str]:
    for reference in dict.fromkeys((*record.supersedes, *record.superseded_by)):
        if naming.project.resolve(reference, record) is None and "://" not in reference:
            yield f"`{_short(reference)}` names no record here: correct it"


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 60 else f"{line[:59]}…"
