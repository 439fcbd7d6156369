"""The risk register: what can hurt, how much, who owns it, and the record or rule it was seen in."""

from __future__ import annotations

from dataclasses import dataclass

from settled.risks import RegisteredRisk
from settled.site import words
from settled.site.links import anchor
from settled.site.pages.page_view import PageView
from settled.site.pages.shapes import LEVEL_CHIPS, Chip, Facet, Link


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


@dataclass(frozen=True, slots=True)
class RiskRegisterView:
    """All that the template of the register shows."""

    rows: tuple[RiskRow, ...]
    levels: tuple[tuple[Chip, int], ...]
    unowned: int
    facets: tuple[Facet, ...]


_RANKS = {level: rank for rank, level in enumerate(LEVEL_CHIPS)}


def risk_row(view: PageView, risk: RegisteredRisk) -> RiskRow:
    """One risk, linked to the record it touches and to the rule that saw it."""
    declared = view.project.by_id.get(risk.id)
    touched = view.project.by_id.get(risk.record) if risk.record else None
    return RiskRow(
        anchor=anchor("risk", risk.id),
        id=view.record_link(declared) if declared else Link("derived"),
        title=risk.title,
        detail=_detail(risk),
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
    )


def _detail(risk: RegisteredRisk) -> str:
    """What the statement says beyond the title: a derived one often begins with the same words."""
    inside = risk.title[:1].lower() + risk.title[1:]
    title = next((text for text in (risk.title, inside) if text and text in risk.statement), "")
    rest = risk.statement.partition(title)[2].lstrip(" ;:,.?!") if title else risk.statement
    return words.capital(rest)


def risk_register_view(view: PageView) -> RiskRegisterView:
    """The register of the whole project, in the order of the room `risks`: the gravest first."""
    rows = tuple(risk_row(view, risk) for risk in view.site.content.risks)
    owners = tuple(sorted({row.owner.text for row in rows if row.owner}))
    return RiskRegisterView(
        rows=rows,
        levels=tuple((chip, sum(row.level is chip for row in rows)) for chip in LEVEL_CHIPS.values()),
        unowned=sum(row.owner is None for row in rows),
        facets=(
            Facet("level", "Level", tuple(chip.word for chip in LEVEL_CHIPS.values())),
            Facet("origin", "Origin", tuple(sorted({row.origin for row in rows}))),
            Facet("owner", "Owner", owners),
            Facet("response", "Response", tuple(sorted({row.response for row in rows if row.response}))),
            Facet("status", "Status", tuple(sorted({row.status for row in rows if row.status}))),
        ),
    )
