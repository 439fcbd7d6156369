"""The page of a declared risk: statement, exposure before and after, actions, acceptance."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass

from settled.model.answers import OpenQuestion
from settled.model.risk import Acceptance, Action, Exposure, Range, Risk, Statement
from settled.model.vocabulary import Level
from settled.records import Record
from settled.site import words
from settled.site.links import RISK_REGISTER
from settled.site.pages.page_view import PageView
from settled.site.pages.record_header import RecordHeader, record_header
from settled.site.pages.risk_register import RiskRow, risk_row
from settled.site.pages.shapes import Chip, Fact, Link, Value


@dataclass(frozen=True, slots=True)
class ActionRow:
    """Something that is done about the risk."""

    what: Value
    owner: Value
    due: str
    state: Chip


@dataclass(frozen=True, slots=True)
class EstimateRow:
    """An estimate: lowest, most likely, highest; a rating stands in `likely` alone."""

    name: str
    inherent: tuple[str, str, str]
    residual: tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class RiskView:
    """All that the template of a risk shows."""

    header: RecordHeader
    row: RiskRow | None
    statement: tuple[Fact, ...]
    estimates: tuple[EstimateRow, ...]
    has_residual: bool
    actions: tuple[ActionRow, ...]
    acceptance: tuple[Fact, ...]
    tracks: str


_ESTIMATES = (
    ("per_year", "Times a year"),
    ("hours_to_detect", "Hours until noticed"),
    ("hours_to_repair", "Hours until repaired"),
    ("cost_per_hour", "Cost an hour"),
    ("likelihood", "Likelihood"),
    ("impact", "Impact"),
)


def risk_view(view: PageView, record: Record) -> RiskView:
    """The view of the risk `record`."""
    risk = record.risk
    if risk is None:
        raise ValueError(f"{record.id} is no risk")
    registered = next((entry for entry in view.site.content.risks if entry.id == record.id), None)
    estimates = _estimates(risk)
    return RiskView(
        header=record_header(view, record, RISK_REGISTER, _facts(view, record, risk)),
        row=risk_row(view, registered) if registered else None,
        statement=_statement(view, record, risk),
        estimates=estimates,
        has_residual=isinstance(risk.residual, Exposure),
        actions=_actions(view, record, risk),
        acceptance=_acceptance(view, record, risk),
        tracks=risk.tracks if isinstance(risk.tracks, str) else "",
    )


def _facts(view: PageView, record: Record, risk: Risk) -> list[Fact]:
    facts = [
        Fact("Owner", view.value(record, ("owner",), risk.owner, view.team)),
        Fact("Response", view.value(record, ("response",), risk.response)),
    ]
    for label, key, answer in (("Category", "category", risk.category), ("Review by", "review-by", risk.review_by)):
        if answer is not None:
            facts.append(Fact(label, view.value(record, (key,), answer)))
    return facts


def _statement(view: PageView, record: Record, risk: Risk) -> tuple[Fact, ...]:
    statement = risk.statement
    if not isinstance(statement, Statement):
        return (Fact("", view.value(record, ("statement",), statement)),)
    return tuple(
        Fact(label, view.value(record, ("statement", key), getattr(statement, key)))
        for label, key in (("Because", "condition"), ("it may happen that", "event"), ("which costs", "consequence"))
    )


def _estimates(risk: Risk) -> tuple[EstimateRow, ...]:
    inherent = risk.exposure if isinstance(risk.exposure, Exposure) else None
    residual = risk.residual if isinstance(risk.residual, Exposure) else None
    rows = [
        EstimateRow(name, _estimate(getattr(inherent, key, None)), _estimate(getattr(residual, key, None)))
        for key, name in _ESTIMATES
    ]
    return tuple(row for row in rows if any(row.inherent) or any(row.residual))


def _estimate(value: object) -> tuple[str, str, str]:
    if isinstance(value, Range):
        unit = f" {value.unit}" if isinstance(value.unit, str) else ""
        low, likely, high = (
            f"{words.number(amount)}{unit}" if isinstance(amount, float) else ""
            for amount in (value.low, value.likely, value.high)
        )
        return low, likely, high
    if isinstance(value, Level):
        return "", value.value, ""
    return ("", "open", "") if isinstance(value, OpenQuestion) else ("", "", "")


def _actions(view: PageView, record: Record, risk: Risk) -> tuple[ActionRow, ...]:
    rows: list[ActionRow] = []
    for index, action in enumerate(risk.actions if isinstance(risk.actions, list) else ()):
        if not isinstance(action, Action):
            continue
        path = ("actions", index)
        due = action.due if isinstance(action.due, datetime.date) else None
        rows.append(
            ActionRow(
                what=view.value(record, (*path, "what"), action.what),
                owner=view.value(record, (*path, "owner"), action.owner, view.team),
                due=due.isoformat() if due else "",
                state=_action_state(action, due, view.project.today),
            )
        )
    return tuple(rows)


def _action_state(action: Action, due: datetime.date | None, today: datetime.date) -> Chip:
    if isinstance(action.done, datetime.date):
        return Chip("✓", f"done {action.done.isoformat()}", "settled")
    if action.done is True:
        return Chip("✓", "done", "settled")
    if due is not None and due < today:
        return Chip("✗", "overdue", "missing")
    return Chip("○", "to do", "draft")


def _acceptance(view: PageView, record: Record, risk: Risk) -> tuple[Fact, ...]:
    acceptance = risk.acceptance
    if not isinstance(acceptance, Acceptance):
        return ()
    labels = (
        ("Carried by", "by"),
        ("Agreed by", "approver"),
        ("Since", "on"),
        ("Until", "until"),
        ("Reason", "reason"),
    )
    show = _team_or_text(view)
    facts = [
        Fact(label, view.value(record, ("acceptance", key), getattr(acceptance, key), show)) for label, key in labels
    ]
    if isinstance(acceptance.until, datetime.date) and acceptance.until < view.project.today:
        facts.append(Fact("", Value(lack=Chip("✗", "this acceptance has expired", "missing"))))
    return tuple(facts)


def _team_or_text(view: PageView) -> Callable[[object], Link]:
    return lambda value: view.team(value) if isinstance(value, str) else Link(words.text(value))
