"""Mermaid in a team's own records: drawn without a network where the bundle is installed, else shown as text."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from settled.site.diagrams import put_diagrams, take_diagrams
from settled.site.mkdocs.build import BuiltSite
from tests.samples import DECISION
from tests.site.conftest import Visit

DIAGRAM = "```mermaid\ngraph TD\n  A[Shop & till] --> B[ERP]\n\n  B --> C\n```\n"
HOSTILE = (
    '%%{init: {"securityLevel": "loose", "htmlLabels": true, "flowchart": {"htmlLabels": true}, '
    '"themeCSS": "@import url(https://evil.example/a.css); * { background: url(https://evil.example/b.png) }"}}%%\n'
    'graph TD\n  A["<img src=x onerror=alert(1)>"] --> B["<script>alert(2)</script>"]',
    'graph TD\n  A --> B\n  click A "javascript:alert(3)"\n  click B call alert(4)',
    "graph TD\n  A --> B\n  style B fill:url(https://evil.example/c.svg)",
    'flowchart TD\n  P@{ img: "https://evil.example/d.png", label: "x" }\n  B --> P',
    "sequenceDiagram\n  participant A as <img src=https://evil.example/e.png onerror=alert(5)>\n  A->>A: <b>x</b>",
    "this is no diagram <script>alert(6)</script>",
)
FILES: dict[str, str | bytes | None] = {
    "decisions/adr/0001-drawn.md": DECISION + "\n" + DIAGRAM,
    "decisions/adr/0002-plain.md": DECISION,
}


def _page(site: BuiltSite, name: str) -> str:
    return (site.out / f"decisions/{name}.html").read_text("utf-8")


def test_a_diagram_is_drawn_from_the_disk_in_light_and_dark(
    build: Callable[..., BuiltSite], visit: Callable[..., Visit]
) -> None:
    site = build(FILES)
    pictures = []
    for dark in (False, True):
        seen = visit((site.out / "decisions/0001-drawn.html").as_uri(), dark=dark)
        image = seen.page.locator(".settled-drawn img")
        image.wait_for(state="visible", timeout=30_000)
        assert "Shop" in (image.get_attribute("src") or "")
        assert image.evaluate("image => image.complete && image.naturalWidth > 0")
        assert not seen.page.locator("pre.settled-diagram").is_visible()
        assert (seen.foreign, seen.errors) == ([], [])
        pictures.append(image.get_attribute("src"))
    assert pictures[0] != pictures[1]


def test_a_diagram_fits_a_phone(build: Callable[..., BuiltSite], visit: Callable[..., Visit]) -> None:
    page = visit((build(FILES).out / "decisions/0001-drawn.html").as_uri(), width=390).page
    page.locator(".settled-drawn img").wait_for(state="visible", timeout=30_000)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_a_diagram_is_drawn_from_a_server_and_only_its_page_loads_the_bundle(
    build: Callable[..., BuiltSite], visit: Callable[..., Visit], serve: Callable[[Path], str]
) -> None:
    address = serve(build(FILES).out)
    seen = visit(f"{address}decisions/0002-plain.html")
    loaded: list[str] = []
    seen.page.on("request", lambda request: loaded.append(request.url.rpartition("/")[2]))
    seen.page.reload(wait_until="load")
    assert "mermaid.js" not in loaded
    seen.page.goto(f"{address}decisions/0001-drawn.html", wait_until="load")
    seen.page.locator(".settled-drawn img").wait_for(state="visible", timeout=30_000)
    assert "mermaid.js" in loaded
    assert (seen.foreign, seen.errors) == ([], [])


def test_a_hostile_diagram_runs_nothing_and_asks_no_host(
    build: Callable[..., BuiltSite], visit: Callable[..., Visit]
) -> None:
    fences = "\n".join(f"```mermaid\n{text}\n```\n" for text in HOSTILE)
    site = build({**FILES, "decisions/adr/0001-drawn.md": DECISION + "\n" + fences})
    seen = visit((site.out / "decisions/0001-drawn.html").as_uri())
    drawn = seen.page.locator("pre.settled-diagram[data-drawn]")
    drawn.nth(len(HOSTILE) - 1).wait_for(state="attached", timeout=30_000)
    states = [drawn.nth(number).get_attribute("data-drawn") for number in range(len(HOSTILE))]
    # Mermaid refuses the address in a style, and does not draw a picture that it cannot load.
    assert states == ["yes", "yes", "no", "yes", "yes", "no"]
    assert HOSTILE[-1] in drawn.last.inner_text()
    assert seen.foreign == []
    assert [error for error in seen.errors if error.startswith("ran ")] == []
    assert seen.page.locator("article script, article iframe, article svg a").count() == 0


def test_without_the_bundle_a_diagram_is_text_and_no_host_is_asked(
    build: Callable[..., BuiltSite], visit: Callable[..., Visit], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("settled.site.diagrams.BUNDLE_PACKAGE", "no_such_package")
    own = (
        "site_name: M\ndocs_dir: decisions\nplugins: [settled, offline]\ntheme: {name: material, font: false}\n"
        "markdown_extensions: [{pymdownx.superfences: {custom_fences: "
        "[{name: mermaid, class: mermaid, format: !!python/name:pymdownx.superfences.fence_code_format }]}}]\n"
    )
    for name, configuration in (("built-in", {}), ("own", {"mkdocs.yml": own})):
        site = build({**FILES, **configuration}, name=name)
        assert site.undrawn == 1
        assert not (site.out / "assets/settled/mermaid.js").exists()
        seen = visit((site.out / "decisions/0001-drawn.html").as_uri())
        assert "A[Shop & till] --> B[ERP]" in seen.page.locator("article pre").first.inner_text()
        assert (seen.foreign, seen.errors) == ([], [])


def test_the_bundle_is_part_of_a_site_with_diagrams_alone(build: Callable[..., BuiltSite]) -> None:
    without = build({"decisions/adr/0002-plain.md": DECISION}, name="without")
    assert not (without.out / "assets/settled/mermaid.js").exists()
    site = build(FILES, name="with")
    assert (site.undrawn, (site.out / "assets/settled/mermaid.js").stat().st_size > 1_000_000) == (0, True)
    assert '<pre class="settled-diagram"><code>graph TD\n  A[Shop &amp; till] --&gt; B[ERP]\n\n' in _page(
        site, "0001-drawn"
    )


@pytest.mark.parametrize(
    ("text", "diagrams"),
    [
        (DIAGRAM, ["graph TD\n  A[Shop & till] --> B[ERP]\n\n  B --> C\n"]),
        ("~~~ mermaid\na\n~~~\n", ["a\n"]),
        ("``` {.mermaid title='x'}\na\n```\n", ["a\n"]),
        ("- item\n\n    ```mermaid\n    a\n      b\n    ```\n", ["a\n  b\n"]),
        ("````markdown\n```mermaid\na\n```\n````\n", []),
        ("> ```mermaid\n> a\n> ```\n", []),
        ("```mermaid\nnever closed\n", []),
        ("```mermaids\na\n```\n", []),
        ("a ```mermaid``` b\n", []),
        ("```mermaid\r\na\r\n```\r\n", ["a\r\n"]),
    ],
)
def test_which_fences_are_diagrams(text: str, diagrams: list[str]) -> None:
    left, found = take_diagrams(text)
    assert list(found.values()) == diagrams
    if not diagrams:
        assert left == text


@given(st.text(alphabet="`~ \n\tmerid{}.>a", max_size=80))
def test_what_is_no_diagram_is_left_as_it_is(text: str) -> None:
    left, found = take_diagrams(text)
    assert found or left == text
    shown = put_diagrams("".join(f"<p>{word}</p>" for word in found), found)
    assert shown.count('<pre class="settled-diagram">') == len(found)
    assert re.search("settled-diagram-", shown) is None


def test_a_word_in_an_attribute_is_no_place_for_a_diagram() -> None:
    text, diagrams = take_diagrams("```mermaid\ngraph TD\n```\n")
    word = text.strip()
    written = f'<p>{word}</p><p>see {word}</p><img alt="{word}" src="x.png"><a title="> {word}">a</a>'
    shown = '<pre class="settled-diagram"><code>graph TD\n</code></pre>'
    kept = f'<img alt="{word}" src="x.png"><a title="> {word}">a</a>'
    assert put_diagrams(written, diagrams) == f"{shown}<p>see {shown}</p>{kept}"
