"""The table of all decisions."""

from __future__ import annotations

from dataclasses import dataclass

from settled.model.vocabulary import Status
from settled.records import Record
from settled.site import words
from settled.site.pages.page_view import PageView
from settled.site.pages.shapes import STATUS_CHIPS, Chip, Facet, Link


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """A decision in the table."""

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


@dataclass(frozen=True, slots=True)
class DecisionTable:
    """All decisions with the facets that narrow them, and how many there are of each status."""

    rows: tuple[DecisionRow, ...]
    facets: tuple[Facet, ...]
    totals: tuple[tuple[Chip, int], ...]


def decision_table(view: PageView) -> DecisionTable:
    """The table of all decisions, in the order of their numbers."""
    rows = tuple(_row(view, record) for record in view.project.decisions)
    order = [chip.word for chip in STATUS_CHIPS.values()]
    present = {row.status.word for row in rows}
    return DecisionTable(
        rows=rows,
        facets=(
            Facet(
                "status",
                "Status",
                (*(word for word in order if word in present), *sorted(present - set(order), key=str.lower)),
            ),
            Facet("tag", "Tag", tuple(sorted({tag for row in rows for tag in row.tags}, key=str.lower))),
            Facet("decider", "Decision maker", tuple(sorted({link.text for row in rows for link in row.deciders}))),
        ),
        totals=status_totals(view, view.project.decisions),
    )


def status_totals(view: PageView, records: tuple[Record, ...]) -> tuple[tuple[Chip, int], ...]:
    """How many records there are of each status, in the order of a record's life; empty ones left out."""
    counts: dict[Chip, int] = dict.fromkeys(STATUS_CHIPS.values(), 0)
    for record in records:
        chip = STATUS_CHIPS.get(record.status) if record.status else Chip(words.NOTHING, "unclear", "quiet")
        if chip is not None:
            counts[chip] = counts.get(chip, 0) + 1
    return tuple((chip, count) for chip, count in counts.items() if count)


def _row(view: PageView, record: Record) -> DecisionRow:
    return DecisionRow(
        link=view.record_link(record),
        title=view.titled_link(record),
        status=view.status(record),
        rank=list(Status).index(record.status) if record.status else len(Status),
        date=record.date.isoformat() if record.date else "",
        since=view.since(record),
        deciders=tuple(view.team(name) for name in record.decision_makers),
        tags=record.tags,
        successors=tuple(view.record_link(other) for other in view.site.successors.get(record.id, ())),
        findings=len(view.site.findings_of.get(record.file, ())),
        is_in_force=record.is_in_force,
    )
