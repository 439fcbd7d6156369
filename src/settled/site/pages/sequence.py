"""The delivery sequence: which flows come first, and why; what is undecided before their next gate."""

from __future__ import annotations

from dataclasses import dataclass

from settled.model.findings import Finding
from settled.model.vocabulary import DecisionState, Phase, Status
from settled.programme.plan import Circle, PlannedFlow, Wait, WaitKind, WaitState
from settled.programme.undecided import Hold
from settled.report.delivery_plan import brought_words, circle_remedy
from settled.site import words
from settled.site.pages.facets import Facets, RowValues, facets
from settled.site.pages.page_view import PageView
from settled.site.pages.sequence_picture import SequencePicture, sequence_picture
from settled.site.pages.shapes import PHASE_CHIPS, STATE_CHIPS, STATUS_CHIPS, Chip, FindingLine, Link, Question

SHOWN_OF_A_CHAIN = 24
"""How many flows of the critical chain are shown."""
SHOWN_OF_A_CIRCLE = 12
"""How many waits of flows that wait for one another are told."""
SHOWN_FINDINGS = 2
"""How many findings of the next gate are shown of a flow; its own page has all."""
_LABELS = {
    "wave": "Wave", "phase": "Phase", "gate": "Next gate", "undecided": "Before it", "waits": "Waiting",
    "system": "First to connect",
}  # fmt: skip
_ORDERS = {
    "gate": [gate.value for gate in Phase],
    "phase": [phase.value for phase in Phase],
    "undecided": [*(chip.word for chip in STATE_CHIPS.values()), *(chip.word for chip in STATUS_CHIPS.values())],
}
READY = Chip("✓", "ready", "settled")
"""What is said of a flow that would pass its next gate."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a flow stands where it does: the words before and behind the flow that comes first."""

    before: str
    flow: Link
    title: str
    behind: str


@dataclass(frozen=True, slots=True)
class Undecided:
    """One thing that keeps a flow from its next gate; `is_status` where it is the status of the flow itself."""

    state: Chip
    what: str
    question: Question | None = None
    is_status: bool = False


@dataclass(frozen=True, slots=True)
class SequenceRow:
    """A flow with the reasons for its place and what stands between it and its next gate."""

    link: Link
    title: str
    phase: Chip
    reasons: tuple[Reason, ...]
    delivered: tuple[Link, ...]
    unknown: tuple[str, ...]
    connects: tuple[Link, ...]
    next_slice: str
    next_gate: str
    undecided: tuple[Undecided, ...]
    findings: tuple[FindingLine, ...]
    more_findings: int
    blocks: tuple[Link, ...]
    phase_rank: int
    facets: str


@dataclass(frozen=True, slots=True)
class WaveView:
    """The flows of one wave."""

    number: int
    rows: tuple[SequenceRow, ...]


@dataclass(frozen=True, slots=True)
class CircleView:
    """Flows that wait for one another: a sentence for each wait, and what to do."""

    waits: tuple[tuple[Link, Reason], ...]
    more: int
    remedy: str


@dataclass(frozen=True, slots=True)
class SequenceView:
    """All that the template of the delivery sequence shows."""

    count: int
    undecided: int
    waves: tuple[WaveView, ...]
    facets: Facets
    delivered: tuple[tuple[Link, str], ...]
    chain: tuple[SequenceRow, ...]
    chain_length: int
    circles: tuple[CircleView, ...]
    picture: SequencePicture | None
    has_flows: bool


def sequence_view(view: PageView) -> SequenceView:
    """The view of the page."""
    found = view.site.plan
    planned = [flow for flows in found.waves for flow in flows]
    waves_in_order = [f"wave {number}" for number in range(1, len(found.waves) + 1)]
    narrowing = facets(_LABELS, [_facet_values(view, flow) for flow in planned], {**_ORDERS, "wave": waves_in_order})
    codes = {flow.record.file: code for flow, code in zip(planned, narrowing.codes, strict=True)}
    waves = tuple(
        WaveView(number, tuple(_row(view, flow, codes[flow.record.file]) for flow in flows))
        for number, flows in enumerate(found.waves, 1)
    )
    rows = {row.link.href: row for wave in waves for row in wave.rows}
    chain = found.critical_chain[:SHOWN_OF_A_CHAIN]
    return SequenceView(
        count=len(rows),
        undecided=sum(bool(row.undecided) for row in rows.values()),
        waves=waves,
        facets=narrowing,
        delivered=tuple((view.record_link(flow.record), flow.record.title) for flow in found.delivered),
        chain=tuple(rows[view.record_url(flow.record)] for flow in chain),
        chain_length=len(found.critical_chain),
        circles=tuple(_circle(view, circle) for circle in found.circles),
        picture=sequence_picture(view, found),
        has_flows=bool(view.project.flows),
    )


