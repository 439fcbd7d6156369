"""A page of every kind, opened once from a disk: no other host, axe, a phone, paper, and nothing that moves."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.site.axe import COLOURS, violations
from tests.site.conftest import KINDS, FreePages, Visit, visiting

PRINTED = (
    "a flow",
    "a live flow",
    "a decision",
    "risk register",
    "ownership",
    "flows",
    "timeline",
    "delivery sequence",
)
# Every table of ours has a caption, and says of each head what it heads.
TABLES = """
() => [...document.querySelectorAll("table.st-table")].flatMap((table) => [
  ...(table.caption && table.caption.textContent.trim() ? [] : ["no caption: " + table.outerHTML.slice(0, 120)]),
  ...[...table.querySelectorAll("th:not([scope])")].map((head) => "no scope: " + head.outerHTML),
])
"""
MOVING = """
() => [...document.querySelectorAll("*")].filter((element) => {
  const style = getComputedStyle(element);
  const seconds = (text) => Math.max(...text.split(",").map(parseFloat));
  return style.scrollBehavior === "smooth" || seconds(style.transitionDuration) > 0.01
    || (style.animationName !== "none" && seconds(style.animationDuration) > 0.01);
}).map((element) => element.outerHTML.slice(0, 80))
"""


@pytest.fixture(scope="module", params=KINDS)
def kind(request: pytest.FixtureRequest) -> str:
    """The kind of page that is open."""
    return str(request.param)


@pytest.fixture(scope="module")
def opened(kind: str, reference: Path, free_pages: FreePages) -> Iterator[Visit]:
    """The page of this kind, which each test shows as it wants to see it."""
    with visiting(free_pages) as visit:
        yield visit((reference / KINDS[kind]).as_uri())


def _shown(opened: Visit, *, dark: bool = False, width: int = 1280, paper: bool = False) -> Page:
    page = opened.page
    page.emulate_media(media="print" if paper else "screen", color_scheme="dark" if dark else "light")
    page.set_viewport_size({"width": width, "height": 900})
    if not paper:
        expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate" if dark else "default")
    return page


def test_it_asks_no_other_host(opened: Visit) -> None:
    assert opened.page.locator("h1").count() == 1
    assert (opened.foreign, opened.errors) == ([], [])


def test_axe_finds_nothing(opened: Visit, kind: str) -> None:
    page = _shown(opened)
    if kind == "a rule":
        # The buttons beside examples are added by a script.
        expect(page.locator("nav.md-code__nav")).to_have_count(2)
    assert violations(page) == []
    assert page.evaluate(TABLES) == []


def test_axe_finds_nothing_in_the_dark(opened: Visit) -> None:
    # Another scheme changes colours alone.
    assert violations(_shown(opened, dark=True), COLOURS) == []


def test_nothing_moves_where_a_reader_asked_for_that(opened: Visit) -> None:
    assert _shown(opened).evaluate(MOVING) == []


def test_a_phone_scrolls_tables_and_never_the_page(opened: Visit) -> None:
    page = _shown(opened, width=390)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    wide = "[...document.querySelectorAll('article *')].filter(e => e.getBoundingClientRect().right > 391"
    assert page.evaluate(wide + " && !e.closest('.st-scroll, pre')).map(e => e.outerHTML.slice(0, 80))") == []


@pytest.mark.parametrize("kind", PRINTED, indirect=True, scope="module")
def test_only_the_record_is_printed(opened: Visit) -> None:
    page = _shown(opened, paper=True)
    frame = ".md-header, .md-sidebar, .md-footer, .md-search, .md-skip, .headerlink, "
    frame += ".st-filter, .st-map-zoom, button:not(th > button)"
    assert [text for text in page.locator(f":is({frame}):visible").all_inner_texts() if text.strip()] == []
    printed = page.locator("body").inner_text()
    assert page.locator("h1").inner_text() in printed
    for said in ("Table of contents", "Skip to content", "Back to top", "Type to start searching", "Made with"):
        assert said not in printed


@pytest.mark.parametrize("kind", PRINTED, indirect=True, scope="module")
def test_nothing_is_cut_off_on_paper(opened: Visit) -> None:
    # As wide as the printed part of a sheet of A4 with the margins of our own.
    page = _shown(opened, width=711, paper=True)
    hidden = page.evaluate(
        "[...document.querySelectorAll('article *')].filter(e => !e.closest('svg, .st-hidden')"
        " && getComputedStyle(e).overflowX !== 'visible' && e.scrollWidth > e.clientWidth + 1)"
        ".map(e => e.outerHTML.slice(0, 90))"
    )
    assert hidden == []
    wide = page.evaluate(
        "[...document.querySelectorAll('article *')].filter(e => e.getBoundingClientRect().right > 713"
        " && !e.closest('svg, .st-hidden')).map(e => e.outerHTML.slice(0, 90))"
    )
    assert wide == []
