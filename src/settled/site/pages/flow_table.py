"""The flows as a matrix of their six decisions, with the facets that narrow it."""

from __future__ import annotations

from dataclasses import dataclass

from settled.model.answers import OpenQuestion
from settled.model.flow import Flow
from settled.model.vocabulary import DecisionState, Level, Phase, RequiredDecision
from settled.records import Record
from settled.site import words
from settled.site.links import FLOWS
from settled.site.pages.decision_cards import decision_anchor
from settled.site.pages.facets import Facets, RowValues, facets
from settled.site.pages.involvement import systems_of, teams_of
from settled.site.pages.page_view import PageView
from settled.site.pages.record_days import life_in_words
from settled.site.pages.shapes import STATE_CHIPS, STATUS_CHIPS, Chip, Link


@dataclass(frozen=True, slots=True)
class Cell:
    """The state of one decision of one flow, leading to its card."""

    state: Chip
    href: str


@dataclass(frozen=True, slots=True)
class FlowRow:
    """A flow in the matrix; `life` is when it was decided in words, `facets` is its code among the facets."""

    link: Link
    title: Link
    status: Chip
    life: str
    phase: Chip | None
    phase_rank: int
    criticality: Chip | None
    criticality_rank: int
    pattern: str
    latency: str
    source: Link | None
    cells: tuple[Cell, ...]
    facets: str


@dataclass(frozen=True, slots=True)
class FlowTable:
    """The matrix: its columns, its rows, the facets, and how often each state occurs; `more` flows have no row."""

    columns: tuple[str, ...]
    rows: tuple[FlowRow, ...]
    facets: Facets
    totals: tuple[tuple[Chip, int], ...]
    all_flows: str
    more: int = 0


_LEVELS = [Level.HIGH, Level.MEDIUM, Level.LOW]
_LABELS = {
    "status": "Status", "phase": "Phase", "criticality": "Criticality", "state": "Six decisions",
    "object": "Object", "pattern": "Pattern", "latency": "Latency class", "source": "Source system",
    "system": "Any system", "team": "Team",
}  # fmt: skip
_ORDERS = {
    "status": [chip.word for chip in STATUS_CHIPS.values()],
    "phase": [phase.value for phase in Phase],
    "criticality": [level.value for level in _LEVELS],
    "state": [chip.word for chip in STATE_CHIPS.values()],
}


MOST_PRESSING = 60
"""How many flows the overview shows of more than that: those with the gravest gaps, the most critical first."""


def flow_table(view: PageView) -> FlowTable:
    """The matrix of all flows."""
    flows = view.project.flows
    found = facets(_LABELS, [_facet_values(view, flow) for flow in flows], _ORDERS)
    rows = tuple(_row(view, flow, code) for flow, code in zip(flows, found.codes, strict=True))
    return _table(view, flows, rows, found)


def pressing_flows(view: PageView) -> FlowTable:
    """The matrix of the flows in force; of many those that need somebody most, and how many others there are."""
    flows = view.project.flows_in_force
    shown = (
        sorted(flows, key=lambda flow: _pressure(view, flow))[:MOST_PRESSING] if len(flows) > MOST_PRESSING else flows
    )
    return _table(view, flows, tuple(_row(view, flow, "") for flow in shown), Facets((), ()))


def _pressure(view: PageView, record: Record) -> tuple[int, int, int]:
    states = [state.rank for state in view.site.states[record.file].values()]
    criticality = _flow(record).criticality
    return (
        -max(states),
        _LEVELS.index(criticality) if isinstance(criticality, Level) else len(_LEVELS),
        -sum(map(bool, states)),
    )


def _table(view: PageView, flows: tuple[Record, ...], rows: tuple[FlowRow, ...], found: Facets) -> FlowTable:
    counts = dict.fromkeys(DecisionState, 0)
    for flow in flows:
        for state in view.site.states[flow.file].values():
            counts[state] += 1
    return FlowTable(
        columns=tuple(words.capital(decision.label) for decision in RequiredDecision),
        rows=rows,
        facets=found,
        totals=tuple((STATE_CHIPS[state], count) for state, count in counts.items()),
        all_flows=view.url(FLOWS),
        more=len(flows) - len(rows),
    )


def _row(view: PageView, record: Record, code: str) -> FlowRow:
    flow = _flow(record)
    source = _source(flow)
    return FlowRow(
        link=view.record_link(record),
        title=view.titled_link(record),
        status=view.status(record),
        life=_life(view, record),
        phase=view.phase(record),
        phase_rank=flow.phase.rank if isinstance(flow.phase, Phase) else -1,
        criticality=view.level(flow.criticality),
        criticality_rank=_LEVELS.index(flow.criticality) if isinstance(flow.criticality, Level) else len(_LEVELS),
        pattern=_pattern(flow),
        latency=_latency(flow),
        source=view.system(source) if source else None,
        cells=tuple(
            Cell(STATE_CHIPS[state], view.record_url(record, decision_anchor(decision)))
            for decision, state in view.site.states[record.file].items()
        ),
        facets=code,
    )


def _life(view: PageView, record: Record) -> str:
    """When the flow was decided; where it does not say so, what git recorded."""
    recorded = view.recorded(record)
    own = life_in_words(view, record)
    return own or (f"{view.status(record).word}, recorded in git {recorded}" if recorded else "")


def _facet_values(view: PageView, record: Record) -> RowValues:
    flow = _flow(record)
    phase, criticality, source = view.phase(record), view.level(flow.criticality), _source(flow)
    catalog = view.site.catalog
    return {
        "status": (view.status(record).word,),
        "phase": (phase.word if phase else "none",),
        "criticality": (criticality.word if criticality else "none",),
        "state": [STATE_CHIPS[state].word for state in view.site.states[record.file].values()],
        "object": (catalog.object_name(flow.object),) if isinstance(flow.object, str) else ("not settled",),
        "pattern": (_pattern(flow),),
        "latency": (_latency(flow),),
        "source": (catalog.system_name(source) if source else "not settled",),
        "system": [catalog.system_name(system) for system in systems_of(record)],
        "team": [catalog.team_name(team) for team in teams_of(flow)],
    }


def _flow(record: Record) -> Flow:
    if record.flow is None:
        raise ValueError(f"{record.id} is no flow")
    return record.flow


def _source(flow: Flow) -> str | None:
    source = None if flow.source is None or isinstance(flow.source, OpenQuestion) else flow.source.system
    return source if isinstance(source, str) else None


def _pattern(flow: Flow) -> str:
    pattern = None if flow.pattern is None or isinstance(flow.pattern, OpenQuestion) else flow.pattern.type
    return words.text(pattern) if isinstance(pattern, str) else "not settled"


def _latency(flow: Flow) -> str:
    latency = None if flow.latency is None or isinstance(flow.latency, OpenQuestion) else flow.latency.class_
    return words.text(latency) if isinstance(latency, str) else "not settled"
