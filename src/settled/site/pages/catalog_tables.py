"""The tables that the pages of systems, teams and business objects share: flows, failures, decisions, risks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from settled.model.vocabulary import Level, Phase
from settled.programme.risks import RegisteredRisk
from settled.records import Record, texts
from settled.site import words
from settled.site.pages.facets import Facets, RowValues, facets
from settled.site.pages.failures import FailureRow, failure_row
from settled.site.pages.involvement import OwnedFailure
from settled.site.pages.page_view import PageView
from settled.site.pages.questions import QuestionRow, question_row
from settled.site.pages.record_days import life_in_words
from settled.site.pages.risk_register import RiskRow, risk_row
from settled.site.pages.shapes import STATE_CHIPS, Chip, Link
from settled.site.pages.site_view import OpenItem

MOST_IN_FULL = 50
"""So many rows a table shows in full where the pages of the flows tell them, too."""
FIRST_OF_MANY = 20
"""How many rows it shows of more than that: nobody reads hundreds of them, and every system would carry them."""
MOST_FLOWS = 50
"""How many flows of a system are shown; the page of all flows is narrowed to the others."""
MOST_NAMED = 8
"""How many flows are named where several say the same thing, and how many different things they say of it."""
FILTERED_FROM = 10
"""From so many rows a table is narrowed by words and choices."""

Row = TypeVar("Row")
Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Shown(Generic[Row]):
    """The first rows of a table, and how many there are beyond them."""

    rows: tuple[Row, ...]
    more: int = 0

    @property
    def count(self) -> int:
        """How many rows there are in all."""
        return len(self.rows) + self.more


def first(items: Sequence[Item], make: Callable[[Item], Row], most: int) -> Shown[Row]:
    """The first `most` of `items` as rows; the others are counted and cost nothing."""
    return Shown(tuple(make(item) for item in items[:most]), max(0, len(items) - most))


def shown(items: Sequence[Item], make: Callable[[Item], Row]) -> Shown[Row]:
    """All of `items` as rows where they are few, else the first of them."""
    return first(items, make, len(items) if len(items) <= MOST_IN_FULL else FIRST_OF_MANY)


def named_flows(view: PageView, flows: Sequence[Record], fragment: str = "") -> Shown[Link]:
    """The flows that say one thing, by their ids."""
    return first(flows, lambda record: view.record_link(record, fragment), MOST_NAMED)


def distinct(details: Iterable[str]) -> Shown[str]:
    """What several flows say of one thing, each sentence once."""
    return first([*dict.fromkeys(details)], lambda detail: detail, MOST_NAMED)


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its parts, leading to the section that tells more."""

    title: str
    anchor: str
    count: int
    parts: tuple[tuple[Chip, int], ...] = ()


@dataclass(frozen=True, slots=True)
class FlowLine:
    """A flow as one of its systems, or its object, sees it.

    `doings` is what the system of the page does on it. `before` are the systems the flow comes from, `after` those
    it goes to, as far as the system of the page has to do with them. `passed` is the last gate that the flow would
    pass today, and `blocked` what keeps it from the next one.
    """

    link: Link
    title: str
    doings: tuple[Chip, ...]
    before: tuple[Link, ...]
    after: tuple[Link, ...]
    business_object: Link | None
    pattern: str
    latency: str
    phase: Chip | None
    phase_rank: int
    state: Chip
    state_rank: int
    passed: str
    passed_rank: int
    blocked: str
    facets: RowValues


@dataclass(frozen=True, slots=True)
class FlowLines:
    """Flows with the facets that narrow them (none where they are few); `more` of them are not shown."""

    rows: tuple[FlowLine, ...]
    facets: Facets | None
    more: int

    @property
    def count(self) -> int:
        """How many flows there are in all."""
        return len(self.rows) + self.more


_FACETS = {"doing": "What it does", "phase": "Phase", "latency": "Latency class", "state": "Worst decision"}
_ORDERS = {"phase": tuple(Phase), "state": tuple(chip.word for chip in STATE_CHIPS.values())}


def flow_lines(view: PageView, flows: Sequence[tuple[Record, tuple[Chip, ...]]], own: str = "") -> FlowLines:
    """The `flows`, each with what the system `own` does on it; of a system no more than `MOST_FLOWS`."""
    found = first(flows, lambda pair: flow_line(view, *pair, own), MOST_FLOWS if own else len(flows))
    rows = found.rows
    narrowing = facets(_FACETS, [row.facets for row in rows], _ORDERS) if len(rows) >= FILTERED_FROM else None
    return FlowLines(rows, narrowing, found.more)


def flow_line(view: PageView, record: Record, doings: tuple[Chip, ...], own: str) -> FlowLine:
    """One flow; what its record leaves open or does not say is `not settled`."""
    flow = record.flow
    if flow is None:
        raise ValueError(f"{record.id} is no flow")
    parts = view.site.involvement.doings[record.file]
    part = parts.get(own, set())
    state = max(view.site.states[record.file].values(), key=lambda each: each.rank)
    phase = view.phase(record)
    pattern = words.text(getattr(flow.pattern, "type", None))
    latency = getattr(flow.latency, "class_", None)
    latency_words = words.text(latency) if isinstance(latency, str) else "not settled"
    passed, blocked = _readiness(view, record)
    return FlowLine(
        link=view.record_link(record),
        title=record.title,
        doings=doings,
        before=() if "source" in part else _others(view, parts, "source", own),
        # Who else receives a thing is no neighbour of a system that receives it.
        after=() if "consumes" in part and not part & {"source", "carries"} else _others(view, parts, "consumes", own),
        business_object=view.business_object(flow.object) if isinstance(flow.object, str) else None,
        pattern=pattern if isinstance(getattr(flow.pattern, "type", None), str) else "not settled",
        latency=latency_words,
        phase=phase,
        phase_rank=flow.phase.rank if isinstance(flow.phase, Phase) else -1,
        state=STATE_CHIPS[state],
        state_rank=state.rank,
        passed=passed.value if passed else "",
        passed_rank=passed.rank if passed else -1,
        blocked=blocked,
        facets={
            "doing": [chip.word for chip in doings],
            "phase": [phase.word if phase else "none"],
            "latency": [latency_words],
            "state": [STATE_CHIPS[state].word],
        },
    )


