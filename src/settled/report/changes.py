"""What was decided, reopened, given up, added and deleted since a revision: for release notes, and as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from settled.checking.change import Change, ChangedFlow, Edit
from settled.model.history import Commit
from settled.model.vocabulary import DecisionState, Status
from settled.project import Workspace
from settled.report.markdown_table import escaped
from settled.report.table import visible

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


_TITLES = {
    Happening.DECIDED: "Decided",
    Happening.REOPENED: "Reopened",
    Happening.SUPERSEDED: "Superseded",
    Happening.DEPRECATED: "Deprecated",
    Happening.CHANGED: "Changed status",
    Happening.NEW: "New",
    Happening.DELETED: "Deleted",
}


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
class Changes:
    """All of it since `commit`, the base of `reference`; `is_complete` is False where git could not tell all."""

    reference: str
    commit: str
    records: tuple[RecordChange, ...]
    decisions: tuple[DecisionChange, ...]
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
        workspace.history.is_complete,
        workspace.history.reason,
    )


def _happening(before: str | None, after: str | None) -> Happening:
    if before is None:
        return Happening.NEW
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
        return RecordChange(Happening.NEW, flow.label, flow.file, None, after, _commit(workspace, flow.file, after))
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
    }


def changes_lines(changes: Changes, *, is_markdown: bool) -> Iterator[str]:
    """The change for people: a heading for each thing that happened, with a line for each record."""
    write = escaped if is_markdown else visible
    heading = "## " if is_markdown else ""
    blocks: list[tuple[str, list[str]]] = []
    for happening in Happening:
        lines = [_record_line(entry, is_markdown=is_markdown) for entry in changes.records]
        chosen = [line for line, entry in zip(lines, changes.records, strict=True) if entry.happening is happening]
        blocks.append((_TITLES[happening], chosen))
    settled = [entry for entry in changes.decisions if entry.after == DecisionState.SETTLED.value]
    opened = [entry for entry in changes.decisions if entry.after != DecisionState.SETTLED.value]
    for title, entries in (("Settled in flows", settled), ("No longer settled in flows", opened)):
        blocks.append(
            (title, [f"{write(entry.label)}: {entry.decision} ({entry.before} → {entry.after})" for entry in entries])
        )
    yield f"{'# ' if is_markdown else ''}{write(f'Decisions since {changes.reference}')} ({changes.commit[:10]})"
    filled = [(title, lines) for title, lines in blocks if lines]
    for title, lines in filled:
        yield ""
        yield f"{heading}{title}"
        if is_markdown:
            yield ""
        yield from (f"- {line}" for line in lines)
    if not filled:
        yield ""
        yield "Nothing was decided, reopened, added or deleted."
    if not changes.is_complete:
        yield ""
        yield f"Who did it is not known for all: {write(changes.reason)}."


def _record_line(entry: RecordChange, *, is_markdown: bool) -> str:
    write = escaped if is_markdown else visible
    label = f"**{write(entry.label)}**" if is_markdown else write(entry.label)
    if entry.before is None:
        what = f": {write(entry.after or '')}"
    elif entry.after is None:
        what = f", which was {write(entry.before)}" if entry.before else ""
    else:
        what = f": {write(entry.before)} → {write(entry.after)}"
    commit = entry.commit
    who = f", {commit.author_date.date()} by {write(commit.author)}" if commit is not None else ""
    return f"{label}{what}{who}"
