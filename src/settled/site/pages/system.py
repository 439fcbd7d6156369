"""The page of a system: what runs in and out of it, what it may do, and what its platform brings along."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from settled.model.catalog import System, SystemLimits
from settled.model.flow import Change, Rejection
from settled.project.catalog import Catalog
from settled.records import Record, texts
from settled.site import words
from settled.site.links import FLOWS
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
from settled.site.pages.involvement import IDENTIFIED
from settled.site.pages.opening_hours import in_words
from settled.site.pages.ownership import PARTS
from settled.site.pages.page_view import PageView
from settled.site.pages.platform_facts import ProfileView, profile_view
from settled.site.pages.questions import QuestionRow
from settled.site.pages.responsibility import change_in_words, rejection_in_words
from settled.site.pages.risk_register import RiskRow
from settled.site.pages.shapes import Chip, Fact, Link, Value

DIRECTIONS = {
    "source": Chip("→", "out", "source"),
    "consumes": Chip("←", "in", "proposed"),
    "changes": PARTS["changes"],
    "rejects": PARTS["rejects"],
    "carries": PARTS["carries"],
    IDENTIFIED: Chip("#", "identifier only", "quiet"),
}
"""What a system does on a flow, as seen from the system."""
NOBODY = Chip("✗", "nobody", "missing")


@dataclass(frozen=True, slots=True)
class NeighbourRow:
    """A system at the other end of flows, with how many run to it, come from it, or are carried between."""

    system: Link
    outgoing: int
    incoming: int


@dataclass(frozen=True, slots=True)
class ObjectLine:
    """An object and what the system does with it; `details` say which fields it changes, on which rules it rejects."""

    business_object: Link | None
    doings: tuple[Chip, ...]
    details: Shown[str]
    flows: Shown[Link]
    conflict: str


@dataclass(frozen=True, slots=True)
class SystemView:
    """All that the template of a system shows."""

    id: str
    name: str
    facts: tuple[Fact, ...]
    figures: tuple[Figure, ...]
    flows: FlowLines
    all_flows: str
    neighbours: tuple[NeighbourRow, ...]
    objects: tuple[ObjectLine, ...]
    identifiers: Shown[IdentifierLine]
    failures: Shown[FailureLine]
    decisions: Shown[DecisionLine]
    risks: Shown[RiskRow]
    questions: Shown[QuestionRow]
    profile: ProfileView | None
    sections: tuple[Section, ...]


def system_view(view: PageView, system: str) -> SystemView:
    """The view of `system`, which is an entry of the catalog."""
    touching = view.site.involvement
    flows = touching.flows_of_system.get(system, [])
    by_doing = sorted(((record, _doings(view, record, system)) for record in flows), key=_direction)
    lines = flow_lines(view, by_doing, system)
    failures, risks, questions = failure_lines(view, flows), risk_lines(view, flows), question_lines(view, flows)
    decisions = decision_lines(view, system, flows)
    objects = _objects(view, flows, system)
    profile = profile_view(view, system)
    figures = [
        Figure("Flows", "flows", lines.count, _directions(doings for _, doings in by_doing)),
        Figure("Failure modes", "failure-modes", failures.count),
        Figure("Decisions", "decisions", decisions.count),
        Figure("Risks", "risks", risks.count),
        Figure(
            "Open questions",
            "questions",
            questions.count,
            overdue_part(view, (item for flow in flows for item in view.site.questions_of.get(flow.file, ()))),
        ),
    ]
    if profile:
        figures.append(Figure("Platform facts", "platform", profile.count))
    return SystemView(
        id=system,
        name=view.site.catalog.system_name(system),
        facts=_facts(view, system, objects),
        figures=tuple(figures),
        flows=lines,
        all_flows=view.url(FLOWS, system=view.site.catalog.system_name(system)),
        neighbours=_neighbours(view, flows, system),
        objects=objects,
        identifiers=identifier_lines(view, flows, system),
        failures=failures,
        decisions=decisions,
        risks=risks,
        questions=questions,
        profile=profile,
        sections=tuple(Section(figure.anchor, figure.title) for figure in figures),
    )


def _doings(view: PageView, record: Record, system: str) -> tuple[Chip, ...]:
    found = view.site.involvement.doings[record.file].get(system, {IDENTIFIED})
    return tuple(chip for doing, chip in DIRECTIONS.items() if doing in found)


_ORDER = list(DIRECTIONS.values())


def _direction(line: tuple[Record, tuple[Chip, ...]]) -> int:
    return _ORDER.index(line[1][0])


def _directions(doings: Iterable[tuple[Chip, ...]]) -> tuple[tuple[Chip, int], ...]:
    counts: dict[Chip, int] = defaultdict(int)
    for of_flow in doings:
        for chip in of_flow:
            counts[chip] += 1
    return tuple((chip, counts[chip]) for chip in _ORDER if counts[chip])


def _facts(view: PageView, system: str, objects: tuple[ObjectLine, ...]) -> tuple[Fact, ...]:
    catalog: Catalog = view.site.catalog
    entry = catalog.systems[system]
    facts = [Fact("Role", _text(words.text(entry.role))), Fact("Platform", _text(entry.platform or ""))]
    if entry.owner:
        team = catalog.teams.get(entry.owner)
        links = [view.team(entry.owner), *([Link(team.contact, is_id=True)] if team and team.contact else [])]
        facts.append(Fact("Owner", Value(links=tuple(links))))
    else:
        facts.append(Fact("Owner", Value(lack=NOBODY)))
    environments = texts(entry.environments)
    held = tuple(line.business_object for line in objects if line.business_object and PARTS["source"] in line.doings)
    listed = Value(links=tuple(Link(name) for name in environments)) if environments else _text("")
    truths = Value(links=held, note="no object")
    return (*facts, Fact("Environments", listed), Fact("Holds the truth for", truths), *_limits(entry))


def _limits(entry: System) -> Iterator[Fact]:
    """What the system takes, and when it is down, where the catalog says so."""
    limits = entry.limits or SystemLimits()
    calls, records = limits.calls_per_minute, limits.records_per_call
    takes = [
        f"{words.number(calls)} calls a minute" if calls is not None else "",
        f"{words.counted(records, 'record')} in a call" if records is not None else "",
        f"{limits.payload} in a call" if limits.payload is not None else "",
    ]
    if any(takes):
        yield Fact("Takes at most", Value(links=tuple(Link(part) for part in takes if part)))
    if limits.timeout is not None:
        yield Fact("Answers within", _text(words.text(limits.timeout)))
    if entry.down:
        yield Fact("Down", Value(links=tuple(Link(in_words(window)) for window in entry.down)))


def _text(said: str) -> Value:
    return Value(links=(Link(said),)) if said else Value(note="not said in the catalog")


def _neighbours(view: PageView, flows: list[Record], system: str) -> tuple[NeighbourRow, ...]:
    """The systems at the other end of the flows that the system creates, receives or carries, the most first."""
    outgoing: dict[str, int] = defaultdict(int)
    incoming: dict[str, int] = defaultdict(int)
    for record in flows:
        doings = view.site.involvement.doings[record.file]
        own = doings.get(system, set())
        for other, found in doings.items():
            if other != system and "consumes" in found and own & {"source", "carries"}:
                outgoing[other] += 1
            if other != system and "source" in found and own & {"consumes", "carries"}:
                incoming[other] += 1
    ordered = sorted({*outgoing, *incoming}, key=lambda other: (-outgoing[other] - incoming[other], other))
    return tuple(NeighbourRow(view.system(other), outgoing[other], incoming[other]) for other in ordered)


def _objects(view: PageView, flows: list[Record], system: str) -> tuple[ObjectLine, ...]:
    """What the system does with each object; also with one whose source it is by the catalog alone."""
    by_object: dict[str, list[Record]] = {name: [] for name in view.site.objects_declared.get(system, ())}
    for record in flows:
        name = record.flow.object if record.flow else None
        if system in view.site.involvement.doings[record.file]:
            by_object.setdefault(name if isinstance(name, str) else "", []).append(record)
    return tuple(_object(view, name, of_object, system) for name, of_object in by_object.items())


def _object(view: PageView, name: str, flows: list[Record], system: str) -> ObjectLine:
    truth = view.site.truths[name] if name else None
    found = {doing for record in flows for doing in view.site.involvement.doings[record.file][system]}
    if truth and system in truth.systems:
        found.add("source")
    return ObjectLine(
        business_object=view.business_object(name) if name else None,
        doings=tuple(chip for part, chip in PARTS.items() if part in found),
        details=distinct(detail for record in flows for detail in _details(record, system)),
        flows=named_flows(view, flows),
        conflict=truth.conflict if truth and (system in truth.systems or not flows) else "",
    )


def _details(record: Record, system: str) -> Iterable[str]:
    flow = record.flow
    for change in flow.may_change if flow and isinstance(flow.may_change, list) else ():
        if isinstance(change, Change) and change.system == system:
            yield f"changes {change_in_words(change)}"
    for rejection in flow.may_reject if flow and isinstance(flow.may_reject, list) else ():
        if isinstance(rejection, Rejection) and rejection.system == system and rejection_in_words(rejection):
            yield f"rejects {rejection_in_words(rejection)}"
