"""What flows say of one another and of the catalog: reversals, echoes, hops, gaps, and who handles what."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from settled.edit.renumbering import Renumbering, rewrite_references
from settled.model.vocabulary import Kind
from settled.project import load
from settled.rules.engine import check
from tests.rules.checking import flow_findings
from tests.samples import CATALOG, FLOW, changed

Tree = Callable[..., Path]
OBJECTS = "  capture: {name: Capture}\n  refund: {name: Refund, reverses: capture}\n"


def small(business_object: str, source: str, consumers: str, *lines: str) -> str:
    """A flow of which rules that look at several flows see enough."""
    said = [f"object: {business_object}", f"consumers: [{consumers}]", *lines]
    if not any(line.startswith("source:") for line in lines):
        said.append(f"source: {{system: {source}, trigger: change}}")
    return "\n".join(["---", "kind: flow", "status: proposed", *said, "---", "", "# A flow", ""])


def codes(tree: Tree, wanted: str, *flows: str, catalog: str = CATALOG + OBJECTS) -> list[str]:
    """The fields at which the rule `wanted` finds something."""
    files = {f"decisions/flows/{number:04d}-flow.md": text for number, text in enumerate(flows, 1)}
    found = check(load(tree({"decisions/catalog.yml": catalog, **files}))).findings
    return [f"{finding.record} {finding.field}".strip() for finding in found if finding.code == wanted]


@pytest.mark.parametrize(
    ("requires", "found"),
    [
        ([], ["FLOW-0002 object"]),
        (["requires: [{flow: FLOW-0001, otherwise: park}]"], []),
        (["requires: [{flow: 1}]"], []),
        (["requires: [{flow: FLOW-0001, otherwise: proceed}]"], ["FLOW-0002 requires[1].otherwise"]),
        (["requires: [{flow: FLOW-0003, otherwise: park}]"], ["FLOW-0002 requires"]),
        # What is open or leads nowhere is told elsewhere.
        (["requires: {open: Which?, owner: erp-team, due: 2099-01-01}"], []),
        (["requires: [{flow: FLOW-0099, otherwise: park}]"], []),
        (["variants: {eu: {requires: [{flow: FLOW-0001}]}, us: {}}"], ["FLOW-0002 object"]),
        (["source: {system: oms, trigger: change, forwards: [FLOW-0003]}"], []),
        (["requires: {not-applicable: the platform refuses more than it took}"], []),
        (["requires: {not-applicable: }"], []),  # told as a placeholder
    ],
)
def test_a_reversal_requires_what_it_reverses(tree: Tree, requires: list[str], found: list[str]) -> None:
    capture, price = small("capture", "oms", "erp"), small("price", "erp", "oms")
    assert codes(tree, "O507", capture, small("refund", "oms", "erp", *requires), price) == found


@pytest.mark.parametrize(
    ("pattern", "lines", "found"),
    [
        ("event", [], ["FLOW-0002 source.system"]),
        ("scheduled-job", [], ["FLOW-0002 source.system"]),
        ("file", [], []),
        ("event", ["content: {version: changed-at}"], []),
        ("event", ["content: {version: {open: Which field?, owner: erp-team, due: 2099-01-01}}"], []),
        ("event", ["source: {system: erp, trigger: change, ignores: what the shop wrote}"], []),
        ("event", ["source: {system: erp, trigger: change, forwards: [FLOW-0001]}"], ["FLOW-0002 source.system"]),
    ],
)
def test_a_change_that_comes_back_is_told_unless_one_flow_knows_its_own(
    tree: Tree, pattern: str, lines: list[str], found: list[str]
) -> None:
    there = small("price", "storefront", "erp", "pattern: {type: event}")
    back = small("price", "erp", "storefront", f"pattern: {{type: {pattern}}}", *lines)
    assert codes(tree, "O509", there, back) == found


def test_an_echo_of_three_systems_is_one_finding_and_another_object_is_none(tree: Tree) -> None:
    event = "pattern: {type: event}"
    flows = [
        small("price", source, consumer, event)
        for source, consumer in (("storefront", "oms"), ("oms", "erp"), ("erp", "storefront"))
    ]
    assert codes(tree, "O509", *flows) == ["FLOW-0003 source.system"]
    assert codes(tree, "O509", *flows[:2], small("order", "erp", "storefront", event)) == []


@pytest.mark.parametrize(
    ("forwards", "found"),
    [
        ("source: {system: oms, trigger: change, forwards: [FLOW-0001]}", []),
        ("source: {system: wms, trigger: change, forwards: [FLOW-0001]}", ["FLOW-0002 source.forwards[1]"]),
        ("source: {system: oms, trigger: change, forwards: [FLOW-0003]}", ["FLOW-0002 source.forwards[1]"]),
        ("source: {system: oms, trigger: change, forwards: [FLOW-0099]}", []),
    ],
)
def test_a_flow_passes_on_only_what_arrives(tree: Tree, forwards: str, found: list[str]) -> None:
    flows = small("price", "erp", "oms"), small("price", "", "storefront", forwards), small("capture", "erp", "oms")
    assert codes(tree, "O512", *flows) == found


def test_a_line_of_an_order_may_come_with_the_order(tree: Tree) -> None:
    catalog = CATALOG + "  line: {name: Order line, part-of: order}\n"
    line = small("line", "", "wms", "source: {system: oms, trigger: change, forwards: [FLOW-0001]}")
    assert codes(tree, "O512", small("order", "storefront", "oms"), line, catalog=catalog) == []


@pytest.mark.parametrize("key", ["after: [FLOW-0001]", "requires: [{flow: FLOW-0001}]"])
def test_flows_that_wait_for_one_another_are_a_circle_by_whatever_key(tree: Tree, key: str) -> None:
    forwards = "source: {system: oms, trigger: change, forwards: [FLOW-0002]}"
    found = codes(tree, "V906", small("price", "", "erp", forwards), small("price", "erp", "oms", key))
    assert found == ["FLOW-0001 source.forwards"]


def test_a_flow_that_passes_on_or_requires_itself_is_a_circle(tmp_path: Path) -> None:
    text = changed(FLOW, "  trigger: order paid\n", "  trigger: order paid\n  forwards: [FLOW-0001]\n")
    assert "13 error V906" in flow_findings(tmp_path, text)
    text = changed(FLOW, "object: order\n", "object: order\nrequires: [{flow: FLOW-0001, otherwise: park}]\n")
    assert flow_findings(tmp_path, text) == ["7 error V906"]


@pytest.mark.parametrize(
    ("handler", "is_found"),
    [
        ("erp  rejects-the order", False),
        ("the customer account is blocked", False),
        ("FLOW-0001", False),
        ("ERP refuses the order", True),
        ("{open: Who?, owner: erp-team, due: 2099-01-01}", False),
    ],
)
def test_an_exception_is_handled_by_a_mode_of_the_flow(tmp_path: Path, handler: str, is_found: bool) -> None:
    text = changed(
        FLOW, "rejected-orders: {handled-by: ERP rejects the order}", f"rejected-orders: {{handled-by: {handler}}}"
    )
    assert any("E817" in line for line in flow_findings(tmp_path, text)) is is_found


@pytest.mark.parametrize(
    ("limit", "is_found"),
    [("{up-to: 50, per: 1 d}", False), ("{up-to: 50}", True), ("{per: 1 d}", True)],
)
def test_a_limit_of_suppressing_can_be_typed(tmp_path: Path, limit: str, is_found: bool) -> None:
    text = changed(FLOW, "[retry, repair, escalate]\n", f"[retry, repair, suppress]\n    suppress: {limit}\n")
    assert any("E806" in line for line in flow_findings(tmp_path, text)) is is_found


@pytest.mark.parametrize(
    ("team", "is_found"), [("order-operations", False), ("customer-service", True), ("commerce-team", True)]
)
def test_a_support_action_names_a_team_that_may_act(tmp_path: Path, team: str, is_found: bool) -> None:
    action = f"support-action: {{team: {team}, action: sends one order again}}"
    text = changed(FLOW, "support-action: order-operations sends one order again", action)
    assert any("V907" in line for line in flow_findings(tmp_path, text)) is is_found


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("effect: the order is paid and not picked", "effect: the business effect"),
        ("detect: alert on the reject topic within 5 min", "detect: it is detected"),
        ("if-late: the warehouse misses the 16:00 carrier cut-off", "if-late: it is too late"),
        ("trigger: order paid", "trigger: the trigger event"),
    ],
)
def test_the_question_said_again_is_no_answer(tmp_path: Path, old: str, new: str) -> None:
    assert flow_findings(tmp_path, changed(FLOW, old, new)) != []


def test_a_new_number_reaches_what_is_passed_on_and_required() -> None:
    renumbering = Renumbering(Kind.FLOW, 3, 12, "decisions/flows/0003-a.md", "decisions/flows/0012-a.md")
    text = (
        "---\nkind: flow\nsource: {forwards: [3]}\nrequires: [{flow: 3, otherwise: park}]\nexpires: [{after: 3 d}]\n"
        "variants: {eu: {source: {forwards: [FLOW-0003]}}}\n---\n\n# A\n"
    )
    after = rewrite_references(text, "decisions/flows/0001-b.md", renumbering, Kind.FLOW)
    assert after == text.replace("[3]", "[12]").replace("flow: 3,", "flow: 12,").replace("FLOW-0003", "FLOW-0012")
