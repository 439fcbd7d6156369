"""Whether a grave risk is answered for, and whether an accepted one has grown."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from settled.checking.comparison import Comparison
from settled.model.findings import FindingState
from settled.project import Project, load
from settled.rules.context import Context
from settled.rules.engine import CheckResult, check, check_context
from tests.conftest import Outcome
from tests.rules.changing import open_question, with_section
from tests.samples import CATALOG, FLOW, changed

Tree = Callable[..., Path]
Files = dict[str, str | bytes | None]
EXPORT = "decisions/flows/0001-order-export.md"
UNTRIGGERED = changed(FLOW, "  trigger: order paid\n", "")
BUILT = changed(changed(UNTRIGGERED, "phase: design", "phase: build"), "status: proposed", "status: accepted")
RISK = """\
---
kind: risk
status: accepted
owner: commerce-team
response: accept
exposure: {likelihood: low, impact: low}
statement:
  condition: the ERP is closed at night
  event: orders wait until the morning
  consequence: the first carrier is missed
acceptance:
  by: commerce-team
  approver: integration-architecture
  on: 2026-11-12
  until: 2027-09-30
  level: low
  reason: the loss is small
---

# Orders wait for the ERP

The ERP is closed at night.
"""
LEVEL = "  level: low\n"
ESTIMATE = "exposure: {likelihood: low, impact: low}"
HIGH = changed(RISK, ESTIMATE, "exposure: {likelihood: high, impact: high}")


def project(tree: Tree, files: Files) -> Project:
    return load(tree({"decisions/catalog.yml": CATALOG, **files}))


def told(result: CheckResult, code: str) -> list[str]:
    return [finding.message for finding in result.findings if finding.code == code]


@pytest.mark.parametrize(
    ("flow", "risk", "expected"),
    [
        (BUILT, RISK, ["F403@FLOW-0001@source.trigger"]),
        (BUILT, changed(RISK, "status: accepted", "status: accepted\ntracks: F403@FLOW-0001@source.trigger"), []),
        (BUILT, None, []),
        (UNTRIGGERED, RISK, []),
        (changed(BUILT, "criticality: high", "criticality: medium"), RISK, []),
        (changed(BUILT, "status: accepted", "status: deprecated"), RISK, []),
        (
            with_section("latency", open_question("latency", due="2026-01-01") + "\n"),
            RISK,
            ["F414@FLOW-0001@latency.due"],
        ),
        (changed(BUILT, "consumers: [erp, wms]\n", ""), RISK, ["F402@FLOW-0001@consumers and 1 more"]),
    ],
    ids=["untracked", "tracked", "no risk declared", "in design", "not high", "not in force", "overdue", "told once"],
)
def test_a_grave_risk_wants_somebody_who_carries_it(
    tree: Tree, flow: str, risk: str | None, expected: list[str]
) -> None:
    files: Files = {EXPORT: flow} if risk is None else {EXPORT: flow, "decisions/risks/0001-erp.md": risk}
    result = check(project(tree, files))
    words = "no declared risk tracks what FLOW-0001 puts at risk: "
    assert told(result, "K107") == [words + ids for ids in expected]


def test_what_judges_findings_can_be_suppressed_like_any_other(tree: Tree) -> None:
    ignored = changed(
        BUILT, "object: order\n", "object: order\nignore: [{rule: K107, reason: in January, until: 2027-01-31}]\n"
    )
    result = check(project(tree, {EXPORT: ignored, "decisions/risks/0001-erp.md": RISK}))
    assert [(finding.code, finding.state) for finding in result.findings] == [
        ("F403", FindingState.FOUND), ("K107", FindingState.SUPPRESSED),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (RISK, []),
        (HIGH, ["the risk was accepted as low and is high today"]),
        (changed(HIGH, LEVEL, "  level: high\n"), []),
        (changed(HIGH, "status: accepted", "status: closed"), []),
        (changed(HIGH, LEVEL, "  level: huge\n"), []),
        (changed(HIGH, LEVEL, ""), []),
        (changed(HIGH, LEVEL, "  level: {open: How much?, owner: erp-team, due: 2027-01-31}\n"), []),
        (changed(RISK, ESTIMATE + "\n", ""), []),
        (
            changed(RISK, "status: accepted", "status: accepted\ntracks: F403@FLOW-0001@source.trigger"),
            ["the risk was accepted as low and is high today"],
        ),
    ],
    ids=["same", "rose", "agreed", "closed", "bad level", "no level", "open level", "no estimate", "tracked"],
)
def test_an_accepted_risk_that_grew(tree: Tree, text: str, expected: list[str]) -> None:
    result = check(project(tree, {EXPORT: BUILT, "decisions/risks/0001-erp.md": text}))
    assert told(result, "K109") == expected


def against(before: Project, project: Project) -> CheckResult:
    return check_context(Comparison("main", "0" * 40, "", before, check(before)).seen_from(Context.of(project)))


def test_without_a_level_the_merge_base_tells_where_the_acceptance_is_the_same(tree: Tree, tmp_path: Path) -> None:
    file, old, new = "decisions/risks/0001-erp.md", changed(RISK, LEVEL, ""), changed(HIGH, LEVEL, "")
    catalog: Files = {"decisions/catalog.yml": CATALOG}
    before = load(tree({**catalog, file: old}, tmp_path / "before"))
    after = load(tree({**catalog, file: new}, tmp_path / "after"))
    result = against(before, after)
    assert told(result, "K109") == ["the risk was accepted as low (as it stood in main) and is high today"]
    assert [rule.code for rule in result.optional_lacks if rule.code[0] != "L"] == []
    renewed = load(tree({**catalog, file: changed(new, "on: 2026-11-12", "on: 2026-11-20")}, tmp_path / "renewed"))
    assert told(against(before, renewed), "K109") == []
    (outcome,) = (rule for rule in against(before, renewed).optional_lacks if rule.code[0] != "L")
    assert outcome.reason == "the acceptance of RISK-0001 does not say which `level` was accepted"


def test_what_is_optional_is_told_to_who_asks_and_not_counted(
    tree: Tree, adr: Callable[..., Outcome], tmp_path: Path
) -> None:
    tree({"decisions/catalog.yml": CATALOG, "decisions/risks/0001-erp.md": changed(RISK, LEVEL, "")})
    reason = "the acceptance of RISK-0001 does not say which `level` was accepted"
    summary = "0 decisions, 1 risk: 0 errors, 0 warnings\n"
    run = {
        word: adr(*word.split(), cwd=tmp_path)
        for word in ("check", "-v check --ignore L", "check --ignore L --format json")
    }
    assert run["check"].out == summary
    assert run["-v check --ignore L"].out == (f"not checked: K109 level-rose-since-acceptance: {reason}\n{summary}")
    document = run["check --ignore L --format json"].json
    skipped = [(rule["code"], rule["reason"]) for rule in document["rules"] if rule["outcome"] == "skipped"]
    assert (skipped, document["summary"]["not_checked"]) == ([("K109", reason)], 0)


@pytest.mark.parametrize(
    ("select", "reasons"),
    [
        ("K", {"K107": "none of the rules ran that see the risks of a flow",
               "K109": "a risk tracks what F403 sees, and that rule did not run"}),
        ("K,F404", {"K109": "a risk tracks what F403 sees, and that rule did not run"}),
        ("K,F", {}),
    ],
)  # fmt: skip
def test_without_the_rules_that_it_judges_nothing_reads_as_passed(
    tree: Tree, adr: Callable[..., Outcome], select: str, reasons: dict[str, str]
) -> None:
    tracking = changed(RISK, "status: accepted", "status: accepted\ntracks: F403@FLOW-0001@source.trigger")
    root = tree({"decisions/catalog.yml": CATALOG, EXPORT: FLOW, "decisions/risks/0001-erp.md": tracking})
    document = adr("check", "--select", select, "--format", "json", cwd=root).json
    assert {rule["code"]: rule["reason"] for rule in document["rules"] if rule["outcome"] == "skipped"} == reasons
    assert document["summary"]["not_checked"] == len(reasons)
