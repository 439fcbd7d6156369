"""The timeline: what happened when, by month and commit, the latest first."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from settled.model.vocabulary import Kind
from settled.site.links import FEED
from settled.site.pages.page_view import PageView
from settled.site.pages.record_history import incompleteness
from settled.site.pages.shapes import DELETED, STATUS_CHIPS, UNKNOWN, CommitLine, Facet, Link
from settled.site.pages.status_changes import RecordedChange, became, uncommitted
from settled.site.pages.timeline_picture import TimelinePicture, timeline_picture
from settled.site.words import NOTHING, day

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
    facets: tuple[Facet, ...]
    incompleteness: str
    uncommitted: tuple[Link, ...]
    more_uncommitted: int
    feed_url: str
    records_path: str


def timeline_view(view: PageView) -> TimelineView:
    """The view of the page; without changes it has neither picture nor feed."""
    changes = view.site.changes
    waiting = tuple(view.record_link(record) for record in uncommitted(view.project, view.site.content))
    return TimelineView(
        months=_months(view, changes),
        count=len(changes),
        picture=timeline_picture(changes, view.project.today),
        facets=_facets(changes),
        incompleteness=incompleteness(view.site.content.history),
        uncommitted=waiting[:SHOWN_UNCOMMITTED],
        more_uncommitted=max(0, len(waiting) - SHOWN_UNCOMMITTED),
        feed_url=view.site.links.file_url(view.page, FEED) if changes else "",
        records_path=view.project.records_path,
    )


def month_anchor(moment: datetime.datetime) -> str:
    """The anchor of the month in which a commit was made; `undated` where it has no date that can be read."""
    return "undated" if day(moment) == NOTHING else f"{moment:%Y-%m}"


def _months(view: PageView, changes: Iterable[RecordedChange]) -> tuple[Month, ...]:
    months: list[Month] = []
    shown = 0
    for anchor, group in groupby(changes, key=lambda change: month_anchor(change.commit.author_date)):
        found = list(group)
        is_open = not months or shown + len(found) <= OPEN_CHANGES
        shown += len(found)
        title = "Without a date" if anchor == "undated" else f"{found[0].commit.author_date:%B %Y}"
        months.append(Month(anchor, title, len(found), view.commit_lines(found, SHOWN_OF_A_COMMIT), is_open))
    return tuple(months)


def _facets(changes: Iterable[RecordedChange]) -> tuple[Facet, ...]:
    kinds = {change.kind for change in changes}
    statuses = {became(change).word for change in changes}
    order = [*(chip.word for chip in STATUS_CHIPS.values()), DELETED.word, UNKNOWN.word]
    return (
        Facet("kind", "Kind", tuple(kind.value for kind in Kind if kind in kinds)),
        Facet("status", "Became", tuple(word for word in order if word in statuses)),
    )
