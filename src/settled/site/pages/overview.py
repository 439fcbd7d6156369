"""The first page: where do we stand?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from settled.model.findings import Finding, Severity
from settled.model.vocabulary import Phase
from settled.rules.engine import Outcome, RuleOutcome
from settled.site import words
from settled.site.links import DECISIONS, FLOWS, OPEN_QUESTIONS, RISK_REGISTER, SEQUENCE, TIMELINE
from settled.site.pages.decision_table import DecisionTable, decision_table, known_totals, status_totals
from settled.site.pages.flow_table import FlowTable, pressing_flows
from settled.site.pages.page_view import PageView
from settled.site.pages.questions import QuestionRow, question_row
from settled.site.pages.record_history import incompleteness
from settled.site.pages.risk_register import RiskRow, risk_row
from settled.site.pages.shapes import (
    LEVEL_CHIPS,
    PHASE_CHIPS,
    SEVERITY_CHIPS,
    Chip,
    CommitLine,
    FindingLine,
    Link,
)
from settled.site.pages.status_changes import together


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a number, leading to the rows that it counts, where there is a page of them."""

    chip: Chip
    count: int
    href: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """A number with its parts, leading to the page that tells more."""

    title: str
    href: str
    count: str
    parts: tuple[Part, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class FoundIn:
    """How many findings of which severity a file has, and where they stand in full."""

    link: Link
    title: str
    counts: tuple[tuple[Chip, int], ...]
    total: int


@dataclass(frozen=True, slots=True)
class OverviewView:
    """All that the template of the first page shows; texts are ready, lists are cut to what fits."""

    title: str
    log: DecisionTable | None
    log_url: str
    cards: tuple[Card, ...]
    table: FlowTable | None
    risks: tuple[RiskRow, ...]
    risk_count: int
    risks_url: str
    questions: tuple[QuestionRow, ...]
    question_count: int
    overdue: int
    questions_url: str
    changes: tuple[CommitLine, ...]
    changes_note: str
    timeline_url: str
    findings: tuple[FindingLine, ...]
    check_note: str
    others: tuple[FoundIn, ...]
    others_title: str
    not_checked: tuple[str, ...]
    is_empty: bool
    records_path: str


SHOWN = 6
"""How many risks, questions and findings the first page shows; the others are a link away."""
SHOWN_COMMITS = 10


def overview_view(view: PageView, title: str) -> OverviewView:
    """The view of the first page."""
    site = view.site
    is_programme = view.project.is_programme
    gravest = [finding for finding in site.content.findings if finding.severity is Severity.ERROR]
    risks = [risk for risk in site.content.risks if risk.status != "closed"]
    shown = [*site.findings_of_folders, *sorted(gravest, key=lambda finding: finding.location)[:SHOWN]]
    others = _other_findings(view, [finding for finding in site.content.findings if finding not in shown])
    return OverviewView(
        title=title,
        log=decision_table(view) if not is_programme and view.project.records else None,
        log_url=view.url(DECISIONS),
        cards=_cards(view) if is_programme else (),
        table=pressing_flows(view) if view.project.flows else None,
        risks=tuple(risk_row(view, risk) for risk in risks[:SHOWN]),
        risk_count=len(risks),
        risks_url=view.url(RISK_REGISTER) if is_programme else "",
        questions=tuple(question_row(view, item) for item in site.questions[:SHOWN]),
        question_count=len(site.questions),
        overdue=len(site.overdue),
        questions_url=view.url(OPEN_QUESTIONS) if is_programme else "",
        changes=view.commit_lines(together(view.site.recent_changes), SHOWN)[:SHOWN_COMMITS],
        changes_note=incompleteness(view.site.content.history),
        timeline_url=view.url(TIMELINE),
        findings=view.findings(shown, with_record=True),
        check_note="No errors." if site.content.findings else "Nothing was found.",
        others=others,
        others_title=_others_title(sum(line.total for line in others), bool(gravest)),
        not_checked=tuple(f"{rule.name}: {rule.reason}" for rule in site.content.rules if _could_not_look(rule)),
        is_empty=not view.project.records,
        records_path=view.project.records_path,
    )


def _cards(view: PageView) -> tuple[Card, ...]:
    project, site = view.project, view.site
    cards: list[Card] = []
    if project.flows:
        phases: dict[Phase, int] = dict.fromkeys(Phase, 0)
        for record in project.flows:
            if record.is_in_force and record.flow and isinstance(record.flow.phase, Phase):
                phases[record.flow.phase] += 1
        in_force = sum(record.is_in_force for record in project.flows)
        cards.append(
            Card(
                "Flows",
                view.url(FLOWS),
                words.number(in_force),
                tuple(
                    Part(PHASE_CHIPS[phase], count, view.url(FLOWS, phase=phase.value))
                    for phase, count in phases.items()
                ),
            )
        )
        cards.append(_gates_card(view))
    if project.decisions:
        totals = tuple(
            Part(chip, count, view.url(DECISIONS, status=chip.word))
            for chip, count in known_totals(status_totals(view, project.decisions))
        )
        cards.append(Card("Decisions", view.url(DECISIONS), words.number(len(project.decisions)), totals))
    if project.is_programme:
        levels = Counter(LEVEL_CHIPS[risk.level] for risk in site.content.risks)
        parts = tuple(
            Part(chip, levels[chip], view.url(RISK_REGISTER, level=chip.word)) for chip in LEVEL_CHIPS.values()
        )
        cards.append(Card("Risks", view.url(RISK_REGISTER), words.number(levels.total()), parts))
        due = next((item.due for item in site.questions if item.due and item.due >= project.today), None)
        cards.append(
            Card(
                "Open questions",
                view.url(OPEN_QUESTIONS),
                words.number(len(site.questions)),
                (Part(Chip("✗", "overdue", "missing"), len(site.overdue)),) if site.overdue else (),
                note=f"next due {due.isoformat()}" if due else "",
            )
        )
    cards.append(_check_card(view))
    return tuple(cards)


def _gates_card(view: PageView) -> Card:
    """How many flows would pass each gate today, together with the gates before it."""
    passed = [flow.passed for flow in view.site.content.readiness.values()]
    counts = tuple(
        Part(
            PHASE_CHIPS[gate],
            sum(last is not None and last.rank >= gate.rank for last in passed),
            view.url(SEQUENCE, "order", gate=gate.value),
        )
        for gate in Phase
    )
    note = "flows that would pass today; each word leads to what holds up the others"
    return Card("Ready for", view.url(SEQUENCE), "\N{NO-BREAK SPACE}", counts, note)


def _other_findings(view: PageView, findings: Iterable[Finding]) -> tuple[FoundIn, ...]:
    """How many `findings` of which severity each file has, with a link to where they stand; the gravest first."""
    counts: dict[str, Counter[Severity]] = {}
    for finding in findings:
        counts.setdefault(finding.location.file, Counter())[finding.severity] += 1
    lines = [
        (found, FoundIn(*_where_findings_stand(view, file), tuple(_by_severity(found)), found.total()))
        for file, found in counts.items()
    ]
    lines.sort(key=lambda line: ([-line[0][severity] for severity in reversed(Severity)], line[1].link.text))
    return tuple(line for _, line in lines)


def _where_findings_stand(view: PageView, file: str) -> tuple[Link, str]:
    record = view.project.by_file.get(file)
    if record is not None:
        return view.record_link(record), record.title
    page = view.site.links.pages.get(file)
    return Link(file, view.url(page) if page else "", is_id=True), ""


def _by_severity(counts: Counter[Severity]) -> Iterator[tuple[Chip, int]]:
    return ((SEVERITY_CHIPS[severity], counts[severity]) for severity in reversed(Severity) if counts[severity])


def _others_title(count: int, has_more: bool) -> str:
    return f"{words.counted(count, 'other finding' if has_more else 'finding')}, by record" if count else ""


def _check_card(view: PageView) -> Card:
    findings, rules = view.site.content.findings, view.site.content.rules
    counts = tuple(
        Part(SEVERITY_CHIPS[severity], count)
        for severity in reversed(Severity)
        if (count := sum(finding.severity is severity for finding in findings))
    )
    skipped = sum(_could_not_look(rule) for rule in rules)
    off = sum(rule.is_switched_off for rule in rules)
    checked = sum(rule.outcome is Outcome.CHECKED for rule in rules)
    note = f"{words.counted(checked, 'rule')} checked"
    note += f", {skipped} could not look" if skipped else ""
    note += f", {off} switched off" if off else ""
    return Card("Findings", "#check", words.number(len(findings)), counts, note)


def _could_not_look(rule: RuleOutcome) -> bool:
    """A rule that lacked something optional, or is switched off, was not asked to look, which its own page says."""
    return rule.outcome is Outcome.SKIPPED and not rule.is_optional and not rule.is_switched_off
