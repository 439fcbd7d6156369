"""The status history of records, as the documented JSON (version 1) and as lines for people."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from typing import Any

from settled.model.acceptance import changed_while_accepted
from settled.model.decided_values import in_a_line
from settled.model.history import RecordHistory, StatusChange, ValueChange
from settled.model.shown_text import visible
from settled.project import Workspace
from settled.records import Record
from settled.report.record_json import record_object
from settled.report.table import text_table

VERSION = 1


def history_document(workspace: Workspace, record: Record) -> dict[str, Any]:
    """What `adr history ID --format json` prints."""
    history = workspace.history.of(record.file)
    return {
        "version": VERSION,
        "record": record_object(workspace.project, record),
        "complete": workspace.history.is_complete,
        "reason": workspace.history.reason,
        "changes": _changes(workspace, history),
        "values": [_value_change(workspace, change) for change in _values(history)],
        "uncommitted": history is None or history.is_uncommitted,
        "changed": history is not None and history.is_changed,
    }


def histories_document(workspace: Workspace, records: Iterable[Record]) -> dict[str, Any]:
    """What `adr history --format json` prints: the changes of every record."""
    return {
        "version": VERSION,
        "complete": workspace.history.is_complete,
        "reason": workspace.history.reason,
        "records": [
            {
                "file": record.file,
                "id": record.id,
                "changes": _changes(workspace, workspace.history.of(record.file)),
            }
            for record in records
        ],
    }


def _changes(workspace: Workspace, history: RecordHistory | None) -> list[dict[str, Any]]:
    return [_change(workspace, change) for change in history.changes] if history is not None else []


def _change(workspace: Workspace, change: StatusChange) -> dict[str, Any]:
    commit = change.commit
    return {
        "commit": commit.hash,
        "author": commit.author,
        "author_date": commit.author_date.isoformat(),
        "committer_date": commit.committer_date.isoformat(),
        "from": change.before.value if change.before else None,
        "to": change.after.value if change.after else None,
        "file": workspace.file_then(change.file),
    }


def _values(history: RecordHistory | None) -> tuple[ValueChange, ...]:
    return changed_while_accepted(history) if history is not None else ()


def _value_change(workspace: Workspace, change: ValueChange) -> dict[str, Any]:
    commit = change.commit
    return {
        "commit": commit.hash,
        "author": commit.author,
        "author_date": commit.author_date.isoformat(),
        "committer_date": commit.committer_date.isoformat(),
        "key": change.key,
        "from": change.before,
        "to": change.after,
        "file": workspace.file_then(change.file),
    }


def history_lines(workspace: Workspace, record: Record, paint: Callable[[str, str], str]) -> Iterator[str]:
    """The life of one record, oldest change first: of its status, and of what an accepted flow decided."""
    history = workspace.history.of(record.file)
    yield paint(visible(record.label), "strong")
    changes = history.changes if history is not None else ()
    order = {version.commit.hash: place for place, version in enumerate(history.versions)} if history else {}
    told: list[StatusChange | ValueChange] = [*changes, *_values(history)]
    told.sort(key=lambda change: order.get(change.commit.hash, -1))
    groups = [tuple(group) for _, group in groupby(told, key=_row_of)]
    rows = [
        [*_when_and_what(*group), first.commit.author, first.commit.short_hash, _subject(workspace, record, first)]
        for group in groups
        for first in group[:1]
    ]
    for group, line in zip(groups, list(text_table(["", "", "", "", ""], rows))[1:], strict=True):
        yield line
        if len(group) > 1:
            yield from (f"            {visible(_when_and_what(change)[1])}" for change in group)
    if history is None or history.is_uncommitted:
        yield "not committed yet"
    elif not changes:
        yield "git knows of no status"
    elif history.is_changed:
        yield f"changed since the last commit; it says {_word(record.status)} now"


def histories_lines(workspace: Workspace, records: Iterable[Record]) -> Iterator[str]:
    """The changes of all records, the latest last: when, which, from what to what, by whom."""
    found: list[tuple[datetime.datetime, Record, StatusChange]] = []
    for record in records:
        history = workspace.history.of(record.file)
        latest = None
        for change in history.changes if history is not None else ():
            # A clock that went wrong brings no change of a record before the one that it follows.
            latest = max(latest or change.commit.committer_date, change.commit.committer_date)
            found.append((latest, record, change))
    found.sort(key=lambda entry: entry[0])
    rows = [
        [_when_and_what(change)[0], record.id, _when_and_what(change)[1], change.commit.author, record.title]
        for _, record, change in found
    ]
    yield from text_table(["DATE", "ID", "STATUS", "BY", "TITLE"], rows) if rows else ()


def _row_of(change: StatusChange | ValueChange) -> tuple[str, bool] | int:
    """What the values that one commit changed have in common; of a change of status nothing with any other."""
    return (change.commit.hash, True) if isinstance(change, ValueChange) else id(change)


def _when_and_what(change: StatusChange | ValueChange, *others: StatusChange | ValueChange) -> tuple[str, str]:
    if others:
        what = f"{len(others) + 1} values changed:"
    elif isinstance(change, ValueChange):
        what = f"{change.key}: {in_a_line(change.before)} → {in_a_line(change.after)}"
    else:
        what = _word(change.after) if change.before is None else f"{_word(change.before)} → {_word(change.after)}"
    return change.commit.author_date.date().isoformat(), what


def _subject(workspace: Workspace, record: Record, change: StatusChange | ValueChange) -> str:
    then = workspace.file_then(change.file)
    return change.commit.subject + (f" (as {then})" if then != record.file else "")


def _word(status: object) -> str:
    return str(status) if status is not None else "cannot be told"
