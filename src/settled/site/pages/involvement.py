"""Who takes part in what: the flows, failure modes and decisions by system, team and object, gathered in one walk."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from settled.flows.variants import variants_of
from settled.model.answers import OpenQuestion
from settled.model.decision import Decision
from settled.model.flow import Corrections, Failure, Flow, Idempotency, Identifier, Source
from settled.model.vocabulary import Kind
from settled.project import Project
from settled.project.catalog import Catalog
from settled.records import Record, texts

IDENTIFIED = "identified"
"""What a system does on a flow that gives an identifier a field in it, and says nothing else of it."""


@dataclass(frozen=True, slots=True)
class OwnedFailure:
    """A failure mode with its place in its flow."""

    record: Record
    index: int
    failure: Failure


@dataclass(frozen=True, slots=True)
class TeamRecord:
    """A record that a team has to do with, and what: `decides`, `may correct`."""

    record: Record
    duties: tuple[str, ...]


@dataclass(frozen=True)
class Involvement:
    """The records in force by what they touch; flows are in the order of their numbers.

    `doings` is what each system does on a flow, by the flow's file. `naming` are the decisions that apply to a
    system, team or object by its id, `on_flow` those that apply to a flow, by its file.
    """

    doings: dict[str, dict[str, set[str]]] = field(default_factory=dict)
    flows_of_system: dict[str, list[Record]] = field(default_factory=lambda: defaultdict(list))
    flows_of_object: dict[str, list[Record]] = field(default_factory=lambda: defaultdict(list))
    flows_of_team: dict[str, list[TeamRecord]] = field(default_factory=lambda: defaultdict(list))
    failures_of_flow: dict[str, list[OwnedFailure]] = field(default_factory=lambda: defaultdict(list))
    failures_of_team: dict[str, list[OwnedFailure]] = field(default_factory=lambda: defaultdict(list))
    decisions_of_team: dict[str, list[TeamRecord]] = field(default_factory=lambda: defaultdict(list))
    naming: dict[str, list[Record]] = field(default_factory=lambda: defaultdict(list))
    on_flow: dict[str, list[Record]] = field(default_factory=lambda: defaultdict(list))

    def doings_with(self, business_object: str) -> dict[str, set[str]]:
        """What each system does with an object, over all flows that carry it."""
        found: dict[str, set[str]] = {}
        for flow in self.flows_of_object.get(business_object, ()):
            for system, doings in self.doings[flow.file].items():
                found.setdefault(system, set()).update(doings)
        return found


def involvement(project: Project, catalog: Catalog) -> Involvement:
    """Walk over all records in force once."""
    found = Involvement()
    for record in project.flows_in_force:
        if record.flow is not None:
            _add_flow(found, catalog, record, record.flow)
    for record in project.decisions:
        if record.is_in_force:
            _add_decision(found, project, record)
    return found


def _add_flow(found: Involvement, catalog: Catalog, record: Record, flow: Flow) -> None:
    doings = systems_of(record)
    found.doings[record.file] = doings
    identified = (system for each in _in_each_variant(record) for system in _identified(each))
    for system in dict.fromkeys([*doings, *identified]):
        found.flows_of_system[system].append(record)
    if isinstance(flow.object, str):
        found.flows_of_object[flow.object].append(record)
    for index, failure in enumerate(flow.failures if isinstance(flow.failures, list) else ()):
        if isinstance(failure, Failure):
            owned = OwnedFailure(record, index, failure)
            found.failures_of_flow[record.file].append(owned)
            if isinstance(failure.owner, str):
                found.failures_of_team[failure.owner].append(owned)
    of_teams: dict[str, list[str]] = defaultdict(list)
    for each in _in_each_variant(record):
        for team, duties in _duties(catalog, record, each).items():
            of_teams[team] += duties
    for team, duties in of_teams.items():
        found.flows_of_team[team].append(TeamRecord(record, tuple(dict.fromkeys(duties))))


def _identified(flow: Flow) -> Iterator[str]:
    """The systems in which an identifier of the flow has a field."""
    for entry in flow.identifiers if isinstance(flow.identifiers, list) else ():
        if isinstance(entry, Identifier) and isinstance(entry.in_, dict):
            yield from entry.in_


def _duties(catalog: Catalog, record: Record, flow: Flow) -> dict[str, list[str]]:
    """What each team has to do with a flow, the gravest first."""
    found: dict[str, list[str]] = defaultdict(list)

    def note(team: Any, duty: str) -> None:
        if isinstance(team, str):
            found[team].append(duty)

    for team in record.decision_makers:
        note(team, "decides")
    if isinstance(flow.source, Source) and isinstance(flow.source.system, str):
        system = catalog.systems.get(flow.source.system)
        note(system.owner if system else None, "owns the source")
    for failure in flow.failures if isinstance(flow.failures, list) else ():
        note(getattr(failure, "owner", None) if isinstance(failure, Failure) else None, "answers for failures")
    if isinstance(flow.idempotency, Idempotency):
        note(getattr(flow.idempotency.dead_letter, "alert", None), "is told of dead letters")
        note(getattr(flow.idempotency.replay, "by", None), "replays")
    if isinstance(flow.corrections, Corrections):
        for team in texts(flow.corrections.correct):
            note(team, "corrects bad data")
        for team in texts(flow.corrections.request):
            note(team, "may ask for corrections")
    return found


def _add_decision(found: Involvement, project: Project, record: Record) -> None:
    duties: dict[str, list[str]] = defaultdict(list)
    for team in record.decision_makers:
        duties[team].append("decides")
    for names, duty in ((record.content.consulted, "was consulted"), (record.content.informed, "is informed")):
        for team in texts(names):
            duties[team].append(duty)
    for team, of_team in duties.items():
        found.decisions_of_team[team].append(TeamRecord(record, tuple(dict.fromkeys(of_team))))
    if not isinstance(record.content, Decision):
        return
    for reference in dict.fromkeys(texts(record.content.applies_to)):
        target = project.resolve(reference, record)
        if target is None:
            found.naming[reference].append(record)
        elif target.kind is Kind.FLOW and record not in found.on_flow[target.file]:
            found.on_flow[target.file].append(record)


def _in_each_variant(record: Record) -> Iterator[Flow]:
    """What a flow says in each of its variants; of one without any what it says."""
    return (variant.flow for variant in variants_of(record) if variant.flow is not None)


def systems_of(record: Record) -> dict[str, set[str]]:
    """What each system does on a flow in any of its variants, by its id: `source`, `consumes`, `carries` and so on."""
    found: dict[str, set[str]] = {}
    for flow in _in_each_variant(record):
        for system, doings in _doings(flow).items():
            found.setdefault(system, set()).update(doings)
    return found


def _doings(flow: Flow) -> dict[str, set[str]]:
    """`source`, `changes`, `rejects`, `consumes`, `carries`: what each system does."""
    found: dict[str, set[str]] = {}

    def note(system: object, what: str) -> None:
        if isinstance(system, str):
            found.setdefault(system, set()).add(what)

    if flow.source is not None and not isinstance(flow.source, OpenQuestion):
        note(flow.source.system, "source")
    for names, what in ((flow.consumers, "consumes"), (flow.via, "carries")):
        for name in names if isinstance(names, list) else ():
            note(name, what)
    for entries, what in ((flow.may_change, "changes"), (flow.may_reject, "rejects")):
        for entry in entries if isinstance(entries, list) else ():
            note(getattr(entry, "system", None), what)
    return found


def failure_owners_of(flow: Flow) -> list[str]:
    """The teams that own a failure mode of a flow, by their ids."""
    failures = flow.failures if isinstance(flow.failures, list) else ()
    owners = (failure.owner for failure in failures if isinstance(failure, Failure))
    return list(dict.fromkeys(owner for owner in owners if isinstance(owner, str)))


def teams_of(flow: Flow) -> list[str]:
    """The teams that answer for a flow, by their ids: who owns its failures, who corrects, and who may ask for it."""
    corrections = flow.corrections if isinstance(flow.corrections, Corrections) else Corrections()
    named = [*failure_owners_of(flow), *texts(corrections.correct), *texts(corrections.request)]
    return list(dict.fromkeys(named))
