"""The risk register: what can hurt, how much, who owns it, and the record or rule it was seen in."""

from __future__ import annotations

import datetime
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from markupsafe import Markup

from settled.model.vocabulary import RiskResponse, RiskStatus
from settled.programme.risks import RegisteredRisk
from settled.site import words
from settled.site.links import RISK_REGISTER, anchor
from settled.site.pages.facets import NOBODY, Facets, RowValues, facets
from settled.site.pages.page_view import PageView
from settled.site.pages.shapes import LEVEL_CHIPS, Chip, Link
from settled.site.pictures.heat_map import draw_ranges
from settled.site.pictures.heat_map_parts import (
    CellAddress,
    MappedRisk,
    impact_words,
    likelihood_words,
    words_in_order,
)
from settled.site.pictures.rating_grid import draw_ratings


class Standing(StrEnum):
    """Where a risk stands, in the order of the page; one that nobody carries any more comes first."""

    EXPIRED = "Acceptance has run out"
    OPEN = "To be dealt with"
    ACCEPTED = "Accepted"
    CLOSED = "Closed"


@dataclass(frozen=True, slots=True)
class RiskRow:
    """A line of the register."""

    anchor: str
    id: Link
    title: str
    detail: str
    origin: str
    level: Chip
    rank: int
    exposure: str
    owner: Link | None
    response: str
    status: str
    due: str
    is_overdue: bool
    record: Link | None
    rule: Link | None
    cost: float | None
    acceptance: str
    facets: str = ""


@dataclass(frozen=True, slots=True)
class RiskGroup:
    """The risks of one standing, as `Standing` names them."""

    standing: Standing
    anchor: str
    rows: tuple[RiskRow, ...]


@dataclass(frozen=True, slots=True)
class RiskRegisterView:
    """All that the template of the register shows; the pictures are empty where no risk is estimated that way."""

    groups: tuple[RiskGroup, ...]
    count: int
    levels: tuple[tuple[Chip, int], ...]
    unowned: int
    expired: int
    facets: Facets
    ranges: Markup
    ratings: Markup
    unestimated: int
    unestimated_url: str


_RANGES, _RATINGS, _NONE = "in ranges", "by a word", "not estimated"
_LABELS = {
    "level": "Level", "standing": "Standing", "owner": "Owner", "response": "Response", "status": "Status",
    "due": "Due", "origin": "Origin", "estimate": "Estimate", "likelihood": "How often", "impact": "How much",
}  # fmt: skip
_ORDERS: dict[str, Sequence[str]] = {
    "level": [chip.word for chip in LEVEL_CHIPS.values()],
    "standing": list(Standing),
    "owner": [NOBODY],
    "due": ["overdue"],
    "estimate": [_RANGES, _RATINGS, _NONE],
    "likelihood": words_in_order("times a year"),
    "impact": words_in_order("each time"),
}
_RANKS = {level: rank for rank, level in enumerate(LEVEL_CHIPS)}


def risk_row(view: PageView, risk: RegisteredRisk, code: str = "") -> RiskRow:
    """One risk, linked to the record it touches and to the rule that saw it; `code` is that among the facets."""
    cost = risk.estimate.yearly_cost
    declared = view.project.by_id.get(risk.id)
    touched = view.project.by_id.get(risk.record) if risk.record else None
    return RiskRow(
        anchor=anchor("risk", risk.id),
        id=view.record_link(declared) if declared else Link("derived"),
        title=words.without_keys(risk.title),
        detail=words.without_keys(_detail(risk)),
        origin=risk.origin,
        level=LEVEL_CHIPS[risk.level],
        rank=_RANKS[risk.level],
        exposure=risk.exposure,
        owner=view.team(risk.owner) if risk.owner else None,
        response=risk.response,
        status=risk.status,
        due=risk.due.isoformat() if risk.due else "",
        is_overdue=bool(risk.due and risk.due < view.project.today and risk.status != "closed"),
        record=view.record_link(touched) if touched and touched is not declared else None,
        rule=view.rule(risk.rule) if risk.rule else None,
        cost=cost.likely if cost and math.isfinite(cost.likely) else None,
        acceptance=_acceptance(view, risk),
        facets=code,
    )


def standing_of(risk: RegisteredRisk, today: datetime.date) -> Standing:
    """Where a risk stands today: an acceptance holds until its last day, without one the word of the record counts."""
    if risk.status == RiskStatus.CLOSED:
        return Standing.CLOSED
    if risk.accepted_until is not None:
        return Standing.EXPIRED if risk.accepted_until < today else Standing.ACCEPTED
    is_accepted = risk.status == RiskStatus.ACCEPTED or risk.response == RiskResponse.ACCEPT
    return Standing.ACCEPTED if is_accepted else Standing.OPEN


