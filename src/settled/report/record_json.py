"""The record JSON of the documented contract, version 1."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from settled.model.history import Commit, RecordHistory
from settled.model.written_values import path_in_words
from settled.project import Project
from settled.records import Record
from settled.report.kept_promises import own_keys, time_budget

VERSION = 1


def records_document(project: Project, records: Iterable[Record]) -> dict[str, Any]:
    """What `adr list --format json` prints."""
    return {"version": VERSION, "records": [record_object(project, record) for record in records]}


def record_object(project: Project, record: Record) -> dict[str, Any]:
    """One record: identity, status, dates, links, a team's own keys and, for a flow, its six decisions."""
    result: dict[str, Any] = {
        "file": record.file,
        "kind": record.kind.value,
        "id": record.id,
        "number": record.number,
        "title": record.title,
        "status": record.status.value if record.status else None,
        "status_text": record.status_text,
        "date": record.date.isoformat() if record.date else None,
        "tags": list(record.tags),
        "supersedes": [_reference(project, record, text) for text in record.supersedes],
        "superseded_by": [_reference(project, record, text) for text in record.superseded_by],
    }
    if record.flow is not None:
        result["decisions"] = {decision.value: state.value for decision, state in project.states[record.file].items()}
    own = own_keys(record)
    if own:
        result["x"] = own
    return result


def record_document(project: Project, record: Record, history: RecordHistory | None) -> dict[str, Any]:
    """What `adr show --format json` prints: the record with its open questions, time budget and what git says."""
    result = record_object(project, record)
    result["open_questions"] = [
        {
            "field": path_in_words(path),
            "question": question.open,
            "owner": question.owner,
            "due": question.due.isoformat() if question.due else None,
            "line": record.at(path).line,
        }
        for path, question in record.open_questions
    ]
    if record.flow is not None:
        result["time_budget"] = time_budget(project, record)
    result["history"] = None if history is None else history_object(history)
    return {"version": VERSION, "record": result}


def owners_of(record: Record) -> set[str]:
    """The teams that owe an answer in the record, or own a failure or the risk."""
    owners = {question.owner for _, question in record.open_questions if question.owner}
    failures = record.flow.failures if record.flow else None
    for failure in failures if isinstance(failures, list) else ():
        owner = getattr(failure, "owner", None)
        if isinstance(owner, str):
            owners.add(owner)
    if record.risk and isinstance(record.risk.owner, str):
        owners.add(record.risk.owner)
    return owners


def history_object(history: RecordHistory) -> dict[str, Any]:
    """What git says of one record."""
    last = history.last_change
    return {
        "created": _commit(history.created),
        "last_edited": _commit(history.last_edited),
        "last_status_change": None
        if last is None
        else {
            **(_commit(last.commit) or {}),
            "from": last.before.value if last.before else None,
            "to": last.after.value if last.after else None,
        },
        "uncommitted": history.is_uncommitted,
        "changed": history.is_changed,
    }


def _commit(commit: Commit | None) -> dict[str, Any] | None:
    if commit is None:
        return None
    return {
        "commit": commit.hash,
        "author": commit.author,
        "author_date": commit.author_date.isoformat(),
        "committer_date": commit.committer_date.isoformat(),
    }


def _reference(project: Project, record: Record, text: str) -> str:
    """The id of the record that a reference names, or the text as written where it names none."""
    other = project.resolve(text, record)
    return other.id if other is not None else text
