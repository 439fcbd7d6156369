"""The page of a business object: who holds its truth and why, who may do what with it, and how it travels."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from settled.model.flow import Change, Rejection
from settled.records import Record
from settled.site import words
from settled.site.page import Section
from settled.site.pages.catalog_tables import (
    DecisionLine,
    FailureLine,
    Figure,
    FlowLines,
    Shown,
    decision_lines,
    distinct,
    failure_lines,
    flow_lines,
    named_flows,
    overdue_part,
    question_lines,
    risk_lines,
)
from settled.site.pages.identifier_names import IdentifierLine, identifier_lines
from settled.site.pages.ownership import PARTS, correctors, failure_owners
from settled.site.pages.page_view import PageView
from settled.site.pages.questions import QuestionRow
from settled.site.pages.responsibility import change_in_words, rejection_in_words
from settled.site.pages.risk_register import RiskRow
from settled.site.pages.shapes import Chip, Fact, Link, Value
from settled.site.pages.truth import Truth

BY_CATALOG = "by the catalog alone: no flow in force says so"


@dataclass(frozen=True, slots=True)
class PartRow:
    """What a system does with the object: on which flows, which fields it may change, on which rules it rejects."""

    doing: Chip
    system: Link
    owner: Link | None
    details: Shown[str]
    flows: Shown[Link]


@dataclass(frozen=True, slots=True)
class ObjectView:
    """All that the template of an object shows; `conflict` says why its sources cannot all be right."""

    id: str
    name: str
    conflict: str
    facts: tuple[Fact, ...]
    figures: tuple[Figure, ...]
    decisions: Shown[DecisionLine]
    parts: tuple[PartRow, ...]
    flows: FlowLines
    identifiers: Shown[IdentifierLine]
    failures: Shown[FailureLine]
    risks: Shown[RiskRow]
    questions: Shown[QuestionRow]
    sections: tuple[Section, ...]


def object_view(view: PageView, name: str) -> ObjectView:
    """The view of the object `name`, which is an entry of the catalog."""
    flows = view.site.involvement.flows_of_object.get(name, [])
    truth = view.site.truths[name]
    decisions, failures = decision_lines(view, name, flows), failure_lines(view, flows)
    risks, questions = risk_lines(view, flows), question_lines(view, flows)
    owed = (item for flow in flows for item in view.site.questions_of.get(flow.file, ()))
    figures = (
        Figure("Decisions", "decisions", decisions.count),
        Figure("Flows", "flows", len(flows)),
        Figure("Failure modes", "failure-modes", failures.count),
        Figure("Risks", "risks", risks.count),
        Figure("Open questions", "questions", questions.count, overdue_part(view, owed)),
    )
    return ObjectView(
        id=name,
        name=view.site.catalog.object_name(name),
        conflict=truth.conflict,
        facts=_facts(view, name, flows, truth),
        figures=figures,
        decisions=decisions,
        parts=_parts(view, flows, truth),
        flows=flow_lines(view, [(flow, ()) for flow in flows]),
        identifiers=identifier_lines(view, flows),
        failures=failures,
        risks=risks,
        questions=questions,
        sections=tuple(Section(figure.anchor, figure.title) for figure in figures),
    )


def _facts(view: PageView, name: str, flows: list[Record], truth: Truth) -> tuple[Fact, ...]:
    entry = view.site.catalog.objects[name]
    systems = tuple(view.system(system) for system in truth.systems)
    correct, request = correctors(view, flows, "correct"), correctors(view, flows, "request")
    answer = failure_owners(view, flows)
    marks = [
        Link(word)
        for word, is_so in (
            ("critical", entry.critical),
            ("financial", entry.financial),
            ("a quantity that is counted up and down", entry.quantity),
        )
        if is_so
    ]
    return (
        Fact("Truth is kept in", Value(links=systems) if systems else view.gap(flows, "source")),
        Fact("Answers for failures", Value(links=answer) if answer else view.gap(flows, "failures")),
        Fact("Corrects bad data", Value(links=correct) if correct else view.gap(flows, "corrections")),
        Fact("May only ask for it", Value(links=request) if request else Value(note="nobody")),
        *([Fact("The catalog calls it", Value(links=tuple(marks)))] if marks else []),
        *([Fact("Part of", Value(links=(view.business_object(entry.part_of),)))] if entry.part_of else []),
        *([Fact("Reverses", Value(links=(view.business_object(entry.reverses),)))] if entry.reverses else []),
        *([Fact("Data", Value(links=tuple(Link(words.text(each)) for each in entry.data)))] if entry.data else []),
        *([Fact("Kept for", Value(links=(Link(words.text(entry.keep)),)))] if entry.keep is not None else []),
    )


def _parts(view: PageView, flows: list[Record], truth: Truth) -> tuple[PartRow, ...]:
    """A row for each system and what it does, in the order of weight."""
    found: dict[tuple[str, str], list[Record]] = defaultdict(list)
    for system in truth.systems:
        found["source", system] = []
    for record in flows:
        for system, doings in view.site.involvement.doings[record.file].items():
            for doing in doings:
                found[doing, system].append(record)
    order = list(PARTS)
    ordered = sorted(found.items(), key=lambda pair: order.index(pair[0][0]))
    return tuple(_part(view, doing, system, records) for (doing, system), records in ordered)


def _part(view: PageView, doing: str, system: str, records: list[Record]) -> PartRow:
    entry = view.site.catalog.systems.get(system)
    return PartRow(
        doing=PARTS[doing],
        system=view.system(system),
        owner=view.team(entry.owner) if entry and entry.owner else None,
        details=distinct(
            [detail for record in records for detail in _details(record, doing, system)] if records else [BY_CATALOG]
        ),
        flows=named_flows(view, records),
    )


def _details(record: Record, doing: str, system: str) -> Iterable[str]:
    flow = record.flow
    if flow is None:
        return
    if doing == "source" and (trigger := getattr(flow.source, "trigger", None)) and isinstance(trigger, str):
        yield f"when: {words.text(trigger)}"
    for change in flow.may_change if doing == "changes" and isinstance(flow.may_change, list) else ():
        if isinstance(change, Change) and change.system == system:
            yield change_in_words(change)
    for rejection in flow.may_reject if doing == "rejects" and isinstance(flow.may_reject, list) else ():
        if isinstance(rejection, Rejection) and rejection.system == system:
            yield rejection_in_words(rejection)
