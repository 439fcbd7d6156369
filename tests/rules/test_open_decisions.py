"""A decision left open on purpose: a warning with owner and date, until it is late or built upon."""

from __future__ import annotations

from pathlib import Path

import pytest

from settled.rules.engine import check
from tests.rules.changing import open_question, with_line, with_section
from tests.rules.checking import flow_findings, flow_states, write_flow
from tests.rules.test_six_decisions import PARTS, SECTIONS
from tests.samples import FLOW, changed, line_of

RESPONSIBILITIES = ("may-change", "may-reject", "corrections")
DEEPER = (
    ("  retry: {attempts: 8, within: 4 h, backoff: exponential}", "idempotency"),
    ("  dead-letter: {to: orders.dead, alert: order-operations}", "idempotency"),
    ("    authority: [retry, repair, escalate]", "failure_owner"),
    ("    detect: alert on the reject topic within 5 min", "failure_owner"),
)


@pytest.mark.parametrize(("key", "decision", "_code"), SECTIONS)
def test_a_decision_declared_open_is_a_warning_and_open(tmp_path: Path, key: str, decision: str, _code: str) -> None:
    text = with_section(key, open_question(key) + "\n")
    assert flow_findings(tmp_path, text) == [f"{line_of(FLOW, f'{key}:')} warning F413"]
    states = flow_states(tmp_path, text)
    assert states.pop(decision) == "open"
    assert set(states.values()) == {"settled"}


@pytest.mark.parametrize(("line", "_parent", "decision", "_code"), PARTS)
def test_a_part_declared_open_leaves_the_decision_open(
    tmp_path: Path, line: str, _parent: str, decision: str, _code: str
) -> None:
    key = line.strip().partition(":")[0]
    indent = line[: len(line) - len(line.lstrip())]
    text = with_line(line, open_question(key, indent))
    assert flow_findings(tmp_path, text) == [f"{line_of(FLOW, line)} warning F413"]
    assert flow_states(tmp_path, text)[decision] == "open"


@pytest.mark.parametrize(("line", "decision"), DEEPER)
def test_what_a_decision_does_not_require_can_be_left_open_too(tmp_path: Path, line: str, decision: str) -> None:
    key = line.strip().partition(":")[0]
    indent = line[: len(line) - len(line.lstrip())]
    text = with_line(line, open_question(key, indent))
    assert flow_findings(tmp_path, text) == [f"{line_of(FLOW, line)} warning F413"]
    assert flow_states(tmp_path, text)[decision] == "open"


@pytest.mark.parametrize("key", RESPONSIBILITIES)
def test_a_responsibility_can_be_left_open(tmp_path: Path, key: str) -> None:
    text = with_section(key, open_question(key) + "\n")
    assert flow_findings(tmp_path, text) == [f"{line_of(FLOW, f'{key}:')} warning F413"]


def test_one_entry_of_a_list_can_be_left_open(tmp_path: Path) -> None:
    question = "consumers:\n  - erp\n  - open: Who else?\n    owner: erp-team\n    due: 2026-12-15"
    text = with_line("consumers: [erp, wms]", question)
    assert flow_findings(tmp_path, text) == [f"{line_of(text, '  - open')} warning F413"]
    assert flow_states(tmp_path, text)["source"] == "open"


def test_the_warning_names_question_owner_and_date(tmp_path: Path) -> None:
    project = write_flow(tmp_path, with_section("latency", open_question("latency") + "\n"))
    (finding,) = check(project).findings
    assert finding.message == "`latency` is open: Who knows? (erp-team owes the answer by 2026-12-15)"


@pytest.mark.parametrize(("key", "decision", "_code"), SECTIONS)
def test_an_overdue_decision_is_an_error_at_its_due_date(tmp_path: Path, key: str, decision: str, _code: str) -> None:
    text = with_section(key, open_question(key, due="2026-11-22") + "\n")
    assert flow_findings(tmp_path, text) == [f"{line_of(text, '  due:')} error F414"]
    assert flow_states(tmp_path, text)[decision] == "open"


