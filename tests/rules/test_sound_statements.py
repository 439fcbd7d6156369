"""What an architect states rightly in less usual ways is no mistake to any rule, and its neighbour is one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from settled.project import load
from settled.rules.engine import check
from tests.rules.single_rule import findings_in_flows, findings_of
from tests.samples import CATALOG, FLOW, changed

Tree = Callable[..., Path]

REPLAY = "  replay: {by: order-operations, how: runbook order-replay, safe-because: ERP upserts on the order number}"
DEAD_LETTER = "  dead-letter: {to: orders.dead, alert: order-operations}"
CONSUMERS = "consumers: [erp, wms]"
AWAY = changed(
    CATALOG,
    'contact: "#order-ops"',
    'contact: "#order-ops", hours: {days: mon-fri, from: "08:00", to: "18:00", zone: Europe/Oslo}',
)


@pytest.mark.parametrize(
    ("replaced", "found"),
    [
        ({}, 1),
        ({DEAD_LETTER: "  dead-letter: {not-applicable: the caller is told}"}, 1),  # a replay still brings it back
        (
            {
                DEAD_LETTER: "  dead-letter: {not-applicable: the caller is told}",
                REPLAY: "  replay: {not-applicable: the caller asks anew}",
            },
            0,
        ),
    ],
)
def test_what_nothing_brings_back_waits_for_nobody(replaced: dict[str, str], found: int) -> None:
    level = {"criticality: high": "criticality: medium"}
    assert len(findings_of("T714", level | replaced, AWAY)) == found


NUMBER = """  - name: order number
    role: join
    in: {storefront: order.id, erp: VBAK-BSTNK, wms: external_id}
    prefix: {production: "W-", test: "WT-"}
"""


@pytest.mark.parametrize(
    ("prefix", "found"),
    [
        ('{production: "W-", test: "WT-"}', 0),
        ('{production: "W-"}', 0),  # the systems of this flow have fewer environments
        ('{production: "X-"}', 1),
        ('{production: "W-", test: "X-"}', 1),
    ],
)
def test_a_number_may_be_named_with_the_prefix_that_it_was_given(prefix: str, found: int) -> None:
    named = changed(NUMBER, "role: join", "role: join\n    of: order\n    assigned-by: storefront").replace(
        '{production: "W-", test: "WT-"}', prefix
    )
    shipment = changed(changed(FLOW, NUMBER, named), "  system: storefront", "  system: wms").replace(
        "object: order", "object: price"
    )
    assert len(findings_in_flows("J610", [FLOW, shipment])) == found


@pytest.mark.parametrize(("role", "found"), [("join", 1), ("legacy", 1), ("financial", 0)])
def test_a_reference_to_money_is_carried_and_not_joined_on(role: str, found: int) -> None:
    order = changed(FLOW, "    role: join\n", f"    role: {role}\n    of: price\n").replace(
        "phase: design", "phase: live"
    )
    price = changed(FLOW, "object: order", "object: price")
    assert len(findings_in_flows("J614", [order, price])) == found


@pytest.mark.parametrize(
    ("handler", "found"),
    [("S/4 refuses the order", 1), ("2 people look at it", 1), ("flows/1", 0), ("FLOW-0001", 0)],
)
def test_a_sentence_with_a_number_is_no_flow_that_handles_an_exception(handler: str, found: int) -> None:
    case = {"missing-attributes: {handled-by: ERP rejects the order}": f"missing-attributes: {{handled-by: {handler}}}"}
    assert len(findings_of("E817", case)) == found


@pytest.mark.parametrize(
    ("upgrade", "compatible", "found"),
    [
        ("consumers-first", "full", "although consumers are upgraded first"),
        ("producer-first", "full", ""),
        ("producer-first", "forward", ""),
        ("consumers-first", "forward", "the upgrade goes `consumers-first`"),
        ("consumers-first", "backward", "which an older reader cannot read"),
    ],
)
def test_a_consumer_that_is_to_be_first_is_not_behind(upgrade: str, compatible: str, found: str) -> None:
    content = f"{{schema: {{contract: orders, version: 3}}, upgrade: {upgrade}, compatible: {compatible}}}"
    told = findings_of("C106", {CONSUMERS: f"consumers: [{{system: erp, reads: 2}}, wms]\ncontent: {content}"})
    assert [found in each.message for each in told] == ([True] if found else [])


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("ordering: {needed: true, key: order number}", "reads: {by: mark, overlap: {not-applicable: it is a mark}}"),
        (
            "upserts on the order number}",
            "upserts on the order number, reaches-back: {not-applicable: it reads again}}",
        ),
        ("upserts on the order number}", "upserts on the order number, reaches-back: 6 months}"),
        (CONSUMERS, f"{CONSUMERS}\ncontent: {{carries: command, version: {{not-applicable: each is done once}}}}"),
        (CONSUMERS, f"{CONSUMERS}\nexpires: [{{what: gift card, after: 2 years, from: order paid}}]"),
    ],
)
def test_a_question_that_does_not_arise_and_a_long_time_can_be_said(tree: Tree, old: str, new: str) -> None:
    root = tree({"decisions/catalog.yml": CATALOG, "decisions/flows/0001-orders.md": changed(FLOW, old, new)})
    assert [each.message for each in check(load(root)).findings if each.code in {"R008", "R013"}] == []


def test_how_long_an_object_is_kept_is_told_as_it_was_written() -> None:
    catalog = changed(CATALOG, "name: Order, critical: true", "name: Order, data: [personal], keep: 3 y")
    told = findings_of("C108", {DEAD_LETTER: "  dead-letter: {to: orders.dead, keeps: 4 years}"}, catalog)
    assert [each.message for each in told] == [
        "the dead letter keeps personal data for 4 years, and `order` may be kept for 3 y"
    ]


@pytest.mark.parametrize(("role", "found"), [("payment", 1), ("storefront", 0)])
def test_a_payment_provider_takes_no_prefix_for_its_own_references(role: str, found: int) -> None:
    catalog = changed(CATALOG, "role: storefront", f"role: {role}")
    flow = changed(FLOW, "    role: join\n", "    role: join\n    assigned-by: storefront\n")
    assert len(findings_in_flows("J610", [flow], catalog)) == found


@pytest.mark.parametrize(("within", "found"), [("3 h", ["T703"]), ("5 h", ["T717"]), ("7 d", [])])
def test_retries_that_are_too_long_are_told_once_where_they_block_others(within: str, found: list[str]) -> None:
    replaced = {
        "ordering: {needed: true, key: order number}": "ordering: {needed: true, key: order number, on-failure: block}",
        "  within: 8 h": f"  within: {within}",
    }
    assert [code for code in ("T703", "T717") if findings_of(code, replaced, AWAY)] == found
