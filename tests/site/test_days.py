"""Each day with its name: when something was decided, when git recorded it, when it was replaced."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from settled.site.mkdocs.build import BuiltSite
from tests.samples import DECISION, changed
from tests.site.conftest import Visit


def test_a_decision_says_when_it_was_decided_and_what_git_recorded(
    reference: Path, visit: Callable[..., Visit]
) -> None:
    page = visit((reference / "decisions/0003-the-erp-owns-the-order-status.html").as_uri()).page
    head = page.locator(".st-states").inner_text()
    assert "decided on 2026-03-17 by Integration architecture, ERP team, replaced on 2026-06-30" in head
    assert "since" not in head
    assert "Order Architect" not in head
    assert page.locator(".st-chain li").nth(0).inner_text().endswith("decided 2026-03-17 → replaced 2026-06-30")
    assert page.locator(".st-chain-box title").nth(0).text_content() == (
        "ADR-0003 The ERP owns the order status: superseded, 2026-06-30, this record"
    )
    history = page.locator(".st-changes")
    assert history.locator("th[scope=col]").all_inner_texts() == ["Recorded on", "Status", "Recorded by", "Commit"]
    rows = history.locator("tbody tr").all_inner_texts()
    assert (
        rows[1]
        .replace("\t", " | ")
        .replace("\n", " ")
        .startswith("2026-10-03 | proposed → ● accepted decided on 2026-03-17 | Order Architect | ")
    )


def test_what_is_only_proposed_is_not_called_decided(reference: Path, visit: Callable[..., Visit]) -> None:
    page = visit((reference / "decisions/0012-the-crm-holds-the-customer-master.html").as_uri()).page
    head = page.locator(".st-states").inner_text()
    assert "proposed on 2026-11-10, to be decided by Integration architecture, Customer data" in head
    page.goto((reference / "decisions/index.html").as_uri())
    table = page.locator("table.st-decisions")
    assert table.locator("thead th").all_inner_texts()[3:5] == ["Decided on", "Recorded in git on"]
    assert table.locator("tbody tr").nth(11).locator("td.st-date").all_inner_texts() == [
        "proposed 2026-11-10",
        "2026-09-07",
    ]


def test_a_column_that_says_the_same_of_all_is_a_line_above_the_table(build: Callable[..., BuiltSite]) -> None:
    other = changed(DECISION, "date: 2026-11-20", "date: 2026-11-21")
    out = build({"decisions/adr/0001-a.md": DECISION, "decisions/adr/0002-b.md": other}).out
    page = (out / "decisions/index.html").read_text(encoding="utf-8")
    table = page[page.index('<table class="st-table st-filtered st-decisions"') :]
    heads = re.findall(r'<th scope="col"[^>]*>([^<]*)</th>', table[: table.index("</thead>")])
    assert heads[:4] == ["Id", "Decision", "Status", "Decided on"]
    assert "Recorded in git on" not in heads
    assert "Decision makers" not in heads
    assert "<caption>All decisions; each decided by" in table
