"""The anchors of a text and those of the page around it: each stands once, and a link leads where it is meant to."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from settled.site.html.anchors import anchors_of, set_apart
from settled.site.mkdocs.build import BuiltSite
from tests.samples import DECISION
from tests.site.conftest import Visit


@pytest.mark.parametrize(
    ("text", "around", "apart", "names"),
    [
        ("<p>no anchor</p>", '<h2 id="a">', "<p>no anchor</p>", {}),
        ('<h2 id="a">A</h2>', '<h2 id="b">', '<h2 id="a">A</h2>', {"a": "a"}),
        (
            '<h2 id="a">A</h2><a href="#a">to A</a><a href="x.html#a">elsewhere</a>',
            '<h2 class="x" id="a">',
            '<h2 id="text-a">A</h2><a href="#text-a">to A</a><a href="x.html#a">elsewhere</a>',
            {"a": "text-a"},
        ),
        (
            '<h2 id="text-a">A</h2><h2 id="a">A</h2>',
            '<h2 id="a">',
            '<h2 id="text-text-a">A</h2><h2 id="text-a">A</h2>',
            {"a": "text-a", "text-a": "text-text-a"},
        ),
        ('<p id="a">one</p><p id="a">two</p>', "", '<p id="a">one</p><p>two</p>', {"a": "a"}),
        (
            '<p> id="a"</p><p title="&gt; id=&quot;a&quot;">',
            '<p id="a">',
            '<p> id="a"</p><p title="&gt; id=&quot;a&quot;">',
            {},
        ),
    ],
)
def test_what_is_taken_gets_another_name(text: str, around: str, apart: str, names: dict[str, str]) -> None:
    assert set_apart(text, anchors_of(around)) == (apart, names)


def test_headings_called_as_parts_of_the_page_are_reached_from_the_contents(
    build: Callable[..., BuiltSite], visit: Callable[..., Visit]
) -> None:
    text = "\n## History\n\nOurs.\n\n## St. Gallen\n\nTheirs, see [there](#st-gallen) and [above](#history).\n"
    elsewhere = "\nSee [the city](0001-a.md#st-gallen).\n"
    site = build({"decisions/adr/0001-a.md": DECISION + text, "decisions/adr/0002-b.md": DECISION + elsewhere})
    page = visit((site.out / "decisions/0001-a.html").as_uri()).page
    contents = page.locator(".md-nav--secondary a.md-nav__link:visible")
    led = [
        (link.inner_text(), page.locator(f"[id='{(link.get_attribute('href') or '')[1:]}']").inner_text())
        for link in contents.all()
    ]
    own = ["Context and Problem Statement", "Considered Options", "Decision Outcome", "History", "St. Gallen"]
    assert [label for label, _ in led] == [*own, "History"]
    assert all(heading.startswith(label) for label, heading in led)
    assert page.locator(".md-nav--secondary a[href='#history']").count() == 1
    assert page.get_by_role("link", name="there", exact=True).get_attribute("href") == "#text-st-gallen"
    assert page.get_by_role("link", name="above", exact=True).get_attribute("href") == "#text-history"
    page.goto((site.out / "decisions/0002-b.html").as_uri())
    page.get_by_role("link", name="the city").click()
    page.wait_for_url("**/0001-a.html#text-st-gallen")
    assert page.locator(":target").inner_text() == "St. Gallen"
