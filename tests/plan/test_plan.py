"""The delivery sequence: which wave each flow is in, and why."""

from __future__ import annotations

from pathlib import Path

from settled.programme.plan import plan
from settled.project import load
from settled.report.delivery_plan import circle_remedy, circle_words, wait_words
from tests.plan.drawing import carrying, flow, lines, planned
from tests.rules.changing import open_question, with_section


def ids(flows: object) -> list[str]:
    return [found.record.id for found in flows]  # type: ignore[attr-defined]


def test_a_chain_is_one_wave_after_another_and_the_critical_chain(tmp_path: Path) -> None:
    found = planned(
        tmp_path,
        {1: flow("after: [FLOW-0003]"), 2: flow("after: [1]"), 3: flow("phase: build"), 4: flow(), 5: flow("after: 4")},
    )
    assert lines(found) == [
        "1 FLOW-0003",
        "1 FLOW-0004",
        "2 FLOW-0001 after FLOW-0003",
        "2 FLOW-0005 after FLOW-0004",
        "3 FLOW-0002 after FLOW-0001",
    ]
    assert [ids(wave) for wave in found.waves] == [
        ["FLOW-0003", "FLOW-0004"],
        ["FLOW-0001", "FLOW-0005"],
        ["FLOW-0002"],
    ]
    assert ids(found.critical_chain) == ["FLOW-0003", "FLOW-0001", "FLOW-0002"]
    assert [[record.id for record in entry.blocks] for entry in found.flows] == [
        ["FLOW-0001"],
        ["FLOW-0005"],
        ["FLOW-0002"],
        [],
        [],
    ]


def test_of_chains_of_the_same_length_the_one_with_more_gates_before_it_is_critical(tmp_path: Path) -> None:
    flows = {
        1: flow("phase: rehearsal"),
        2: flow("phase: design"),
        3: flow("after: [1]"),
        4: flow("after: [1, 2]"),
    }
    assert ids(planned(tmp_path, flows).critical_chain) == ["FLOW-0002", "FLOW-0004"]


def test_where_no_flow_waits_there_is_no_chain(tmp_path: Path) -> None:
    assert planned(tmp_path, {1: flow(), 2: flow()}).critical_chain == ()


def test_what_is_live_is_delivered_and_nobody_waits_for_it(tmp_path: Path) -> None:
    found = planned(
        tmp_path, {1: flow("after: [2]"), 2: flow("phase: live", "after: [3]"), 3: flow("phase: rehearsal")}
    )
    # Nobody can deliver again what is live, whatever it names.
    assert lines(found) == [
        "0 FLOW-0002 after FLOW-0003",
        "1 FLOW-0003",
        "1 FLOW-0001 after FLOW-0002 delivered",
    ]
    assert (ids(found.delivered), found.critical_chain) == (["FLOW-0002"], ())


def test_a_flow_waits_for_the_first_that_supplies_its_object(tmp_path: Path) -> None:
    found = planned(
        tmp_path,
        {
            1: carrying("oms", "wms"),
            2: carrying("shop", "oms", "after: [4]"),
            3: carrying("market", "oms"),
            4: carrying("pim", "shop", business_object="product"),
            5: carrying("wms", "carrier", business_object="parcel"),
        },
    )
    # The parcel leaves the system that receives the order; it is another object, and nothing says that it waits.
    assert lines(found) == [
        "1 FLOW-0003",
        "1 FLOW-0004",
        "1 FLOW-0005",
        "2 FLOW-0001 supply FLOW-0003 of order +1",
        "2 FLOW-0002 after FLOW-0004",
    ]


def test_a_supply_that_is_live_ends_the_wait(tmp_path: Path) -> None:
    flows = {1: carrying("oms", "wms"), 2: carrying("shop", "oms"), 3: carrying("market", "oms", "phase: live")}
    assert lines(planned(tmp_path, flows)) == [
        "0 FLOW-0003",
        "1 FLOW-0001 supply FLOW-0003 of order +1 delivered",
        "1 FLOW-0002",
    ]


def test_a_supplier_named_under_after_is_one_reason_and_not_two(tmp_path: Path) -> None:
    flows = {1: carrying("oms", "wms", "after: [2]"), 2: carrying("shop", "oms"), 3: carrying("market", "oms")}
    assert lines(planned(tmp_path, flows)) == ["1 FLOW-0002", "1 FLOW-0003", "2 FLOW-0001 after FLOW-0002 of order"]


def test_the_system_that_holds_the_truth_is_supplied_by_nobody(tmp_path: Path) -> None:
    flows = {1: carrying("erp", "shop"), 2: carrying("shop", "erp")}
    catalog = "systems: {erp: , shop: }\nobjects: {order: {source: shop}}\n"
    assert lines(planned(tmp_path, flows, catalog)) == ["1 FLOW-0002", "2 FLOW-0001 supply FLOW-0002 of order"]


