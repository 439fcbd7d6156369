"""Since when a record holds as it is: its acceptance, and the text that was accepted."""

from __future__ import annotations

from settled.model.history import RecordHistory, StatusChange, ValueChange
from settled.model.vocabulary import Status


def is_undo(history: RecordHistory) -> bool:
    """True where the last change took the one before it back: a revert is no transition of its own."""
    if len(history.changes) < 2:
        return False
    before_last, last = history.changes[-2:]
    return last.after is before_last.before


def acceptance(history: RecordHistory) -> StatusChange | None:
    """The change that accepted the record the last time; None where git knows of none."""
    return next((change for change in reversed(history.changes) if change.after is Status.ACCEPTED), None)


def version_of(history: RecordHistory, change: StatusChange) -> int | None:
    """The place, among the versions of a record, of the one that `change` made; None where it is not there."""
    for place, version in enumerate(history.versions):
        if version.commit.hash == change.commit.hash and version.file == change.file:
            return place
    return None


def changed_while_accepted(history: RecordHistory) -> tuple[ValueChange, ...]:
    """The changes of what a flow decided that were made while it was accepted, oldest first.

    What was settled in the commit that accepted it was not agreed to before, and is none.
    """
    was_accepted: dict[str, bool] = {}
    before: Status | None = None
    for version in history.versions:
        was_accepted[version.commit.hash] = before is Status.ACCEPTED
        before = version.status
    return tuple(change for change in history.values if was_accepted.get(change.commit.hash, False))
