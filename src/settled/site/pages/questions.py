"""The open questions, by the team that owes the answer."""

from __future__ import annotations

from dataclasses import dataclass

from settled.site import words
from settled.site.links import anchor
from settled.site.pages.flow import decision_anchor
from settled.site.pages.page_view import PageView
from settled.site.pages.shapes import Link
from settled.site.pages.site_view import OpenItem


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
    count: int
    overdue: int
    unowned: int
    undated: int


def question_row(view: PageView, item: OpenItem) -> QuestionRow:
    """One question as a row."""
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
    )


def _left(days: int | None) -> str:
    if days is None:
        return "no date"
    if days < 0:
        return f"{words.counted(-days, 'day')} overdue"
    return "due today" if days == 0 else f"in {words.counted(days, 'day')}"


def questions_view(view: PageView) -> QuestionsView:
    """The questions by owner; the owner with the earliest date stands first, nobody's questions before all."""
    groups: dict[str, list[OpenItem]] = {}
    for item in view.site.questions:
        groups.setdefault(item.question.owner or "", []).append(item)
    ordered = sorted(groups.items(), key=lambda pair: (pair[0] != "", 0))
    found: list[OwnerGroup] = []
    for owner, items in ordered:
        team = view.site.catalog.teams.get(owner)
        rows = tuple(question_row(view, item) for item in items)
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
        count=len(view.site.questions),
        overdue=len(view.site.overdue),
        unowned=len(groups.get("", ())),
        undated=sum(item.due is None for item in view.site.questions),
    )
