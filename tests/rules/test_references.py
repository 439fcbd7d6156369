"""What a record names must exist; the hint says what was most likely meant."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from settled.model.findings import Severity
from settled.project import load
from settled.rules.engine import Outcome, check
from tests.rules.checking import FLOW_FILE, flow_findings, short, write_flow
from tests.samples import CATALOG, DECISION, FLOW, changed

Tree = Callable[..., Path]

# What stands in the flow, what is written instead, the line, and the word that the hint proposes.
MISSPELT = (
    ("object: order\n", "object: ordre\n", 6, "order"),
    ("  system: storefront", "  system: storefrnt", 11, "storefront"),
    ("consumers: [erp, wms]", "consumers: [epr, wms]", 13, "erp"),
    ("via: [integration-hub]", "via: [integration-hubb]", 14, "integration-hub"),
    ("  - system: oms", "  - system: omss", 16, "oms"),
    ("  - system: erp", "  - system: SAP ERP", 20, "erp"),
    ("  correct: [order-operations]", "  correct: [order-operation]", 23, "order-operations"),
    ("  request: [customer-service]", "  request: [custmer-service]", 24, "customer-service"),
    ("wms: external_id", "wmss: external_id", 33, "wms"),
    ("alert: order-operations", "alert: order-opertions", 43, "order-operations"),
    ("by: order-operations", "by: order-opertions", 44, "order-operations"),
    ("    owner: order-operations", "    owner: Order operations", 51, "order-operations"),
)


@pytest.mark.parametrize(("old", "new", "line", "meant"), MISSPELT)
def test_a_misspelt_name_is_told_at_its_place_with_the_nearest(
    tmp_path: Path, old: str, new: str, line: int, meant: str
) -> None:
    (finding,) = check(write_flow(tmp_path, changed(FLOW, old, new))).findings
    assert short(finding) == f"{line} error R007"
    assert f"did you mean `{meant}`?" in finding.hint


# A line that is added behind one of the flow, the place that is named, and the word that the hint proposes.
ADDED = (
    ("  trigger: order paid\n", "  forwards: [FLOW-0012]\n", "source.forwards[1]", "FLOW-0001"),
    ("object: order\n", "requires: [{flow: FLOW-0012, otherwise: park}]\n", "requires[1].flow", "FLOW-0001"),
    ("object: order\n", "requires: [{flow: 12}]\n", "requires[1].flow", ""),
    ("    role: join\n", "    of: ordr\n", "identifiers[1].of", "order"),
    ("    role: join\n", "    assigned-by: storefrnt\n", "identifiers[1].assigned-by", "storefront"),
    ("  type: event\n", "  reconcile: {every: 1 d, by: order-opertions}\n", "pattern.reconcile.by", "order-operations"),
    ("object: order\n", "variants: {eu: {consumers: [epr]}}\n", "variants.eu.consumers[1]", "erp"),
    ("object: order\n", "variants: {eu: {source: {forwards: [FLOW-0012]}}}\n", "variants.eu.source.forwards[1]", ""),
)


@pytest.mark.parametrize(("line", "added", "place", "meant"), ADDED)
def test_what_a_flow_states_of_others_names_what_exists(
    tmp_path: Path, line: str, added: str, place: str, meant: str
) -> None:
    (finding,) = [
        found
        for found in check(write_flow(tmp_path, changed(FLOW, line, line + added))).findings
        if found.code == "R007"
    ]
    assert (finding.severity, finding.field) == (Severity.ERROR, place)
    assert meant in finding.hint


def test_a_consumer_that_says_more_of_itself_and_the_team_of_a_support_action_are_looked_up(tmp_path: Path) -> None:
    text = changed(FLOW, "consumers: [erp, wms]", "consumers: [{system: epr, within: 5 min}, wms]")
    text = changed(
        text,
        "support-action: order-operations sends one order again",
        "support-action: {team: order-opertions, action: sends one order again}",
    )
    found = [finding for finding in check(write_flow(tmp_path, text)).findings if finding.code == "R007"]
    assert [finding.field for finding in found] == ["consumers[1].system", "slices.thin.support-action.team"]


def test_objects_of_the_catalog_name_objects_that_exist(tmp_path: Path) -> None:
    catalog = changed(CATALOG, "price: {name: Price,", "price: {name: Price, part-of: ordr, reverses: prce,")
    found = [finding for finding in check(write_flow(tmp_path, FLOW, catalog)).findings if finding.code == "R007"]
    assert [(finding.field, finding.hint[:20]) for finding in found] == [
        ("objects.price.part-of", "did you mean `order`"),
        ("objects.price.reverses", "did you mean `price`"),
    ]


def test_a_name_that_is_like_no_other_is_to_be_added(tmp_path: Path) -> None:
    (finding,) = check(
        write_flow(tmp_path, changed(FLOW, "consumers: [erp, wms]", "consumers: [erp, loyalty]"))
    ).findings
    assert finding.message == "`consumers[2]` names the system `loyalty`, which is not in the catalog"
    assert finding.hint == "add it under `systems` in decisions/catalog.yml"


@pytest.mark.parametrize(
    ("line", "code"),
    [
        # Each form leads to the flow itself, which cannot come after itself.
        ("after: [FLOW-0001]", "V906"),
        ("after: [1]", "V906"),
        ("after: [flows/0001-order-export.md]", "V906"),
        ("after: [FLOW-0002]", "R007"),
        ("after: [ADR-0001]", "R007"),
        ("risks: [RISK-0001]", "R007"),
        ("supersedes: [FLOW-0009]", "R007"),
        ("superseded-by: [FLOW-0009]", "R007"),
    ],
)
def test_records_named_by_a_flow(tmp_path: Path, line: str, code: str) -> None:
    text = changed(FLOW, "date: 2026-11-23", f"date: 2026-11-23\n{line}")
    assert flow_findings(tmp_path, text) == [f"5 error {code}"]


def test_a_reference_to_a_record_that_cannot_be_read_is_no_second_finding(tree: Tree) -> None:
    root = tree(
        {
            "decisions/catalog.yml": CATALOG,
            FLOW_FILE: changed(FLOW, "date: 2026-11-23", "date: 2026-11-23\nafter: [FLOW-0002]"),
            "decisions/flows/0002-broken.md": "---\na: b: c\n---\n",
        }
    )
    assert [str(finding.location) for finding in check(load(root)).findings] == ["decisions/flows/0002-broken.md:2:5"]


def test_without_a_catalog_one_finding_says_so_for_all_flows(tmp_path: Path) -> None:
    write_flow(tmp_path, FLOW, catalog=None, file="decisions/flows/0002-again.md")
    project = write_flow(tmp_path, FLOW, catalog=None)
    assert [str(finding.location) for finding in check(project).findings] == [f"{FLOW_FILE}:1:1"]


def test_a_catalog_that_cannot_be_read_is_one_finding_and_names_are_not_checked(tmp_path: Path) -> None:
    project = write_flow(tmp_path, FLOW, catalog="systems: {storefront: {name: a: b}}\n")
    result = check(project)
    assert [(str(finding.location), finding.code) for finding in result.findings] == [
        ("decisions/catalog.yml:1:31", "R001")
    ]
    assert [(rule.code, rule.outcome, rule.reason) for rule in result.not_checked] == [
        (
            "R007",
            Outcome.SKIPPED,
            "the catalog cannot be read, so names of systems, teams and objects were not looked up",
        )
    ]


def test_an_empty_catalog_is_one_finding_and_no_name_is_looked_up(tmp_path: Path) -> None:
    result = check(write_flow(tmp_path, FLOW, catalog="# later\n"))
    (finding,) = result.findings
    assert (finding.location.file, short(finding)) == ("decisions/catalog.yml", "1 error R001")
    assert [outcome.code for outcome in result.not_checked] == ["R007"]


def test_a_catalog_without_teams_is_one_finding(tmp_path: Path) -> None:
    before, teams = CATALOG.split("teams:\n")
    result = check(write_flow(tmp_path, FLOW, catalog=before + "objects:\n" + teams.split("objects:\n")[1]))
    (finding,) = result.findings
    assert (finding.location.file, finding.code) == ("decisions/catalog.yml", "R007")
    assert finding.message.startswith("the catalog lists no teams, and the records name ")
    assert "order-operations" in finding.hint


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("owner: commerce-team, env", "owner: comerce-team, env", 2),
        ("escalation: [erp-team]", "escalation: [erp-tema]", 9),
        ("source: erp}", "source: ebp}", 16),
    ],
)
def test_names_within_the_catalog_are_looked_up_too(tmp_path: Path, old: str, new: str, line: int) -> None:
    (finding,) = check(write_flow(tmp_path, FLOW, catalog=changed(CATALOG, old, new))).findings
    assert (finding.location.file, short(finding)) == ("decisions/catalog.yml", f"{line} error R007")


def test_the_hint_for_a_record_gives_its_title(tree: Tree) -> None:
    files = {
        "decisions/adr/0012-keep-prices.md": DECISION,
        "decisions/adr/0040-b.md": changed(DECISION, "date:", "supersedes: [ADR-0021]\ndate:"),
    }
    (finding,) = check(load(tree(files))).findings
    assert finding.message == "`supersedes[1]` names `ADR-0021`, and there is no such record"
    assert finding.hint == "did you mean ADR-0012 Keep prices in the ERP?"


@pytest.mark.parametrize(
    ("link", "codes"),
    [
        ("[a](0002-b.md)", []),
        ("[a](./0002-b.md#context-and-problem-statement)", []),
        ("[a](./0002-b.md#context)", ["R010"]),
        ("[a](<0002-b.md>)", []),
        ("[a](0002%2Db.md)", []),
        ('[a](0002-b.md "the other")', []),
        ("[a](../adr)", []),
        ("[a](https://example.com/nowhere)", []),
        ("[a](mailto:a@example.com)", []),
        ("[a](#decision-outcome)", []),
        ("[a](#below)", ["R010"]),
        ("[a](/absolute.md)", []),
        ("`[a](nowhere.md)`", []),
        ("<!-- [a](nowhere.md) -->", []),
        ("[a](nowhere.md)", ["R010"]),
        ("![a](nowhere.png)", ["R010"]),
        ("[a](nowhere_(1).md)", ["R010"]),
        ("[a](0002-b.md) and [b](nowhere.md)", ["R010"]),
        ("[a]: nowhere.md", ["R010"]),
        ("[a](../../../../../../../../../../../../../../etc)", ["R010"]),
        ("[ADR-0002](0002-b.md)", []),
        ("[ADR-2: B](0002-b.md)", []),
        ("[ADR-0003](0002-b.md)", ["R011"]),
        ("[FLOW-0002](0002-b.md)", ["R011"]),
        ("[see ADR-0003](0002-b.md)", []),
    ],
)
def test_links_in_the_text(tree: Tree, link: str, codes: list[str]) -> None:
    files = {"decisions/adr/0001-a.md": f"{DECISION}\n{link}\n", "decisions/adr/0002-b.md": DECISION}
    findings = check(load(tree(files))).findings
    assert [finding.code for finding in findings] == codes
    assert {finding.location.line for finding in findings} <= {len(DECISION.splitlines()) + 2}


def test_a_link_to_nowhere_was_never_meant_for_the_record_that_it_stands_in(tree: Tree) -> None:
    link = "[a](0001-order-exports.md)"
    files = {"decisions/adr/0001-order-export.md": f"{DECISION}\n{link}\n", "decisions/adr/0002-b.md": DECISION}
    (finding,) = check(load(tree(files))).findings
    assert (finding.code, finding.hint) == ("R010", "correct the path; it is relative to this file")


@pytest.mark.parametrize(
    ("status", "said"),
    [
        ("Superseded by ADR-0019", "the text says superseded by `ADR-0019`, and there is no such record"),
        ("Accepted\n\nSupersedes ADR-0007", "the text says supersedes `ADR-0007`, and there is no such record"),
        ("Superseded by [2. Other](0002-other.md)", None),
        ("Superseded by ADR-0002", None),
    ],
)
def test_a_status_section_names_a_record_that_does_not_exist(tree: Tree, status: str, said: str | None) -> None:
    text = f"# 1. One\n\n## Status\n\n{status}\n\n## Context\n\nWe need it.\n"
    other = "# 2. Other\n\n## Status\n\nAccepted\n\nSupersedes ADR-0001\n"
    files = {"doc/adr/0001-one.md": text, "doc/adr/0002-other.md": other}
    found = [finding for finding in check(load(tree(files))).findings if finding.code == "R007"]
    expected = [(said, Severity.WARNING, "doc/adr/0001-one.md")] if said else []
    assert [(finding.message, finding.severity, finding.location.file) for finding in found] == expected
