"""The table of all decisions."""

from __future__ import annotations

from dataclasses import dataclass

from settled.model.vocabulary import Status
from settled.records import Record
from settled.site import words
from settled.site.pages.facets import NOBODY, Facets, RowValues, facets
from settled.site.pages.page_view import PageView
from settled.site.pages.shapes import STATUS_CHIPS, Chip, Link


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """A decision in the table.

    `since` is the day since which it has its status as git tells, `not committed yet`, or empty; `facets` is its
    code among the facets of the table.
    """

    link: Link
    title: Link
    status: Chip
    rank: int
    date: str
    since: str
    deciders: tuple[Link, ...]
    tags: tuple[str, ...]
    successors: tuple[Link, ...]
    findings: int
    is_in_force: bool
    facets: str


@dataclass(frozen=True, slots=True)
class DecisionTable:
    """All decisions with the facets that narrow them, and how many there are of each status."""

    rows: tuple[DecisionRow, ...]
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
    return DecisionTable(
        rows=tuple(_row(view, record, code) for record, code in zip(decisions, found.codes, strict=True)),
        facets=found,
        totals=status_totals(view, decisions),
    )


def _facet_values(view: PageView, record: Record) -> RowValues:
    return {
        "status": (view.status(record).word,),
        "tag": record.tags,
        "decider": [view.team(name).text for name in record.decision_makers] or (NOBODY,),
        "year": (str(record.date.year),) if record.date else (),
        "findings": ("some" if view.site.findings_of.get(record.file) else "none",),
    }


def status_totals(view: PageView, records: tuple[Record, ...]) -> tuple[tuple[Chip, int], ...]:
    """How many records there are of each status, in the order of a record's life; empty ones left out."""
    counts: dict[Chip, int] = dict.fromkeys(STATUS_CHIPS.values(), 0)
    for record in records:
        chip = STATUS_CHIPS.get(record.status) if record.status else Chip(words.NOTHING, "unclear", "quiet")
        if chip is not None:
            counts[chip] = counts.get(chip, 0) + 1
    return tuple((chip, count) for chip, count in counts.items() if count)


def _row(view: PageView, record: Record, code: str) -> DecisionRow:
    return DecisionRow(
        link=view.record_link(record),
        title=view.titled_link(record),
        status=view.status(record),
        rank=list(Status).index(record.status) if record.status else len(Status),
        date=record.date.isoformat() if record.date else "",
        since=view.since(record).removeprefix("since "),
        deciders=tuple(view.team(name) for name in record.decision_makers),
        tags=record.tags,
        successors=tuple(view.record_link(other) for other in view.site.successors.get(record.id, ())),
        findings=len(view.site.findings_of.get(record.file, ())),
        is_in_force=record.is_in_force,
        facets=code,
    )
