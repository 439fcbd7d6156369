"""One project per rule that must fail and one that must pass; the whole list of findings is compared."""

from __future__ import annotations

from pathlib import Path

import pytest

from settled.findings import FindingState
from settled.rules.engine import check
from tests.rules.checking import findings_in, load_case

CASES = sorted((Path(__file__).parent.parent / "cases").iterdir())


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_wrong_project_has_exactly_the_expected_findings(case: Path) -> None:
    expected = (case / "expected.txt").read_text(encoding="utf-8").splitlines()
    assert findings_in(case / "wrong") == expected
    code, _, name = case.name.partition("-")
    assert any(f" {code} {name}: " in line for line in expected)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_right_project_has_no_finding(case: Path) -> None:
    result = check(load_case(case / "right"))
    assert [str(finding) for finding in result.findings if finding.state is FindingState.FOUND] == []
    assert [rule.code for rule in result.not_checked] == []


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_each_finding_has_a_fingerprint_of_its_own_and_says_what_to_do(case: Path) -> None:
    findings = check(load_case(case / "wrong")).findings
    fingerprints = [finding.fingerprint for finding in findings]
    assert len(set(fingerprints)) == len(fingerprints)
    assert [finding.message for finding in findings if not finding.hint] == []
