"""What each gate asks of a flow, on the command line and as readiness."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from settled.checking.readiness import readiness
from settled.model.vocabulary import Phase
from settled.rules.context import Context
from tests.conftest import Outcome
from tests.rules.checking import FLOW_FILE, write_flow
from tests.samples import CATALOG, FLOW, changed

Adr = Callable[..., Outcome]
OPEN = changed(
    FLOW,
    "  class: same-day-operational\n  within: 8 h\n  if-late: the warehouse misses the 16:00 carrier cut-off\n",
    "  open: How late is too late?\n  owner: erp-team\n  due: 2027-01-31\n",
)
ACCEPTED = changed(FLOW, "status: proposed", "status: accepted")


def _errors(adr: Adr, root: Path, gate: str) -> tuple[int, list[str]]:
    outcome = adr("check", "--gate", gate, "--format", "json", cwd=root)
    return outcome.code, [entry["name"] for entry in outcome.json["findings"] if entry["severity"] == "error"]


def test_a_proposed_flow_with_an_open_decision_passes_the_first_gate_alone(adr: Adr, tmp_path: Path) -> None:
    write_flow(tmp_path, OPEN)
    assert adr("check", cwd=tmp_path).code == 0
    assert _errors(adr, tmp_path, "design") == (0, [])
    for gate in ("build", "rehearsal", "live"):
        code, names = _errors(adr, tmp_path, gate)
        assert code == 1
        assert {"open-decision", "built-before-accepted"} <= set(names)


def test_an_accepted_flow_with_six_decisions_may_be_built(adr: Adr, tmp_path: Path) -> None:
    write_flow(tmp_path, ACCEPTED)
    assert _errors(adr, tmp_path, "build") == (0, [])


@pytest.mark.parametrize("part", ["retry", "dead-letter", "replay"])
def test_retry_dead_letter_and_replay_are_asked_before_the_rehearsal(adr: Adr, tmp_path: Path, part: str) -> None:
    lines = [line for line in ACCEPTED.splitlines(keepends=True) if not line.startswith(f"  {part}:")]
    write_flow(tmp_path, "".join(lines))
    assert f"missing-idempotency-{part}" not in _errors(adr, tmp_path, "build")[1]
    assert f"missing-idempotency-{part}" in _errors(adr, tmp_path, "rehearsal")[1]


@pytest.mark.parametrize(
    ("old", "new", "first_gate", "name"),
    [
        ("    state: proven\n    example", "    state: running\n    example", "rehearsal", "exceptions-before-thin"),
        ("  exceptions:\n    state: proven", "  exceptions:\n    state: running", "rehearsal", "slice-not-proven"),
        ("    alert: dead letter over 0 for 5 minutes\n", "", "rehearsal", "thin-slice-incomplete"),
        ("      partial-reversals: {not-applicable: refunds are a flow of their own}\n", "", "rehearsal",
         "exception-class-uncovered"),
        ("    effect: the order is paid and not picked\n", "", "rehearsal", "no-business-effect"),
        ("    runbook: https://runbooks.example.com/orders/refused\n", "", "live", "no-runbook"),
        ("  release:\n    state: proven", "  release:\n    state: planned", "live", "release-evidence-missing"),
        ("  correct: [order-operations]\n", "", "build", "missing-correction-rights"),
        ("object: order\n", "", "build", "missing-object"),
    ],
)  # fmt: skip
def test_a_flow_in_design_is_asked_by_a_gate_what_its_phase_does_not_ask_yet(
    tmp_path: Path, old: str, new: str, first_gate: str, name: str
) -> None:
    found = readiness(Context.of(write_flow(tmp_path, changed(ACCEPTED, old, new))))[FLOW_FILE]
    blocked = [gate.value for gate in Phase if name in {finding.name for finding in found.blockers[gate]}]
    gates = [gate.value for gate in Phase]
    if name == "exceptions-before-thin":  # out of order in any phase
        assert blocked == gates
    else:
        assert blocked == gates[gates.index(first_gate) :]


def test_a_complete_flow_passes_every_gate(tmp_path: Path) -> None:
    assert readiness(Context.of(write_flow(tmp_path, ACCEPTED)))[FLOW_FILE].passed is Phase.LIVE


def test_a_later_phase_is_never_judged_by_an_earlier_gate(adr: Adr, tmp_path: Path) -> None:
    write_flow(tmp_path, changed(OPEN, "phase: design", "phase: build"))
    assert _errors(adr, tmp_path, "design") == _errors(adr, tmp_path, "build")


def test_readiness_tells_the_last_gate_passed_and_what_blocks_the_next(tmp_path: Path) -> None:
    project = write_flow(tmp_path, OPEN, CATALOG)
    found = readiness(Context.of(project))[FLOW_FILE]
    assert found.passed is Phase.DESIGN
    assert found.blockers[Phase.DESIGN] == ()
    assert {finding.name for finding in found.blockers[Phase.BUILD]} == {"open-decision", "built-before-accepted"}


def test_a_rejected_flow_is_asked_for_no_gate(tmp_path: Path) -> None:
    assert readiness(Context.of(write_flow(tmp_path, changed(FLOW, "status: proposed", "status: rejected")))) == {}


def test_an_unknown_gate_is_one_line(adr: Adr, tmp_path: Path) -> None:
    write_flow(tmp_path)
    outcome = adr("check", "--gate", "golive", cwd=tmp_path)
    assert outcome.code == 2
    assert outcome.err.count("\n") == 1
