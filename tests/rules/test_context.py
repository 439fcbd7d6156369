"""What a rule asked of its context, and could not have, is known to the driver and to no other rule."""

from __future__ import annotations

from pathlib import Path

import pytest

from settled.model.vocabulary import Phase
from settled.rules.context import Context, NotChecked
from tests.rules.checking import FLOW_FILE, write_flow
from tests.samples import FLOW, changed


def test_a_context_knows_whether_its_rule_asked_for_the_phase(tmp_path: Path) -> None:
    context = Context.of(write_flow(tmp_path))
    first, second = context.for_a_rule(), context.for_a_rule()
    assert first.phase_of(context.project.by_file[FLOW_FILE]) is Phase.DESIGN
    assert [first.asked.for_phase, second.asked.for_phase, context.asked.for_phase] == [True, False, False]


def test_what_could_not_be_had_is_kept_for_the_rule_that_asked(tmp_path: Path) -> None:
    context = Context.of(write_flow(tmp_path))
    first, second = context.for_a_rule(), context.for_a_rule()
    assert first.complete_history() is None
    assert first.asked.lacking == [NotChecked("the records are not in a git repository", is_optional=True)]
    assert second.asked.lacking == []


def test_git_is_asked_once_for_all_rules_and_gates(tmp_path: Path) -> None:
    context = Context.of(write_flow(tmp_path))
    assert context.for_a_rule().history is context.at_gate(Phase.LIVE).for_a_rule().history


@pytest.mark.parametrize(
    ("own", "gate", "phase"), [("design", "build", "build"), ("live", "build", "live"), ("later", "build", "build")]
)
def test_a_flow_is_judged_by_the_later_of_its_phase_and_the_gate(
    tmp_path: Path, own: str, gate: str, phase: str
) -> None:
    context = Context.of(write_flow(tmp_path, changed(FLOW, "phase: design", f"phase: {own}")))
    assert context.at_gate(Phase(gate)).phase_of(context.project.by_file[FLOW_FILE]) == phase
