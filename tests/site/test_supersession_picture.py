"""What replaced what on the page of a decision: the picture, the list that says the same, and odd shapes of both."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from settled.project import load
from settled.site.content import gather
from settled.site.links import PageLinks, record_pages
from settled.site.page import Page
from settled.site.pictures.succession_layout import BOX_HEIGHT, MOST_COLUMNS, MOST_ROWS, lay_out_succession
from settled.site.render import render
from tests.conftest import TODAY
from tests.samples import CATALOG, FLOW, changed

Draw = Callable[[dict[int, str], int], str]


@pytest.fixture
def decision_page(tree: Callable[..., Path]) -> Draw:
    """The HTML of the page of a decision, from the front matter of all of them: `decision_page({1: "…"}, 1)`."""

    def draw(decisions: dict[int, str], shown: int) -> str:
        files = {
            f"docs/adr/{number:04d}-d.md": f"---\ndate: {TODAY}\n{front}\n---\n\n# Decide {number}\n"
            for number, front in decisions.items()
        }
        project = load(tree(files))
        page = render(gather(project), PageLinks(record_pages(project), directory_urls=False))
        found = page[f"decisions/{shown:04d}-d.md"]
        assert isinstance(found, Page)
        return found.before

    return draw


def _text(fragment: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", fragment)).split())


def listed(page: str) -> list[str]:
    """The records of the list, each with what it says of others."""
    nav = page.partition('<nav class="st-chain"')[2].partition("</nav>")[0]
    day = re.compile(rf" (?:decided|proposed|rejected|→ replaced) {TODAY}")
    return [day.sub("", _text(item)) for item in re.findall(r"<li[^>]*>(.*?)</li>", nav)]


def titles(page: str, style: str) -> list[str]:
    """The titles of the parts of the picture whose class begins with `style`."""
    drawn = page.partition('<svg class="st-map st-chain-picture"')[2].partition("</svg>")[0]
    svg = ElementTree.fromstring(f"<svg{drawn}</svg>")  # noqa: S314 (our own text)
    return [part.findtext("title", "") for part in svg.iter() if part.get("class", "").startswith(style)]


def test_several_are_replaced_by_one_that_is_to_be_replaced_and_is_amended(decision_page: Draw) -> None:
    decisions = {
        1: "status: superseded\nsuperseded-by: [3]",
        2: "status: superseded\nsuperseded-by: [3]",
        3: "status: accepted\nsupersedes: [1, 2]\namends: [4]",
        4: "status: accepted\namended-by: [3]",
        5: "status: proposed\nsupersedes: [3]",
        6: "status: accepted\namends: [3]",
        7: "status: rejected\nsupersedes: [3]",
    }
    page = decision_page(decisions, 3)
    assert listed(page) == [
        "ADR-0004 Decide 4 ● accepted",
        "ADR-0001 Decide 1 ↷ superseded",
        "ADR-0002 Decide 2 ↷ superseded",
        "ADR-0003 Decide 3 ● accepted replaces ADR-0001 , replaces ADR-0002 , amends ADR-0004",
        "ADR-0005 Decide 5 ◐ proposed is to replace, once accepted, ADR-0003",
        "ADR-0007 Decide 7 ✕ rejected was rejected and does not replace ADR-0003",
        "ADR-0006 Decide 6 ● accepted amends ADR-0003",
    ]
    assert titles(page, "st-chain-box") == [
        f"ADR-0004 Decide 4: accepted, {TODAY}",
        f"ADR-0001 Decide 1: superseded, {TODAY}",
        f"ADR-0002 Decide 2: superseded, {TODAY}",
        f"ADR-0003 Decide 3: accepted, {TODAY}, this record",
        f"ADR-0005 Decide 5: proposed, {TODAY}",
        f"ADR-0007 Decide 7: rejected, {TODAY}",
        f"ADR-0006 Decide 6: accepted, {TODAY}",
    ]
    assert titles(page, "st-chain-taken") == ["ADR-0001 replaced by ADR-0003", "ADR-0002 replaced by ADR-0003"]
    assert titles(page, "st-chain-announced") == [
        "ADR-0003 to be replaced by, not accepted ADR-0005",
        "ADR-0003 to be replaced by, not accepted ADR-0007",
    ]
    assert titles(page, "st-chain-amended") == ["ADR-0004 amended by ADR-0003", "ADR-0003 amended by ADR-0006"]
    assert 'href="0005-d.html"' in page


def test_a_decision_that_stands_alone_has_no_picture(decision_page: Draw) -> None:
    page = decision_page({1: "status: accepted\nsupersedes: [1]", 2: "status: accepted\namends: [99]"}, 2)
    assert "st-chain" not in page


def test_a_chain_of_thirty_is_shortened_in_the_picture_and_whole_in_the_list(decision_page: Draw) -> None:
    decisions = {number: f"status: superseded\nsuperseded-by: [{number + 1}]" for number in range(1, 30)}
    page = decision_page({**decisions, 30: "status: accepted"}, 15)
    assert [title[:8] for title in titles(page, "st-chain-box")] == [
        "ADR-0001", "ADR-0014", "ADR-0015", "ADR-0016", "ADR-0030",
    ]  # fmt: skip
    assert titles(page, "st-chain-rest") == [
        ", ".join(f"ADR-{number:04d}" for number in numbers) for numbers in (range(2, 14), range(17, 30))
    ]
    assert [item[:8] for item in listed(page)] == [f"ADR-{number:04d}" for number in range(1, 31)]
    assert "All 30 as a list" in page
    assert "There are more, further away" not in page


def test_a_chain_without_end_is_followed_so_far_and_says_so(decision_page: Draw) -> None:
    decisions = {number: f"status: superseded\nsuperseded-by: [{number + 1}]" for number in range(1, 80)}
    page = decision_page({**decisions, 80: "status: accepted"}, 40)
    assert [item[:8] for item in listed(page)] == [f"ADR-{number:04d}" for number in range(10, 71)]
    assert "There are more, further away" in page


def test_decisions_that_replace_one_another_are_drawn_as_a_circle(decision_page: Draw) -> None:
    circle = {number: f"status: superseded\nsuperseded-by: [{number % 3 + 1}]" for number in (1, 2, 3)}
    page = decision_page(circle, 2)
    assert sorted(titles(page, "st-chain-taken")) == [
        "ADR-0001 replaced by ADR-0002", "ADR-0002 replaced by ADR-0003", "ADR-0003 replaced by ADR-0001",
    ]  # fmt: skip
    assert sorted(item[:8] for item in listed(page)) == ["ADR-0001", "ADR-0002", "ADR-0003"]


def test_a_flow_shows_what_replaced_it_too(tree: Callable[..., Path]) -> None:
    old = changed(FLOW, "status: proposed", "status: superseded\nsuperseded-by: [FLOW-0002]")
    project = load(
        tree({"decisions/catalog.yml": CATALOG, "decisions/flows/0001-a.md": old, "decisions/flows/0002-b.md": FLOW})
    )
    page = render(gather(project), PageLinks(record_pages(project), directory_urls=False))["flows/0001-a.md"]
    assert isinstance(page, Page)
    assert titles(page.before, "st-chain-taken") == ["FLOW-0001 replaced by FLOW-0002"]


def test_a_title_is_text_in_the_picture(decision_page: Draw) -> None:
    hostile = "title: '</text></svg><script>alert(1)</script>'\nstatus: superseded\nsuperseded-by: [2]"
    page = decision_page({1: hostile, 2: "status: accepted"}, 2)
    assert "<script>" not in page
    assert titles(page, "st-chain-box")[0].startswith("ADR-0001 </text></svg><script>alert(1)</script>: superseded")


@st.composite
def successions(draw: st.DrawFn) -> tuple[list[str], list[tuple[str, str]], str]:
    """Records, which of them comes after which (in circles, too), and the one that is read."""
    ids = [f"ADR-{number:04d}" for number in range(1, draw(st.integers(1, 40)) + 1)]
    each = st.sampled_from(ids)
    return ids, draw(st.lists(st.tuples(each, each), max_size=60)), draw(each)


@settings(deadline=None)
@given(successions())
def test_boxes_never_overlap_and_every_record_has_its_place(
    succession: tuple[list[str], list[tuple[str, str]], str],
) -> None:
    ids, lines, this = succession
    layout = lay_out_succession(ids, lines, this)
    assert sorted(layout.place_of) == ids
    assert all(each in layout.boxes[place].ids for each, place in layout.place_of.items())
    assert layout.boxes[layout.place_of[this]].ids == (this,)
    for index, box in enumerate(layout.boxes):
        assert box.x >= 0
        assert box.y >= 0
        assert box.x + box.width <= layout.width
        assert box.y + BOX_HEIGHT <= layout.height
        for other in layout.boxes[index + 1 :]:
            is_beside = box.x + box.width <= other.x or other.x + other.width <= box.x
            assert is_beside or box.y + BOX_HEIGHT <= other.y or other.y + BOX_HEIGHT <= box.y
    columns = {box.x for box in layout.boxes}
    assert len(columns) <= 2 * MOST_COLUMNS
    assert max(sum(box.x == x for box in layout.boxes) for x in columns) <= MOST_ROWS
