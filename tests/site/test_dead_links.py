"""No link of the site leads nowhere, whatever its addresses look like, and the checker that says so finds faults."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from settled.project.discovery import find_place
from settled.site.mkdocs.build import BuiltSite, build_site
from tests.samples import CATALOG, DECISION, FLOW
from tests.site.conftest import REPOSITORY
from tests.site.dead_links import count_links, faults

DIRECTORIES = """\
site_name: Folders
docs_dir: decisions
site_url: https://example.org/programme/
theme: {name: material, font: false}
plugins: [search, settled]
markdown_extensions: [admonition, attr_list, footnotes, pymdownx.superfences]
"""
ODD_NAMES = ("a#b", "50%", "who?", "é ü", "a&lt;b", "x'y\"z", "[a](b)", "index", "README")

HEADINGS = """
See [above](#history) and [there](#st-gallen).

## History

## History

## Risks

## St. Gallen

## Settled at last

## Über

## `code` & more
"""


def test_every_link_of_the_reference_programme_leads_somewhere(reference: Path) -> None:
    assert list(faults(reference)) == []
    assert count_links(reference) > 5_000


def test_so_it_does_where_pages_are_folders(tmp_path: Path) -> None:
    shutil.copytree(REPOSITORY / "decisions", tmp_path / "decisions")
    (tmp_path / "mkdocs.yml").write_text(DIRECTORIES, encoding="utf-8")
    site = build_site(find_place(tmp_path), tmp_path / "site").out
    assert (site / "flows/0011-customer/index.html").is_file()
    assert list(faults(site)) == []


@pytest.mark.parametrize("configuration", [None, DIRECTORIES])
def test_records_of_odd_names_and_odd_headings_are_reached(
    build: Callable[..., BuiltSite], configuration: str | None
) -> None:
    more = "\nA note[^1].\n\n[^1]: The note.\n\n<p id='top'>x</p><a id='findings'>y</a>\n"
    files: dict[str, str | bytes | None] = {
        f"decisions/{folder}/{number:04d}-{name}.md": text + HEADINGS + more
        for folder, text in (("adr", DECISION), ("flows", FLOW))
        for number, name in enumerate(ODD_NAMES, 1)
    }
    files |= {"decisions/catalog.yml": CATALOG, "decisions/timeline.md": "# Our time\n\n## Filter\n\n" + more}
    files |= {"mkdocs.yml": configuration} if configuration else {}
    site = build(files)
    assert site.broken_links == ()
    assert list(faults(site.out)) == []


WRONG = """
<a href="b.html#there">a</a> <a href="b.html#lost">b</a> <a href="#lost">c</a> <a href="#x">d</a>
<p id=x></p><p id=x></p>
<img src="gone.png" srcset="gone.png 1x, b.html 2x"> <a href="c/">e</a> <a href="d">f</a>
<svg><a xlink:href="gone.html"/></svg> <label for=y>g</label> <a href="/b.html">h</a> <a href="a%20b.html">i</a>
<a href="https://example.org/gone">j</a> <a href="mailto:a@b">k</a> <link rel=canonical href=/gone> <a href="?x=1">l</a>
"""
INDEX = '{"docs": [{"location": ""}, {"location": "b.html#there"}, {"location": "d.html"}]}'


def test_the_checker_finds_what_is_wrong(tree: Callable[..., Path]) -> None:
    files = {
        "index.html": WRONG,
        "b.html": '<a name="there"></a>',
        "c/index.html": '<a href="../b.html">up</a>',
        "a b.html": "",
        "search/search_index.json": INDEX,
        "a.css": "a { background: url('gone.svg') } b { background: url(data:x) } c { background: url(b.html) }",
    }
    site = tree(files)
    assert list(faults(site)) == [
        "index.html: the id x stands 2 times",
        "index.html: for names y, which is not there",
        "index.html: b.html#lost leads to no anchor",
        "index.html: #lost leads to no anchor",
        "index.html: gone.png leads to no file",
        "index.html: gone.png leads to no file",
        "index.html: d leads to no file",
        "index.html: gone.html leads to no file",
        "index.html: /b.html begins with a slash, and the site may lie anywhere",
        "search: d.html leads to no file",
        "a.css: gone.svg leads to no file",
    ]
