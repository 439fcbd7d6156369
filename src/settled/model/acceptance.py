"""Since when a record holds as it is: its acceptance, and the text that was accepted."""

from __future__ import annotations

from settled.model.history import RecordHistory, StatusChange
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
