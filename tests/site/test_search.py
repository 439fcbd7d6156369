"""What the search knows of a page, in the index for servers and in the one for a site that lies on a disk."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import markdown
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from material.plugins.search import plugin as theme  # type: ignore[import-untyped]
from playwright.sync_api import expect

from settled.project.discovery import find_place
from settled.site.html.cleaning import clean
from settled.site.html.search_sections import SearchSection, joined, own_sections, with_anchors
from settled.site.mkdocs.build import build_site
from settled.site.mkdocs.search_of_theme import text_sections
from tests.site.conftest import REPOSITORY, Visit
from tests.site.dead_links import search_entries

Tree = Callable[[dict[str, str]], Path]

RECORD = """---
status: accepted
date: 2026-01-02
decision-makers: [architects]
---

# Prices & taxes in `one` place

Words in front of the first heading.

## Context & Problem

Two shops, <b>two</b> prices.

- a list

### History

A heading that is called like one of ours.

## Context & Problem

Again.
"""
FILES = {"decisions/0001-prices.md": RECORD, "decisions/0002-plain.md": "# 2. Plain\n\n## Status\n\nAccepted\n"}


def _entries(root: Path, out: Path, record: str = "0001-prices") -> dict[str, tuple[str, str]]:
    build_site(find_place(root), out)
    found = search_entries(out / "search/search_index.json")
    return {
        entry["location"].removeprefix(f"decisions/{record}.html"): (entry["title"], entry["text"])
        for entry in found
        if entry["location"].startswith(f"decisions/{record}")
    }


def test_each_section_of_a_record_is_found_by_its_heading(tree: Tree, tmp_path: Path) -> None:
    found = _entries(tree(FILES), tmp_path / "site")
    assert list(found) == ["", "#context--problem", "#text-history", "#context--problem-1"]
    title, text = found[""]
    assert title == "ADR-0001 Prices &amp; taxes in one place"
    assert "accepted" in text
    assert "●" not in text  # symbols are no words
    assert "architects" in text
    assert text.endswith("<p>Words in front of the first heading.</p>")
    assert found["#context--problem"] == (
        "Context &amp; Problem",
        "<p>Two shops, two prices.</p> <ul> <li>a list</li> </ul>",
    )
    assert found["#text-history"] == ("History", "<p>A heading that is called like one of ours.</p>")
    assert found["#context--problem-1"] == ("Context &amp; Problem", "<p>Again.</p>")


def test_the_theme_finds_the_same_where_it_has_to_take_pages_apart(
    tree: Tree, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tree(FILES)
    told = _entries(root, tmp_path / "told")
    words: list[str] = []

    class Segmenter:
        """What the theme would divide Chinese texts with."""

        def cut(self, data: bytes) -> list[str]:
            words.append(data.decode())
            return [data.decode()]

    monkeypatch.setattr(theme, "jieba", Segmenter())
    taken_apart = _entries(root, tmp_path / "taken-apart")
    assert {place: title for place, (title, _) in taken_apart.items()} == {
        place: title for place, (title, _) in told.items()
    }
    for place, (_, text) in told.items():
        assert taken_apart[place][1].split() == text.split()


def test_the_index_for_a_disk_holds_the_same_and_is_smaller(reference: Path) -> None:
    index, script = reference / "search/search_index.json", reference / "search/search_index.js"
    assert search_entries(script) == search_entries(index)
    assert script.stat().st_size * 2 < index.stat().st_size


def test_every_entry_has_a_title(reference: Path) -> None:
    entries: list[dict[str, Any]] = search_entries(reference / "search/search_index.json")
    assert [entry["location"] for entry in entries if not entry["title"].strip()] == []


def test_a_heading_keeps_words_that_stood_before_it() -> None:
    (found,) = own_sections('<h1 id="top">Flow</h1><h3>3 Identifiers</h3><b>Identifiers</b><h2 id="x">Identifiers</h2>')
    assert found == (SearchSection("top", "Flow", "3 Identifiers Identifiers"), SearchSection("x", "Identifiers", ""))


def test_what_stands_in_front_of_a_heading_belongs_to_the_section_before() -> None:
    before = [SearchSection("top", "T", "a"), SearchSection("x", "X", "")]
    text = [SearchSection("", "", "<p>b</p>"), SearchSection("y", "Y", "c")]
    assert joined((before, text, [])) == [before[0], SearchSection("x", "X", "<p>b</p>"), text[1]]
    assert joined(([], [SearchSection("", "", "")])) == [SearchSection("", "", "")]


def test_sections_follow_anchors_that_were_renamed() -> None:
    sections = [SearchSection("history", "History", ""), SearchSection("", "", "x")]
    renamed, _ = with_anchors(sections, {"history": "text-history"})
    assert renamed.anchor == "text-history"
    assert with_anchors(sections, {"history": "history"}) == sections


TAGS = re.findall(r"\w+", "p ul ol li code pre sub sup h1 h2 h3 b blockquote table tr td a")
WORDS = st.sampled_from(
    ["words", " ", "\n", "a\nb ", "&amp;", "&lt;b&gt;", "\u00a0", "x > y", '"q"', "&notanentity", "\n\n"]
)
ATTRIBUTES = st.sampled_from(["", ' id="x"', ' id="y.z"', ' class="headerlink" href="#x"', ' title="a > b"', " id=''"])
VOID = st.sampled_from(["<br>", "<hr>", '<img src="a.png" alt="b">', '<input type="checkbox" checked>'])


def _element(children: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    inner = st.lists(children, max_size=4).map("".join)
    return st.builds("<{0}{1}>{2}</{0}>".format, st.sampled_from(TAGS), ATTRIBUTES, inner)


PIECES = st.lists(st.recursive(WORDS | VOID, _element, max_leaves=12), max_size=8).map("".join)


@given(PIECES | st.text(max_size=80))
@example("<ul><li><h3 id='x'>A</h3>in</li></ul>out<h2>no id</h2><p> </p><h2 id='y'>B<a class='headerlink'>P</a></h2>")
def test_cleaned_texts_are_cut_up_as_the_theme_does_it(text: str) -> None:
    cleaned = clean(text)
    assert text_sections(cleaned, is_clean=True) == text_sections(cleaned, is_clean=False)


def test_texts_of_people_are_cut_up_as_the_theme_does_it() -> None:
    converter = markdown.Markdown(extensions=["toc", "tables", "fenced_code", "sane_lists", "def_list", "footnotes"])
    folders = ("docs", "decisions", "templates")
    files = [*REPOSITORY.glob("*.md"), *(path for folder in folders for path in (REPOSITORY / folder).rglob("*.md"))]
    texts = [path.read_text("utf-8") for path in files]
    assert len(texts) > 40
    for text in texts:
        cleaned = clean(converter.reset().convert(text))
        assert text_sections(cleaned, is_clean=True) == text_sections(cleaned, is_clean=False)


def test_an_id_is_one_word_and_its_page_is_found_by_it(reference: Path) -> None:
    index = json.loads((reference / "search/search_index.json").read_text(encoding="utf-8"))
    words = re.split(index["config"]["separator"], "FLOW-0014 until 2026-11-30 of order-export")
    assert words == ["FLOW-0014", "until", "2026-11-30", "of", "order", "export"]
    titles = {entry["location"]: entry["title"] for entry in index["docs"]}
    assert titles["flows/0014-refund.html"].startswith("FLOW-0014 ")
    assert titles["sequence.html"] == "Delivery sequence"
    weights = {entry["location"].startswith("rules/"): entry.get("boost", 1) for entry in index["docs"]}
    assert weights == {True: 0.01, False: 1} or weights[True] < weights[False]


@pytest.mark.parametrize(
    ("typed", "opens"),
    [
        ("FLOW-0014", "flows/0014-refund.html"),
        ("adr-0007", "decisions/0007-the-oms-owns-the-order-status.html"),
        ("RISK-0001", "risks/0001-refunds-by-hand-miss-the-ledger.html"),
    ],
)
def test_an_exact_id_opens_its_record(
    reference: Path, visit: Callable[..., Visit], serve: Callable[[Path], str], typed: str, opens: str
) -> None:
    page = visit(serve(reference)).page
    query = page.locator("input[name=query]")
    query.click()
    query.press_sequentially(typed)
    first = page.locator(".md-search-result__link").first
    expect(first).to_have_attribute("href", re.compile(re.escape(opens)), timeout=30_000)
    query.press("Enter")
    page.wait_for_url(f"**/{opens}**")


def test_rules_come_last(reference: Path, visit: Callable[..., Visit]) -> None:
    page = visit((reference / "index.html").as_uri()).page
    page.locator("input[name=query]").click()
    page.locator("input[name=query]").press_sequentially("VBAK-BSTNK")
    found = page.locator(".md-search-result__list > li > a")
    expect(found.first).to_have_attribute("href", re.compile("flows/|systems/|objects/"), timeout=30_000)
    of_manuals = [bool(re.search("rules/|glossary", str(link.get_attribute("href")))) for link in found.all()]
    assert of_manuals == sorted(of_manuals)
