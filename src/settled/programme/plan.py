"""The delivery sequence: which flows come first, in waves, and why each stands where it does.

A flow waits for the flows that it names under `after`, passes on or requires, for those that bring an identifier which
it joins on (of another object, or given by another system), and for one that supplies its object. It is supplied where
its source system receives the same object from another flow and the catalog does not say that this very system
holds the object's truth; of several suppliers any one is enough, and one that is delivered ends the wait. Flows
that merely share an identifier or a system do not wait for one another. Flows that are live are delivered: they
are wave 0 and nobody waits for them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from settled.flows.delivery_order import DeliveryOrder, Need, Waits, delivery_order
from settled.flows.routes import Hop
from settled.flows.suppliers import identifier_supplies
from settled.model.vocabulary import Kind, Phase, SliceState
from settled.programme.undecided import Hold, holds
from settled.project import Project
from settled.records import Record, texts


class WaitKind(StrEnum):
    """Why a flow comes after another one."""

    AFTER = "after"
    FORWARDS = "forwards"
    REQUIRES = "requires"
    IDENTIFIER = "identifier"
    SUPPLY = "supply"


class WaitState(StrEnum):
    """Whether a wait holds the flow up: it does, the other flow is delivered, or a circle had to be opened here."""

    WAITING = "waiting"
    DELIVERED = "delivered"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Wait:
    """One reason for the place of a flow.

    `business_object` is what `earlier` supplies, None where it supplies nothing; `identifier` what the flow joins on
    and `earlier` brings, None for other kinds; `others` counts the flows that could supply it too.
    """

    kind: WaitKind
    earlier: Record
    business_object: str | None
    others: int
    state: WaitState
    identifier: str | None = None


@dataclass(frozen=True, slots=True)
class PlannedFlow:
    """A flow with its wave (0: delivered) and the reasons.

    `connects` are the systems that no earlier flow of the sequence touches: this one carries the cost of
    connecting them (a delivered one has done so). `blocks` are the flows that wait for it directly, `holds` what
    keeps it from its next gate, and `unknown` the names under `after` that lead to no flow. `next_slice` is the
    first slice that is not proven, empty where all are.
    """

    record: Record
    phase: Phase
    wave: int
    waits: tuple[Wait, ...]
    holds: tuple[Hold, ...]
    connects: tuple[str, ...]
    blocks: tuple[Record, ...]
    unknown: tuple[str, ...]
    next_slice: str

    @property
    def next_gate(self) -> Phase | None:
        """The gate that the flow has before it; None for a live one."""
        return next((phase for phase in Phase if phase.rank == self.phase.rank + 1), None)


@dataclass(frozen=True, slots=True)
class Circle:
    """Flows that wait for one another, and all waits between them; those that were dropped open the circle."""

    flows: tuple[Record, ...]
    waits: tuple[tuple[Record, Wait], ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """The flows in force in the order of their delivery, with the circles among them.

    `critical_chain` is the longest chain of flows of which each waits for the one before it, the first at the
    front, and of several the one with the most gates before its flows; empty where no flow waits.
    """

    flows: tuple[PlannedFlow, ...]
    circles: tuple[Circle, ...]
    critical_chain: tuple[PlannedFlow, ...]

    @property
    def delivered(self) -> tuple[PlannedFlow, ...]:
        """The flows that are live."""
        return tuple(flow for flow in self.flows if not flow.wave)

    @property
    def waves(self) -> tuple[tuple[PlannedFlow, ...], ...]:
        """The flows still to be delivered, wave by wave."""
        found: dict[int, list[PlannedFlow]] = {}
        for flow in self.flows:
            if flow.wave:
                found.setdefault(flow.wave, []).append(flow)
        return tuple(tuple(flows) for _, flows in sorted(found.items()))


@dataclass(frozen=True, slots=True)
class _Supply:
    """Who brings an object to a system: the files in order, and the first of them that is live."""

    need: Need
    files: tuple[str, ...]
    known: frozenset[str]
    live: str | None


@dataclass(frozen=True, slots=True)
class _Before:
    """Why a flow comes after another one; `others` could come instead of that one."""

    kind: WaitKind
    identifier: str | None = None
    others: int = 0


def plan(project: Project) -> Plan:
    """The delivery sequence of the project's flows in force."""
    hops = sorted(project.hops, key=lambda hop: -hop.record.phase.rank)  # stable: then by number
    is_live = {hop.file for hop in hops if hop.record.phase is Phase.LIVE}
    supplies = _supplies(project, [hop for hop in hops if hop.file not in is_live], is_live)
    earlier = {hop.file: _earlier(project, hop, hops) for hop in hops}
    waits = Waits(
        after={
            file: [other for other in others if other not in is_live]
            for file, others in earlier.items()
            if file not in is_live
        },
        # Whoever comes after a supplier anyway need not wait for another one, and what is live supplies already.
        needs={
            file: supply.need
            for file, supply in supplies.items()
            if supply.live is None and supply.known.isdisjoint(earlier[file])
        },
        suppliers={supply.need: supply.files for supply in supplies.values()},
    )
    order = delivery_order([hop.file for hop in hops if hop.file not in is_live], waits)
    hops.sort(key=lambda hop: order.waves.get(hop.file, 0))
    reasons = {
        hop.file: tuple(_reasons(project, hop, is_live, earlier[hop.file], supplies.get(hop.file), order))
        for hop in hops
    }
    flows = tuple(_planned(project, hops, is_live, reasons, order))
    return Plan(flows, tuple(_circles(project, order, reasons)), _critical_chain(flows))