def _others(view: PageView, parts: dict[str, set[str]], doing: str, own: str) -> tuple[Link, ...]:
    return tuple(view.system(system) for system, found in parts.items() if doing in found and system != own)


def _readiness(view: PageView, record: Record) -> tuple[Phase | None, str]:
    """The last gate that the flow would pass, and what keeps it from the next one, in words."""
    found = view.site.content.readiness.get(record.file)
    if found is None:
        return None, ""
    following = next((gate for gate in Phase if found.blockers[gate]), None)
    if following is None:
        return found.passed, ""
    blocking = len(found.blockers[following])
    blocked = f"{words.counted(blocking, 'thing')} {'blocks' if blocking == 1 else 'block'} {following}"
    return found.passed, blocked


@dataclass(frozen=True, slots=True)
class FailureLine:
    """A failure mode with the flow on which it happens."""

    flow: Link
    title: str
    row: FailureRow


def failure_line(view: PageView, mode: OwnedFailure) -> FailureLine:
    """A failure mode, leading to its table on the page of its flow."""
    link = view.record_link(mode.record, "failure-modes")
    return FailureLine(link, mode.record.title, failure_row(view, mode.record, mode.index, mode.failure))


def failure_lines(view: PageView, flows: Iterable[Record]) -> Shown[FailureLine]:
    """The failure modes of `flows`: those that nobody owns first, then those of the flows rated highest."""
    ranks = {Level.HIGH: 0, Level.MEDIUM: 1, Level.LOW: 2}

    def urgency(mode: OwnedFailure) -> tuple[bool, int]:
        rating = mode.record.flow.criticality if mode.record.flow else None
        return isinstance(mode.failure.owner, str), ranks.get(rating, 3) if isinstance(rating, Level) else 3

    modes = [mode for flow in flows for mode in view.site.involvement.failures_of_flow.get(flow.file, ())]
    return shown(sorted(modes, key=urgency), lambda mode: failure_line(view, mode))


@dataclass(frozen=True, slots=True)
class DecisionLine:
    """A decision that applies: by itself where there are no `flows`, else by way of those; and what it chose."""

    link: Link
    title: str
    status: Chip
    life: str
    chosen: str
    flows: Shown[Link]


def decision_lines(view: PageView, entry: str, flows: Iterable[Record]) -> Shown[DecisionLine]:
    """The decisions in force that apply to `entry` by its id, then those that apply to one of its `flows`.

    In both parts the one that applies to the fewest things comes first.
    """
    touching = view.site.involvement
    by_way: dict[str, list[Record]] = {record.file: [] for record in touching.naming.get(entry, ())}
    direct = set(by_way)
    for flow in flows:
        for decision in touching.on_flow.get(flow.file, ()):
            by_way.setdefault(decision.file, []).append(flow)
    found = [(view.project.by_file[file], [] if file in direct else by_flows) for file, by_flows in by_way.items()]
    # The fewer things a decision applies to, the more it says of each.
    ordered = sorted(found, key=lambda pair: (bool(pair[1]), _reach(pair[0])))
    return shown(ordered, lambda pair: _decision_line(view, *pair))


def _reach(decision: Record) -> int:
    return len(texts(getattr(decision.content, "applies_to", None)))


def _decision_line(view: PageView, record: Record, flows: list[Record]) -> DecisionLine:
    text = view.project.decision_texts.get(record.file)
    return DecisionLine(
        link=view.record_link(record),
        title=record.title,
        status=view.status(record),
        life=life_in_words(view, record),
        chosen=", ".join(choice.text for choice in text.chosen) if text else "",
        flows=named_flows(view, flows),
    )


def risk_lines(view: PageView, records: Iterable[Record]) -> Shown[RiskRow]:
    """The risks of `records` that are not closed, each once, the gravest first."""
    found: dict[str, RegisteredRisk] = {}
    for record in records:
        found.update((risk.id, risk) for risk in view.site.risks_of.get(record.id, ()) if risk.status != "closed")
    places = view.site.risk_places
    ordered = sorted(found.values(), key=lambda risk: places[risk.id])
    return shown(ordered, lambda risk: risk_row(view, risk))


def question_lines(view: PageView, records: Iterable[Record]) -> Shown[QuestionRow]:
    """The open questions of `records`, those that are due first at the front."""
    items = [item for record in records for item in view.site.questions_of.get(record.file, ())]
    return shown(sorted(items, key=OpenItem.urgency), lambda item: question_row(view, item))


def overdue_part(view: PageView, items: Iterable[OpenItem]) -> tuple[tuple[Chip, int], ...]:
    """How many of the questions are overdue, as the part of a figure; nothing where none is."""
    late = sum(item.due is not None and item.due < view.project.today for item in items)
    return ((Chip("✗", "overdue", "missing"), late),) if late else ()
