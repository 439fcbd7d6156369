"""The page of the route map: the picture with its links, the tables, and what is said where there is neither."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from settled.site.mkdocs.build import BuiltSite
from settled.site.pictures import layout
from tests.samples import CATALOG, FLOW
from tests.site.conftest import Visit

Build = Callable[..., BuiltSite]
PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" class="st-map"'
FILES: dict[str, str | bytes | None] = {
    "decisions/catalog.yml": CATALOG,
    "decisions/flows/0001-order-export.md": FLOW,
}


def _page(build: Build, files: dict[str, str | bytes | None]) -> str:
    return (build(files).out / "route-map.html").read_text(encoding="utf-8")


def _text(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_every_system_and_flow_of_the_picture_is_a_link(build: Build) -> None:
    picture = re.findall(PICTURE + ".*?</svg>", _page(build, FILES), re.DOTALL)[0]
    assert re.findall(r'<a class="st-map-node[^"]*" href="([^"]*)"', picture) == [
        f"systems/{system}.html" for system in ("storefront", "erp", "wms", "oms", "pim", "integration-hub")
    ]
    assert re.findall(r'<a class="st-map-flow" href="([^"]*)"', picture) == ["flows/0001-order-export.html"] * 3
    assert re.findall(r'<a class="st-map-arrow" href="([^"]*)"', picture) == ["flows/0001-order-export.html"] * 3
    assert "FLOW-0001 Order export: event, same day, operational, phase design, all six decisions settled" in picture


def test_the_table_says_the_same_as_the_picture(build: Build) -> None:
    row = re.findall(r'<tr id="flow-FLOW-0001".*?</tr>', _page(build, FILES), re.DOTALL)[0]
    assert _text(row) == (
        "FLOW-0001 Order export Web shop Integration hub S/4HANA , Warehouse event "
        "same day, operational within 8 h ●○○○ design ✓ settled"
    )


def test_without_a_picture_the_tables_say_why_and_stay(build: Build, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(layout, "_programs", lambda: iter(()))
    page = _page(build, FILES)
    assert PICTURE not in page
    assert "The picture is not drawn: there is no Graphviz to lay out the picture" in page
    assert 'id="flow-FLOW-0001"' in page


def test_a_flow_that_names_no_system_is_told_beside_the_picture(build: Build) -> None:
    page = _page(build, {**FILES, "decisions/flows/0002-empty.md": "---\nkind: flow\n---\n\n# Empty\n"})
    assert "Not drawn, because no system is named: FLOW-0002 ." in _text(page)


def test_a_programme_without_flows_says_what_to_do(build: Build) -> None:
    page = _page(build, {"decisions/catalog.yml": CATALOG})
    assert "runs between systems yet." in page
    assert PICTURE not in page


def test_the_picture_zooms_and_scrolls(reference: Path, visit: Callable[..., Visit]) -> None:
    page = visit((reference / "route-map.html").as_uri()).page
    picture, frame = page.locator("#route-map > svg"), page.locator("#route-map")

    def width() -> float:
        box = picture.bounding_box()
        assert box is not None
        return round(box["width"])

    room = frame.evaluate("frame => frame.clientWidth")
    page.get_by_role("button", name="100 %").click()
    full = round(float(picture.get_attribute("width") or 0))
    assert width() == full
    page.get_by_role("button", name="Larger").click()
    assert abs(width() - full * 1.25) <= 1  # each is rounded
    assert frame.evaluate("frame => frame.scrollWidth > frame.clientWidth")
    page.get_by_role("button", name="Fit").click()
    assert width() == room


def test_without_a_script_the_picture_scrolls(reference: Path, visit: Callable[..., Visit]) -> None:
    page = visit((reference / "route-map.html").as_uri(), width=390, script=False).page
    assert page.locator("#route-map").evaluate("frame => frame.scrollWidth > 2 * frame.clientWidth")
    assert page.locator(".st-map-zoom").is_hidden()
