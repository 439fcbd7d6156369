"""Families T, E and V at their edges: one changed line of the complete flow, and what is told of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.rules.checking import flow_findings
from tests.samples import FLOW, changed


@pytest.mark.parametrize(
    ("old", "new", "codes"),
    [
        # Exactly as long as promised is in time.
        ("  within: 8 h\n", "  within: 4 h\n", []),
        ("  within: 8 h\n", "  within: 239 min\n", ["T703"]),
        ("  within: 8 h\n", "  within: {open: How late?, owner: erp-team, due: 2099-01-01}\n", ["F413"]),
        ("attempts: 8", "attempts: 1000", []),
        ("attempts: 8", "attempts: 1001", ["T705"]),
        ("attempts: 8", "attempts: 0", ["T705"]),
        ("attempts: 8", "attempts: many", ["R013"]),
        ("{needed: true, key: order number}", "{needed: true, key: }", ["T708"]),
        # One word of the business is enough.
        ("the warehouse misses the 16:00 carrier cut-off", "queue grows and checkout stops", []),
        ("the order is paid and not picked", "orders pile up in the queue", []),
        ("the order is paid and not picked", "timeout, exception", ["E808"]),
        # What is bad, open or misspelt is told once.
        ("authority: [retry, repair, escalate]", "authority: [fix]", ["R013"]),
        ("authority: [retry, repair, escalate]", "authority: [suppress]", ["E804", "E806"]),
        ("    effect: the order", "    efect: the order", ["R008"]),
        ("    trace: event", "    trace: {open: Where?, owner: erp-team, due: 2099-01-01}", ["F413"]),
        ("    trace: event", "    trace: somewhere", ["R013"]),
        ("    evidence: [https://wiki.example.com/orders/thin]", "    evidence: []", ["V902"]),
        ("sends one order again", "and erp-team send one order again", []),
        ("order-operations sends one order again", "Order Operations sends one order again", []),
    ],
)
def test_what_is_told_of_one_changed_line(tmp_path: Path, old: str, new: str, codes: list[str]) -> None:
    found = flow_findings(tmp_path, changed(FLOW, old, new))
    assert sorted(line.split()[-1] for line in found) == codes
