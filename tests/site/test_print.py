"""Pages on paper: a flow is a sheet of two pages, and nothing of the screen is printed."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from settled.site.mkdocs.build import BuiltSite
from tests.samples import CATALOG, FLOW, changed
from tests.site.conftest import KINDS, Visit


def pages_of(pdf: bytes) -> int:
    """How many pages a PDF of the browser has: it writes the objects of pages uncompressed."""
    return len(re.findall(rb"/Type\s*/Page(?![a-zA-Z])", pdf))


def test_a_complete_flow_is_a_sheet_of_two_pages(build: Callable[..., BuiltSite], visit: Callable[..., Visit]) -> None:
    more = "".join(
        f"  - mode: failure number {number} of the order export\n    detect: an alert within {number} min\n"
        f"    effect: the order is paid and waits in the warehouse\n    trace: event\n    owner: erp-team\n"
        f"    authority: [retry, escalate]\n    runbook: https://runbooks.example.com/orders/{number}\n"
        for number in range(3)
    )
    flow = changed(FLOW, "slices:\n", f"{more}slices:\n")
    site = build({"decisions/catalog.yml": CATALOG, "decisions/flows/0001-order-export.md": flow})
    pdf = visit((site.out / "flows/0001-order-export.html").as_uri()).page.pdf(format="A4")
    assert 1 <= pages_of(pdf) <= 2


def test_no_flow_of_the_programme_is_longer_than_its_sheet_and_a_page_of_text(
    reference: Path, visit: Callable[..., Visit]
) -> None:
    page = visit((reference / "index.html").as_uri()).page
    longest = sorted((reference / "flows").glob("00*.html"), key=lambda file: file.stat().st_size)[-4:]
    for file in longest:
        page.goto(file.as_uri(), wait_until="load")
        assert (file.name, pages_of(page.pdf(format="A4"))) <= (file.name, 3)


def test_paper_is_white_in_the_dark_too(reference: Path, visit: Callable[..., Visit]) -> None:
    page = visit((reference / KINDS["a live flow"]).as_uri(), dark=True).page
    ink = "getComputedStyle(document.querySelector('.st-card')).color"
    assert page.evaluate(ink) != "rgb(0, 0, 0)"
    page.emulate_media(media="print", color_scheme="dark")
    assert page.evaluate(ink) == "rgb(0, 0, 0)"
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    line = "getComputedStyle(document.querySelector('.st-steps path')).stroke"
    assert page.evaluate(line) == "rgb(0, 0, 0)"


def test_what_is_folded_on_the_screen_is_printed(build: Callable[..., BuiltSite], visit: Callable[..., Visit]) -> None:
    old = "---\nstatus: superseded\nsuperseded-by: [{}]\n---\n\n# An old one\n"
    chain: dict[str, str | bytes | None] = {
        f"decisions/adr/{number:04d}-d.md": old.format(number + 1) for number in range(1, 13)
    }
    page = visit((build(chain).out / "decisions/0006-d.html").as_uri()).page
    last = page.locator(".st-chain li").last
    assert last.evaluate("(e) => e.checkVisibility({contentVisibilityAuto: true})") is False
    page.emulate_media(media="print")
    assert last.evaluate("(e) => e.checkVisibility({contentVisibilityAuto: true})") is True


def test_states_are_words_on_paper(reference: Path, visit: Callable[..., Visit]) -> None:
    page = visit((reference / KINDS["a flow"]).as_uri()).page
    page.emulate_media(media="print")
    chips = page.locator(".st-card h3 .st-chip")
    assert [" ".join(text.split()) for text in chips.all_inner_texts()][:2] == ["? open", "✓ settled"]


def test_addresses_are_printed_where_they_leave_the_site(
    build: Callable[..., BuiltSite], visit: Callable[..., Visit]
) -> None:
    text = "---\nstatus: accepted\n---\n\n# A\n\nSee [B](0002-b.md) and [the manual](https://example.com/manual).\n"
    site = build({"decisions/adr/0001-a.md": text, "decisions/adr/0002-b.md": "---\nstatus: accepted\n---\n\n# B\n"})
    page = visit((site.out / "decisions/0001-a.html").as_uri()).page
    page.emulate_media(media="print")
    behind = "(e) => getComputedStyle(e, '::after').content"
    links = page.locator(".st-text a:not(.headerlink)")
    assert [link.evaluate(behind) for link in links.all()] == ["none", '" (https://example.com/manual)"']
