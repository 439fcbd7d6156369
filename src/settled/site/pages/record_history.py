"""What git says of one record: its changes of status, who wrote it, and what git does not have yet."""

from __future__ import annotations

from dataclasses import dataclass

from settled.model.history import Commit, ProjectHistory, RecordHistory
from settled.records import Record
from settled.site.pages.page_view import PageView
from settled.site.pages.shapes import ChangeLine, Link
from settled.site.pages.status_changes import record_changes, together, value_changes
from settled.site.words import NOTHING, day

SHOWN_AUTHORS = 12
"""How many of those who wrote a record are named."""


@dataclass(frozen=True, slots=True)
class LifeEvent:
    """A commit that frames the life of a record: what it did, when (empty where that is not known), by whom."""

    said: str
    date: str
    author: str
    commit: Link


@dataclass(frozen=True, slots=True)
class RecordHistoryView:
    """What the section "History" of a record shows; `changes` and `values` are the latest first."""

    changes: tuple[ChangeLine, ...]
    values: tuple[ChangeLine, ...]
    notes: tuple[str, ...]
    life: tuple[LifeEvent, ...]
    authors: tuple[str, ...]
    more_authors: int

    @property
    def is_empty(self) -> bool:
        """True when git says nothing at all, not even that it cannot."""
        return not (self.changes or self.notes or self.life)


def record_history_view(view: PageView, record: Record) -> RecordHistoryView:
    """The history of `record` for its page."""
    history = view.site.content.history.of(record.file)
    authors = history.contributors if history else ()
    return RecordHistoryView(
        changes=tuple(view.change(change) for change in reversed(record_changes(record, history))),
        values=tuple(view.change(*each) for each in together(reversed(value_changes(record, history)))),
        notes=_notes(view.site.content.history, history),
        life=_life(view, history) if history else (),
        authors=authors[:SHOWN_AUTHORS],
        more_authors=max(0, len(authors) - SHOWN_AUTHORS),
    )


def incompleteness(history: ProjectHistory) -> str:
    """A sentence on what keeps the history of a project from being complete; empty where nothing does."""
    if history.is_complete:
        return ""
    return f"The history is not complete: {history.reason or 'git could not tell everything'}."


def _notes(project: ProjectHistory, history: RecordHistory | None) -> tuple[str, ...]:
    if history is not None and history.is_uncommitted:
        return ("This file is not committed yet: nobody can say since when it holds.",)
    if history is None and project.is_complete:
        return ("Git says nothing of this file.",)
    changed = history is not None and history.is_changed
    notes = ("This file has changed since the last commit." if changed else "", incompleteness(project))
    return tuple(note for note in notes if note)


def _life(view: PageView, history: RecordHistory) -> tuple[LifeEvent, ...]:
    """When the record came and when its text was last touched, as far as git can tell."""
    events: list[tuple[str, Commit]] = []
    if history.created is not None:
        events.append(("First recorded in git", history.created))
    if history.last_edited is not None and history.last_edited != history.created:
        events.append(("Last edit recorded in git", history.last_edited))
    return tuple(
        LifeEvent(said, day(commit.author_date).strip(NOTHING), commit.author, view.commit(commit))
        for said, commit in events
    )
