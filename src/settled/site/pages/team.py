"""The page of a team: what it answers for, what it may do then, what it owes, and whom it calls next."""

from __future__ import annotations

from dataclasses import dataclass

from settled.records import texts
from settled.site import words
from settled.site.page import Section
from settled.site.pages.catalog_tables import (
    FILTERED_FROM,
    MOST_FLOWS,
    FailureLine,
    Figure,
    Shown,
    failure_line,
    first,
    overdue_part,
)
from settled.site.pages.involvement import TeamRecord
from settled.site.pages.opening_hours import hours_in_words
from settled.site.pages.page_view import PageView
from settled.site.pages.questions import QuestionRow, question_row
from settled.site.pages.record_days import life_in_words
from settled.site.pages.risk_register import RiskRow, risk_row
from settled.site.pages.shapes import STATE_CHIPS, Chip, Fact, Link, Value


@dataclass(frozen=True, slots=True)
class OwnedSystemRow:
    """A system that the team owns: what it is, the objects whose truth it holds, and how many flows touch it."""

    system: Link
    role: str
    platform: str
    truths: tuple[Link, ...]
    flows: int


@dataclass(frozen=True, slots=True)
class TeamRecordRow:
    """A flow or a decision with what the team has to do with it; `state` is the worst of a flow's six decisions."""

    link: Link
    title: str
    status: Chip
    life: str
    phase: str
    state: Chip | None
    duties: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TeamView:
    """All that the template of a team shows."""

    id: str
    name: str
    facts: tuple[Fact, ...]
    figures: tuple[Figure, ...]
    failures: tuple[FailureLine, ...]
    is_filtered: bool
    questions: tuple[QuestionRow, ...]
    risks: tuple[RiskRow, ...]
    systems: tuple[OwnedSystemRow, ...]
    flows: Shown[TeamRecordRow]
    decisions: tuple[TeamRecordRow, ...]
    sections: tuple[Section, ...]


def team_view(view: PageView, team: str) -> TeamView:
    """The view of `team`, which is an entry of the catalog."""
    site = view.site
    failures = site.involvement.failures_of_team.get(team, [])
    owed = site.questions_owed.get(team, [])
    risks = [risk for risk in site.risks_owned.get(team, ()) if risk.status != "closed"]
    systems = site.systems_owned.get(team, [])
    flows = site.involvement.flows_of_team.get(team, [])
    decisions = site.involvement.decisions_of_team.get(team, [])
    figures = (
        Figure("Failure modes", "failure-modes", len(failures)),
        Figure("Open questions", "questions", len(owed), overdue_part(view, owed)),
        Figure("Risks", "risks", len(risks)),
        Figure("Systems", "systems", len(systems)),
        Figure("Flows", "flows", len(flows)),
        Figure("Decisions", "decisions", len(decisions)),
    )
    return TeamView(
        id=team,
        name=site.catalog.team_name(team),
        facts=_facts(view, team),
        figures=figures,
        failures=tuple(failure_line(view, mode) for mode in failures),
        is_filtered=len(failures) >= FILTERED_FROM,
        questions=tuple(question_row(view, item) for item in owed),
        risks=tuple(risk_row(view, risk) for risk in risks),
        systems=tuple(_system_row(view, system) for system in systems),
        flows=first(flows, lambda entry: _record_row(view, entry), MOST_FLOWS),
        decisions=tuple(_record_row(view, entry) for entry in decisions),
        sections=tuple(Section(figure.anchor, figure.title) for figure in figures),
    )


def _facts(view: PageView, team: str) -> tuple[Fact, ...]:
    entry = view.site.catalog.teams[team]
    contact = (
        Value(links=(Link(entry.contact, is_id=True),)) if entry.contact else Value(note="not said in the catalog")
    )
    facts = [Fact("Contact", contact)]
    if entry.members is not None:
        facts.append(Fact("People", Value(links=(Link(words.number(entry.members)),))))
    hours = hours_in_words(entry)
    if hours:
        facts.append(Fact("There", Value(links=(Link(hours),))))
    if entry.responds_within is not None:
        facts.append(Fact("Responds within", Value(links=(Link(words.text(entry.responds_within)),))))
    for label, teams in (
        ("Calls next", list(dict.fromkeys(texts(entry.escalation)))),
        ("Is called by", view.site.teams_that_call.get(team, [])),
    ):
        links = tuple(view.team(other) for other in teams)
        facts.append(Fact(label, Value(links=links) if links else Value(note="nobody")))
    return tuple(facts)


def _system_row(view: PageView, system: str) -> OwnedSystemRow:
    entry = view.site.catalog.systems[system]
    touching = view.site.involvement
    flows = touching.flows_of_system.get(system, [])
    objects = dict.fromkeys(view.site.objects_declared.get(system, ()))
    for record in flows:
        name = record.flow.object if record.flow else None
        if isinstance(name, str) and name and "source" in touching.doings[record.file].get(system, ()):
            objects[name] = None
    return OwnedSystemRow(
        system=view.system(system),
        role=words.text(entry.role),
        platform=entry.platform if entry.platform and entry.platform != "other" else "",
        truths=tuple(view.business_object(name) for name in objects if system in view.site.truths[name].systems),
        flows=len(flows),
    )


def _record_row(view: PageView, entry: TeamRecord) -> TeamRecordRow:
    record = entry.record
    states = view.site.states.get(record.file)
    return TeamRecordRow(
        link=view.record_link(record),
        title=record.title,
        status=view.status(record),
        life=life_in_words(view, record),
        phase=phase.word if (phase := view.phase(record)) else "none",
        state=STATE_CHIPS[max(states.values(), key=lambda state: state.rank)] if states else None,
        duties=entry.duties,
    )
