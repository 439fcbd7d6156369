"""The heat map and the register beside it: ranges, ratings, many risks, and what somebody accepted."""

from __future__ import annotations

import html
import math
import re
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from settled.model.exposure import Estimate, Spread, assess
from settled.model.vocabulary import Level
from settled.site.mkdocs.build import BuiltSite
from settled.site.pictures.heat_map import MOST_SINGLE, draw_ranges
from settled.site.pictures.heat_map_parts import MappedRisk, impact_words, likelihood_words, words_in_order
from settled.site.pictures.rating_grid import draw_ratings
from tests.report.test_risk_levels import exposure
from tests.samples import CATALOG
from tests.site.conftest import Visit
from tests.site.test_pages import words
from tests.site.test_timeline import html_of, rendered

AMOUNTS = st.floats(allow_nan=True, allow_infinity=True)


def cell(likelihood: str, impact: str) -> str:
    """An address that tells its cell."""
    return f"?{likelihood}&{impact}"


def ranged(number: int, times: Spread, cost: Spread, *, is_accepted: bool = False) -> MappedRisk:
    """A risk that is estimated in ranges."""
    name = f"RISK-{number:04}"
    estimate = Estimate(times, cost, "EUR")
    return MappedRisk(name, f"Risk <{number}>", Level.HIGH, estimate, f"#risk-{name}", is_accepted)


def rated(number: int, likelihood: Level | None, impact: Level | None) -> MappedRisk:
    """A risk that is rated by labels."""
    estimate = Estimate(likelihood=likelihood, impact=impact)
    return MappedRisk(f"RISK-{number:04}", "Risk", Level.HIGH, estimate, f"#risk-{number}")


def parsed(picture: str) -> ElementTree.Element:
    """A picture as XML, which an attribute without a value is not."""
    return ElementTree.fromstring(picture.replace(" data-search-exclude", ""))  # noqa: S314 (made a moment ago)


def titles(picture: str) -> list[str]:
    """What the marks of a picture say, without its own title."""
    return [html.unescape(title) for title in re.findall(r"<title>(.*?)</title>", picture)]


def test_a_range_is_a_box_around_its_likely_value() -> None:
    picture = draw_ranges([ranged(1, Spread(10, 100, 1000), Spread(1, 10, 100))], cell)
    root = parsed(picture)
    box = next(each for each in root.iter("rect") if each.attrib["class"] == "st-heat-range")
    dot = next(each for each in root.iter("circle"))
    left, width = float(box.attrib["x"]), float(box.attrib["width"])
    top, height = float(box.attrib["y"]), float(box.attrib["height"])
    # On scales of powers of ten the likely value stands in the middle of these ranges.
    assert math.isclose(left + width / 2, float(dot.attrib["cx"]), abs_tol=0.2)
    assert math.isclose(top + height / 2, float(dot.attrib["cy"]), abs_tol=0.2)
    assert titles(picture) == ["RISK-0001 Risk <1>: high, 10 to 1,000 times a year, 1 to 100 EUR each time"]
    assert '<a href="#risk-RISK-0001"' in picture
    # The level at that place is said in words.
    assert "low: under 10,000 a year" in picture


def test_an_accepted_risk_looks_different_and_says_so() -> None:
    picture = draw_ranges([ranged(1, Spread(1, 2, 3), Spread(1, 2, 3), is_accepted=True)], cell)
    assert picture.count("st-is-accepted") == 2
    assert titles(picture)[0].endswith(", accepted")


def test_five_hundred_risks_are_counted_by_cell() -> None:
    risks = [ranged(n, Spread(n / 10, n, n * 10), Spread(n, n * 2, n * 9)) for n in range(1, 501)]
    picture = draw_ranges(risks, cell)
    counts = [int(count) for count in re.findall(r"st-heat-count[^>]*>(\d+)<", picture)]
    assert sum(counts) == 500
    assert len(counts) < 20
    assert len(picture) < 20_000
    assert "st-heat-range" in picture
    assert any(re.fullmatch(r"\d+ risks: 100 to 1,000 times a year, 100 to 1,000 each time; RISK-.* more", title)
               for title in titles(picture))  # fmt: skip
    assert 'href="?100 to 1,000 times a year&amp;100 to 1,000 each time"' in picture


def test_few_risks_stand_each_for_itself_and_their_names_do_not_overlap() -> None:
    risks = [ranged(n, Spread(1, 10, 100), Spread(1, 10, 100)) for n in range(MOST_SINGLE)]
    picture = draw_ranges(risks, cell)
    places = re.findall(r'<text class="st-id" x="([\d.]+)" y="([\d.]+)"', picture)
    assert len(places) == len(set(places)) == MOST_SINGLE


