"""The days of a record, each with its name: when it was decided and by whom, what replaced it, what git recorded."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from settled.model.vocabulary import Status
from settled.records import Record
from settled.site import words
from settled.site.pages.page_view import PageView
from settled.site.pages.shapes import Link

_NAMES: dict[Status | None, str] = {
    Status.DRAFT: "written",
    Status.PROPOSED: "proposed",
    Status.ACCEPTED: "decided",
    Status.REJECTED: "rejected",
    Status.DEPRECATED: "decided",
    Status.SUPERSEDED: "decided",
}
"""What happened on the day that a record names, by its status; of any other status nobody can say it."""
_BEFORE = {Status.DRAFT, Status.PROPOSED}
"""The statuses of what is still to be decided: those who decide it have not yet done so."""
_NOT_IN_PLACE = {*_BEFORE, Status.REJECTED}
"""The statuses of what takes the place of nothing."""


@dataclass(frozen=True, slots=True)
class RecordDays:
    """What a record says of its own days: `said` what happened on `day`, `by` whom, and when it was replaced.

    `day` and `replaced` are ISO dates, empty where the record or its successors name none. Of what is still to be
    decided `deciders` are those who will.
    """

    said: str
    day: str
    by: tuple[Link, ...]
    deciders: tuple[Link, ...]
    replaced: str

    @property
    def is_empty(self) -> bool:
        """True where the record says nothing of any day, and not who decides."""
        return not (self.day or self.by or self.deciders or self.replaced)


def record_days(view: PageView, record: Record) -> RecordDays:
    """The days that `record` names."""
    makers = tuple(view.team(name) for name in record.decision_makers)
    is_before = record.status in _BEFORE
    return RecordDays(
        said=day_name(record),
        day=iso(record.date),
        by=() if is_before else makers,
        deciders=makers if is_before else (),
        replaced=replaced_on(view, record),
    )


def replaced_on(view: PageView, record: Record) -> str:
    """The ISO day on which the first successor of `record` was decided, empty where none is known."""
    if record.status is not Status.SUPERSEDED:
        return ""
    successors = view.site.successors.get(record.id, ())
    days = [other.date for other in successors if other.date is not None and other.status not in _NOT_IN_PLACE]
    return iso(min(days, default=None))


def life_in_words(view: PageView, record: Record) -> str:
    """`decided 2026-03-17`, and `→ replaced 2026-06-30` for what was; empty where no day is known."""
    days = record_days(view, record)
    parts = [f"{days.said} {days.day}" if days.day else "", f"replaced {days.replaced}" if days.replaced else ""]
    return " → ".join(part for part in parts if part)


def day_column(records: Iterable[Record]) -> str:
    """What the days of several records are called in one column: what happened on all of them, else `Decided on`."""
    said = {day_name(record) for record in records if record.date is not None}
    return f"{words.capital(said.pop() if len(said) == 1 else _NAMES[Status.ACCEPTED])} on"


def day_name(record: Record) -> str:
    """What happened on the day that `record` names: of what is only proposed nothing was decided."""
    return _NAMES.get(record.status, "dated")


def iso(day: datetime.date | None) -> str:
    """A day as ISO, empty where it is not known."""
    return day.isoformat() if day else ""
