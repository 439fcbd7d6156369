"""The page of the route map: the picture, its legend, and the same as tables."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from settled.model.vocabulary import DecisionState, LatencyClass, PatternType, Phase
from settled.programme.route_map import MappedFlow, MappedRoute, RouteMap
from settled.site import words
from settled.site.catalog_pages import EntryKind
from settled.site.links import anchor
from settled.site.pages.facets import Facets, RowValues, facets
from settled.site.pages.page_view import PageView
from settled.site.pages.shapes import STATE_CHIPS, Chip, Link
from settled.site.pictures.layout import LayoutError
from settled.site.pictures.route_map_picture import Addresses, PatternKey, draw_route_map, pattern_keys

_LABELS = {
    "system": "Any system", "pattern": "Pattern", "latency": "Latency class", "phase": "Phase",
    "state": "Worst decision",
}  # fmt: skip
_ORDERS = {
    "phase": [phase.value for phase in Phase],
    "state": [chip.word for chip in STATE_CHIPS.values()],
}
TABLE = "all-flows"
"""The anchor of the table of flows."""


@dataclass(frozen=True, slots=True)
class MapRow:
    """A flow in the table; a link or chip is None where the record does not say it."""

    anchor: str
    link: Link
    title: str
    source: Link | None
    via: tuple[Link, ...]
    consumers: tuple[Link, ...]
    pattern: str
    latency: str
    within: str
    within_seconds: float
    phase: Chip | None
    phase_rank: int
    state: Chip
    state_rank: int
    facets: str


@dataclass(frozen=True, slots=True)
class RouteRow:
    """A route from end to end; what it takes and how often it is tried are empty where a flow does not say."""

    flows: tuple[Link, ...]
    systems: tuple[Link, ...]
    consumers: tuple[Link, ...]
    within: str
    attempts: str
    identifiers: str


@dataclass(frozen=True, slots=True)
class RouteMapView:
    """All that the template of the route map shows; `picture` is empty where `problem` says why."""

    count: int
    systems: int
    picture: Markup
    problem: str
    not_drawn: tuple[Link, ...]
    patterns: tuple[PatternKey, ...]
    states: tuple[tuple[Chip, int], ...]
    rows: tuple[MapRow, ...]
    facets: Facets
    routes: tuple[RouteRow, ...]
    has_all_routes: bool


def route_map_view(view: PageView) -> RouteMapView:
    """The picture and the tables; without Graphviz the tables alone."""
    chart = view.site.route_map
    found = facets(_LABELS, [_facet_values(view, flow) for flow in chart.flows], _ORDERS)
    rows = tuple(_row(view, flow, code) for flow, code in zip(chart.flows, found.codes, strict=True))
    picture, problem = _picture(view, chart) if chart.flows else ("", "")
    return RouteMapView(
        count=len(chart.flows),
        systems=len(chart.systems),
        picture=Markup(picture),  # noqa: S704 (every text of the picture was escaped where it was drawn)
        problem=problem,
        not_drawn=tuple(view.record_link(flow.hop.record) for flow in chart.not_drawn),
        patterns=pattern_keys(chart),
        states=tuple((STATE_CHIPS[state], sum(flow.state is state for flow in chart.flows)) for state in DecisionState),
        rows=rows,
        facets=found,
        routes=tuple(_route(view, route) for route in chart.routes),
        has_all_routes=chart.has_all_routes,
    )


def _picture(view: PageView, chart: RouteMap) -> tuple[str, str]:
    addresses = Addresses(
        system=lambda system: view.entry_url(EntryKind.SYSTEM, system) or f"#{TABLE}",
        flow=lambda flow: view.record_url(flow.hop.record),
        more=f"#{TABLE}",
    )
    try:
        return draw_route_map(chart, addresses), ""
    except LayoutError as error:
        return "", error.message


def _row(view: PageView, flow: MappedFlow, code: str) -> MapRow:
    hop = flow.hop
    phase = view.phase(hop.record)
    state = STATE_CHIPS[flow.state]
    return MapRow(
        anchor=anchor("flow", hop.record.id),
        link=view.record_link(hop.record),
        title=hop.record.title,
        source=view.system(hop.source) if hop.source else None,
        via=tuple(view.system(system) for system in flow.via),
        consumers=tuple(view.system(system) for system in flow.consumers),
        pattern=_said(flow.pattern),
        latency=_said(flow.latency),
        within=words.text(flow.within),
        within_seconds=flow.within.seconds if flow.within else -1,
        phase=phase,
        phase_rank=flow.phase.rank if isinstance(flow.phase, Phase) else -1,
        state=state,
        state_rank=flow.state.rank,
        facets=code,
    )


def _facet_values(view: PageView, flow: MappedFlow) -> RowValues:
    phase, hop = view.phase(flow.hop.record), flow.hop
    systems = (*([hop.source] if hop.source else []), *flow.via, *flow.consumers)
    return {
        "system": [view.site.catalog.system_name(system) for system in systems],
        "pattern": (_said(flow.pattern),),
        "latency": (_said(flow.latency),),
        "phase": (phase.word if phase else "none",),
        "state": (STATE_CHIPS[flow.state].word,),
    }


def _said(term: PatternType | LatencyClass | None) -> str:
    return words.text(term) if term else "not settled"


def _route(view: PageView, route: MappedRoute) -> RouteRow:
    return RouteRow(
        flows=tuple(view.record_link(flow.hop.record) for flow in route.flows),
        systems=tuple(view.system(flow.hop.source) if flow.hop.source else Link("not settled") for flow in route.flows),
        consumers=tuple(view.system(system) for system in route.flows[-1].consumers),
        within="" if route.seconds is None else words.seconds(route.seconds),
        attempts="" if route.attempts is None else words.number(route.attempts),
        identifiers=", ".join(route.identifiers),
    )
