"""Where the pages of systems, teams and business objects lie, and how a reader gets there from the first page."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import expect

from settled.model.catalog import BusinessObject, System, Team
from settled.project.catalog import Catalog
from settled.site.catalog_pages import EntryKind, entry_pages
from settled.site.mkdocs.build import BuiltSite
from tests.samples import CATALOG, DECISION
from tests.site.conftest import Visit


def _catalog(*systems: str) -> Catalog:
    return Catalog("catalog.yml", {system: System() for system in systems})


@pytest.mark.parametrize(
    ("entry", "page"),
    [
        ("erp", "erp"),
        ("shop_2-b", "shop_2-b"),
        ("ERP", "erp-05642da1"),
        ("index", "index-1bc04b52"),
        ("con", "con-1143da2b"),
        ("../../etc/passwd", "etc-passwd-3754d6cb"),
        ("Größe", "gr-e-aedc3f80"),
        ("注文", "266125dd"),
        ("-", "3973e022"),
        ("a" * 300, "a" * 40 + "-9835fa6b"),
    ],
)
def test_the_page_of_an_id_is_safe_on_every_disk(entry: str, page: str) -> None:
    assert entry_pages(_catalog(entry)) == {(EntryKind.SYSTEM, entry): f"systems/{page}.md"}


@given(
    st.lists(
        st.text(min_size=1, max_size=12) | st.sampled_from(["ERP", "erp", "Erp", "e.rp", "erp-05642da1"]), unique=True
    )
)
def test_no_two_ids_share_a_page_also_where_a_disk_folds_case(ids: list[str]) -> None:
    catalog = Catalog(
        "c", dict.fromkeys(ids, System()), dict.fromkeys(ids, Team()), dict.fromkeys(ids, BusinessObject())
    )
    pages = entry_pages(catalog)
    assert len(pages) == 3 * len(ids)
    assert len({page.lower() for page in pages.values()}) == 3 * len(ids)
    assert all(re.fullmatch(r"(systems|teams|objects)/[a-z0-9][a-z0-9_-]*\.md", page) for page in pages.values())


@given(st.lists(st.text(min_size=1, max_size=6), unique=True, min_size=1))
def test_a_page_does_not_move_when_other_entries_go(ids: list[str]) -> None:
    pages = entry_pages(_catalog(*ids))
    for entry in ids:
        assert entry_pages(_catalog(entry))[EntryKind.SYSTEM, entry] == pages[EntryKind.SYSTEM, entry]


def test_a_record_named_like_such_a_page_clashes_with_nothing(build: Callable[..., BuiltSite]) -> None:
    site = build({"decisions/catalog.yml": CATALOG, "decisions/systems/erp.md": DECISION}).out
    record = (site / "decisions/erp.html").read_text(encoding="utf-8")
    system = (site / "systems/erp.html").read_text(encoding="utf-8")
    assert "Keep prices in the ERP</h1>" in record
    assert "S/4HANA</h1>" in system
    assert "Prices are kept in two systems." not in system


def test_a_file_named_like_such_a_page_is_the_teams_own_text_on_it(build: Callable[..., BuiltSite]) -> None:
    text = "# The ERP\n\nRestarted each *Sunday*. See [prices](../adr/0001-prices.md). <script>alert(1)</script>\n"
    files = {
        "decisions/catalog.yml": CATALOG,
        "decisions/adr/0001-prices.md": DECISION,
        "decisions/systems/erp.md": text,
    }
    built = build(files)
    page = (built.out / "systems/erp.html").read_text(encoding="utf-8")
    assert built.broken_links == ()
    assert "S/4HANA</h1>" in page
    assert 'Restarted each <em>Sunday</em>. See <a href="../decisions/0001-prices.html"' in page
    assert "alert(1)" not in page
    assert "The ERP</h1>" not in page


def test_who_owns_failed_refunds_is_two_clicks_from_the_first_page(
    reference: Path, visit: Callable[..., Visit]
) -> None:
    page = visit((reference / "index.html").as_uri()).page
    page.get_by_role("link", name="Ownership", exact=True).first.click()
    page.get_by_role("link", name="Refund", exact=True).first.click()
    assert "Payments" in page.locator(".st-facts").inner_text()
    row = page.get_by_role("row").filter(has_text="refund is refused because the amount is above the capture")
    assert "Payments" in row.inner_text()
    row.get_by_role("link", name="Payments").click()
    assert page.locator("h1").inner_text() == "Payments"
    assert "#payments" in page.locator(".st-facts").inner_text()


def test_why_prices_are_kept_where_they_are_is_three_clicks_from_the_first_page(
    reference: Path, visit: Callable[..., Visit]
) -> None:
    page = visit((reference / "index.html").as_uri()).page
    page.get_by_role("link", name="Ownership", exact=True).first.click()
    page.get_by_role("link", name="Price", exact=True).first.click()
    assert "S/4HANA" in page.locator(".st-facts").inner_text()
    page.locator("#decisions ~ .st-scroll a").first.click()
    assert "ERP (dimensions, tax category, price)" in page.locator("article").inner_text()


def test_the_flows_of_a_system_are_narrowed_by_direction(reference: Path, visit: Callable[..., Visit]) -> None:
    page = visit((reference / "systems/oms.html").as_uri()).page
    rows = page.locator("table.st-filtered tbody tr:visible")
    everything = rows.count()
    page.locator(".st-facet summary", has_text="What it does").click()
    page.get_by_role("checkbox", name="out").check()
    assert 0 < rows.count() < everything
    assert page.locator(".st-filter output").inner_text() == f"{rows.count()} of {everything} flows"


def test_search_finds_a_page_by_its_name(reference: Path, visit: Callable[..., Visit]) -> None:
    seen = visit((reference / "index.html").as_uri())
    query = seen.page.locator("input[name=query]")
    query.click()
    for words, page in (
        ("Payment provider", "systems/payment-provider.html"),
        ("Warehouse operations", "teams/warehouse-operations.html"),
        ("Marketplace order", "objects/marketplace-order.html"),
    ):
        query.clear()
        query.press_sequentially(words)
        found = seen.page.locator(f".md-search-result__link[href*='{page}']").first
        expect(found).to_contain_text(words, timeout=30_000)
        assert unquote(found.get_attribute("href") or "").partition("?")[0].endswith(page)
    assert (seen.foreign, seen.errors) == ([], [])
