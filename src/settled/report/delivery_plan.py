"""The delivery sequence as text for a terminal, as rows for CSV, and as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from settled.model.shown_text import visible
from settled.programme.plan import Circle, Plan, PlannedFlow, Wait, WaitKind, WaitState
from settled.programme.undecided import Hold
from settled.records import Record

VERSION = 1
COLUMNS = (
    "wave", "id", "title", "status", "phase", "next_gate", "waits_for", "undecided", "connects", "blocks",
    "next_slice", "file",
)  # fmt: skip


_SAID = (WaitKind.AFTER, WaitKind.FORWARDS, WaitKind.REQUIRES)
"""Waits that stand in the record itself, each under the key of its name."""


class Line(NamedTuple):
    """A line of the text: how far it stands in, what it is for the eye, and its words."""

    indent: int
    style: str
    words: str


def plan_lines(plan: Plan) -> Iterator[Line]:
    """The sequence for a terminal, wave by wave, then the critical chain and the circles."""
    wave = -1
    for flow in plan.flows:
        if flow.wave != wave:
            if wave >= 0:
                yield Line(0, "", "")
            wave = flow.wave
            yield Line(0, "strong", "delivered" if not wave else f"wave {wave}")
        yield from _flow_lines(flow)
    if plan.critical_chain:
        yield Line(0, "", "")
        yield Line(0, "strong", f"critical chain: {len(plan.critical_chain)} flows, each waits for the one before it")
        for flow in plan.critical_chain:
            yield Line(2, "", f"{_label(flow.record)} ({flow.phase.value})")
    for circle in plan.circles:
        yield Line(0, "", "")
        yield Line(0, "error", "waiting for one another: " + ", ".join(record.id for record in circle.flows))
        for record, wait in circle.waits:
            yield Line(2, "", f"{record.id} {circle_words(wait)}")
        yield Line(2, "quiet", circle_remedy(circle))


def _flow_lines(flow: PlannedFlow) -> Iterator[Line]:
    if not flow.wave:
        yield Line(2, "", _label(flow.record))
        return
    gate = flow.next_gate.value if flow.next_gate else ""
    yield Line(2, "", f"{_label(flow.record)} ({flow.phase.value}, next gate {gate})")
    delivered = [wait.earlier.id for wait in flow.waits if wait.state is WaitState.DELIVERED]
    if delivered:
        yield Line(4, "quiet", "builds on what is delivered: " + ", ".join(delivered))
    for wait in flow.waits:
        if wait.state is not WaitState.DELIVERED:
            yield Line(4, "" if wait.state is WaitState.WAITING else "quiet", wait_words(wait))
    if not flow.waits:
        yield Line(4, "quiet", "waits for nothing")
    for name in flow.unknown:
        yield Line(4, "missing", f"names {visible(name)} under `after`, which is no flow here")
    missing = [hold.what for hold in flow.holds if hold.state == "missing"]
    if missing:
        yield Line(4, "missing", f"before the gate {gate}: missing, and nobody is asked: {', '.join(missing)}")
    for hold in flow.holds:
        if hold.state == "missing":
            continue
        style = "missing" if hold.is_overdue else hold.state if hold.state == "invalid" else "open"
        yield Line(4, style, f"before the gate {gate}: {hold_words(hold)}")
    if flow.next_slice:
        yield Line(4, "quiet", f"next proof: the {flow.next_slice} slice")
    if flow.connects:
        yield Line(4, "quiet", "first to connect: " + ", ".join(visible(system) for system in flow.connects))
    if flow.blocks:
        yield Line(4, "quiet", "waiting for it: " + ", ".join(record.id for record in flow.blocks))


def wait_words(wait: Wait) -> str:
    """A reason in words: `after FLOW-0001: Order export`."""
    why = f", {brought_words(wait)}" if brought_words(wait) else ""
    supplied = f", which brings its object {visible(wait.business_object)}" if wait.business_object else ""
    others = f" (or {wait.others} more that could)" if wait.others else ""
    words = f"after {_label(wait.earlier)}{why}{supplied}{others}"
    if wait.state is WaitState.DELIVERED:
        return f"{words}: delivered"
    return f"{words}: left out, because they wait for one another" if wait.state is WaitState.DROPPED else words


def brought_words(wait: Wait) -> str:
    """What the flow has of the earlier one, beyond what it says under `after`: it passes it on, requires it, joins."""
    if wait.kind is WaitKind.FORWARDS:
        return "which it passes on"
    if wait.kind is WaitKind.REQUIRES:
        return "which it requires"
    if wait.kind is WaitKind.IDENTIFIER:
        return f"which brings the {visible(wait.identifier or 'identifier')} that it joins on"
    return ""


def circle_words(wait: Wait) -> str:
    """One wait of a circle in words, behind the flow that waits."""
    if wait.kind in _SAID:
        words = f"names {wait.earlier.id} under `{wait.kind.value}`"
    elif wait.kind is WaitKind.IDENTIFIER:
        words = f"joins on the {visible(wait.identifier or 'identifier')}, which {wait.earlier.id} brings"
    else:
        words = f"needs its object {visible(wait.business_object or '')} from {wait.earlier.id}"
    return f"{words} (left out of the order)" if wait.state is WaitState.DROPPED else words


def circle_remedy(circle: Circle) -> str:
    """What a team does about a circle."""
    dropped = [wait.kind for _, wait in circle.waits if wait.state is WaitState.DROPPED]
    said = next((kind for kind in dropped if kind in _SAID), None)
    said = said or next((wait.kind for _, wait in circle.waits if dropped and wait.kind in _SAID), None)
    if said is not None and set(dropped) != {WaitKind.SUPPLY}:
        return f"decide which one is delivered first, and take the other out of its `{said.value}`"
    if WaitKind.IDENTIFIER in dropped:
        return "decide which one is delivered first, and bring the identifier with it that the other one joins on"
    return "name the object's `source` in the catalog, or say under `after` which one is delivered first"


def hold_words(hold: Hold) -> str:
    """What is undecided, who owes the answer, and until when."""
    if hold.state == "missing":
        return f"{hold.what}: missing, and nobody is asked"
    if hold.state == "invalid":
        return f"{hold.what}: invalid"
    if hold.state != "open":
        return f"{hold.what} is only {hold.state}"
    question = visible(hold.question) or "a question without words"
    owner = f"{visible(hold.owner)} owes the answer" if hold.owner else "nobody owes the answer"
    due = f"by {hold.due.isoformat()}" if hold.due else "without a date"
    return f"{hold.what}, {'overdue' if hold.is_overdue else 'open'}: {question} ({owner} {due})"


def plan_document(plan: Plan) -> dict[str, Any]:
    """What `adr plan --format json` prints.

    Flows come in their order; wave 0 are those that are delivered. What is not known is None.
    """
    return {
        "version": VERSION,
        "flows": [_flow_object(flow) for flow in plan.flows],
        "critical_chain": [flow.record.id for flow in plan.critical_chain],
        "circles": [
            {
                "flows": [record.id for record in circle.flows],
                "waits": [{"flow": record.id, **_wait_object(wait)} for record, wait in circle.waits],
            }
            for circle in plan.circles
        ],
    }


def plan_rows(plan: Plan) -> list[list[str]]:
    """The flows as rows of CSV; several values of a cell stand on lines of their own."""
    return [
        [
            str(flow.wave),
            flow.record.id,
            flow.record.title,
            flow.record.status.value if flow.record.status else "",
            flow.phase.value,
            flow.next_gate.value if flow.next_gate else "",
            "\n".join(wait_words(wait) for wait in flow.waits),
            "\n".join(hold_words(hold) for hold in flow.holds),
            "\n".join(flow.connects),
            "\n".join(record.id for record in flow.blocks),
            flow.next_slice,
            flow.record.file,
        ]
        for flow in plan.flows
    ]


def _flow_object(flow: PlannedFlow) -> dict[str, Any]:
    return {
        "wave": flow.wave,
        "id": flow.record.id,
        "title": flow.record.title,
        "file": flow.record.file,
        "status": flow.record.status.value if flow.record.status else None,
        "phase": flow.phase.value,
        "next_gate": flow.next_gate.value if flow.next_gate else None,
        "next_slice": flow.next_slice or None,
        "waits": [_wait_object(wait) for wait in flow.waits],
        "undecided": [_hold_object(hold) for hold in flow.holds],
        "connects": list(flow.connects),
        "blocks": [record.id for record in flow.blocks],
        "unknown": list(flow.unknown),
    }


def _wait_object(wait: Wait) -> dict[str, Any]:
    return {
        "kind": wait.kind.value,
        "for": wait.earlier.id,
        "object": wait.business_object,
        "identifier": wait.identifier,
        "others": wait.others,
        "state": wait.state.value,
    }


def _hold_object(hold: Hold) -> dict[str, Any]:
    return {
        "what": hold.what,
        "state": hold.state,
        "question": hold.question or None,
        "owner": hold.owner,
        "due": hold.due.isoformat() if hold.due else None,
        "overdue": hold.is_overdue,
    }


def _label(record: Record) -> str:
    return visible(record.label)
