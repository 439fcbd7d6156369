"""The timeline: what happened when, by month and commit, the latest first."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from settled.model.kinds import kinds
from settled.site.links import FEED
from settled.site.pages.facets import Facets, RowValues, facets
from settled.site.pages.page_view import PageView
from settled.site.pages.record_history import incompleteness
from settled.site.pages.shapes import DELETED, STATUS_CHIPS, UNKNOWN, VALUE_CHANGED, CommitLine, Link
from settled.site.pages.status_changes import RecordedChange, became, together, uncommitted
from settled.site.pages.timeline_picture import TimelinePicture, timeline_picture
from settled.site.words import NOTHING, day

_LABELS = {"kind": "Kind", "status": "Became", "author": "By"}
_STATUSES = [*(chip.word for chip in STATUS_CHIPS.values()), VALUE_CHANGED.word, DELETED.word, UNKNOWN.word]
SHOWN_OF_A_COMMIT = 12
"""How many changes of one commit stand open; an import of hundreds folds its others."""
OPEN_CHANGES = 100
"""How many changes, of the latest months, stand open; older months are folded."""
SHOWN_UNCOMMITTED = 12


@dataclass(frozen=True, slots=True)
class Month:
    """The changes of one month, by commit; `is_open` says whether they are seen without a click."""

    anchor: str
    title: str
    count: int
    commits: tuple[CommitLine, ...]
    is_open: bool


@dataclass(frozen=True, slots=True)
class TimelineView:
    """All that the template of the timeline shows."""

    months: tuple[Month, ...]
    count: int
    picture: TimelinePicture | None
    facets: Facets
    incompleteness: str
    uncommitted: tuple[Link, ...]
    more_uncommitted: int
    feed_url: str
    records_path: str


def timeline_view(view: PageView) -> TimelineView:
    """The view of the page; without changes it has neither picture nor feed."""
    changes = tuple(together(view.site.changes))
    waiting = tuple(view.record_link(record) for record in uncommitted(view.project, view.site.content))
    orders = {"kind": [spec.kind.value for spec in kinds()], "status": _STATUSES}
    found = facets(_LABELS, [_facet_values(change[0]) for change in changes], orders)
    return TimelineView(
        months=_months(view, changes, found.codes),
        count=len(changes),
        picture=timeline_picture([change for change in view.site.changes if not change.value], view.project.today),
        facets=found,
        incompleteness=incompleteness(view.site.content.history),
        uncommitted=waiting[:SHOWN_UNCOMMITTED],
        more_uncommitted=max(0, len(waiting) - SHOWN_UNCOMMITTED),
        feed_url=view.site.links.file_url(view.page, FEED) if changes else "",
        records_path=view.project.records_path,
    )


def month_anchor(moment: datetime.datetime) -> str:
    """The anchor of the month in which a commit was made; `undated` where it has no date that can be read."""
    return "undated" if day(moment) == NOTHING else f"{moment:%Y-%m}"


def _months(view: PageView, changes: Iterable[tuple[RecordedChange, ...]], codes: Iterable[str]) -> tuple[Month, ...]:
    months: list[Month] = []
    shown = 0
    coded = zip(changes, codes, strict=True)
    for anchor, group in groupby(coded, key=lambda each: month_anchor(each[0][0].commit.author_date)):
        found, codes_found = zip(*group, strict=True)
        is_open = not months or shown + len(found) <= OPEN_CHANGES
        shown += len(found)
        title = "Without a date" if anchor == "undated" else f"{found[0][0].commit.author_date:%B %Y}"
        months.append(
            Month(anchor, title, len(found), view.commit_lines(found, SHOWN_OF_A_COMMIT, codes_found), is_open)
        )
    return tuple(months)


def _facet_values(change: RecordedChange) -> RowValues:
    return {"kind": (change.kind.value,), "status": (became(change).word,), "author": (change.commit.author,)}
