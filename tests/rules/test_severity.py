"""The severity table: by status, phase, criticality, and in a plain ADR folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from settled.records import Record
from settled.rules.engine import check
from settled.rules.registry import RULES
from settled.rules.severity import describe, severity_of
from tests.rules.changing import with_line
from tests.rules.checking import FLOW_FILE, write_flow
from tests.samples import FLOW, changed

LEVELS = {rule.name: rule.levels for rule in RULES}
RETRY = "  retry: {attempts: 8, within: 4 h, backoff: exponential}"


def flow_in(root: Path, status: str, phase: str, criticality: str) -> Record:
    text = changed(FLOW, "status: proposed", f"status: {status}")
    text = changed(
        changed(text, "phase: design", f"phase: {phase}"), "criticality: high", f"criticality: {criticality}"
    )
    return write_flow(root, text).by_file[FLOW_FILE]


@pytest.mark.parametrize(
    ("name", "status", "phase", "criticality", "severity"),
    [
        # A missing required decision is an error, whatever the flow is.
        ("missing-latency-class", "draft", "design", "low", "error"),
        ("missing-latency-class", "proposed", "design", "high", "error"),
        ("missing-latency-class", "accepted", "live", "medium", "error"),
        # The responsibility map is asked for from the build on.
        ("missing-enrich-rule", "draft", "design", "medium", "warning"),
        ("missing-enrich-rule", "accepted", "design", "medium", "warning"),
        ("missing-enrich-rule", "draft", "build", "medium", "error"),
        ("missing-reject-rule", "accepted", "rehearsal", "low", "error"),
        ("missing-correction-rights", "proposed", "live", "high", "error"),
        # Retry, dead letter and replay from the rehearsal on; of a flow of low criticality in design only a note.
        ("missing-idempotency-retry", "proposed", "design", "low", "info"),
        ("missing-idempotency-retry", "proposed", "design", "medium", "warning"),
        ("missing-idempotency-retry", "proposed", "design", "high", "warning"),
        ("missing-idempotency-retry", "accepted", "design", "low", "warning"),
        ("missing-idempotency-retry", "proposed", "build", "low", "warning"),
        ("missing-idempotency-dead-letter", "proposed", "rehearsal", "low", "error"),
        ("missing-idempotency-replay", "accepted", "live", "low", "error"),
        # What is declared open may stay open in design only.
        ("open-decision", "draft", "design", "high", "warning"),
        ("open-decision", "proposed", "design", "low", "warning"),
        ("open-decision", "accepted", "design", "low", "error"),
        ("open-decision", "draft", "build", "low", "error"),
        ("overdue-decision", "draft", "design", "low", "error"),
        ("open-without-owner-or-date", "draft", "design", "low", "error"),
        # Text of the template is a warning while the record is in the making.
        ("placeholder-left", "draft", "design", "medium", "warning"),
        ("placeholder-left", "accepted", "design", "medium", "error"),
        ("placeholder-left", "proposed", "build", "medium", "error"),
        ("pattern-without-reason", "accepted", "live", "high", "warning"),
    ],
)
def test_severity_by_status_phase_and_criticality(
    tmp_path: Path, name: str, status: str, phase: str, criticality: str, severity: str
) -> None:
    assert severity_of(LEVELS[name], flow_in(tmp_path, status, phase, criticality)).value == severity


def test_no_rule_weighs_less_in_a_later_phase(tmp_path: Path) -> None:
    for criticality in ("low", "medium", "high"):
        flows = [
            flow_in(tmp_path, "proposed", phase, criticality) for phase in ("design", "build", "rehearsal", "live")
        ]
        for name, levels in LEVELS.items():
            ranks = [["info", "warning", "error"].index(severity_of(levels, flow).value) for flow in flows]
            assert ranks == sorted(ranks), (name, criticality)


def test_a_phase_or_criticality_that_cannot_be_read_counts_as_the_usual_one(tmp_path: Path) -> None:
    text = changed(changed(FLOW, "phase: design", "phase: later"), "criticality: high", "criticality: huge")
    text = with_line(RETRY, "", text)
    findings = check(write_flow(tmp_path, text)).findings
    assert [(finding.code, finding.severity) for finding in findings] == [
        ("R013", "error"),
        ("R013", "error"),
        ("F416", "warning"),
    ]


@pytest.mark.parametrize(
    ("name", "severity"),
    [
        ("unknown-status", "info"),
        ("empty-section", "info"),
        ("placeholder-left", "info"),
        ("broken-relative-link", "warning"),
        ("one-way-supersede", "warning"),
        ("superseded-without-successor", "warning"),
        ("unreadable-record", "error"),
        ("duplicate-number", "error"),
        ("supersede-cycle", "error"),
    ],
)
def test_a_plain_folder_is_judged_more_gently(name: str, severity: str) -> None:
    assert severity_of(LEVELS[name], None, is_programme=False) == severity


def test_the_table_in_words() -> None:
    assert describe(LEVELS["open-decision"]) == [
        ("accepted", "error"),
        ("draft or proposed, in design", "warning"),
        ("from phase build", "error"),
    ]
    assert describe(LEVELS["missing-idempotency-retry"]) == [
        ("accepted", "warning"),
        ("from phase rehearsal", "error"),
        ("in design, low criticality", "info"),
    ]
    assert describe(LEVELS["unknown-status"]) == [("accepted", "error"), ("in a plain ADR folder", "info")]
