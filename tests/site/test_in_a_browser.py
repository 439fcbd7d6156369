"""The site in a real browser: from a disk and from a server, without a network, with and without scripts."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from tests.site.conftest import KINDS, Visit


def _address(kind: str, site: Path, server: str | None) -> str:
    return f"{server}{KINDS[kind]}" if server else (site / KINDS[kind]).as_uri()


def test_every_kind_of_page_opens_from_a_server_and_asks_no_other_host(
    reference: Path, visit: Callable[..., Visit], serve: Callable[[Path], str]
) -> None:
    server = serve(reference)
    seen = visit(f"{server}404.html")
    for kind in KINDS:
        # What is searched in is the last that a page asks for.
        with seen.page.expect_response("**/search/search_index.json"):
            seen.page.goto(_address(kind, reference, server), wait_until="load")
        assert (kind, seen.page.locator("h1").count(), seen.foreign, seen.errors) == (kind, 1, [], [])


@pytest.mark.parametrize("kind", KINDS)
def test_every_page_reads_without_scripts(reference: Path, visit: Callable[..., Visit], kind: str) -> None:
    page = visit(_address(kind, reference, None), script=False).page
    assert page.locator("h1").inner_text().strip()
    assert page.locator("form.st-filter:visible").count() == 0
    # What is folded opens without a script, too.
    assert page.locator("tbody tr:not(:visible):not(details:not([open]) tr)").count() == 0


def test_the_flows_are_narrowed_and_the_address_says_how(
    reference: Path, visit: Callable[..., Visit], serve: Callable[[Path], str]
) -> None:
    page = visit(serve(reference) + KINDS["flows"]).page
    rows = page.locator("table.st-filtered tbody tr:visible")
    everything = rows.count()
    page.locator(".st-facet", has_text="Phase").locator("summary").click()
    page.get_by_role("checkbox", name="design").check()
    narrowed = rows.count()
    assert 0 < narrowed < everything
    assert page.locator(".st-filter output").inner_text() == f"{narrowed} of {everything} flows"
    page.get_by_label("Find").fill("customer")
    page.wait_for_url(lambda url: url.endswith("?find=customer&phase=design"))
    assert rows.count() < narrowed
    again = visit(page.url).page
    assert again.locator("table.st-filtered tbody tr:visible").count() == rows.count()
    assert again.locator(".st-facet.st-is-set summary").all_inner_texts() == ["Phase: design"]
    again.locator(".st-filter button[type=reset]").click()
    again.wait_for_url(lambda url: "?" not in url)
    assert again.locator("table.st-filtered tbody tr:visible").count() == everything


def test_the_filter_keeps_its_state_in_the_address_on_a_disk_too(reference: Path, visit: Callable[..., Visit]) -> None:
    seen = visit(_address("decisions", reference, None))
    seen.page.locator(".st-facet", has_text="Status").locator("summary").click()
    seen.page.get_by_role("checkbox", name="superseded").check()
    assert seen.page.url.endswith("?status=superseded")
    assert seen.errors == []
    seen.page.reload()
    assert seen.page.locator("table.st-filtered tbody tr:visible").count() == 1


def _days(cells: Locator) -> list[str]:
    """The days in cells that may say before it what happened on that day."""
    return [text.split()[-1] for text in cells.all_inner_texts()]


def test_a_column_sorts_up_down_and_back(reference: Path, visit: Callable[..., Visit]) -> None:
    page = visit(_address("decisions", reference, None)).page
    column = page.get_by_role("columnheader", name="Decided on")
    dates = page.locator("table.st-filtered tbody td.st-date:nth-child(4)")
    before = _days(dates)
    button = page.get_by_role("button", name="Decided on")
    button.click()
    assert column.get_attribute("aria-sort") == "ascending"
    assert _days(dates) == sorted(before)
    button.press("Enter")
    assert column.get_attribute("aria-sort") == "descending"
    assert _days(dates) == sorted(before, reverse=True)
    assert page.url.endswith("?sort=-date")
    page.reload()
    assert _days(dates) == sorted(before, reverse=True)
    button.click()
    assert column.get_attribute("aria-sort") == "none"
    assert _days(dates) == before


@pytest.mark.parametrize("origin", ["disk", "server"])
def test_search_finds_a_failure_mode_and_leads_to_it(
    reference: Path, visit: Callable[..., Visit], serve: Callable[[Path], str], origin: str
) -> None:
    seen = visit(_address("overview", reference, serve(reference) if origin == "server" else None))
    seen.page.locator("input[name=query]").click()
    seen.page.locator("input[name=query]").press_sequentially("withdrawn consent")
    found = seen.page.locator(".md-search-result__link").first
    # The list follows each letter: what the first letters found is replaced when the whole words are there.
    expect(found).to_contain_text(re.compile("Customer data to the shops|Failure modes"), timeout=30_000)
    found.click()
    seen.page.wait_for_url("**/flows/0011-customer.html**")
    assert (seen.foreign, seen.errors) == ([], [])


def test_a_cell_of_the_matrix_leads_to_the_decision(reference: Path, visit: Callable[..., Visit]) -> None:
    page = visit(_address("overview", reference, None)).page
    page.get_by_role("link", name="open: Source system of FLOW-0011").click()
    page.wait_for_url("**/flows/0011-customer.html#decision-source")
    assert "Who holds the truth for a customer" in page.locator("#decision-source").inner_text()


def test_a_long_introduction_is_folded_on_a_phone_only(reference: Path, visit: Callable[..., Visit]) -> None:
    assert visit(_address("overview", reference, None)).page.get_by_role("button", name="Read on").count() == 0
    page = visit(_address("overview", reference, None), width=390).page
    button = page.get_by_role("button", name="Read on")
    figures = page.locator(".st-numbers").bounding_box()
    assert figures is not None
    assert figures["y"] < 500
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    button.click()
    text = page.locator(".st-introduction").bounding_box()
    assert text is not None
    assert text["height"] > 400
    assert button.count() == 0
