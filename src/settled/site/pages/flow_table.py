"""The flows as a matrix of their six decisions, with the facets that narrow it."""

from __future__ import annotations

from dataclasses import dataclass

from settled.model.answers import OpenQuestion
from settled.model.vocabulary import DecisionState, Level, Phase, RequiredDecision
from settled.records import Record
from settled.site import words
from settled.site.links import FLOWS
from settled.site.pages.flow import decision_anchor
from settled.site.pages.involvement import systems_of
from settled.site.pages.page_view import PageView
from settled.site.pages.shapes import STATE_CHIPS, Chip, Facet, Link


@dataclass(frozen=True, slots=True)
class Cell:
    """The state of one decision of one flow, leading to its card."""

    state: Chip
    href: str


@dataclass(frozen=True, slots=True)
class FlowRow:
    """A flow in the matrix; `since` says since when it has its status, `facets` are the values by which it is found."""

    link: Link
    title: Link
    status: Chip
    since: str
    phase: Chip | None
    phase_rank: int
    criticality: Chip | None
    criticality_rank: int
    pattern: str
    latency: str
    source: Link | None
    cells: tuple[Cell, ...]
    facets: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class FlowTable:
    """The matrix: its columns, its rows, the facets, and how often each state occurs."""

    columns: tuple[str, ...]
    rows: tuple[FlowRow, ...]
    facets: tuple[Facet, ...]
    totals: tuple[tuple[Chip, int], ...]
    all_flows: str


_LEVELS = [Level.HIGH, Level.MEDIUM, Level.LOW]


def flow_table(view: PageView, *, only_in_force: bool = False) -> FlowTable:
    """The matrix of all flows."""
    flows = [flow for flow in view.project.flows if flow.is_in_force or not only_in_force]
    rows = tuple(_row(view, flow) for flow in flows)
    counts = dict.fromkeys(DecisionState, 0)
    for flow in flows:
        for state in view.site.states[flow.file].values():
            counts[state] += 1
    return FlowTable(
        columns=tuple(words.capital(decision.label) for decision in RequiredDecision),
        rows=rows,
        facets=_facets(rows),
        totals=tuple((STATE_CHIPS[state], count) for state, count in counts.items()),
        all_flows=view.url(FLOWS),
    )


def _row(view: PageView, record: Record) -> FlowRow:
    flow = record.flow
    if flow is None:
        raise ValueError(f"{record.id} is no flow")
    pattern = None if flow.pattern is None or isinstance(flow.pattern, OpenQuestion) else flow.pattern.type
    latency = None if flow.latency is None or isinstance(flow.latency, OpenQuestion) else flow.latency.class_
    source = None if flow.source is None or isinstance(flow.source, OpenQuestion) else flow.source.system
    states = view.site.states[record.file]
    phase, criticality = view.phase(record), view.level(flow.criticality)
    pattern_words = words.text(pattern) if isinstance(pattern, str) else "not settled"
    latency_words = words.text(latency) if isinstance(latency, str) else "not settled"
    systems = tuple(view.site.catalog.system_name(system) for system in systems_of(flow))
    return FlowRow(
        link=view.record_link(record),
        title=view.titled_link(record),
        status=view.status(record),
        since=view.since(record),
        phase=phase,
        phase_rank=flow.phase.rank if isinstance(flow.phase, Phase) else -1,
        criticality=criticality,
        criticality_rank=_LEVELS.index(flow.criticality) if isinstance(flow.criticality, Level) else len(_LEVELS),
        pattern=pattern_words,
        latency=latency_words,
        source=view.system(source) if isinstance(source, str) else None,
        cells=tuple(
            Cell(STATE_CHIPS[state], view.record_url(record, decision_anchor(decision)))
            for decision, state in states.items()
        ),
        facets=(
            ("phase", (phase.word,) if phase else ("none",)),
            ("pattern", (pattern_words,)),
            ("latency", (latency_words,)),
            ("source", (view.site.catalog.system_name(source),) if isinstance(source, str) else ("not settled",)),
            ("criticality", (criticality.word,) if criticality else ("none",)),
            ("system", systems),
            ("state", tuple(dict.fromkeys(STATE_CHIPS[state].word for state in states.values()))),
        ),
    )


def _facets(rows: tuple[FlowRow, ...]) -> tuple[Facet, ...]:
    values: dict[str, set[str]] = {}
    for row in rows:
        for key, found in row.facets:
            values.setdefault(key, set()).update(found)
    fixed = {
        "phase": [phase.value for phase in Phase],
        "criticality": [level.value for level in _LEVELS],
        "state": [chip.word for chip in STATE_CHIPS.values()],
    }
    labels = {
        "phase": "Phase", "criticality": "Criticality", "pattern": "Pattern", "latency": "Latency class",
        "source": "Source system", "system": "Any system", "state": "Has a decision that is",
    }  # fmt: skip
    facets: list[Facet] = []
    for key, label in labels.items():
        present = values.get(key, set())
        order = fixed.get(key, [])
        ordered = [value for value in order if value in present] + sorted(present - set(order), key=str.lower)
        facets.append(Facet(key, label, tuple(ordered)))
    return tuple(facets)
