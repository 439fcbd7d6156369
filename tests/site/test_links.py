"""Where pages lie, and the way from one to another."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from settled.project import load
from settled.site.links import PageLinks, anchor, record_pages
from tests.samples import DECISION, FLOW


@pytest.mark.parametrize(
    ("start", "target", "folder", "file"),
    [
        ("index.md", "flows/a.md", "flows/a/", "flows/a.html"),
        ("flows/a.md", "index.md", "../../", "../index.html"),
        ("flows/a.md", "flows/b.md", "../b/", "b.html"),
        ("flows/a.md", "flows/index.md", "../", "index.html"),
        ("flows/index.md", "decisions/index.md", "../decisions/", "../decisions/index.html"),
        ("risk-register.md", "risks/x.md", "../risks/x/", "risks/x.html"),
        ("index.md", "index.md", "./", "index.html"),
        ("decisions/sub/a.md", "flows/a.md", "../../../flows/a/", "../../flows/a.html"),
        ("index.md", "decisions/a b?#.md", "decisions/a%20b%3F%23/", "decisions/a%20b%3F%23.html"),
        ("decisions/x.md", "decisions/javascript:x.md", "../javascript%3Ax/", "./javascript%3Ax.html"),
    ],
)
def test_the_url_from_page_to_page(start: str, target: str, folder: str, file: str) -> None:
    assert PageLinks({}, directory_urls=True).url(start, target) == folder
    assert PageLinks({}, directory_urls=False).url(start, target) == file


def test_fragments_and_queries_are_encoded() -> None:
    links = PageLinks({}, directory_urls=False)
    assert links.url("index.md", "flows/index.md", "a b", system="web shop&x") == (
        "flows/index.html?system=web%20shop%26x#a%20b"
    )


def test_anchors_of_odd_ids_are_safe_and_differ() -> None:
    assert anchor("system", "erp-2") == "system-erp-2"
    assert anchor("system", 'a"b') == "system-a_22b"
    assert anchor("system", "a b") != anchor("system", "a_b") != anchor("system", "a_20b")


def test_no_two_records_share_a_page(tree: Callable[..., Path]) -> None:
    project = load(
        tree(
            {
                "decisions/catalog.yml": "",
                "decisions/adr/0001-a.md": DECISION,
                "decisions/adr/old/0001-A.md": DECISION,
                "decisions/flows/0001-a.md": FLOW,
                "decisions/flows/index-of-flows.md": FLOW,
                "decisions/adr/0002-broken.md": "---\na: [\n---\n",
            }
        )
    )
    assert record_pages(project) == {
        "decisions/adr/0001-a.md": "decisions/adr/0001-a.md",
        "decisions/adr/old/0001-A.md": "decisions/adr/old/0001-A.md",
        "decisions/flows/0001-a.md": "flows/0001-a.md",
        "decisions/flows/index-of-flows.md": "flows/index-of-flows.md",
        "decisions/adr/0002-broken.md": "decisions/0002-broken.md",
    }
