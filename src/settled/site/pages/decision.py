"""The page of a decision: what it says of itself, what it replaced, and what rests on it."""

from __future__ import annotations

from dataclasses import dataclass

from settled.model.decision import Decision
from settled.records import Record
from settled.site.links import DECISIONS
from settled.site.pages.page_view import PageView
from settled.site.pages.record_header import RecordHeader, record_header
from settled.site.pages.risk_register import RiskRow, risk_row
from settled.site.pages.shapes import Fact
from settled.site.pages.supersession import Supersession, supersession


@dataclass(frozen=True, slots=True)
class DecisionView:
    """All that the template of a decision shows."""

    header: RecordHeader
    chain: Supersession | None
    risks: tuple[RiskRow, ...]


def decision_view(view: PageView, record: Record) -> DecisionView:
    """The view of the decision `record`."""
    return DecisionView(
        header=record_header(view, record, DECISIONS, _facts(view, record)),
        chain=supersession(view, record),
        risks=tuple(risk_row(view, risk) for risk in view.site.risks_of.get(record.id, ())),
    )


def _facts(view: PageView, record: Record) -> list[Fact]:
    content = record.content
    facts: list[Fact] = []
    if content.decision_makers is not None and not record.decision_makers:
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
