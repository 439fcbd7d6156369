"""A project with one flow, written line by line into a sample, and what a single rule says of it."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from settled.model.findings import Finding
from settled.rules.engine import check
from settled.rules.registry import find_rule
from settled.rules.rule import Rule
from tests.rules.checking import write_flow
from tests.samples import CATALOG, FLOW, changed

IN_CATALOG = {
    "erp": "owner: erp-team, environments: [production, test]",
    "wms": "wms: {name: Warehouse, role: wms, owner: order-operations",
    "order": "order: {name: Order, critical: true",
}
"""Where the entry of a system or an object of the sample's catalog ends, so that more can be said of it."""


def catalog_with(**extra: str) -> str:
    """The sample's catalog with more said of some of its entries: `erp="limits: {payload: 1 MB}"`."""
    text = CATALOG
    for entry, words in extra.items():
        text = changed(text, IN_CATALOG[entry] + "}", f"{IN_CATALOG[entry]}, {words}}}")
    return text


def flow_with(replaced: Mapping[str, str]) -> str:
    """The sample's flow with each text that is a key of `replaced` as its value."""
    text = FLOW
    for old, new in replaced.items():
        text = changed(text, old, new)
    return text


def findings_of(code: str, replaced: Mapping[str, str], catalog: str = CATALOG) -> list[Finding]:
    """What the rule `code` alone finds in the sample's flow with something replaced."""
    return findings_in_flows(code, [flow_with(replaced)], catalog)


def findings_in_flows(code: str, flows: Sequence[str], catalog: str = CATALOG) -> list[Finding]:
    """What the rule `code` alone finds in a project of several flows, FLOW-0001 and so on."""
    with tempfile.TemporaryDirectory() as folder:
        for number, text in enumerate(flows[1:], 2):
            path = Path(folder) / f"decisions/flows/{number:04}-flow-{number}.md"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        project = write_flow(Path(folder), flows[0], catalog)
        return list(check(project, rules=(_rule(code),)).findings)


def _rule(code: str) -> Rule:
    rule = find_rule(code)
    assert rule is not None
    return rule