@given(st.lists(st.tuples(AMOUNTS, AMOUNTS, AMOUNTS, AMOUNTS, AMOUNTS, AMOUNTS), min_size=1, max_size=20))
def test_any_estimate_is_drawn_inside_of_the_picture(amounts: list[tuple[float, ...]]) -> None:
    risks = [ranged(at, Spread(*each[:3]), Spread(*each[3:])) for at, each in enumerate(amounts)]
    root = parsed(draw_ranges(risks, cell))
    _, _, width, height = (float(size) for size in root.attrib["viewBox"].split())
    for circle in root.iter("circle"):
        assert 0 <= float(circle.attrib["cx"]) <= width
        assert 0 <= float(circle.attrib["cy"]) <= height
    for risk in risks:
        assert likelihood_words(risk.estimate) in words_in_order("times a year")
        assert impact_words(risk.estimate) in words_in_order("each time")


def test_a_rating_stands_in_its_cell_and_a_cell_says_its_level() -> None:
    picture = draw_ratings([rated(1, Level.LOW, Level.HIGH), rated(2, None, Level.LOW)], cell)
    assert titles(picture) == [
        "RISK-0001 Risk: high, likelihood low, impact high",
        "RISK-0002 Risk: high, likelihood not estimated, impact low",
    ]
    levels = re.findall(r'<rect class="st-heat-(\w+)"', picture)
    assert levels == [
        "medium", "high", "high", "high",
        "medium", "medium", "high", "medium",
        "low", "medium", "medium", "low",
    ]  # fmt: skip
    assert re.findall(r'st-axis st-end"[^>]*>(low|medium|high)<', picture)


def test_a_crowded_cell_is_counted() -> None:
    picture = draw_ratings([rated(n, Level.HIGH, Level.HIGH) for n in range(1, 9)], cell)
    assert titles(picture) == [
        "8 risks: likelihood high, impact high; RISK-0001, RISK-0002, RISK-0003, RISK-0004 and 4 more"
    ]
    assert 'href="?high&amp;high"' in picture


def test_nothing_is_drawn_of_nothing() -> None:
    assert draw_ranges([], cell) == draw_ratings([], cell) == draw_ranges([rated(1, Level.LOW, None)], cell) == ""


@pytest.mark.parametrize(
    ("likely", "level"), [(99, "low"), (100, "medium"), (999, "medium"), (1000, "high"), (100_000, "high")]
)
def test_the_bands_of_the_picture_are_the_levels_of_the_register(likely: int, level: str) -> None:
    estimate = exposure(f"{{per-year: {{likely: {likely}}}, hours-to-repair: {{likely: 1}}, "
                        "cost-per-hour: {likely: 100}}")  # fmt: skip
    assert assess(estimate)[0] == level


RISKS = {
    "1": "status: open\nresponse: mitigate",
    "2": "status: accepted\nresponse: accept\nacceptance: {by: erp-team, until: 2026-11-23}",
    "3": "status: accepted\nresponse: accept\nacceptance: {by: erp-team, until: 2026-11-22}",
    "4": "status: closed",
    "5": "status: open\nexposure: {per-year: {likely: 900}, hours-to-repair: {likely: 2}, cost-per-hour: {likely: 90}}",
    "6": "status: open\nexposure: {per-year: {likely: 901}, hours-to-repair: {likely: 2}, cost-per-hour: {likely: 90}}",
}


def register(build_tree: Callable[..., Path]) -> Path:
    """A project with a risk of every standing."""
    files = {
        f"decisions/risks/000{number}-x.md": f"---\nkind: risk\nowner: erp-team\n{keys}\n---\n\n# Risk {number}\n"
        for number, keys in RISKS.items()
    }
    return build_tree({"decisions/catalog.yml": CATALOG.partition("objects:")[0], **files})


def test_accepted_and_expired_risks_stand_apart_and_the_dearest_first(tree: Callable[..., Path]) -> None:
    pages = rendered(register(tree))
    page = html_of(pages, "risk-register.md")
    groups = {
        html.unescape(re.sub(r"\s*<.*", "", head)): re.findall(r'<span class="st-id">(RISK-\d+)', body)
        for head, body in re.findall(
            r"<tr class=\"st-group\"><th[^>]*><span class=\"st-group-title[^>]*>(.*?)</span>(.*?)</tbody>",
            page,
            re.DOTALL,
        )
    }
    assert groups == {
        "Acceptance has run out": ["RISK-0003"],
        "To be dealt with": ["RISK-0006", "RISK-0005", "RISK-0001"],
        "Accepted": ["RISK-0002"],
        "Closed": ["RISK-0004"],
    }
    text = words(pages, "risk-register.md")
    assert "accept accepted by ERP team until 2026-11-23 |" in text
    assert "✗ 1 whose acceptance has run out" in text


def test_a_count_of_the_picture_narrows_the_table(build: Callable[..., BuiltSite], visit: Callable[..., Visit]) -> None:
    files = {
        f"decisions/risks/{number:04}-x.md": "---\nkind: risk\nstatus: open\n"
        f"exposure: {{likelihood: {'high' if number % 3 else 'low'}, impact: high}}\n---\n\n# Risk {number}\n"
        for number in range(1, 21)
    }
    seen = visit((build({"decisions/catalog.yml": CATALOG, **files}).out / "risk-register.html").as_uri())
    seen.page.locator(".st-heat a", has_text="14").click()
    seen.page.wait_for_url("**likelihood=high&impact=high**")
    assert seen.page.locator("output").inner_text().startswith("14 of ")
    assert seen.errors == []
