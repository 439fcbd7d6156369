"""The risk register: what follows from findings and open decisions, and what people declared.

A derived risk has the stable id `rule@record@field`. A risk record whose `tracks` names that id takes
its place in the register and adds owner, response and dates.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, replace

from settled.findings import Finding, FindingState, Severity
from settled.model.answers import OpenQuestion
from settled.model.exposure import assess
from settled.model.flow import Source
from settled.model.risk import Action, Exposure, Risk, Statement
from settled.model.vocabulary import Level, RiskStatus
from settled.project import Project
from settled.records import Record
from settled.validation import path_in_words

# What happens when a decision stays unmade, by the key of the flow it stands under.
_CONSEQUENCES: dict[str, str] = {
    "source": "two systems both take themselves for the source, and the difference is moved back and forth",
    "consumers": "a system that needs the object is not told, and finds out in production",
    "pattern": "the flow is built in the way that was at hand, and is late or loses records under load",
    "identifiers": "records cannot be joined: valid events become duplicates or orphans",
    "latency": "nobody can tell late from broken, and the business finds out first",
    "idempotency": "a repeat is booked twice, and what was given up on is lost without a word",
    "failures": "when it breaks nobody may act, and the failure waits for office hours",
    "may-change": "a system on the way changes the object, and no team owns the result",
    "may-reject": "a refusal that nobody foresaw is retried for ever or dropped",
    "corrections": "two teams correct the same record in two places",
}
_BY_RULE: dict[str, str] = {
    "two-truths": "two systems both write the truth, and customers see whichever wrote last",
    "pattern-without-reason": "the pattern is changed without knowing what it protected",
}


@dataclass(frozen=True, slots=True)
class RegisteredRisk:
    """One line of the register, traceable to a record and, where it was derived, to a rule.

    `level` is low, medium or high; `exposure` the estimate in words, empty where there is none.
    `owner` is a team of the catalog, None where nobody owns it.
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


def register(project: Project, findings: Iterable[Finding]) -> tuple[RegisteredRisk, ...]:
    """All risks of the project, the gravest first, then by due date and id."""
    derived = {risk.id: risk for risk in _derived(project, findings)}
    declared: list[RegisteredRisk] = []
    for record in project.risks:
        risk = _declared(project, record)
        tracks = record.risk.tracks if record.risk else None
        tracked = derived.pop(tracks, None) if isinstance(tracks, str) else None
        if tracked is not None:
            # The finding is still there: its level counts until the declared estimate is higher.
            worse = max((risk.level, tracked.level), key=_rank)
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
        sorted((*declared, *derived.values()), key=lambda risk: (-_rank(risk.level), risk.due or never, risk.id))
    )


def _rank(level: Level) -> int:
    return list(Level).index(level)


def _derived(project: Project, findings: Iterable[Finding]) -> Iterable[RegisteredRisk]:
    questions = {
        (record.id, path_in_words(path)): question
        for record in project.flows
        for path, question in record.open_questions
    }
    for finding in findings:
        record = project.by_file.get(finding.spot.file)
        is_about_decisions = finding.code[0] in "FO" and finding.severity is not Severity.INFO
        if finding.state is not FindingState.FOUND or record is None or record.flow is None or not is_about_decisions:
            continue
        question = questions.get((record.id, finding.field)) or questions.get(
            (record.id, finding.field.removesuffix(".due"))
        )
        yield _derived_risk(project, finding, record, question)


def _derived_risk(project: Project, finding: Finding, record: Record, question: OpenQuestion | None) -> RegisteredRisk:
    key = finding.field.split(".")[0].split("[")[0]
    consequence = _BY_RULE.get(finding.name) or _CONSEQUENCES.get(key, "the flow is built on an assumption")
    is_overdue = finding.name == "overdue-decision"
    title = question.open if question is not None and question.open else _sentence(finding.message)
    return RegisteredRisk(
        id=f"{finding.code}@{finding.record}@{finding.field}",
        origin="derived",
        title=title,
        statement=f"{record.title}: {finding.message.split(' (')[0]}; if it stays so, {consequence}.",
        record=record.id,
        file=finding.spot.file,
        line=finding.spot.line,
        owner=(question.owner if question else None) or _owner_of_source(project, record),
        level=_level_of(record, finding.severity, is_overdue),
        exposure="",
        response="",
        status=RiskStatus.OPEN.value,
        due=question.due if question else None,
        rule=finding.code,
    )


def _level_of(record: Record, severity: Severity, is_overdue: bool) -> Level:
    """Criticality of the flow (0 to 2), one more for an error, one more when overdue: 0 low, 1–2 medium, else high."""
    flow = record.flow
    criticality = flow.criticality if flow is not None and isinstance(flow.criticality, Level) else Level.MEDIUM
    points = _rank(criticality) + (severity is Severity.ERROR) + is_overdue
    return Level.LOW if points == 0 else Level.MEDIUM if points < 3 else Level.HIGH


def _owner_of_source(project: Project, record: Record) -> str | None:
    """The team that owns the flow's source system: the one to ask when nobody else is named."""
    source = record.flow.source if record.flow else None
    if project.catalog is None or not isinstance(source, Source) or not isinstance(source.system, str):
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
