"""The changes that git knows, of status and of what accepted flows decide, also of records that were deleted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from settled.model.acceptance import changed_while_accepted
from settled.model.decided_values import in_a_line
from settled.model.history import Commit, GoneRecord, RecordHistory, ValueChange
from settled.model.references import kind_of_id
from settled.model.vocabulary import Kind, Status
from settled.project import Project
from settled.records import Record
from settled.site.content import SiteContent
from settled.site.pages.shapes import DELETED, STATUS_CHIPS, UNKNOWN, VALUE_CHANGED, Chip


@dataclass(frozen=True, slots=True)
class RecordedChange:
    """One commit that gave a record another status, deleted it, or changed what an accepted flow decides.

    `record` is None for a record that is there no more. `before` and `after` are None where the status could
    not be told; a new record (`is_first`) has none before, a deleted one (`is_deletion`) none after. `file` is
    the name that the file had then, relative to the project where it lies in it; `is_renamed` says that it has
    another one now. `value` is the value that became another one; the status is then the same before and after.
    """

    id: str
    kind: Kind
    record: Record | None
    commit: Commit
    before: Status | None
    after: Status | None
    file: str
    is_first: bool = False
    is_deletion: bool = False
    is_renamed: bool = False
    value: ValueChange | None = None

    @property
    def value_in_words(self) -> str:
        """`15 min → 2 h`; empty for a change of status."""
        return f"{in_a_line(self.value.before)} → {in_a_line(self.value.after)}" if self.value else ""


def record_changes(record: Record, history: RecordHistory | None) -> tuple[RecordedChange, ...]:
    """The changes of one record, oldest first, in the order of the commits and not of their dates."""
    if history is None:
        return ()
    current = history.versions[-1].file if history.versions else history.file
    above = _above(history)
    created = history.created.hash if history.created else ""
    return tuple(
        RecordedChange(
            id=record.id,
            kind=record.kind,
            record=record,
            commit=change.commit,
            before=change.before,
            after=change.after,
            file=change.file.removeprefix(above),
            is_first=change.before is None and change.commit.hash == created,
            is_renamed=change.file != current,
        )
        for change in history.changes
    )


def value_changes(record: Record, history: RecordHistory | None) -> tuple[RecordedChange, ...]:
    """The changes of what a flow decided that were made while it was accepted, oldest first."""
    if history is None:
        return ()
    above = _above(history)
    return tuple(
        RecordedChange(
            id=record.id,
            kind=record.kind,
            record=record,
            commit=change.commit,
            before=None,
            after=None,
            file=change.file.removeprefix(above),
            value=change,
        )
        for change in changed_while_accepted(history)
    )


def all_changes(content: SiteContent) -> tuple[RecordedChange, ...]:
    """The changes of all records with their deletions, the latest first.

    In the order of the authors' days, which are what a reader is shown; of the changes at one moment, the later
    of a record's life comes first. A commit without a date that can be read comes last.
    """
    project, history = content.project, content.history
    found = [
        change
        for record in project.records
        for make in (value_changes, record_changes)
        for change in reversed(make(record, history.of(record.file)))
    ]
    above = next((_above(known) for known in history.records.values() if known.versions), "")
    found = [*(_deletion(gone, above) for gone in history.gone), *found]
    return tuple(
        sorted(found, key=lambda change: (change.commit.author_date.date(), change.commit.author_date), reverse=True)
    )


def together(changes: Iterable[RecordedChange]) -> Iterator[tuple[RecordedChange, ...]]:
    """The changes as a reader counts them: the values of one flow that one commit changed are one."""

    def of_values(change: RecordedChange) -> tuple[str, str] | int:
        return (change.commit.hash, change.id) if change.value is not None else id(change)

    return (tuple(group) for _, group in groupby(changes, key=of_values))


def became(change: RecordedChange) -> Chip:
    """What a record became: its new status, deleted, without a status; or that it decides something else."""
    if change.value is not None:
        return VALUE_CHANGED
    if change.is_deletion:
        return DELETED
    return STATUS_CHIPS[change.after] if change.after else UNKNOWN


def uncommitted(project: Project, content: SiteContent) -> Iterator[Record]:
    """The records of which the newest text is not in git yet: new files, and changed ones."""
    for record in project.records:
        history = content.history.of(record.file)
        if history is not None and (history.is_uncommitted or history.is_changed):
            yield record


def _above(history: RecordHistory) -> str:
    """The folder in which the project lies: git names files from the top of the repository, we from the project's."""
    current = history.versions[-1].file if history.versions else ""
    return current.removesuffix(history.file) if current.endswith(history.file) else ""


def _deletion(gone: GoneRecord, above: str) -> RecordedChange:
    return RecordedChange(
        gone.id,
        kind_of_id(gone.id or "") or Kind.DECISION,
        None,
        gone.commit,
        gone.status,
        None,
        gone.file.removeprefix(above),
        is_deletion=True,
    )