def test_two_flows_that_supply_one_another_are_told_and_neither_waits(tmp_path: Path) -> None:
    found = planned(tmp_path, {1: carrying("erp", "shop"), 2: carrying("shop", "erp")})
    assert lines(found) == [
        "1 FLOW-0001 supply FLOW-0002 of order dropped",
        "1 FLOW-0002 supply FLOW-0001 of order dropped",
    ]
    (circle,) = found.circles
    assert [record.id for record in circle.flows] == ["FLOW-0001", "FLOW-0002"]
    assert [(record.id, wait.earlier.id) for record, wait in circle.waits] == [
        ("FLOW-0001", "FLOW-0002"),
        ("FLOW-0002", "FLOW-0001"),
    ]


def test_a_circle_gives_up_its_supplies_before_what_people_wrote(tmp_path: Path) -> None:
    found = planned(tmp_path, {1: carrying("erp", "shop"), 2: carrying("shop", "erp", "after: [1]")})
    assert lines(found) == ["1 FLOW-0001 supply FLOW-0002 of order dropped", "2 FLOW-0002 after FLOW-0001 of order"]


def test_a_circle_that_is_supplied_from_outside_is_none(tmp_path: Path) -> None:
    flows = {1: carrying("erp", "shop"), 2: carrying("shop", "erp"), 3: carrying("market", "erp")}
    found = planned(tmp_path, flows)
    assert lines(found) == [
        "1 FLOW-0003",
        "2 FLOW-0001 supply FLOW-0003 of order +1",
        "3 FLOW-0002 supply FLOW-0001 of order",
    ]
    assert found.circles == ()


def test_a_circle_of_after_is_opened_before_its_most_advanced_flow(tmp_path: Path) -> None:
    found = planned(
        tmp_path,
        {1: flow("after: [2]"), 2: flow("after: [3]", "phase: build"), 3: flow("after: [1]"), 4: flow("after: 1")},
    )
    assert lines(found) == [
        "1 FLOW-0002 after FLOW-0003 dropped",
        "2 FLOW-0001 after FLOW-0002",
        "3 FLOW-0003 after FLOW-0001",
        "3 FLOW-0004 after FLOW-0001",
    ]
    assert [[record.id for record in circle.flows] for circle in found.circles] == [
        ["FLOW-0002", "FLOW-0001", "FLOW-0003"]
    ]


def test_a_flow_after_itself_does_not_wait(tmp_path: Path) -> None:
    found = planned(tmp_path, {1: flow("after: [1, 1]")})
    assert lines(found) == ["1 FLOW-0001 after FLOW-0001 dropped"]
    assert len(found.circles) == 1


def test_names_that_lead_to_no_flow_hold_nothing_up_and_are_kept(tmp_path: Path) -> None:
    flows = {
        1: flow("after: [FLOW-0009, 2, ADR-0001, 3]"),
        2: flow("status: superseded"),
        3: flow("status: rejected"),
    }
    found = planned(tmp_path, flows)
    assert lines(found) == ["1 FLOW-0001"]
    assert found.flows[0].unknown == ("FLOW-0009", "ADR-0001")


def test_who_touches_a_system_first_connects_it(tmp_path: Path) -> None:
    flows = {
        1: carrying("erp", "shop, crm", "via: [hub]", "after: [2]", business_object="price"),
        2: carrying("pim", "shop", "via: [hub]", business_object="product"),
        3: carrying("oms", "erp", "phase: live", business_object="status"),
    }
    assert [(entry.record.id, entry.connects) for entry in planned(tmp_path, flows).flows] == [
        ("FLOW-0003", ()),
        ("FLOW-0002", ("pim", "hub", "shop")),
        ("FLOW-0001", ("crm",)),
    ]


def test_what_keeps_a_flow_from_its_next_gate(tmp_path: Path) -> None:
    text = with_section("latency", open_question("latency", due="2026-11-22") + "\n")
    text = with_section("consumers", "consumers: [erp, {open: Which warehouse?}]\n", text)
    text = with_section("pattern", "", with_section("idempotency", "idempotency: 7\n", text))
    (entry,) = planned(tmp_path, {1: text}).flows
    assert [
        (hold.what, hold.state, hold.question, hold.owner, str(hold.due), hold.is_overdue) for hold in entry.holds
    ] == [
        ("the flow", "proposed", "", None, "None", False),
        ("consumers[2]", "open", "Which warehouse?", None, "None", False),
        ("latency class", "open", "Who knows?", "erp-team", "2026-11-22", True),
        ("integration pattern", "missing", "", None, "None", False),
        ("idempotency", "invalid", "", None, "None", False),
    ]
    assert (entry.next_gate, entry.next_slice) == ("build", "")


