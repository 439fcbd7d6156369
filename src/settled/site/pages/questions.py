"""The open questions, by the team that owes the answer."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from settled.model.vocabulary import Phase, RequiredDecision
from settled.site import words
from settled.site.links import anchor
from settled.site.pages.decision_cards import decision_anchor
from settled.site.pages.facets import NOBODY, Facets, RowValues, facets
from settled.site.pages.page_view import PageView
from settled.site.pages.shapes import Link
from settled.site.pages.site_view import OpenItem

_PERIODS = ("overdue", "within 7 days", "within 30 days", "within 90 days", "later", "without a date")
_LABELS = {"owner": "Owner", "due": "Due", "decision": "Decision", "phase": "Phase", "kind": "Kind"}
_ORDERS = {
    "owner": [NOBODY],
    "due": _PERIODS,
    "decision": [decision.label for decision in RequiredDecision],
    "phase": [phase.value for phase in Phase],
}


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """A question with its record, its place there, and how many days are left (negative: overdue)."""

    text: str
    record: Link
    title: str
    place: str
    owner: Link | None
    due: str
    days: int | None
    left: str
    is_overdue: bool
    facets: str = ""


@dataclass(frozen=True, slots=True)
class OwnerGroup:
    """The questions of one team."""

    anchor: str
    owner: Link
    contact: str
    rows: tuple[QuestionRow, ...]
    overdue: int


@dataclass(frozen=True, slots=True)
class QuestionsView:
    """All that the template of the open questions shows."""

    groups: tuple[OwnerGroup, ...]
    facets: Facets
    count: int
    overdue: int
    unowned: int
    undated: int
    today: str


def question_row(view: PageView, item: OpenItem, code: str = "") -> QuestionRow:
    """One question as a row; `code` is its code among the facets of the page."""
    decision = words.decision_of(item.path) if item.record.flow else None
    link = view.record_link(item.record, decision_anchor(decision) if decision else "")
    days = (item.due - view.project.today).days if item.due else None
    return QuestionRow(
        text=item.question.open or "a question without words",
        record=link,
        title=item.record.title,
        place=words.place(item.path),
        owner=view.team(item.question.owner) if item.question.owner else None,
        due=item.due.isoformat() if item.due else "",
        days=days,
        left=_left(days),
        is_overdue=days is not None and days < 0,
        facets=code,
    )


def _left(days: int | None) -> str:
    if days is None:
        return "no date"
    if days < 0:
        return f"{words.counted(-days, 'day')} overdue"
    return "due today" if days == 0 else f"in {words.counted(days, 'day')}"


def questions_view(view: PageView) -> QuestionsView:
    """The questions by owner; the owner with the earliest date stands first, nobody's questions before all."""
    narrowing = facets(_LABELS, [_facet_values(view, item) for item in view.site.questions], _ORDERS)
    groups: dict[str, list[tuple[OpenItem, str]]] = {}
    for item, code in zip(view.site.questions, narrowing.codes, strict=True):
        groups.setdefault(item.question.owner or "", []).append((item, code))
    ordered = sorted(groups.items(), key=lambda pair: pair[0] != "")
    found: list[OwnerGroup] = []
    for owner, items in ordered:
        team = view.site.catalog.teams.get(owner)
        rows = tuple(question_row(view, item, code) for item, code in items)
        found.append(
            OwnerGroup(
                anchor=anchor("owner", owner or "nobody"),
                owner=view.team(owner) if owner else Link("Nobody"),
                contact=(team.contact or "") if team else "",
                rows=rows,
                overdue=sum(row.is_overdue for row in rows),
            )
        )
    return QuestionsView(
        groups=tuple(found),
        facets=narrowing,
        count=len(view.site.questions),
        overdue=len(view.site.overdue),
        unowned=len(groups.get("", ())),
        undated=sum(item.due is None for item in view.site.questions),
        today=view.project.today.isoformat(),
    )


def _facet_values(view: PageView, item: OpenItem) -> RowValues:
    owner, flow = item.question.owner, item.record.flow
    decision = words.decision_of(item.path) if flow else None
    phase = view.phase(item.record)
    return {
        "owner": (view.team(owner).text if owner else NOBODY,),
        "due": (_period(item.due, view.project.today),),
        "decision": (decision.label if decision else "another",),
        "phase": (phase.word if phase else "none",),
        "kind": (item.record.kind.value,),
    }


def _period(due: datetime.date | None, today: datetime.date) -> str:
    """When an answer is due, counted from today."""
    if due is None:
        return _PERIODS[-1]
    days = (due - today).days
    return next((name for name, last in zip(_PERIODS, (-1, 7, 30, 90), strict=False) if days <= last), _PERIODS[-2])