def _planned(
    project: Project, hops: list[Hop], is_live: set[str], reasons: dict[str, tuple[Wait, ...]], order: DeliveryOrder
) -> Iterator[PlannedFlow]:
    blocks: dict[str, list[Record]] = defaultdict(list)
    for hop in hops:
        for wait in reasons[hop.file]:
            if wait.state is WaitState.WAITING:
                blocks[wait.earlier.file].append(hop.record)
    connected = {system for hop in hops if hop.file in is_live for system in _systems(hop)}
    for hop in hops:
        connects = tuple(system for system in _systems(hop) if system not in connected)
        connected.update(connects)
        yield PlannedFlow(
            record=hop.record,
            phase=hop.record.phase,
            wave=order.waves.get(hop.file, 0),
            waits=reasons[hop.file],
            holds=() if hop.file in is_live else tuple(holds(project, hop.record)),
            connects=connects,
            blocks=tuple(blocks[hop.file]),
            unknown=tuple(_unknown(project, hop.record)),
            next_slice=_next_slice(hop.record),
        )


def _earlier(project: Project, hop: Hop, hops: list[Hop]) -> dict[str, _Before]:
    """The flows in force that come before `hop`, by file, each with the first reason: said, or by what it joins on."""
    found: dict[str, _Before] = {}
    for link in project.flow_links[hop.file]:
        found.setdefault(link.record.file, _Before(WaitKind(link.kind.value)))
    for supply in identifier_supplies(hop, hops):
        files = [other.file for other in supply.suppliers]
        if found.keys().isdisjoint(files):
            found[files[0]] = _Before(WaitKind.IDENTIFIER, supply.identifier.name, len(files) - 1)
    return found


def _unknown(project: Project, record: Record) -> Iterator[str]:
    for name in texts(record.flow.after) if record.flow else ():
        found = project.resolve(name, record, Kind.FLOW)
        if found is None or found.kind is not Kind.FLOW:
            yield name


def _supplies(project: Project, hops: list[Hop], is_live: set[str]) -> dict[str, _Supply]:
    """Who brings to the source of each hop the object that it passes on, where the truth is not held there."""
    objects = project.catalog.objects if project.catalog else {}
    by_need: dict[Need, _Supply] = {}
    found: dict[str, _Supply] = {}
    for hop in hops:
        if hop.source is None or hop.business_object is None:
            continue
        known = objects.get(hop.business_object)
        if known is not None and known.source == hop.source:
            continue
        need = (hop.source, hop.business_object)
        if need not in by_need:
            files = tuple(
                other.file for other in project.routes.found_by((hop.source, f"object {hop.business_object}"))
            )
            live = next((file for file in files if file in is_live), None)
            by_need[need] = _Supply(need, files, frozenset(files), live)
        if by_need[need].files:
            found[hop.file] = by_need[need]
    return found


def _reasons(
    project: Project,
    hop: Hop,
    is_live: set[str],
    earlier: dict[str, _Before],
    supply: _Supply | None,
    order: DeliveryOrder,
) -> Iterator[Wait]:
    for file, before in earlier.items():
        is_dropped = (hop.file, file) in order.dropped_after
        yield Wait(
            before.kind,
            project.by_file[file],
            hop.business_object if supply is not None and file in supply.known else None,
            before.others,
            WaitState.DELIVERED if file in is_live else WaitState.DROPPED if is_dropped else WaitState.WAITING,
            before.identifier,
        )
    if supply is None or not supply.known.isdisjoint(earlier):
        return
    state = WaitState.DROPPED if hop.file in order.dropped_needs else WaitState.WAITING
    yield Wait(
        WaitKind.SUPPLY,
        project.by_file[supply.live or order.supplier.get(hop.file) or supply.files[0]],
        hop.business_object,
        len(supply.files) - 1,
        WaitState.DELIVERED if supply.live else state,
    )


def _systems(hop: Hop) -> tuple[str, ...]:
    return tuple(dict.fromkeys(([hop.source] if hop.source else []) + [*hop.via, *hop.consumers]))


def _next_slice(record: Record) -> str:
    slices = getattr(record.flow, "slices", None)
    for name in ("thin", "exceptions", "release"):
        if getattr(getattr(slices, name, None), "state", None) is not SliceState.PROVEN:
            return name
    return ""


def _circles(project: Project, order: DeliveryOrder, reasons: dict[str, tuple[Wait, ...]]) -> Iterator[Circle]:
    for files in order.circles:
        inner = set(files)
        yield Circle(
            tuple(project.by_file[file] for file in files),
            tuple(
                (project.by_file[file], wait) for file in files for wait in reasons[file] if wait.earlier.file in inner
            ),
        )


def _critical_chain(flows: tuple[PlannedFlow, ...]) -> tuple[PlannedFlow, ...]:
    """The longest chain that ends in the last wave; of several the one with the most gates before its flows."""
    by_file = {flow.record.file: flow for flow in flows}
    gates: dict[str, int] = {}
    holding: dict[str, PlannedFlow | None] = {}
    for flow in flows:  # wave by wave, so that what a flow waits for is known
        earlier = [by_file[wait.earlier.file] for wait in flow.waits if wait.state is WaitState.WAITING]
        last = [candidate for candidate in earlier if candidate.wave == flow.wave - 1]
        chosen = max(last, key=lambda candidate: gates[candidate.record.file], default=None)
        holding[flow.record.file] = chosen
        before = gates[chosen.record.file] if chosen else 0
        gates[flow.record.file] = before + Phase.LIVE.rank - flow.phase.rank
    last_wave = max((flow.wave for flow in flows), default=0)
    if last_wave < 2:
        return ()
    ends = (candidate for candidate in flows if candidate.wave == last_wave)
    step: PlannedFlow | None = max(ends, key=lambda candidate: gates[candidate.record.file])
    chain: list[PlannedFlow] = []
    while step is not None:
        chain.append(step)
        step = holding[step.record.file]
    return tuple(reversed(chain))
