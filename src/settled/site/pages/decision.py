"""The page of a decision: what it says of itself, what it replaced, and what rests on it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from settled.model.decision import Decision
from settled.records import Record
from settled.site.links import DECISIONS
from settled.site.pages.page_view import PageView
from settled.site.pages.record_header import RecordHeader, record_header
from settled.site.pages.risk_register import RiskRow, risk_row
from settled.site.pages.shapes import Chip, Fact, Link, Value


@dataclass(frozen=True, slots=True)
class ChainStep:
    """A record in a chain of successors."""

    link: Link
    title: str
    status: Chip
    date: str
    is_this: bool


@dataclass(frozen=True, slots=True)
class DecisionView:
    """All that the template of a decision shows."""

    header: RecordHeader
    chain: tuple[ChainStep, ...]
    risks: tuple[RiskRow, ...]


def decision_view(view: PageView, record: Record) -> DecisionView:
    """The view of the decision `record`."""
    return DecisionView(
        header=record_header(view, record, DECISIONS, _facts(view, record)),
        chain=_chain(view, record),
        risks=tuple(risk_row(view, risk) for risk in view.site.risks_of.get(record.id, ())),
    )


def _facts(view: PageView, record: Record) -> list[Fact]:
    content = record.content
    facts: list[Fact] = []
    if record.decision_makers:
        facts.append(Fact("Decision makers", Value(links=tuple(view.team(name) for name in record.decision_makers))))
    elif content.decision_makers is not None:
        facts.append(Fact("Decision makers", view.value(record, ("decision-makers",), content.decision_makers)))
    if isinstance(content, Decision):
        if content.applies_to is not None:
            show = lambda reference: view.reference(reference, record)  # noqa: E731 (one place, one line)
            facts.append(Fact("Applies to", view.value(record, ("applies-to",), content.applies_to, show)))
        if content.confidence is not None:
            facts.append(Fact("Confidence", view.value(record, ("confidence",), content.confidence)))
    if content.review_by is not None:
        facts.append(Fact("Review by", view.value(record, ("review-by",), content.review_by)))
    return facts


def _chain(view: PageView, record: Record) -> tuple[ChainStep, ...]:
    """The record with all that it replaced, directly or not, and all that replaced it; oldest first."""
    site = view.site
    older = _reachable(record, lambda current: site.predecessors.get(current.id, ()))
    newer = _reachable(record, lambda current: site.successors.get(current.id, ()))
    if not older and not newer:
        return ()
    ordered = [*reversed(older), record, *(step for step in newer if step not in older)]
    return tuple(
        ChainStep(
            view.record_link(step),
            step.title,
            view.status(step),
            step.date.isoformat() if step.date else "",
            step is record,
        )
        for step in ordered
    )


def _reachable(record: Record, following: Callable[[Record], tuple[Record, ...]]) -> list[Record]:
    found: list[Record] = []
    seen = {record.id}
    waiting = list(following(record))
    while waiting:
        current = waiting.pop(0)
        if current.id not in seen:
            seen.add(current.id)
            found.append(current)
            waiting.extend(following(current))
    return found
