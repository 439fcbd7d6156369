"""What leads to itself is told at its place, once for each circle; what leads on is not."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from settled.project import load
from settled.rules.engine import check
from tests.samples import CATALOG, FLOW, changed

Tree = Callable[..., Path]


def told(tree: Tree, code: str, objects: str = "", flow: str = FLOW) -> list[str]:
    """The place and message of all that the rule `code` finds."""
    root = tree({"decisions/catalog.yml": CATALOG + objects, "decisions/flows/0001-orders.md": flow})
    return [f"{each.field}: {each.message}" for each in check(load(root)).findings if each.code == code]


@pytest.mark.parametrize(
    ("objects", "found"),
    [
        ("  line: {part-of: line}\n", ["objects.line.part-of: `line` is part of itself"]),
        ("  refund: {reverses: refund}\n", ["objects.refund.reverses: `refund` reverses itself"]),
        (
            "  line: {part-of: pick}\n  pick: {part-of: carton}\n  carton: {part-of: line}\n",
            ["objects.carton.part-of: `carton` is part of itself: `carton` → `line` → `pick` → `carton`"],
        ),
        (
            "  bill: {reverses: credit}\n  credit: {reverses: bill}\n",
            ["objects.bill.reverses: `bill` reverses itself: `bill` → `credit` → `bill`"],
        ),
        ("  line: {part-of: order}\n  pick: {part-of: line}\n  undo: {part-of: order, reverses: pick}\n", []),
    ],
)
def test_an_object_is_no_part_of_itself(tree: Tree, objects: str, found: list[str]) -> None:
    assert told(tree, "O513", objects) == found


def test_a_source_does_not_send_to_itself_in_any_variant(tree: Tree) -> None:
    twice = changed(FLOW, "consumers: [erp, wms]", "consumers: [erp, {system: storefront, within: 1 h}]")
    assert told(tree, "O513", flow=twice) == [
        "consumers[2]: `storefront` is the source of the flow, and one of its consumers"
    ]
    in_one = changed(FLOW, "slices:", "variants: {eu: {source: {system: wms}}, us: {}}\nslices:")
    assert told(tree, "O513", flow=in_one) == [
        "consumers[2]: in the variant `eu`: `wms` is the source of the flow, and one of its consumers"
    ]


@pytest.mark.parametrize(
    ("requires", "found"),
    [
        ("[{otherwise: park}]", 1),
        ("[{flow: FLOW-0002}, {}]", 1),
        ("[null]", 1),
        ("[]", 0),
        ("[{flow: FLOW-0001}]", 0),  # sequence-cycle tells it
        ("[{flow: {open: Which?, owner: erp-team, due: 2099-01-01}}]", 0),
        ("{open: Which?, owner: erp-team, due: 2099-01-01}", 0),
    ],
)
def test_an_entry_that_requires_nothing_is_told(tree: Tree, requires: str, found: int) -> None:
    flow = changed(FLOW, "consumers: [erp, wms]", f"consumers: [erp, wms]\nrequires: {requires}")
    assert len(told(tree, "O514", flow=flow)) == found


def test_a_flow_that_requires_itself_is_a_circle(tree: Tree) -> None:
    flow = changed(FLOW, "consumers: [erp, wms]", "consumers: [erp, wms]\nrequires: [{flow: FLOW-0001}]")
    assert len(told(tree, "V906", flow=flow)) == 1
