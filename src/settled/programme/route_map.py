"""The route map: systems, the flows that run between them, and the routes from end to end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice, pairwise
from math import prod

from settled.flows.required_decisions import states
from settled.flows.routes import Hop
from settled.model.duration import Duration
from settled.model.flow import Idempotency, Latency, Pattern, Retry
from settled.model.vocabulary import SYNCHRONOUS_PATTERNS, DecisionState, LatencyClass, PatternType, Phase, SystemRole
from settled.project import Project
from settled.project.catalog import Catalog

MOST_ROUTES = 1000
"""No more routes than this are told: where each flow follows each other one, there are as many as their square."""


@dataclass(frozen=True, slots=True)
class MappedSystem:
    """A system of the catalog, or one that only flows name; what nobody said is None."""

    id: str
    name: str
    role: SystemRole | None = None
    platform: str | None = None
    owner: str | None = None
    is_in_catalog: bool = False


@dataclass(frozen=True, slots=True)
class MappedFlow:
    """A flow in force on the map; what is open, missing or bad is None, and `state` is the worst of the six."""

    hop: Hop
    pattern: PatternType | None
    latency: LatencyClass | None
    within: Duration | None
    phase: Phase | None
    attempts: int | None
    state: DecisionState

    @property
    def id(self) -> str:
        """The id of the record."""
        return self.hop.record.id

    @property
    def consumers(self) -> tuple[str, ...]:
        """The systems at the end, each once; empty names are left out."""
        return _named(self.hop.consumers)

    @property
    def via(self) -> tuple[str, ...]:
        """The systems on the way, each once; empty names are left out."""
        return _named(self.hop.via)

    @property
    def legs(self) -> tuple[tuple[str | None, str | None], ...]:
        """From system to system by way of `via`, each once; None stands for a source or consumer that nobody named.

        Empty for a flow that names no system at all.
        """
        source = self.hop.source
        if source is None and not self.consumers and not self.via:
            return ()
        found: dict[tuple[str | None, str | None], None] = {}
        for consumer in self.consumers or (None,):
            # A system that is named twice in a row is passed once, but a flow back to its source is a leg.
            way = [source, *(system for system in self.via if system not in {source, consumer})]
            found.update(dict.fromkeys(pairwise([*way, consumer])))
        return tuple(found)


@dataclass(frozen=True, slots=True)
class Edge:
    """All flows that run directly from one system to another, in the order of their numbers.

    A flow whose source or consumer nobody named (None) has an edge of its own.
    """

    start: str | None
    end: str | None
    flows: tuple[MappedFlow, ...]

    @property
    def patterns(self) -> tuple[PatternType | None, ...]:
        """The patterns of its flows, each once; None where one has no pattern yet."""
        return tuple(dict.fromkeys(flow.pattern for flow in self.flows))

    @property
    def state(self) -> DecisionState:
        """The worst state of its flows."""
        return max((flow.state for flow in self.flows), key=lambda state: state.rank)


@dataclass(frozen=True, slots=True)
class MappedRoute:
    """Flows that follow one another, from one that follows none to one that none follows.

    `seconds` is the sum of what they may take, None where one does not say. `attempts` is how often one object
    may be tried at most on neighbouring flows of which the earlier waits for the later, None where one does not
    say how often it tries. `identifiers` are those that every flow of the route has, by the name in the first.
    """

    flows: tuple[MappedFlow, ...]
    seconds: float | None
    attempts: int | None
    identifiers: tuple[str, ...]


@dataclass(frozen=True)
class RouteMap:
    """All of the map. `has_all_routes` is False where there are more than `MOST_ROUTES`."""

    systems: tuple[MappedSystem, ...]
    flows: tuple[MappedFlow, ...]
    edges: tuple[Edge, ...]
    routes: tuple[MappedRoute, ...]
    has_all_routes: bool

    @property
    def not_drawn(self) -> tuple[MappedFlow, ...]:
        """The flows that name no system at all, and so run nowhere on the map."""
        return tuple(flow for flow in self.flows if not flow.legs)


def route_map(project: Project) -> RouteMap:
    """Draw up the map of a project from its catalog and its flows in force."""
    flows = tuple(_mapped(hop) for hop in project.hops)
    routes = tuple(islice(_routes(project, {flow.hop.file: flow for flow in flows}), MOST_ROUTES + 1))
    return RouteMap(
        systems=tuple(_systems(project.catalog or Catalog(project.catalog_file), flows)),
        flows=flows,
        edges=_edges(flows),
        routes=routes[:MOST_ROUTES],
        has_all_routes=len(routes) <= MOST_ROUTES,
    )


def _mapped(hop: Hop) -> MappedFlow:
    flow = hop.record.flow
    if flow is None:
        raise ValueError(f"{hop.record.id} is no flow")
    pattern = flow.pattern.type if isinstance(flow.pattern, Pattern) else None
    latency = flow.latency if isinstance(flow.latency, Latency) else Latency()
    return MappedFlow(
        hop=hop,
        pattern=pattern if isinstance(pattern, PatternType) else None,
        latency=latency.class_ if isinstance(latency.class_, LatencyClass) else None,
        within=latency.within if isinstance(latency.within, Duration) else None,
        phase=flow.phase if isinstance(flow.phase, Phase) else None,
        attempts=_attempts(flow.idempotency.retry if isinstance(flow.idempotency, Idempotency) else None),
        state=max(states(hop.record).values(), key=lambda state: state.rank),
    )


def _named(systems: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(system.strip() for system in systems if system.strip()))


def _attempts(retry: object) -> int | None:
    """How often a delivery is tried: once where nothing is repeated, None where nobody said or it has no end."""
    if not isinstance(retry, Retry):
        return None
    if isinstance(retry.not_applicable, str):
        return 1
    return retry.attempts if isinstance(retry.attempts, int) and retry.attempts > 0 else None


def _systems(catalog: Catalog, flows: Iterable[MappedFlow]) -> Iterator[MappedSystem]:
    for key, entry in catalog.systems.items():
        yield MappedSystem(key, catalog.system_name(key), entry.role, entry.platform, entry.owner, is_in_catalog=True)
    named = (system for flow in flows for leg in flow.legs for system in leg if system is not None)
    for system in dict.fromkeys(named):
        if system not in catalog.systems:
            yield MappedSystem(system, system)


def _edges(flows: Iterable[MappedFlow]) -> tuple[Edge, ...]:
    found: dict[tuple[str | None, str | None, str], list[MappedFlow]] = {}
    for flow in flows:
        for start, end in flow.legs:
            own = flow.hop.file if start is None or end is None else ""
            found.setdefault((start, end, own), []).append(flow)
    return tuple(Edge(start, end, tuple(members)) for (start, end, _), members in found.items())


def _routes(project: Project, mapped: dict[str, MappedFlow]) -> Iterator[MappedRoute]:
    """The routes of two flows and more that can be made longer at neither end."""
    followed = {route.hops[0].file for hop in project.hops for route in project.routes.upstream(hop, longest=2)}
    for hop in project.hops:
        if hop.file in followed:
            continue
        routes = list(project.routes.upstream(hop))
        extended = {_files(route.hops[1:]) for route in routes}
        for route in routes:
            if _files(route.hops) not in extended:
                yield _mapped_route(tuple(mapped[each.file] for each in route.hops))


def _files(hops: Iterable[Hop]) -> tuple[str, ...]:
    return tuple(hop.file for hop in hops)


def _mapped_route(flows: tuple[MappedFlow, ...]) -> MappedRoute:
    promised = [flow.within.seconds for flow in flows if flow.within is not None]
    shared = set.intersection(*({identifier.key for identifier in flow.hop.identifiers} for flow in flows))
    names = {identifier.key: identifier.name for identifier in reversed(flows[0].hop.identifiers)}
    return MappedRoute(
        flows=flows,
        seconds=sum(promised) if len(promised) == len(flows) else None,
        attempts=_attempts_together(flows),
        identifiers=tuple(name for key, name in reversed(names.items()) if key and key in shared),
    )


def _attempts_together(flows: tuple[MappedFlow, ...]) -> int | None:
    """The largest product of attempts of neighbours; a flow that does not wait hands over, and is not tried again."""
    runs: list[list[int]] = [[]]
    for flow in flows:
        if flow.attempts is None:
            return None
        runs[-1].append(flow.attempts)
        if flow.pattern not in SYNCHRONOUS_PATTERNS:
            runs.append([])
    return max(prod(run) for run in runs)
