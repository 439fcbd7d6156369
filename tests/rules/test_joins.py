"""Joins: what is asked of each consumer, and what reads like a name and is none."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.rules.checking import flow_findings
from tests.samples import FLOW, changed

FIELDS = "{storefront: order.id, erp: VBAK-BSTNK, wms: external_id}"


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        (FIELDS, []),
        ("{storefront: order.id, integration-hub: id, erp: VBAK-BSTNK, wms: external_id}", []),
        ("{storefront: order.id, erp: VBAK-BSTNK}", ["33 error J601"]),
        ("{erp: VBAK-BSTNK, wms: external_id}", ["33 error J601"]),
        ("{storefrnt: order.id, erp: VBAK-BSTNK, wms: external_id}", ["33 error R007"]),
    ],
)
def test_each_consumer_is_joined_to_the_source(tmp_path: Path, fields: str, expected: list[str]) -> None:
    assert flow_findings(tmp_path, changed(FLOW, FIELDS, fields)) == expected


@pytest.mark.parametrize("name", ["customer email", "E-Mail", "phone number", "customerEmail", "SKU label", "name"])
def test_what_people_change_is_no_key(tmp_path: Path, name: str) -> None:
    assert flow_findings(tmp_path, changed(FLOW, "  - name: order number", f"  - name: {name}")) == ["31 warning J607"]


@pytest.mark.parametrize("name", ["username_id", "order name metafield id", "hostname", "order name", "email id"])
def test_what_only_reads_like_it_is_a_key(tmp_path: Path, name: str) -> None:
    assert flow_findings(tmp_path, changed(FLOW, "  - name: order number", f"  - name: {name}")) == []