def test_values_that_are_no_names_harm_nothing(tmp_path: Path) -> None:
    flows = {
        1: flow("after: {open: What first?}", "object: {open: What?}", "source: {system: [a]}", "phase: soon"),
        2: flow("after: [[1], {a: b}, '']", "consumers: 7", "slices: 3"),
    }
    assert lines(planned(tmp_path, flows)) == ["1 FLOW-0001", "1 FLOW-0002"]


def test_a_project_without_flows_has_an_empty_plan(tmp_path: Path) -> None:
    found = planned(tmp_path, {})
    assert (found.flows, found.circles, found.critical_chain, found.waves) == ((), (), (), ())


def test_a_chain_of_two_thousand_flows(tmp_path: Path) -> None:
    flows = {number: flow(f"after: [{number % 2000 + 1}]") for number in range(1, 2001)}
    found = planned(tmp_path, flows)
    assert len(found.waves) == 2000
    # FLOW-0001 goes first: of a circle whose flows are in one phase the lowest number.
    assert [told for told in lines(found) if "dropped" in told] == ["1 FLOW-0001 after FLOW-0002 dropped"]
    assert ids(found.critical_chain)[:3] == ["FLOW-0001", "FLOW-2000", "FLOW-1999"]


def test_the_plan_of_an_empty_folder(tmp_path: Path) -> None:
    (tmp_path / "decisions").mkdir()
    assert plan(load(tmp_path)).flows == ()


def test_a_flow_waits_for_what_it_passes_on_and_for_what_it_requires(tmp_path: Path) -> None:
    flows = {
        1: flow("source: {system: oms, forwards: [FLOW-0003]}", "consumers: [wms]"),
        2: flow("requires: [{flow: 1, otherwise: park}]"),
        3: carrying("shop", "oms"),
        4: flow("variants: {eu: {source: {forwards: [FLOW-0003]}}}"),
    }
    found = planned(tmp_path, flows)
    assert lines(found) == [
        "1 FLOW-0003",
        "2 FLOW-0001 forwards FLOW-0003",
        "2 FLOW-0004 forwards FLOW-0003",
        "3 FLOW-0002 requires FLOW-0001",
    ]
    assert [wait_words(wait) for entry in found.flows for wait in entry.waits] == [
        "after FLOW-0003 A flow, which it passes on",
        "after FLOW-0003 A flow, which it passes on",
        "after FLOW-0001 A flow, which it requires",
    ]


CUSTOMER_NUMBER = (
    "identifiers: [{name: customer number, role: join, of: customer, in: {shop: customer.no, erp: KUNNR}}]"
)


def test_who_supplies_an_identifier_comes_first(tmp_path: Path) -> None:
    flows = {
        1: carrying("shop", "erp", CUSTOMER_NUMBER),
        2: carrying("crm", "shop", business_object="customer"),
        3: carrying("crm", "mail", business_object="customer"),
    }
    found = planned(tmp_path, flows)
    assert lines(found) == ["1 FLOW-0002", "1 FLOW-0003", "2 FLOW-0001 identifier FLOW-0002"]
    assert wait_words(found.flows[2].waits[0]) == (
        "after FLOW-0002 A flow, which brings the customer number that it joins on"
    )
    assert ids(found.critical_chain) == ["FLOW-0002", "FLOW-0001"]


def test_an_identifier_that_another_system_gives_comes_with_that_systems_flow(tmp_path: Path) -> None:
    reference = (
        "identifiers: [{name: payment reference, role: financial, assigned-by: psp, in: {oms: ref, erp: XREF1}}]"
    )
    brought = "identifiers: [{name: Payment-Reference, role: financial, in: {psp: id, oms: ref}}]"
    flows = {
        1: carrying("oms", "erp", reference, business_object="capture"),
        2: carrying("psp", "oms", brought, business_object="payment"),
        3: carrying("oms", "psp", reference, business_object="refund"),
    }
    # The third flow gets the value in answer from its own consumer.
    assert lines(planned(tmp_path, flows)) == ["1 FLOW-0002", "1 FLOW-0003", "2 FLOW-0001 identifier FLOW-0002"]


def test_a_customer_flow_behind_the_orders_that_join_on_its_number_is_a_circle(tmp_path: Path) -> None:
    flows = {
        1: carrying("shop", "erp", CUSTOMER_NUMBER),
        2: carrying("crm", "shop", "after: [FLOW-0001]", business_object="customer"),
    }
    (circle,) = planned(tmp_path, flows).circles
    assert [circle_words(wait).removesuffix(" (left out of the order)") for _, wait in circle.waits] == [
        "joins on the customer number, which FLOW-0002 brings",
        "names FLOW-0001 under `after`",
    ]
    assert circle_remedy(circle) == "decide which one is delivered first, and take the other out of its `after`"
