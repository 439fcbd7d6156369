"""The glossary: every word, pattern and exception at its address, and the pages that lead there."""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from settled.knowledge import exceptions, patterns, words
from settled.model.vocabulary import ExceptionClass
from settled.project import load
from settled.rules.registry import RULES
from settled.site.content import gather
from settled.site.links import PageLinks, record_pages
from settled.site.page import Page
from settled.site.render import render
from tests.samples import CATALOG, FLOW

Rendered = dict[str, Page | bytes]


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Rendered:
    """A programme of one flow, rendered without MkDocs."""
    folder = tmp_path_factory.mktemp("programme")
    for name, text in {"catalog.yml": CATALOG, "flows/0001-order-export.md": FLOW}.items():
        path = folder / "decisions" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    project = load(folder)
    return render(gather(project), PageLinks(record_pages(project), directory_urls=False))


def _html(pages: Rendered, path: str) -> str:
    page = pages[path]
    assert isinstance(page, Page)
    return page.before + page.after


def _text(pages: Rendered, path: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", _html(pages, path))).split())


def test_every_word_pattern_and_exception_has_an_address(pages: Rendered) -> None:
    anchors = re.findall(r'id="((?:word|pattern|exception)-[^"]+)"', _html(pages, "glossary.md"))
    assert len(set(anchors)) == len(anchors)
    assert {each for each in anchors if each.startswith("word-")} == {f"word-{word.id}" for word in words()}
    assert {each for each in anchors if each.startswith("pattern-")} == {f"pattern-{each.id}" for each in patterns()}
    assert {each for each in anchors if each.startswith("exception-")} == {
        f"exception-{each}" for each in ExceptionClass
    }


def test_it_says_what_they_mean_and_where_that_was_read(pages: Rendered) -> None:
    said = _text(pages, "glossary.md")
    for word in words():
        assert " ".join(re.sub("`", "", word.meaning).split()) in re.sub(r"\s+([.,;:)])", r"\1", said), word.id
    facts = [fact for each in patterns() for fact in each.facts] + [
        fact for each in exceptions() for fact in each.facts
    ]
    for fact in facts:
        assert fact.statement in said
        assert (fact.source.title if fact.source is not None else "no source") in said
    addresses = {fact.source.url for fact in facts if fact.source is not None}
    assert addresses <= {
        html.unescape(each) for each in re.findall(r'href="(https://[^"]+)"', _html(pages, "glossary.md"))
    }


def test_each_link_of_the_glossary_leads_to_a_page_or_a_word(pages: Rendered) -> None:
    shown = _html(pages, "glossary.md")
    anchors = set(re.findall(r'id="([^"]+)"', shown))
    for href in re.findall(r'href="([^":]+)"', shown):
        path, _, fragment = href.partition("#")
        if path:
            assert path.removesuffix(".html") + ".md" in pages, href
        else:
            assert fragment in anchors, href


@pytest.mark.parametrize(
    ("page", "target"),
    [
        ("flows/0001-order-export.md", "exception-stale-inventory"),
        ("flows/0001-order-export.md", "word-thin-slice"),
        ("index.md", "word-required-decisions"),
        ("flows/index.md", "word-required-decisions"),
        ("rules/exception-class-uncovered.md", "word-exceptions-slice"),
    ],
)
def test_pages_lead_to_what_their_words_mean(pages: Rendered, page: str, target: str) -> None:
    (address,) = set(re.findall(rf'href="([^"]*glossary\.html#{target})"', _html(pages, page)))
    path, _, fragment = address.partition("#")
    folder = posixpath.dirname(page)
    assert posixpath.normpath(posixpath.join(folder, path)) == "glossary.html"
    assert f'id="{fragment}"' in _html(pages, "glossary.md")


def test_the_rules_that_a_word_names_name_the_word(pages: Rendered) -> None:
    for rule in RULES:
        named = {word.id for word in words() if rule.name in word.rules}
        linked = set(re.findall(r'glossary\.html#word-([^"]+)"', _html(pages, f"rules/{rule.name}.md")))
        assert linked == named


def test_language_models_find_it_among_what_is_optional(pages: Rendered) -> None:
    told = pages["llms.txt"]
    assert isinstance(told, bytes)
    head, _, optional = told.decode().partition("## Optional")
    assert "glossary" not in head
    assert "- [Glossary](glossary.html): what the words, patterns and exceptions mean" in optional


def test_a_folder_of_plain_decisions_has_none_and_leads_to_none(tree: Callable[..., Path]) -> None:
    project = load(tree({"docs/adr/0001-x.md": "# 1. Use it\n\n## Status\n\nAccepted\n"}))
    plain = render(gather(project), PageLinks(record_pages(project), directory_urls=False))
    assert "glossary.md" not in plain
    texts = [page.before + page.after for page in plain.values() if isinstance(page, Page)]
    assert [text for text in texts if "glossary" in text] == []
