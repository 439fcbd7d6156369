"""A record may accept a finding for a while: it is told and does not count."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Outcome
from tests.rules.checking import write_flow
from tests.samples import FLOW, changed

Adr = Callable[..., Outcome]
UNSOUND = changed(FLOW, "  key: order number\n  duplicates", "  duplicates")


def _ignoring(*entries: str, text: str = UNSOUND) -> str:
    lines = "".join(f"  - {{{entry}}}\n" for entry in entries)
    return changed(text, "object: order\n", f"object: order\nignore:\n{lines}")


def _states(outcome: Outcome) -> list[tuple[str, str]]:
    return [(finding["code"], finding["state"]) for finding in outcome.json["findings"]]


@pytest.mark.parametrize("rule", ["F407", "f407", "missing-idempotency", "Missing-Idempotency"])
def test_a_suppressed_finding_is_told_and_does_not_count(adr: Adr, tmp_path: Path, rule: str) -> None:
    write_flow(tmp_path, UNSOUND)
    assert adr("check", cwd=tmp_path).code == 1
    write_flow(tmp_path, _ignoring(f"rule: {rule}, reason: settled in January, until: 2027-01-31"))
    outcome = adr("check", "--format", "json", cwd=tmp_path)
    assert outcome.code == 0
    assert _states(outcome) == [("F407", "suppressed")]
    assert outcome.json["summary"]["errors"] == 0
    assert outcome.json["summary"]["suppressed"] == 1


def test_the_text_counts_it_and_shows_it_only_when_asked(adr: Adr, tmp_path: Path) -> None:
    write_flow(tmp_path, _ignoring("rule: F407, reason: settled in January, until: 2027-01-31"))
    assert adr("check", cwd=tmp_path).out == "0 decisions, 1 flow: 0 errors, 0 warnings, 1 suppressed\n"
    assert "error (suppressed) F407" in adr("check", "-v", cwd=tmp_path).out


def test_the_last_day_still_counts_and_the_next_one_does_not(adr: Adr, tmp_path: Path) -> None:
    write_flow(tmp_path, _ignoring("rule: F407, reason: settled in January, until: 2027-01-31"))
    on = adr("check", "--format", "json", cwd=tmp_path, env={"SETTLED_TODAY": "2027-01-31"})
    after = adr("check", "--format", "json", cwd=tmp_path, env={"SETTLED_TODAY": "2027-02-01"})
    assert (on.code, _states(on)) == (0, [("F407", "suppressed")])
    assert (after.code, _states(after)) == (1, [("X202", "found"), ("F407", "found")])


@pytest.mark.parametrize(
    "entry", ["rule: F407", "rule: F407, reason: soon", "rule: F407, until: 2027-01-31", "reason: x"]
)
def test_an_incomplete_suppression_suppresses_nothing(adr: Adr, tmp_path: Path, entry: str) -> None:
    write_flow(tmp_path, _ignoring(entry))
    outcome = adr("check", "--format", "json", cwd=tmp_path)
    assert _states(outcome) == [("X201", "found"), ("F407", "found")]


def test_a_suppression_holds_for_its_own_record_alone(adr: Adr, tmp_path: Path) -> None:
    write_flow(tmp_path, _ignoring("rule: F407, reason: settled in January, until: 2027-01-31"))
    write_flow(tmp_path, UNSOUND, file="decisions/flows/0002-another.md")
    outcome = adr("check", "--format", "json", cwd=tmp_path)
    assert _states(outcome) == [("F407", "suppressed"), ("F407", "found")]


def test_rules_that_were_not_run_make_no_suppression_unused(adr: Adr, tmp_path: Path) -> None:
    write_flow(tmp_path, _ignoring("rule: F407, reason: settled in January, until: 2027-01-31"))
    for arguments in (("--ignore", "F407"), ("--select", "R"), ("--select", "X")):
        assert _states(adr("check", "--format", "json", *arguments, cwd=tmp_path)) == []


def test_its_own_family_cannot_be_suppressed(adr: Adr, tmp_path: Path) -> None:
    entries = ("rule: F404, reason: later, until: 2027-01-31", "rule: X203, reason: later, until: 2027-01-31")
    write_flow(tmp_path, _ignoring(*entries, text=FLOW))
    outcome = adr("check", "--format", "json", cwd=tmp_path)
    assert _states(outcome) == [("X203", "found"), ("X203", "found")]


def test_a_bad_date_in_a_suppression_is_told_once(adr: Adr, tmp_path: Path) -> None:
    write_flow(tmp_path, _ignoring("rule: F407, reason: later, until: 2027-02-30"))
    outcome = adr("check", "--format", "json", cwd=tmp_path)
    assert _states(outcome) == [("R009", "found"), ("F407", "found")]
