"""Which findings are risks, what each says to the business, who is asked, and what a declared risk changes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from settled.programme.derived_risks import FAMILIES_OF_FLOWS, RULES_OF_VALIDITY
from settled.programme.risks import RegisteredRisk, register
from settled.project import load
from settled.rules.consequences import consequence_of
from settled.rules.engine import check
from settled.rules.registry import FAMILIES, RULES, find_rule
from settled.rules.rule import Rule
from tests.rules.changing import open_question, with_line, with_section
from tests.samples import CATALOG, DECISION, FLOW, changed

Tree = Callable[..., Path]
Files = dict[str, str | bytes | None]
EXPORT = "decisions/flows/0001-order-export.md"
OF_ANY_KEY = {"open-decision", "overdue-decision", "open-without-owner-or-date"}
"""Rules whose consequence follows from the key that is left open."""


def risks(tree: Tree, files: Files) -> list[RegisteredRisk]:
    project = load(tree({"decisions/catalog.yml": CATALOG, **files}))
    return list(register(project, check(project).findings))


@pytest.mark.parametrize(
    "rule",
    [
        rule
        for rule in RULES
        if (rule.family in FAMILIES_OF_FLOWS or rule.name in RULES_OF_VALIDITY)
        and rule.name not in OF_ANY_KEY
        # An information is never a risk.
        and rule.name != "everything-real-time"
    ],
    ids=lambda rule: rule.name,
)
def test_every_rule_has_a_consequence_of_its_own(rule: Rule) -> None:
    assert rule.consequence not in {None, FAMILIES[rule.family].consequence}
    assert consequence_of(rule, "") == rule.consequence


@pytest.mark.parametrize(
    ("field", "words"),
    [
        ("idempotency.dead-letter.to", "what was given up on is lost without a word"),
        ("failures[2].runbook", "the repair depends on who is awake"),
        ("failures[0].owner", "nobody may act when it breaks, and the failure waits for office hours"),
        ("x-ours.latency", "the flow is built on an assumption"),
    ],
)
def test_an_open_question_has_the_consequence_of_its_key(field: str, words: str) -> None:
    rule = find_rule("open-decision")
    assert rule is not None
    assert consequence_of(rule, field) == words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            with_line("    detect: alert on the reject topic within 5 min", ""),
            (
                "E807@FLOW-0001@failures[1].detect", "medium", "order-operations",
                "Order export: nobody said how `ERP rejects the order` is noticed; if it stays so, customers or the "
                "finance close find the failure first.",
            ),
        ),
        (
            changed(FLOW, "  within: 8 h\n", "  within: 1 h\n"),
            (
                "T703@FLOW-0001@idempotency.retry.within", "medium", "commerce-team",
                "Order export: a delivery is tried again for 4 h, and is too late after 1 h; if it stays so, the flow "
                "still tries when the business has already lost what it was for.",
            ),
        ),
        (
            changed(FLOW, '    prefix: {production: "W-", test: "WT-"}\n', ""),
            (
                "J603@FLOW-0001@identifiers[1].prefix", "medium", "commerce-team",
                "Order export: `order number` has no prefix, and `storefront` and `erp` both have the environments "
                "production, test; if it stays so, a test record is taken for a real one, and goods or money "
                "follow it.",
            ),
        ),
        (
            with_section("corrections", open_question("corrections") + "\n"),
            (
                "F413@FLOW-0001@corrections", "medium", "erp-team",
                "Order export: the right to correct bad data is open: Who knows? If it stays so, two teams correct "
                "the same record in two places, or neither does.",
            ),
        ),
    ],
    ids=["failure", "timing", "join", "question"],
)  # fmt: skip
def test_a_finding_becomes_a_line_for_the_business(tree: Tree, text: str, expected: tuple[str, str, str, str]) -> None:
    (risk,) = risks(tree, {EXPORT: text})
    assert (risk.id, risk.level, risk.owner, risk.statement) == expected


def test_a_critical_object_that_no_flow_carries_is_a_risk_of_the_catalog(tree: Tree) -> None:
    catalog = changed(CATALOG, "source: erp}", "source: erp, critical: true}")
    (risk,) = risks(tree, {"decisions/catalog.yml": catalog, EXPORT: FLOW})
    assert (risk.id, risk.level, risk.owner, risk.record, risk.file) == (
        "O506@catalog@objects.price.critical", "medium", None, "", "decisions/catalog.yml",
    )  # fmt: skip
    assert risk.statement == (
        "`price` is critical, and no flow in force carries it; if it stays so, the object is still carried by hand on "
        "the day of the launch."
    )
    front = "---\nkind: risk\nstatus: open\nowner: erp-team\ntracks: O506@catalog@objects.price.critical\n---\n\n"
    tracking = front + "# Prices\n\nBy hand.\n"
    project = load(tree({"decisions/risks/0001-prices.md": tracking}))
    result = check(project)
    assert [finding.code for finding in result.findings] == ["O506"]
    assert [(risk.id, risk.level) for risk in register(project, result.findings)] == [("RISK-0001", "medium")]


def test_what_rests_on_a_proposal_is_a_risk_of_the_decision(tree: Tree) -> None:
    proposal = changed(DECISION, "status: accepted", "status: proposed\napplies-to: [ADR-0001]")
    (risk,) = risks(tree, {"decisions/adr/0001-a.md": DECISION, "decisions/adr/0002-b.md": proposal})
    assert (risk.id, risk.level, risk.owner) == ("G307@ADR-0001@status", "medium", "integration-architecture")


def test_a_folder_of_plain_decisions_has_no_risk(tmp_path: Path, tree: Tree) -> None:
    proposal = changed(DECISION, "status: accepted", "status: proposed\napplies-to: [ADR-0001]")
    project = load(tree({"docs/adr/0001-a.md": DECISION, "docs/adr/0002-b.md": proposal}))
    assert register(project, check(project).findings) == ()


def test_slips_of_the_pen_and_what_is_suppressed_are_no_risks(tree: Tree) -> None:
    text = changed(with_line("  type: event", ""), "object: order\n", "object: order\ncolour: red\n")
    ignored = changed(
        text, "object: order\n", "object: order\nignore: [{rule: F404, reason: in January, until: 2027-01-31}]\n"
    )
    assert [risk.id for risk in risks(tree, {EXPORT: text})] == ["F404@FLOW-0001@pattern.type"]
    assert risks(tree, {EXPORT: ignored}) == []


def test_findings_at_one_key_are_one_risk_that_says_all_of_them(tree: Tree) -> None:
    text = changed(
        FLOW,
        "    conflict: the OMS wins until the parcel is packed\n",
        "    conflict: the OMS wins until the parcel is packed\n  - system: pim\n    fields: [promised-date]\n"
        "  - system: crm\n    fields: [promised-date]\n",
    )
    project = load(tree({"decisions/catalog.yml": CATALOG, EXPORT: text}))
    findings = check(project).findings
    found = register(project, (*findings, *findings))
    assert len({risk.id for risk in found}) == len(found)
    assert {risk.statement for risk in found} == {risk.statement for risk in register(project, findings)}


@pytest.mark.parametrize(
    ("status", "ids"), [("open", ["RISK-0001"]), ("closed", ["F404@FLOW-0001@pattern.type", "RISK-0001"])]
)
def test_a_closed_risk_answers_for_nothing(tree: Tree, status: str, ids: list[str]) -> None:
    risk = (
        f"---\nkind: risk\nstatus: {status}\nowner: erp-team\ntracks: F404@FLOW-0001@pattern.type\n---\n\n# Pattern\n"
    )
    found = risks(tree, {EXPORT: with_line("  type: event", ""), "decisions/risks/0001-a.md": risk})
    assert [risk.id for risk in found] == ids
