"""The risk register: what follows from findings and open decisions, and what people declared.

A derived risk has the stable id `rule@record@field`. A risk record whose `tracks` names that id takes
its place in the register and adds owner, response and dates.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, replace

from settled.model.answers import OpenQuestion
from settled.model.exposure import NO_ESTIMATE, Estimate, assess, estimate
from settled.model.findings import Finding
from settled.model.flow import Failure, Source
from settled.model.risk import Acceptance, Action, Exposure, Risk, Statement
from settled.model.vocabulary import Level, RiskStatus
from settled.model.written_values import path_in_words
from settled.programme.derived_risks import DerivedRisk, answers_for, derived_risks, rank
from settled.project import Project
from settled.records import Record


@dataclass(frozen=True, slots=True)
class RegisteredRisk:
    """One line of the register, traceable to a record and, where it was derived, to a rule.

    `level` is low, medium or high; `exposure` the estimate in words, empty where there is none, and `estimate`
    the same in numbers or labels. `owner` is a team of the catalog, None where nobody owns it. `accepted_by` and
    `accepted_until` say who carries an accepted risk, and until which day.
    """

    id: str
    origin: str
    title: str
    statement: str
    record: str
    file: str
    line: int
    owner: str | None
    level: Level
    exposure: str
    response: str
    status: str
    due: datetime.date | None
    rule: str
    estimate: Estimate = NO_ESTIMATE
    accepted_by: str | None = None
    accepted_until: datetime.date | None = None


def register(project: Project, findings: Iterable[Finding]) -> tuple[RegisteredRisk, ...]:
    """All risks of the project, the gravest first, then by due date and id."""
    derived = _derived(project, findings)
    declared: list[RegisteredRisk] = []
    for record in project.risks:
        risk = _declared(project, record)
        tracked = derived.pop(answers_for(record) or "", None)
        if tracked is not None:
            # The finding is still there: its level counts until the declared estimate is higher.
            worse = max((risk.level, tracked.level), key=rank)
            risk = replace(
                risk,
                level=worse,
                owner=risk.owner or tracked.owner,
                due=risk.due or tracked.due,
                rule=tracked.rule,
                statement=risk.statement or tracked.statement,
            )
        declared.append(risk)
    never = datetime.date.max
    return tuple(
        sorted((*declared, *derived.values()), key=lambda risk: (-rank(risk.level), risk.due or never, risk.id))
    )


def _derived(project: Project, findings: Iterable[Finding]) -> dict[str, RegisteredRisk]:
    """The derived risks by id; several findings of one rule at one key are one risk, which says all of them."""
    groups: dict[str, list[DerivedRisk]] = {}
    for risk in derived_risks(project, findings):
        groups.setdefault(risk.id, []).append(risk)
    questions = {
        (record.file, path_in_words(path)): question
        for record in project.flows
        for path, question in record.open_questions
    }
    return {identifier: _derived_risk(project, group, questions) for identifier, group in groups.items()}


def _derived_risk(
    project: Project, group: list[DerivedRisk], questions: dict[tuple[str, str], OpenQuestion]
) -> RegisteredRisk:
    finding, record = group[0].finding, group[0].record
    place = finding.field.removesuffix(".due")
    question = questions.get((finding.location.file, finding.field)) or questions.get((finding.location.file, place))
    if question is not None and question.open:
        title = question.open
        what = _what_is_asked(project, record, place)
        state = "overdue" if finding.name == "overdue-decision" else "open"
        condition = f"the {what} is {state}: {question.open}" if what else f"`{place}` is {state}: {question.open}"
    else:
        condition = "; ".join(dict.fromkeys(risk.finding.message for risk in group))
        title = _sentence(condition)
    end = " If it stays so, " if condition.rstrip().endswith((".", "?", "!")) else "; if it stays so, "
    where = f"{record.title}: " if record is not None else ""
    return RegisteredRisk(
        id=group[0].id,
        origin="derived",
        title=title,
        statement=f"{where}{condition if where else title}{end}{finding.consequence}.",
        record=finding.record,
        file=finding.location.file,
        line=finding.location.line,
        owner=(question.owner if question else None) or _owner(project, record, finding.field),
        level=max((risk.level for risk in group), key=rank),
        exposure="",
        response="",
        status=RiskStatus.OPEN.value,
        due=question.due if question else None,
        rule=finding.code,
    )


_OPEN_ANSWERS = {
    "corrections": "right to correct bad data",
    "may-change": "right to change the object on its way",
    "may-reject": "right to reject the object",
    "pattern.because": "reason for the pattern",
}
"""Words for what may be left open and is no part of one of the six decisions."""


def _what_is_asked(project: Project, record: Record | None, place: str) -> str:
    """The part of a decision that the key `place` answers, in words; empty where it has none."""
    parts = project.flow_parts.get(record.file, ()) if record is not None else ()
    found = next((part.name for part in parts if path_in_words(part.path) == place), "")
    return found or _OPEN_ANSWERS.get(place, "")


def _owner(project: Project, record: Record | None, field: str) -> str | None:
    """The team to ask when nobody else is named: who owns the failure, the flow's source system, or the decision."""
    if record is None or project.catalog is None:
        return None
    teams = project.catalog.teams
    if record.flow is None:
        return next((name for name in record.decision_makers if name in teams), None)
    failures = record.flow.failures
    place = field.removeprefix("failures[").partition("]")[0] if field.startswith("failures[") else ""
    if place.isdecimal() and isinstance(failures, list) and 0 < int(place) <= len(failures):  # counted from 1
        failure = failures[int(place) - 1]
        if isinstance(failure, Failure) and isinstance(failure.owner, str) and failure.owner in teams:
            return failure.owner
    source = record.flow.source
    if not isinstance(source, Source) or not isinstance(source.system, str):
        return None
    system = project.catalog.systems.get(source.system)
    return system.owner if system else None


def _declared(project: Project, record: Record) -> RegisteredRisk:
    risk = record.risk or Risk()
    statement = risk.statement if isinstance(risk.statement, Statement) else Statement()
    sentences = [
        text for text in (statement.condition, statement.event, statement.consequence) if isinstance(text, str)
    ]
    exposure = risk.exposure if isinstance(risk.exposure, Exposure) else Exposure()
    level, words = assess(exposure)
    acceptance = risk.acceptance if isinstance(risk.acceptance, Acceptance) else Acceptance()
    return RegisteredRisk(
        id=record.id,
        origin="declared",
        title=record.title,
        statement=" ".join(_sentence(text).rstrip(".") + "." for text in sentences),
        record=record.id,
        file=record.file,
        line=1,
        owner=risk.owner if isinstance(risk.owner, str) else None,
        level=level,
        exposure=words,
        response=risk.response.value if risk.response and not isinstance(risk.response, OpenQuestion) else "",
        status=(record.status_text or "").strip().lower(),
        due=_due(risk),
        rule="",
        estimate=estimate(exposure),
        accepted_by=acceptance.by if isinstance(acceptance.by, str) else None,
        accepted_until=acceptance.until if isinstance(acceptance.until, datetime.date) else None,
    )


def _due(risk: Risk) -> datetime.date | None:
    """The next day on which something is owed: the earliest undone action, else the review."""
    actions = (
        [action for action in risk.actions if isinstance(action, Action)] if isinstance(risk.actions, list) else []
    )
    dates = [action.due for action in actions if isinstance(action.due, datetime.date) and not action.done]
    if dates:
        return min(dates)
    return risk.review_by if isinstance(risk.review_by, datetime.date) else None


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
