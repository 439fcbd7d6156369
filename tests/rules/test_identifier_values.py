"""Identifiers: whether a value fits, whose it is, whether it is there, and what it tells apart as a key."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.reading.generated import often
from tests.rules.single_rule import catalog_with, findings_in_flows, findings_of, flow_with
from tests.samples import CATALOG, changed

FIELDS = "    in: {storefront: order.id, erp: VBAK-BSTNK, wms: external_id}\n"
PREFIX = '    prefix: {production: "W-", test: "WT-"}\n'
KEY = "  key: order number\n"
SOURCE = "  system: storefront\n"
OBJECT = "object: order\n"
LETTERS = ["digits", "upper-alphanumeric", "alphanumeric", "printable"]
OPEN = "{open: Which?, owner: erp-team, due: 2099-01-01}"
few = settings(max_examples=often(25, 40), deadline=None)

SHOPS = changed(
    changed(CATALOG, "  pim:", "  trade: {name: Trade shop, role: storefront}\n  pim:"),
    "  price:",
    "  trade-order: {name: Trade order}\n  shipment: {name: Shipment, part-of: order}\n"
    "  parcel: {name: Parcel, part-of: shipment}\n  customer: {name: Customer}\n  price:",
)


def _fits(identifier: str, field: str, prefix: str = "") -> int:
    replaced = {
        FIELDS: f"{identifier}    in: {{storefront: order.id, erp: {field}, wms: external_id}}\n",
        PREFIX: prefix,
    }
    return len(findings_of("J609", replaced))


@few
@given(length=st.integers(1, 60), room=st.integers(1, 60))
def test_a_value_is_no_longer_than_its_field(length: int, room: int) -> None:
    field = f"{{field: VBAK-BSTNK, length: {room}}}"
    assert _fits(f"    length: {length}\n", field) == int(length > room)
    assert _fits(f"    length: {length + 1}\n", field) >= _fits(f"    length: {length}\n", field)
    assert _fits("", field) == _fits(f"    length: {length}\n", "VBAK-BSTNK") == 0
    assert (
        _fits(f"    length: {OPEN}\n", field) == _fits(f"    length: {length}\n", f"{{field: F, length: {OPEN}}}") == 0
    )


@pytest.mark.parametrize("letters", LETTERS)
@pytest.mark.parametrize("room", LETTERS)
def test_a_field_holds_all_letters_of_a_value(letters: str, room: str) -> None:
    field = f"{{field: VBAK-BSTNK, letters: {room}}}"
    assert _fits(f"    letters: {letters}\n", field) == int(LETTERS.index(letters) > LETTERS.index(room))


@pytest.mark.parametrize(
    ("identifier", "field", "prefix", "count"),
    [
        ("", "{field: F, letters: alphanumeric}", '{production: "W-"}', 1),
        ("", "{field: F, letters: alphanumeric}", '{production: "W", test: "WT"}', 0),
        ("", "{field: F, length: 2}", '{production: "W-"}', 1),
        ("", "{field: F, length: 3}", '{production: "W-"}', 0),
        ("    letters: upper-alphanumeric\n", "F", '{production: "w"}', 1),
        ("    letters: upper-alphanumeric\n", "F", '{production: "W", test: "T"}', 0),
        # Length and letters of one field are told together.
        ("    length: 9\n    letters: printable\n", "{field: F, length: 8, letters: digits}", '{production: "W-"}', 1),
        ("    letters: digits\n", "{field: F, letters: digits}", "{not-applicable: one system}", 0),
    ],
)
def test_a_prefix_is_part_of_the_value(identifier: str, field: str, prefix: str, count: int) -> None:
    assert _fits(identifier, field, f"    prefix: {prefix}\n") == count


def test_the_system_that_gives_the_value_holds_it_without_the_prefix() -> None:
    fields = (
        "    in: {{storefront: {{field: order.id, length: {}, letters: digits}}, erp: VBAK-BSTNK, wms: external_id}}\n"
    )
    value = "    length: 12\n    letters: printable\n"
    assert findings_of("J609", {FIELDS: value + fields.format(9)}) == []
    (found,) = findings_of("J609", {FIELDS: value + fields.format(8)})
    assert "is up to 9 letters long and the field holds 8" in found.message


@pytest.mark.parametrize(
    ("giver", "prefix", "count"),
    [
        ("erp", PREFIX, 1),
        ("storefront", PREFIX, 0),
        ("erp", "    prefix: {not-applicable: the ERP numbers once for all}\n", 0),
        ("erp", "", 0),
        (OPEN, PREFIX, 0),
    ],
)
def test_only_who_gives_a_value_gives_it_a_prefix(giver: str, prefix: str, count: int) -> None:
    assert len(findings_of("J610", {FIELDS: f"    assigned-by: {giver}\n{FIELDS}", PREFIX: prefix})) == count


def test_who_hands_a_value_on_may_say_the_prefix_that_it_came_with() -> None:
    given_by_shop = {FIELDS: f"    assigned-by: storefront\n{FIELDS}"}
    forwarded = flow_with({**given_by_shop, SOURCE: "  system: oms\n  forwards: [FLOW-0001]\n"})
    assert findings_in_flows("J610", [flow_with({}), forwarded]) == []
    of_order = {FIELDS: f"    of: order\n    assigned-by: storefront\n{FIELDS}", OBJECT: "object: shipment\n"}
    named = flow_with({**of_order, SOURCE: "  system: wms\n"})
    assert findings_in_flows("J610", [flow_with({}), named], SHOPS) == []
    other_prefix = flow_with({**of_order, SOURCE: "  system: wms\n", '"W-"': '"X-"'})
    assert len(findings_in_flows("J610", [flow_with({}), other_prefix], SHOPS)) == 1


TRADE = {
    SOURCE: "  system: trade\n",
    OBJECT: "object: trade-order\n",
    FIELDS: "    in: {trade: number, erp: vbak-bstnk, wms: external_id}\n",
}


@pytest.mark.parametrize(
    ("replaced", "count"),
    [
        ({}, 1),
        ({PREFIX: '    prefix: {production: "T-", test: "WT-"}\n'}, 1),
        ({PREFIX: '    prefix: {production: "T-", test: "TT-"}\n'}, 0),
        ({PREFIX: '    prefix: {test: "W-"}\n'}, 0),
        ({PREFIX: "    prefix: {not-applicable: numbers of both shops are one range}\n"}, 0),
        ({FIELDS: "    in: {trade: number, erp: VBAK-IHREZ, wms: ref}\n"}, 0),
        ({FIELDS: "    of: order\n    in: {trade: number, erp: VBAK-BSTNK, wms: external_id}\n"}, 0),
        ({FIELDS: "    assigned-by: storefront\n    in: {trade: number, erp: VBAK-BSTNK, wms: external_id}\n"}, 0),
        ({SOURCE: "  system: trade\n  forwards: [FLOW-0001]\n"}, 0),
        ({"    role: join\n": "    role: financial\n"}, 0),
        ({"status: proposed": "status: rejected"}, 0),
    ],
)
def test_two_sources_that_number_for_themselves_need_two_prefixes(replaced: dict[str, str], count: int) -> None:
    flows = [flow_with({}), flow_with({**TRADE, **replaced})]
    found = findings_in_flows("J611", flows, SHOPS)
    assert len(found) == count
    assert [(one.record, one.related[0][0].file[-20:]) for one in found] == [
        ("FLOW-0002", "0001-order-export.md") for _ in range(count)
    ]


def test_one_number_that_several_systems_send_is_no_collision() -> None:
    price = {SOURCE: "  system: pim\n", OBJECT: "object: price\n", FIELDS: FIELDS.replace("storefront", "pim")}
    assert findings_in_flows("J611", [flow_with({}), flow_with(price)], SHOPS) == []
    # Once both say whose values they are, roles do not count.
    said = [
        flow_with({FIELDS: f"    assigned-by: {by}\n{FIELDS}"} | more)
        for by, more in (("storefront", {}), ("pim", price))
    ]
    assert len(findings_in_flows("J611", [said[0], said[1].replace("storefront: order.id", "pim: id")], SHOPS)) == 0
    later = flow_with({**price, FIELDS: f"    assigned-by: pim\n{price[FIELDS]}"})
    assert len(findings_in_flows("J611", [said[0], later], SHOPS)) == 1


def test_a_number_that_another_flow_brought_is_that_one_s() -> None:
    to_trade = flow_with(
        {"consumers: [erp, wms]": "consumers: [trade]", FIELDS: "    in: {storefront: order.id, trade: number}\n"}
    )
    to_erp = flow_with({})
    assert findings_in_flows("J611", [to_trade, to_erp, flow_with(TRADE)], SHOPS) == []
    elsewhere = to_trade.replace("trade: number", "trade: ref").replace("name: order number", "name: basket number")
    assert len(findings_in_flows("J611", [elsewhere, to_erp, flow_with(TRADE)], SHOPS)) == 1


def _key(key: str, business_object: str = "shipment", of: str = "order") -> int:
    replaced = {
        OBJECT: f"object: {business_object}\n",
        FIELDS: f"    of: {of}\n{FIELDS}",
        PREFIX: f"{PREFIX}  - name: shipment number\n    role: join\n    in: {{storefront: s, erp: VBELN, wms: id}}\n",
        KEY: f"  key: {key}\n",
    }
    return len(findings_of("J612", replaced, SHOPS))


@pytest.mark.parametrize(
    ("key", "business_object", "of", "count"),
    [
        ("order number", "shipment", "order", 1),
        ("the Order-Numbers", "shipment", "order", 1),
        ("orderNumber", "shipment", "order", 1),
        ("VBAK-BSTNK", "shipment", "order", 1),
        ("order number", "parcel", "order", 1),
        ("order number", "order", "order", 0),
        ("order number", "shipment", "customer", 0),
        ("order number and shipment number", "shipment", "order", 0),
        ("shipment number", "shipment", "order", 0),
        ("order number + parcel count", "shipment", "order", 0),
        ("none", "shipment", "order", 0),
    ],
)
def test_a_key_tells_the_parts_of_an_object_apart(key: str, business_object: str, of: str, count: int) -> None:
    assert _key(key, business_object, of) == count


@pytest.mark.parametrize(
    ("key", "in_design", "in_build"),
    [
        ("order number", "", ""),
        ("orderNumber and timestamp", "", ""),
        ("VBAK-BSTNK", "", ""),
        ("timestamp", "error", "error"),
        ("X-Message-ID", "error", "error"),
        ("a random UUID", "error", "error"),
        ("uuid", "error", "error"),
        ("message uuid", "error", "error"),
        ("cart uuid", "", "warning"),
        ("topic, partition and offset", "error", "error"),
        ("hash of the payload", "", "warning"),
        ("none", "", ""),
        (OPEN, "", ""),
    ],
)
def test_a_key_is_the_same_when_the_same_is_sent_again(key: str, in_design: str, in_build: str) -> None:
    for phase, expected in (("design", in_design), ("build", in_build)):
        found = findings_of("J613", {KEY: f"  key: '{key}'\n" if "{" not in key else f"  key: {key}\n",
                                     "phase: design": f"phase: {phase}"})  # fmt: skip
        assert [one.severity.value for one in found] == ([expected] if expected else [])


def test_the_words_of_a_key_that_is_none_are_not_asked_where_an_identifier_is_open() -> None:
    assert findings_of("J613", {KEY: "  key: timestamp\n", "  - name: order number": f"  - name: {OPEN}"}) == []


PHASES = ["design", "build", "rehearsal", "live"]


@pytest.mark.parametrize("own", PHASES)
@pytest.mark.parametrize("other", PHASES)
@pytest.mark.parametrize("after", ["", "mine", "theirs"])
def test_what_a_flow_joins_on_is_delivered_before_it(own: str, other: str, after: str) -> None:
    phase = "phase: design"
    mine = {FIELDS: f"    of: customer\n{FIELDS}", phase: f"phase: {own}"}
    theirs = {OBJECT: "object: customer\n", phase: f"phase: {other}"}
    if after:
        named, text = ("FLOW-0002", mine) if after == "mine" else ("FLOW-0001", theirs)
        text["criticality: high\n"] = f"criticality: high\nafter: [{named}]\n"
    found = findings_in_flows("J614", [flow_with(mine), flow_with(theirs)], SHOPS)
    is_behind = own == "live" or after == "theirs" or (own == "rehearsal" and PHASES.index(other) < 2)
    is_told = is_behind and other != "live" and after != "mine"
    assert [one.severity.value for one in found] == (["error" if own == "live" else "warning"] if is_told else [])
    assert findings_in_flows("J614", [flow_with(mine)], SHOPS) == []  # who brings it is not known


def test_one_delivered_flow_of_the_object_is_enough() -> None:
    mine = flow_with({FIELDS: f"    of: customer\n{FIELDS}", "phase: design": "phase: live"})
    late = flow_with({OBJECT: "object: customer\n"})
    live = flow_with({OBJECT: "object: customer\n", "phase: design": "phase: live"})
    assert len(findings_in_flows("J614", [mine, late, late], SHOPS)) == 1
    assert findings_in_flows("J614", [mine, late, live], SHOPS) == []
    assert findings_of("J614", {}, catalog_with(order="part-of: price")) == []


@pytest.mark.parametrize(
    ("prefix", "codes"),
    [
        ('{production: "E-", test: "ET-"}', []),
        ('{produktion: "E-", test: "ET-"}', ["J608"]),
        ('{production: "E-", test: "E-"}', ["J604"]),
        ("{not-applicable: both number alike}", []),
    ],
)
def test_a_prefix_is_judged_in_the_variant_that_gives_it(prefix: str, codes: list[str]) -> None:
    entry = f"{{name: order number, role: join, in: {{storefront: a, erp: b, wms: c}}, prefix: {prefix}}}"
    variants = f"variants:\n  eu: {{identifiers: [{entry}]}}\n  us: {{criticality: low}}\n"
    flow = {"criticality: high\n": f"criticality: high\n{variants}"}
    found = [one for code in ("J603", "J604", "J608") for one in findings_of(code, flow)]
    assert [one.code for one in found] == codes
    assert [one.message.startswith("in the variant `eu`: ") for one in found] == [True for _ in codes]


def test_a_prefix_that_does_not_apply_for_a_reason_is_not_missing() -> None:
    assert findings_of("J603", {PREFIX: "    prefix: {not-applicable: one numbering for all environments}\n"}) == []
    assert len(findings_of("J603", {PREFIX: ""})) == 1