def _acceptance(view: PageView, risk: RegisteredRisk) -> str:
    by = f" by {view.team(risk.accepted_by).text}" if risk.accepted_by else ""
    until = f" until {risk.accepted_until.isoformat()}" if risk.accepted_until else ""
    return f"accepted{by}{until}" if by or until else ""


def _detail(risk: RegisteredRisk) -> str:
    """What the statement says beyond the title: a derived one often begins with the same words."""
    inside = risk.title[:1].lower() + risk.title[1:]
    title = next((text for text in (risk.title, inside) if text and text in risk.statement), "")
    rest = risk.statement.partition(title)[2].lstrip(" ;:,.?!") if title else risk.statement
    return words.capital(rest)


def risk_register_view(view: PageView) -> RiskRegisterView:
    """The register of the whole project by standing; in each the gravest first, and of those the dearest."""
    today = view.project.today
    risks = sorted(view.site.content.risks, key=_weight)
    found = facets(_LABELS, [_facet_values(view, risk) for risk in risks], _ORDERS)
    groups: dict[Standing, list[RiskRow]] = {standing: [] for standing in Standing}
    for risk, code in zip(risks, found.codes, strict=True):
        groups[standing_of(risk, today)].append(risk_row(view, risk, code))
    rows = [row for group in groups.values() for row in group]
    mapped = _mapped(view, risks)
    return RiskRegisterView(
        groups=tuple(
            RiskGroup(standing, standing.name.lower(), tuple(group)) for standing, group in groups.items() if group
        ),
        count=len(rows),
        levels=tuple((chip, sum(row.level is chip for row in rows)) for chip in LEVEL_CHIPS.values()),
        unowned=sum(row.owner is None for row in rows),
        expired=len(groups[Standing.EXPIRED]),
        facets=found,
        ranges=Markup(draw_ranges(mapped, _cell(view))),  # noqa: S704 (escaped where it is drawn)
        ratings=Markup(draw_ratings(mapped, _cell(view))),  # noqa: S704 (escaped where it is drawn)
        unestimated=sum(_estimated(risk) == _NONE for risk in risks),
        unestimated_url=view.url(RISK_REGISTER, estimate=_NONE),
    )


def _weight(risk: RegisteredRisk) -> tuple[int, float]:
    """What the register is sorted by: the level, then the likely money a year; the order of the register else."""
    cost = risk.estimate.yearly_cost
    return _RANKS[risk.level], -cost.likely if cost and not math.isnan(cost.likely) else 1.0


def _mapped(view: PageView, risks: Iterable[RegisteredRisk]) -> list[MappedRisk]:
    """The risks of the picture: all that are not closed."""
    found: list[MappedRisk] = []
    for risk in risks:
        standing = standing_of(risk, view.project.today)
        if standing is not Standing.CLOSED:
            href = f"#{anchor('risk', risk.id)}"
            is_accepted = standing is Standing.ACCEPTED
            found.append(MappedRisk(risk.id, risk.title, risk.level, risk.estimate, href, is_accepted))
    return found


def _cell(view: PageView) -> CellAddress:
    """A cell of the picture leads to the table, narrowed to the cell."""
    return lambda likelihood, impact: view.url(RISK_REGISTER, "register", likelihood=likelihood, impact=impact)


def _estimated(risk: RegisteredRisk) -> str:
    if risk.estimate.per_year is not None:
        return _RANGES
    return _RATINGS if risk.estimate.is_by_labels else _NONE


def _facet_values(view: PageView, risk: RegisteredRisk) -> RowValues:
    is_late = risk.due is not None and risk.due < view.project.today and risk.status != RiskStatus.CLOSED
    due = "overdue" if is_late else str(risk.due.year) if risk.due else "without a date"
    return {
        "level": (LEVEL_CHIPS[risk.level].word,),
        "standing": (standing_of(risk, view.project.today),),
        "owner": (view.team(risk.owner).text if risk.owner else NOBODY,),
        "response": (risk.response or "none",),
        "status": (risk.status,),
        "due": (due,),
        "origin": (risk.origin,),
        "estimate": (_estimated(risk),),
        "likelihood": (likelihood_words(risk.estimate),),
        "impact": (impact_words(risk.estimate),),
    }
