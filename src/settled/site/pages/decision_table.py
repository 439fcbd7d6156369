"""The table of all decisions."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass

from settled.model.vocabulary import Status
from settled.records import Record
from settled.site import words
from settled.site.pages.facets import NOBODY, Facets, RowValues, facets
from settled.site.pages.page_view import PageView
from settled.site.pages.record_days import day_column, day_name, iso
from settled.site.pages.shapes import STATUS_CHIPS, UNKNOWN, Chip, Link


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """A decision in the table.

    `date` is the day that the record names and `day_name` what happened on it; `recorded` is the day on which git
    recorded its status, `not committed yet`, or empty; `facets` is its code among the facets of the table.
    """

    link: Link
    title: Link
    status: Chip
    has_status: bool
    rank: int
    date: str
    day_name: str
    recorded: str
    deciders: tuple[Link, ...]
    tags: tuple[str, ...]
    successors: tuple[Link, ...]
    findings: int
    is_in_force: bool
    facets: str


@dataclass(frozen=True, slots=True)
class DecisionTable:
    """All decisions with the facets that narrow them, and how many there are of each status.

    `shown` are the columns beside id and title that tell rows apart, `same` is what the other ones say of all
    rows, in words; `day` is what the days of the records are called.
    """

    rows: tuple[DecisionRow, ...]
    shown: frozenset[str]
    same: tuple[str, ...]
    day: str
    facets: Facets
    totals: tuple[tuple[Chip, int], ...]


_LABELS = {"status": "Status", "tag": "Tag", "decider": "Decision maker", "year": "Year", "findings": "Findings"}


def decision_table(view: PageView) -> DecisionTable:
    """The table of all decisions, in the order of their numbers."""
    decisions = view.project.decisions
    found = facets(
        _LABELS,
        [_facet_values(view, record) for record in decisions],
        {"status": [chip.word for chip in STATUS_CHIPS.values()]},
    )
    rows = tuple(_row(view, record, code) for record, code in zip(decisions, found.codes, strict=True))
    shown = _telling(rows)
    return DecisionTable(
        rows=rows,
        shown=shown,
        same=_same(view, rows[0], shown) if rows else (),
        day=day_column(decisions),
        facets=found,
        totals=known_totals(status_totals(view, decisions)),
    )


_COLUMNS: tuple[tuple[str, Callable[[DecisionRow], object]], ...] = (
    ("date", lambda row: row.date),
    ("recorded", lambda row: row.recorded),
    ("deciders", lambda row: row.deciders),
    ("tags", lambda row: row.tags),
    ("successors", lambda row: row.successors),
    ("findings", lambda row: row.findings),
)
"""The columns that may be left out, and what each says of a row."""


def _telling(rows: Sequence[DecisionRow]) -> frozenset[str]:
    """The columns that do not say the same of all rows: those say nothing that a line above the table could not say.

    The status is there unless no row has one.
    """
    telling = {name for name, said in _COLUMNS if len({said(row) for row in rows}) > 1}
    return frozenset(telling | {"status"} if any(row.has_status for row in rows) else telling)


def _same(view: PageView, row: DecisionRow, shown: Collection[str]) -> tuple[str, ...]:
    """What the columns that are not `shown` say of all rows, of which `row` is one; nothing of empty ones."""
    said = {
        "status": f"with {UNKNOWN.word}",
        "date": f"{_day_of_all(view)} {row.date}" if row.date else "",
        "recorded": f"recorded in git on {row.recorded}" if row.recorded[:1].isdigit() else row.recorded,
        "deciders": f"decided by {words.listed(link.text for link in row.deciders)}" if row.deciders else "",
        "tags": f"tagged {words.listed(row.tags)}" if row.tags else "",
        "successors": f"superseded by {words.listed(link.text for link in row.successors)}" if row.successors else "",
        "findings": f"with {words.counted(row.findings, 'finding')}" if row.findings else "",
    }
    return tuple(text for name, text in said.items() if text and name not in shown)


def _day_of_all(view: PageView) -> str:
    """What happened on the day that all decisions name; they may be the same day, and not the same event."""
    names = {day_name(record) for record in view.project.decisions}
    return f"{names.pop()} on" if len(names) == 1 else "dated"


def _facet_values(view: PageView, record: Record) -> RowValues:
    return {
        "status": (view.status(record).word,),
        "tag": record.tags,
        "decider": [view.team(name).text for name in record.decision_makers] or (NOBODY,),
        "year": (str(record.date.year),) if record.date else (),
        "findings": ("some" if view.site.findings_of.get(record.file) else "none",),
    }


def known_totals(totals: Iterable[tuple[Chip, int]]) -> tuple[tuple[Chip, int], ...]:
    """`totals` without those records of which nobody can tell the status."""
    return tuple((chip, count) for chip, count in totals if chip != UNKNOWN)


def status_totals(view: PageView, records: tuple[Record, ...]) -> tuple[tuple[Chip, int], ...]:
    """How many records there are of each status, in the order of a record's life; empty ones left out."""
    counts: dict[Chip, int] = dict.fromkeys(STATUS_CHIPS.values(), 0)
    for record in records:
        chip = view.status(record)
        counts[chip] = counts.get(chip, 0) + 1
    return tuple((chip, count) for chip, count in counts.items() if count)


def _row(view: PageView, record: Record, code: str) -> DecisionRow:
    return DecisionRow(
        link=view.record_link(record),
        title=view.titled_link(record),
        status=view.status(record),
        has_status=view.status(record) != UNKNOWN,
        rank=list(Status).index(record.status) if record.status else len(Status),
        date=iso(record.date),
        day_name=day_name(record),
        recorded=view.recorded(record),
        deciders=tuple(view.team(name) for name in record.decision_makers),
        tags=record.tags,
        successors=tuple(view.record_link(other) for other in view.site.successors.get(record.id, ())),
        findings=len(view.site.findings_of.get(record.file, ())),
        is_in_force=record.is_in_force,
        facets=code,
    )
