"""How grave a risk is: in money a year, from two labels, and from the finding it follows from."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path

import pytest

from settled.frontmatter import read_yaml
from settled.frontmatter.validation import validate
from settled.model.exposure import assess
from settled.model.risk import Exposure, Risk
from settled.programme.risks import RegisteredRisk, register
from settled.project import load
from settled.rules.engine import check
from tests.rules.changing import open_question, with_line, with_section
from tests.samples import CATALOG, FLOW, changed

Tree = Callable[..., Path]


def exposure(text: str) -> Exposure:
    found = validate(Risk, read_yaml("risk.md", f"exposure: {text}\n")).content.exposure
    assert isinstance(found, Exposure)
    return found


def money(cost: str) -> str:
    return f"{{per-year: {{likely: 2}}, hours-to-repair: {{likely: 5}}, cost-per-hour: {cost}}}"


@pytest.mark.parametrize(
    ("text", "level", "words"),
    [
        ("{}", "medium", ""),
        ("{likelihood: low, impact: low}", "low", "likelihood low, impact low"),
        ("{likelihood: low, impact: medium}", "medium", "likelihood low, impact medium"),
        ("{likelihood: low, impact: high}", "medium", "likelihood low, impact high"),
        ("{likelihood: medium, impact: medium}", "medium", "likelihood medium, impact medium"),
        ("{likelihood: medium, impact: high}", "high", "likelihood medium, impact high"),
        ("{likelihood: high, impact: high}", "high", "likelihood high, impact high"),
        ("{impact: high}", "high", "likelihood not estimated, impact high"),
        # 2 a year x (1 + 4 hours) x 999 = 9,990: below the first band.
        (
            "{per-year: {low: 1, likely: 2, high: 4}, hours-to-detect: {low: 1, likely: 1, high: 2}, "
            "hours-to-repair: {low: 2, likely: 4, high: 8}, "
            "cost-per-hour: {low: 500, likely: 999, high: 1500, unit: EUR}}",
            "low",
            "1,500 to 60,000, likely 10,000 EUR a year",
        ),
        (money("{likely: 1000}"), "medium", "10,000 to 10,000, likely 10,000 a year"),
        (money("{likely: 10000}"), "high", "100,000 to 100,000, likely 100,000 a year"),
        # Without hours or without a cost there is no money to tell.
        ("{per-year: {likely: 2}, cost-per-hour: {likely: 1000}}", "medium", ""),
        ("{per-year: {likely: 2}, hours-to-detect: {likely: 5}}", "medium", ""),
        (
            "{per-year: {likely: 2}, hours-to-detect: {likely: 5}, likelihood: high, impact: high}",
            "high",
            "likelihood high, impact high",
        ),
    ],
)  # fmt: skip
def test_the_level_of_an_exposure(text: str, level: str, words: str) -> None:
    assert assess(exposure(text)) == (level, words)


def risks(tree: Tree, files: dict[str, str | bytes | None]) -> tuple[RegisteredRisk, ...]:
    project = load(tree({"decisions/catalog.yml": CATALOG, **files}))
    return register(project, check(project).findings)


@pytest.mark.parametrize(
    ("criticality", "text", "level"),
    [
        ("low", with_section("latency", open_question("latency") + "\n"), "low"),
        ("medium", with_section("latency", open_question("latency") + "\n"), "medium"),
        ("high", with_section("latency", open_question("latency") + "\n"), "medium"),
        ("low", with_section("latency", ""), "medium"),
        ("medium", with_section("latency", ""), "medium"),
        ("high", with_section("latency", ""), "high"),
        ("low", with_section("latency", open_question("latency", due="2026-01-01") + "\n"), "medium"),
        ("medium", with_section("latency", open_question("latency", due="2026-01-01") + "\n"), "high"),
    ],
)
def test_a_derived_risk_weighs_by_criticality_severity_and_delay(
    tree: Tree, criticality: str, text: str, level: str
) -> None:
    (risk,) = risks(
        tree, {"decisions/flows/0001-a.md": changed(text, "criticality: high", f"criticality: {criticality}")}
    )
    assert risk.level == level


def test_an_open_question_is_a_risk_with_its_owner_and_date(tree: Tree) -> None:
    text = with_section("latency", open_question("latency") + "\n")
    (risk,) = risks(tree, {"decisions/flows/0001-order-export.md": text})
    assert risk == RegisteredRisk(
        id="F413@FLOW-0001@latency",
        origin="derived",
        title="Who knows?",
        statement="Order export: the latency class is open: Who knows? If it stays so, "
        "nobody can tell late from broken, and the business finds out first.",
        record="FLOW-0001",
        file="decisions/flows/0001-order-export.md",
        line=35,
        owner="erp-team",
        level=risk.level,
        exposure="",
        response="",
        status="open",
        due=datetime.date(2026, 12, 15),
        rule="F413",
    )


def test_a_missing_decision_is_owed_by_the_owner_of_the_source(tree: Tree) -> None:
    (risk,) = risks(tree, {"decisions/flows/0001-a.md": with_line("  type: event", "")})
    assert (risk.id, risk.owner, risk.due) == ("F404@FLOW-0001@pattern.type", "commerce-team", None)


RISK = """\
---
kind: risk
status: mitigating
owner: order-operations
response: mitigate
tracks: F413@FLOW-0001@latency
exposure: {likelihood: low, impact: low}
review-by: 2027-03-31
actions:
  - {what: measure it, owner: erp-team, due: 2026-12-01, done: true}
  - {what: buy time, owner: erp-team, due: 2027-01-31}
statement:
  condition: the ERP is closed at night
  event: orders wait until the morning
  consequence: the first carrier is missed
---

# Orders wait for the ERP

The ERP is closed at night.
"""


def test_a_declared_risk_takes_the_place_of_the_one_it_tracks(tree: Tree) -> None:
    text = with_section("latency", open_question("latency") + "\n")
    (risk,) = risks(tree, {"decisions/flows/0001-a.md": text, "decisions/risks/0001-erp.md": RISK})
    assert (risk.id, risk.origin, risk.owner, risk.response, risk.status) == (
        "RISK-0001", "declared", "order-operations", "mitigate", "mitigating",
    )  # fmt: skip
    # Its own estimate is low; the finding is still there and weighs more.
    assert (risk.level, risk.rule) == ("medium", "F413")
    assert risk.due == datetime.date(2027, 1, 31)
    assert risk.statement == "The ERP is closed at night. Orders wait until the morning. The first carrier is missed."


def test_once_the_finding_is_gone_the_declared_estimate_counts(tree: Tree) -> None:
    (risk,) = risks(tree, {"decisions/flows/0001-a.md": FLOW, "decisions/risks/0001-erp.md": RISK})
    assert (risk.level, risk.rule, risk.exposure) == ("low", "", "likelihood low, impact low")


def test_the_gravest_come_first_then_the_next_due(tree: Tree) -> None:
    text = changed(
        with_section("latency", open_question("latency", due="2026-01-01") + "\n"),
        "criticality: high",
        "criticality: medium",
    )
    text = with_section("pattern", open_question("pattern", due="2027-02-01") + "\n", text)
    text = with_section("failures", open_question("failures", due="2027-01-01") + "\n", text)
    found = risks(tree, {"decisions/flows/0001-a.md": text, "decisions/risks/0001-erp.md": RISK})
    assert [(risk.level, risk.id) for risk in found] == [
        ("high", "F414@FLOW-0001@latency.due"),
        ("medium", "F413@FLOW-0001@failures"),
        ("medium", "F413@FLOW-0001@pattern"),
        ("low", "RISK-0001"),
    ]
