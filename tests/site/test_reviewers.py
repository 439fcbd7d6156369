"""What a reviewer comes for is three clicks away at most, from the first page and without knowing the site."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import expect

from tests.site.conftest import Visit


def test_who_owns_failed_refunds(reference: Path, visit: Callable[..., Visit]) -> None:
    page = visit((reference / "index.html").as_uri()).page
    page.locator(".md-sidebar--primary").get_by_text("Ownership").click()
    page.locator("#object-refund").get_by_role("link", name="Refund").click()
    answers = page.locator(".st-facts div", has_text="Answers for failures")
    assert answers.locator("dd").inner_text() == "Finance operations, Payments"
    row = page.locator("table", has_text="What goes wrong").get_by_role("row", name="provider has refunded")
    assert "Finance operations" in row.inner_text()


def test_why_prices_are_kept_where_they_are(reference: Path, visit: Callable[..., Visit]) -> None:
    page = visit((reference / "index.html").as_uri()).page
    page.locator(".md-sidebar--primary").get_by_text("Ownership").click()
    page.locator("#object-price").get_by_role("link", name="Price").click()
    page.locator("table").get_by_role("link", name="ADR-0005").first.click()
    assert "One owner per product attribute" in page.locator("h1").inner_text()
    assert page.get_by_role("heading", name="Decision Outcome").is_visible()


def test_what_blocks_the_next_rehearsal(reference: Path, visit: Callable[..., Visit]) -> None:
    page = visit((reference / "index.html").as_uri()).page
    page.locator(".st-numbers > li", has_text="Ready for").get_by_role("link", name="rehearsal").click()
    expect(page.locator("form.st-filter output")).to_contain_text(" of ")
    shown = page.locator("table.st-filtered tbody tr[data-facets]:not([hidden])")
    assert shown.count() > 0
    for row in shown.all():
        assert "rehearsal" in row.inner_text()
