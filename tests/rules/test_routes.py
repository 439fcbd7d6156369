"""What is told of flows that hand an object on from system to system: retries that multiply, joins that break."""

from __future__ import annotations

from pathlib import Path

import pytest

from settled.project import load
from settled.rules.engine import check
from settled.rules.registry import RULES
from tests.samples import CATALOG, FLOW

ROUTE_RULES = tuple(rule for rule in RULES if rule.name in {"retry-multiplies-along-the-route", "join-chain-broken"})


def hop(
    source: str,
    consumer: str,
    *,
    attempts: int = 8,
    pattern: str = "direct-api",
    carries: str = "order",
    after: str = "",
    join: str | None = None,
) -> str:
    """A flow from one system to the next, joined by the order number unless `join` is another identifier."""
    text = FLOW.partition("slices:")[0] + "---\n\n# A hop\n\nText.\n"
    name = join or "order number"
    for old, new in (
        ("system: storefront\n  trigger", f"system: {source}\n  trigger"),
        ("consumers: [erp, wms]", f"consumers: [{consumer}]"),
        ("type: event", f"type: {pattern}"),
        ("object: order", f"object: {carries}"),
        ("attempts: 8", f"attempts: {attempts}"),
        ("key: order number", f"key: {name}"),
        ("name: order number", f"name: {name}"),
        ("in: {storefront: order.id, erp: VBAK-BSTNK, wms: external_id}", f"in: {{{source}: a.id, {consumer}: b_id}}"),
    ):
        assert old in text, old
        text = text.replace(old, new)
    return text.replace("phase: design", f"phase: design\nafter: [{after}]") if after else text


def told(root: Path, *flows: str) -> list[str]:
    folder = root / "decisions/flows"
    folder.mkdir(parents=True)
    (root / "decisions/catalog.yml").write_text(CATALOG, encoding="utf-8")
    for number, text in enumerate(flows, 1):
        (folder / f"{number:04d}-hop.md").write_text(text, encoding="utf-8")
    return [f"{finding.record} {finding.code} {finding.message}" for finding in check(load(root), ROUTE_RULES).findings]


def test_attempts_multiply_along_the_object(tmp_path: Path) -> None:
    assert told(tmp_path, hop("storefront", "oms"), hop("oms", "erp")) == [
        "FLOW-0002 T706 FLOW-0001 and FLOW-0002 retry one after the other: up to 64 attempts for one object"
    ]


def test_three_small_numbers_are_a_large_one(tmp_path: Path) -> None:
    flows = [
        hop("storefront", "oms", attempts=4),
        hop("oms", "integration-hub", attempts=4),
        hop("integration-hub", "erp", attempts=4),
    ]
    assert told(tmp_path, *flows) == [
        "FLOW-0003 T706 FLOW-0001 and FLOW-0002 and FLOW-0003 retry one after the other: "
        "up to 64 attempts for one object"
    ]


@pytest.mark.parametrize(
    "second",
    [
        hop("oms", "erp", attempts=6),  # 48 are few enough
        hop("oms", "erp", carries="price"),  # another object, and no word of an order
        hop("wms", "erp"),  # another system
    ],
)
def test_what_does_not_come_together_is_not_multiplied(tmp_path: Path, second: str) -> None:
    assert told(tmp_path, hop("storefront", "oms"), second) == []


@pytest.mark.parametrize("pattern", ["event", "queue", "file", "scheduled-job"])
def test_what_was_taken_over_is_not_asked_for_again(tmp_path: Path, pattern: str) -> None:
    assert told(tmp_path, hop("storefront", "oms", pattern=pattern), hop("oms", "erp")) == []


def test_an_order_of_delivery_is_a_route_for_another_object_too(tmp_path: Path) -> None:
    flows = hop("storefront", "oms"), hop("oms", "erp", carries="price", after="FLOW-0001")
    assert [line.split()[:2] for line in told(tmp_path, *flows)] == [["FLOW-0002", "T706"]]


def test_flows_in_a_circle_are_no_route(tmp_path: Path) -> None:
    assert told(tmp_path, hop("storefront", "oms"), hop("oms", "storefront")) == []


def test_a_route_that_loses_its_identifier_is_told_where_it_is_lost_and_where_it_is_missed(tmp_path: Path) -> None:
    found = told(
        tmp_path,
        hop("storefront", "oms", attempts=1),
        hop("oms", "integration-hub", attempts=1, join="work item"),
        hop("integration-hub", "erp", attempts=1),
    )
    assert found == [
        "FLOW-0002 J602 `oms` sends on `order` by `work item`, which no flow brings there: FLOW-0001 A hop carries "
        "other identifiers",
        "FLOW-0003 J602 `order number` is needed from `integration-hub`, and no flow brings it there: `storefront` "
        "has it, FLOW-0002 A hop does not carry it",
    ]


def test_a_route_that_carries_its_identifier_all_the_way_is_sound(tmp_path: Path) -> None:
    flows = hop("storefront", "oms", attempts=1), hop("oms", "integration-hub", attempts=1)
    assert told(tmp_path, *flows, hop("integration-hub", "erp", attempts=1)) == []
