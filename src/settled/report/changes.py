"""What was decided, changed, reopened, given up, added and deleted since a revision, and the same as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from settled.checking.change import Change, ChangedFlow, Edit
from settled.checking.changed_content import ChangedQuestion, ChangedText
from settled.model.history import Commit
from settled.model.vocabulary import Status
from settled.project import Workspace
from settled.report.changed_content_json import question_objects, text_objects

VERSION = 1


class Happening(StrEnum):
    """What happened to a record, in the order in which it is told."""

    DECIDED = "decided"
    REOPENED = "reopened"
    SUPERSEDED = "superseded"
    DEPRECATED = "deprecated"
    CHANGED = "changed"
    NEW = "new"
    DELETED = "deleted"


@dataclass(frozen=True, slots=True)
class RecordChange:
    """A record whose status changed, or that came or went; `commit` is None where git does not tell it."""

    happening: Happening
    label: str
    file: str
    before: str | None
    after: str | None
    commit: Commit | None


@dataclass(frozen=True, slots=True)
class DecisionChange:
    """One of the six decisions of a flow that is in another state than before."""

    label: str
    file: str
    decision: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class FlowValueChange:
    """A value of an accepted flow that is another one than before, or a phase; with the last commit that touched it."""

    label: str
    file: str
    key: str
    before: str | None
    after: str | None
    commit: Commit | None


@dataclass(frozen=True, slots=True)
class Changes:
    """All of it since `commit`, the base of `reference`; `is_complete` is False where git could not tell all."""

    reference: str
    commit: str
    records: tuple[RecordChange, ...]
    decisions: tuple[DecisionChange, ...]
    values: tuple[FlowValueChange, ...]
    texts: tuple[ChangedText, ...]
    questions: tuple[ChangedQuestion, ...]
    is_complete: bool
    reason: str


def changes_of(workspace: Workspace, change: Change, reference: str) -> Changes:
    """What the change did to records and to the six decisions of flows, with who did it and when.

    `reference` is what a person called the base.
    """
    found = [
        RecordChange(
            _happening(status.before, status.after),
            status.label,
            status.file,
            status.before,
            status.after,
            _commit(workspace, status.file, status.after),
        )
        for status in change.statuses
    ]
    found += [flow_change for flow in change.flows if (flow_change := _flow(workspace, flow)) is not None]
    order = list(Happening)
    found.sort(key=lambda entry: order.index(entry.happening))
    return Changes(
        reference,
        change.commit,
        tuple(found),
        tuple(entry for flow in change.flows for entry in _decisions(flow)),
        tuple(entry for flow in change.flows for entry in _values(workspace, flow)),
        change.texts,
        change.questions,
        workspace.history.is_complete,
        workspace.history.reason,
    )


def _happening(before: str | None, after: str | None) -> Happening:
    if before is None:
        # Whether it was proposed first, in this branch or in a meeting: it is decided, and was not.
        return Happening.DECIDED if after == Status.ACCEPTED else Happening.NEW
    if after is None:
        return Happening.DELETED
    if after in {Status.ACCEPTED, Status.REJECTED}:
        return Happening.DECIDED
    if after in {Status.SUPERSEDED, Status.DEPRECATED}:
        return Happening(after)
    is_reopened = after in {Status.DRAFT, Status.PROPOSED} and before not in {Status.DRAFT, Status.PROPOSED}
    return Happening.REOPENED if is_reopened else Happening.CHANGED


def _flow(workspace: Workspace, flow: ChangedFlow) -> RecordChange | None:
    """A flow that came or went; one whose status changed is among the statuses."""
    record = workspace.project.by_file.get(flow.file)
    if flow.edit is Edit.ADDED and record is not None:
        after = record.status.value if record.status else record.status_text or "no status"
        happening = _happening(None, after)
        return RecordChange(happening, flow.label, flow.file, None, after, _commit(workspace, flow.file, after))
    if flow.edit is Edit.DELETED:
        return RecordChange(Happening.DELETED, flow.label, flow.file, "", None, _commit(workspace, flow.file, None))
    return None


def _commit(workspace: Workspace, file: str, after: str | None) -> Commit | None:
    """The commit that gave the record in `file` its status, or that deleted it."""
    if after is None:
        gone = (one.commit for one in workspace.history.gone if workspace.file_then(one.file) == file)
        return next(gone, None)
    history = workspace.history.of(file)
    change = history.last_change if history is not None else None
    return change.commit if change is not None and change.after == after else None


def _decisions(flow: ChangedFlow) -> Iterator[DecisionChange]:
    if flow.before is None or flow.after is None:
        return
    for decision, after in flow.after.items():
        before = flow.before[decision]
        if before is not after:
            yield DecisionChange(flow.label, flow.file, decision.label, before.value, after.value)


def _values(workspace: Workspace, flow: ChangedFlow) -> Iterator[FlowValueChange]:
    history = workspace.history.of(flow.file)
    known = {change.key: change for change in history.values} if history is not None else {}
    for value in flow.values:
        last = known.get(value.key)
        commit = last.commit if last is not None and last.after == value.after else None
        yield FlowValueChange(flow.label, flow.file, value.key, value.before, value.after, commit)


def changes_document(changes: Changes) -> dict[str, Any]:
    """What `adr changes REF --format json` prints."""
    return {
        "version": VERSION,
        "reference": changes.reference,
        "commit": changes.commit,
        "complete": changes.is_complete,
        "reason": changes.reason,
        "records": [
            {
                "change": entry.happening.value,
                "label": entry.label,
                "file": entry.file,
                "from": entry.before or None,
                "to": entry.after,
                "commit": entry.commit.hash if entry.commit else None,
                "author": entry.commit.author if entry.commit else None,
                "author_date": entry.commit.author_date.isoformat() if entry.commit else None,
            }
            for entry in changes.records
        ],
        "decisions": [
            {
                "label": entry.label,
                "file": entry.file,
                "decision": entry.decision,
                "from": entry.before,
                "to": entry.after,
            }
            for entry in changes.decisions
        ],
        "values": [
            {
                "label": entry.label,
                "file": entry.file,
                "key": entry.key,
                "from": entry.before,
                "to": entry.after,
                "commit": entry.commit.hash if entry.commit else None,
                "author": entry.commit.author if entry.commit else None,
                "author_date": entry.commit.author_date.isoformat() if entry.commit else None,
            }
            for entry in changes.values
        ],
        "texts": text_objects(changes.texts),
        "questions": question_objects(changes.questions),
    }
