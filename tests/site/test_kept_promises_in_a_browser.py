"""The page of a flow that states everything, in a browser: nothing runs over, and axe finds nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from settled.site.mkdocs.build import BuiltSite
from tests.complete_programme import CATALOG, FILES
from tests.site.axe import COLOURS, violations
from tests.site.conftest import Visit

pytestmark = pytest.mark.browser
VARIANTS = "variants:\n  eu: {latency: {within: 3 d}}\n  us: {latency: {within: 2 d}}\nslices:\n"


@pytest.fixture
def flows(build: Callable[..., BuiltSite]) -> Path:
    """The flows of the complete programme as a site: one has variants, one is too late, forgets and is too much."""
    files: dict[str, str | bytes | None] = {f"decisions/{name}": text for name, text in FILES.items()}
    files["decisions/flows/0001-order-export.md"] = FILES["flows/0001-order-export.md"].replace(
        "slices:\n", VARIANTS, 1
    )
    stock = FILES["flows/0004-stock.md"]
    for old, new in (
        ("on-failure: park", "on-failure: block"), ("within: 4 d", "within: 2 d"), ("remembers: 7 d", "remembers: 1 h"),
    ):  # fmt: skip
        stock = stock.replace(old, new, 1)
    files["decisions/flows/0004-stock.md"] = stock
    files["decisions/catalog.yml"] = CATALOG.replace("shop: {", "shop: {limits: {calls-per-minute: 50}, ", 1)
    return build(files).out / "flows"


def test_the_pictures_fit_and_everybody_can_read_them(flows: Path, visit: Callable[..., Visit]) -> None:
    for name in ("0001-order-export", "0002-payment-capture", "0004-stock"):
        for dark, width in ((False, 1280), (True, 390)):
            opened = visit((flows / f"{name}.html").as_uri(), dark=dark, width=width)
            page = opened.page
            # Another scheme changes colours alone, and another width what is hidden.
            broken = violations(page, COLOURS) if dark else violations(page)
            assert (name, dark, broken) == (name, dark, [])
            wide = page.evaluate(
                "[...document.querySelectorAll('.st-spans, .st-spans text')].filter(e => {"
                " const box = e.getBoundingClientRect(), frame = e.closest('article').getBoundingClientRect();"
                " return box.right > frame.right + 1 || box.left < frame.left - 1}).map(e => e.outerHTML.slice(0, 90))"
            )
            assert (name, width, wide) == (name, width, [])
            assert opened.foreign == []


def test_the_sums_are_there_without_scripts(flows: Path, visit: Callable[..., Visit]) -> None:
    page = visit((flows / "0004-stock.html").as_uri(), script=False).page
    assert page.locator(".st-spans").count() == 3
    assert page.locator(".st-promise-sum").first.inner_text().startswith("all that stands behind a failed message")
    page.emulate_media(media="print")
    assert page.locator(".st-spans").first.is_visible()
    assert not page.locator(".st-terms").first.is_visible()