def _facet_values(view: PageView, flow: PlannedFlow) -> RowValues:
    states = [_undecided(view, hold).state.word for hold in flow.holds]
    return {
        "wave": (f"wave {flow.wave}",),
        "phase": (flow.phase.value,),
        "gate": (flow.next_gate.value,) if flow.next_gate else (),
        "undecided": states or (("would fail the gate",) if _blockers(view, flow) else ("ready",)),
        "waits": (
            "waits" if any(wait.state is not WaitState.DELIVERED for wait in flow.waits) else "waits for nothing",
        ),
        "system": [view.system(system).text for system in flow.connects],
    }


def _blockers(view: PageView, flow: PlannedFlow) -> tuple[Finding, ...]:
    readiness = view.site.content.readiness.get(flow.record.file)
    return readiness.blockers[flow.next_gate] if readiness is not None and flow.next_gate is not None else ()


def _row(view: PageView, flow: PlannedFlow, code: str) -> SequenceRow:
    # The findings of a gate say again what is undecided; alone they say what else there is to do.
    shown = () if flow.holds else _blockers(view, flow)
    return SequenceRow(
        link=view.record_link(flow.record),
        title=flow.record.title,
        phase=PHASE_CHIPS[flow.phase],
        reasons=tuple(_reason(view, wait) for wait in flow.waits if wait.state is not WaitState.DELIVERED),
        delivered=tuple(view.record_link(wait.earlier) for wait in flow.waits if wait.state is WaitState.DELIVERED),
        unknown=flow.unknown,
        connects=tuple(view.system(system) for system in flow.connects),
        next_slice=flow.next_slice,
        next_gate=flow.next_gate.value if flow.next_gate else "",
        undecided=tuple(_undecided(view, hold) for hold in flow.holds),
        findings=view.findings(shown)[:SHOWN_FINDINGS],
        more_findings=max(0, len(shown) - SHOWN_FINDINGS),
        blocks=tuple(view.record_link(record) for record in flow.blocks),
        phase_rank=flow.phase.rank,
        facets=code,
    )


def _reason(view: PageView, wait: Wait) -> Reason:
    behind = brought_words(wait)
    if wait.business_object:
        behind += ", " if behind else ""
        behind += f"which brings its object {view.business_object(wait.business_object).text}"
    if wait.others:
        behind += f" (or {words.counted(wait.others, 'other flow')} that could)"
    if wait.state is WaitState.DROPPED:
        behind += ("; " if behind else "") + "left out, because they wait for one another"
    return Reason("after", view.record_link(wait.earlier), wait.earlier.title, behind)


def _undecided(view: PageView, hold: Hold) -> Undecided:
    if hold.state == DecisionState.OPEN.value:
        owner = view.team(hold.owner) if hold.owner else None
        due = hold.due.isoformat() if hold.due else ""
        question = Question(hold.question or "a question without words", owner, due, hold.is_overdue)
        return Undecided(STATE_CHIPS[DecisionState.OPEN], hold.what, question)
    if hold.state in set(Status):
        return Undecided(STATUS_CHIPS[Status(hold.state)], hold.what, is_status=True)
    return Undecided(STATE_CHIPS[DecisionState(hold.state)], hold.what)


def _circle(view: PageView, circle: Circle) -> CircleView:
    shown = circle.waits[:SHOWN_OF_A_CIRCLE]
    return CircleView(
        waits=tuple((view.record_link(record), _circle_reason(view, wait)) for record, wait in shown),
        more=len(circle.waits) - len(shown),
        remedy=circle_remedy(circle),
    )


def _circle_reason(view: PageView, wait: Wait) -> Reason:
    earlier = view.record_link(wait.earlier)
    dropped = "(left out of the order)" if wait.state is WaitState.DROPPED else ""
    if wait.kind is WaitKind.IDENTIFIER:
        return Reason(f"joins on the {wait.identifier or 'identifier'} of", earlier, "", dropped)
    if wait.kind is not WaitKind.SUPPLY:
        return Reason("names", earlier, "", f"under `{wait.kind.value}` {dropped}".rstrip())
    business_object = view.business_object(wait.business_object or "").text
    return Reason(f"needs its object {business_object} from", earlier, "", dropped)
