"""Family G: what is live or accepted, and whether what it rests on still holds, or holds already."""

from __future__ import annotations

from collections.abc import Iterator

from settled.model.decision import Decision
from settled.model.findings import Problem
from settled.model.vocabulary import Phase, Status
from settled.project import Project
from settled.records import Record, texts
from settled.rules.context import Context
from settled.rules.reporting import problem_at


def _applications(project: Project) -> Iterator[tuple[Record, int, Record]]:
    """Every decision, position in its `applies-to`, and the record that is named there."""
    catalog = project.catalog
    for decision in project.decisions:
        named = decision.content.applies_to if isinstance(decision.content, Decision) else None
        for index, name in enumerate(named if isinstance(named, list) else ()):
            is_word = catalog is not None and isinstance(name, str) and name in {*catalog.systems, *catalog.objects}
            target = project.resolve(name, decision) if isinstance(name, str) and not is_word else None
            if target is not None and target.file != decision.file:
                yield decision, index, target


def _successors(project: Project) -> dict[str, list[Record]]:
    """By file, the records that supersede it, whichever of the two says so."""
    found: dict[str, list[Record]] = {}
    for record in project.records:
        for reference in record.superseded_by:
            newer = project.resolve(reference, record)
            if newer is not None:
                found.setdefault(record.file, []).append(newer)
        for reference in record.supersedes:
            older = project.resolve(reference, record)
            if older is not None:
                found.setdefault(older.file, []).append(record)
    return found


def _chain(successors: dict[str, list[Record]], record: Record) -> list[Record]:
    """All that came after `record`, the nearest first; a circle ends."""
    found: dict[str, Record] = {}
    waiting = [record]
    while waiting:
        waiting = [newer for older in waiting for newer in successors.get(older.file, ())]
        waiting = [newer for newer in waiting if newer.file != record.file and newer.file not in found]
        found.update({newer.file: newer for newer in waiting})
    return list(found.values())


def live_flow_on_dead_decision(context: Context) -> Iterator[Problem]:
    """A flow is live, and a decision that applies to it was deprecated or superseded without one in its place.

    Silent where an accepted successor, however many steps on, applies to the flow too: it names the flow, its
    object or one of its systems. Where the successor is missing or not accepted yet, that is told of the
    decision itself.

    Why: the flow runs by a rule that was given up. Nobody looked whether it may go on as it is.

    Wrong:
        status: superseded               (in ADR-0003, and no later decision applies to FLOW-0001)
        superseded-by: [ADR-0007]
        applies-to: [FLOW-0001]

    Right:
        status: accepted                 (in ADR-0007)
        supersedes: [ADR-0003]
        applies-to: [FLOW-0001]
    """
    dead: dict[str, list[tuple[Record, int]]] = {}
    for decision, index, target in _applications(context.project):
        if decision.status in {Status.DEPRECATED, Status.SUPERSEDED}:
            dead.setdefault(target.file, []).append((decision, index))
    successors = _successors(context.project) if dead else {}
    for hop in context.project.hops if dead else ():
        record = hop.record
        if context.phase_of(record) is not Phase.LIVE:
            continue
        words = {hop.business_object, hop.source, *hop.consumers, *hop.via}
        for decision, index in dead.get(record.file, ()):
            later = _chain(successors, decision)
            accepted = [newer for newer in later if newer.status is Status.ACCEPTED]
            if decision.status is Status.SUPERSEDED and not accepted:
                continue
            if any(_applies(context.project, newer, record, words) for newer in accepted):
                continue
            instead = f", and {accepted[0].label} does not apply to it" if accepted else ""
            yield problem_at(
                record,
                ("phase",),
                f"the flow is live by {decision.label}, which is {decision.status_text}{instead}",
                f"decide whether {accepted[0].id} applies to {record.id}, and name it under `applies-to` there"
                if accepted
                else f"decide what holds for {record.id} now, in a decision that applies to it",
                value=decision.id,
                related=((decision.at(("applies-to", index)), f"{decision.id} applies to {record.id}"),),
            )


def _applies(project: Project, decision: Record, flow: Record, words: set[str | None]) -> bool:
    named = texts(decision.content.applies_to) if isinstance(decision.content, Decision) else []
    return any(name in words or project.resolve(name, decision) is flow for name in named)


def accepted_rests_on_proposed(context: Context) -> Iterator[Problem]:
    """A flow or decision is accepted, and a decision that applies to it is still a proposal.

    Asked of what a draft or proposed decision names under `applies-to`, whether it is on hold or not. Silent
    where the proposal is to supersede an accepted decision: until then the older one holds.

    Why: what was accepted can be overturned by a decision that was never made, and those who build it do not
    know that it is open.

    Wrong:
        status: proposed                 (in ADR-0012, and FLOW-0011 is accepted)
        applies-to: [FLOW-0011]

    Right:
        status: accepted                 (in ADR-0012, before FLOW-0011 is)
        applies-to: [FLOW-0011]
    """
    for decision, index, target in _applications(context.project):
        is_proposal = decision.status is not None and decision.status.is_undecided
        if not is_proposal or target.status is not Status.ACCEPTED:
            continue
        older = (context.project.resolve(reference, decision) for reference in decision.supersedes)
        if any(record is not None and record.status is Status.ACCEPTED for record in older):
            continue
        yield problem_at(
            target,
            ("status",),
            f"{target.id} is accepted and rests on {decision.label}, which is only {decision.status_text}",
            f"decide {decision.id} first, or take {target.id} out of its `applies-to`",
            value=decision.id,
            location=target.status_location,
            related=((decision.at(("applies-to", index)), f"{decision.id} applies to {target.id}"),),
        )