@pytest.mark.parametrize(
    ("due", "finding"),
    [
        ("2026-11-24", "warning F413"),
        ("2026-11-23", "warning F413"),
        ("2026-11-22", "error F414"),
        ("2020-01-01", "error F414"),
    ],
)
def test_a_question_is_overdue_on_the_day_after_it_was_due(tmp_path: Path, due: str, finding: str) -> None:
    (found,) = flow_findings(tmp_path, with_section("latency", open_question("latency", due=due) + "\n"))
    assert found.partition(" ")[2] == finding


@pytest.mark.parametrize(("due", "days"), [("2026-11-22", "1 day"), ("2026-10-23", "31 days")])
def test_the_error_says_how_late_it_is(tmp_path: Path, due: str, days: str) -> None:
    project = write_flow(tmp_path, with_section("latency", open_question("latency", due=due) + "\n"))
    (finding,) = check(project).findings
    assert finding.message == f"`latency` is overdue by {days}: Who knows? (erp-team owed the answer by {due})"


@pytest.mark.parametrize(
    ("block", "words"),
    [
        ("latency:\n  open: Who knows?\n", "no owner and no due date"),
        ("latency:\n  open: Who knows?\n  owner: erp-team\n", "no due date"),
        ("latency:\n  open: Who knows?\n  due: 2026-12-15\n", "no owner"),
        ("latency:\n  open:\n  owner: erp-team\n  due: 2026-12-15\n", "no question"),
        ('latency:\n  open: " "\n  owner: erp-team\n  due: 2026-12-15\n', "no question"),
        ('latency:\n  open: Who knows?\n  owner: ""\n  due:\n', "no owner and no due date"),
        ("latency: {open: ''}\n", "no question and no owner and no due date"),
        ("latency:\n  open: Who knows?\n  due: 2020-01-01\n", "no owner"),
    ],
)
def test_an_open_decision_without_owner_date_or_question_is_an_error(tmp_path: Path, block: str, words: str) -> None:
    project = write_flow(tmp_path, with_section("latency", block))
    findings = check(project).findings
    assert [(finding.severity, finding.code, finding.location.line) for finding in findings] == [("error", "F415", 35)]
    assert findings[0].message == f"`latency` is left open with {words}"


def test_an_owner_that_is_blank_is_no_owner(tmp_path: Path) -> None:
    block = 'latency:\n  open: Who knows?\n  owner: "  "\n  due: 2026-12-15\n'
    assert flow_findings(tmp_path, with_section("latency", block)) == ["35 error F415"]


def test_an_impossible_due_date_is_told_once(tmp_path: Path) -> None:
    text = with_section("latency", open_question("latency", due="2026-02-30") + "\n")
    assert flow_findings(tmp_path, text) == ["38 error R009"]


def test_an_unknown_owner_of_a_question_is_told_beside_the_question(tmp_path: Path) -> None:
    text = with_section("latency", open_question("latency", owner="erp-taem") + "\n")
    assert flow_findings(tmp_path, text) == ["35 warning F413", "37 error R007"]


@pytest.mark.parametrize(
    ("status", "phase", "severity"),
    [
        ("draft", "design", "warning"),
        ("proposed", "design", "warning"),
        ("accepted", "design", "error"),
        ("draft", "build", "error"),
        ("proposed", "build", "error"),
        ("accepted", "build", "error"),
        ("proposed", "rehearsal", "error"),
        ("accepted", "live", "error"),
    ],
)
def test_an_open_decision_weighs_by_status_and_phase(tmp_path: Path, status: str, phase: str, severity: str) -> None:
    text = changed(changed(FLOW, "status: proposed", f"status: {status}"), "phase: design", f"phase: {phase}")
    text = with_section("latency", open_question("latency") + "\n", text)
    # Built on a proposal is a mistake of its own.
    premature = ["7 error F419"] if phase != "design" and status != "accepted" else []
    assert flow_findings(tmp_path, text) == [*premature, f"35 {severity} F413"]


@pytest.mark.parametrize("status", ["rejected", "deprecated"])
def test_questions_of_a_record_that_is_not_in_force_are_not_asked(tmp_path: Path, status: str) -> None:
    text = changed(FLOW, "status: proposed", f"status: {status}")
    question = open_question("latency", due="2020-01-01") + "\n"
    assert flow_findings(tmp_path, with_section("latency", question, text)) == []
