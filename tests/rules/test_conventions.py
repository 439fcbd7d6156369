"""What nearly every record of a folder has in common is told once, and what a few have is told of each."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from settled.project import load
from settled.site.content import gather
from settled.site.links import PageLinks, record_pages
from settled.site.page import Page
from settled.site.render import render
from tests.conftest import Outcome
from tests.samples import CATALOG

Tree = Callable[..., Path]
Adr = Callable[..., Outcome]

EMPTY = "## Links\n\n"
FINE = "## Links\n\nThe plan of May.\n\n"
WEAK = "Maybe a queue."
STRONG = "A queue."


def _record(number: int, *, links: str = FINE, decision: str = STRONG, status: str = "Accepted", more: str = "") -> str:
    return (
        f"# {number}. Choice {number}\n\n## Status\n\n{status}\n\n## Context\n\nOrders wait.\n\n"
        f"## Decision\n\n{decision}\n\n{links}{more}## Consequences\n\nOne queue more to watch.\n"
    )


def _folder(marked: int, size: int, folder: str = "docs/adr", **marks: str) -> dict[str, str]:
    """`size` records, of which the first `marked` have what `marks` says."""
    return {
        f"{folder}/{number:04d}-choice-{number}.md": _record(number, **(marks if number <= marked else {}))
        for number in range(1, size + 1)
    }


def _findings(adr: Adr, root: Path) -> list[dict[str, object]]:
    findings: list[dict[str, object]] = json.loads(adr("check", "--format", "json", cwd=root).out)["findings"]
    return findings


@pytest.mark.parametrize(
    ("marks", "code"),
    [
        ({"links": EMPTY}, "R006"),
        ({"decision": WEAK}, "D108"),
        ({"status": "Baked"}, "R004"),
        ({"more": f"## Notes\n\n{'word ' * 1600}\n\n"}, "D110"),
        ({"more": "## Notes\n\nTODO\n\n"}, "R005"),
    ],
)
def test_what_nearly_every_record_has_is_one_finding(tree: Tree, adr: Adr, marks: dict[str, str], code: str) -> None:
    (finding,) = _findings(adr, tree(_folder(6, 7, **marks)))
    assert (finding["code"], finding["record"]) == (code, None)
    assert str(finding["message"]).startswith("6 of the 7 records in docs/adr have this in common: ")
    assert f'`{finding["name"]} = "off"` under [severity]' in str(finding["hint"])
    related = finding["related"]
    assert isinstance(related, list)
    assert [one["file"] for one in related] == [f"docs/adr/{number:04d}-choice-{number}.md" for number in range(2, 7)]


@pytest.mark.parametrize(("marked", "size", "count"), [(4, 4, 4), (4, 5, 4), (5, 9, 5), (5, 5, 1), (6, 9, 1)])
def test_what_a_few_records_have_is_told_of_each(tree: Tree, adr: Adr, marked: int, size: int, count: int) -> None:
    assert len(_findings(adr, tree(_folder(marked, size, links=EMPTY)))) == count


def test_each_folder_counts_for_itself(tree: Tree, adr: Adr) -> None:
    root = tree({**_folder(6, 6, links=EMPTY), **_folder(2, 6, "docs/adr/shop", links=EMPTY)})
    assert [finding["record"] is None for finding in _findings(adr, root)] == [True, False, False]


def test_different_mistakes_of_one_rule_are_told_each(tree: Tree, adr: Adr) -> None:
    files = {
        f"docs/adr/{number:04d}-choice-{number}.md": _record(number, more=f"See [it](missing-{name}.md).\n\n")
        for number, name in enumerate(["ape", "bee", "cat", "dog", "elk", "fox"], 1)
    }
    assert [finding["code"] for finding in _findings(adr, tree(files))] == ["R010"] * 6


def test_the_named_setting_silences_it(tree: Tree, adr: Adr) -> None:
    files = {**_folder(6, 6, links=EMPTY), "settled.toml": '[severity]\nempty-section = "off"\n'}
    assert _findings(adr, tree(files)) == []


def test_a_baseline_knows_the_finding_of_a_folder(tree: Tree, adr: Adr) -> None:
    root = tree({**_folder(6, 6, links=EMPTY), "settled.toml": 'baseline = "known.yml"\n'})
    assert adr("check", "--update-baseline", cwd=root).code == 0
    (root / "docs/adr/0007-choice-7.md").write_text(_record(7, links=EMPTY), encoding="utf-8")
    assert [finding["state"] for finding in _findings(adr, root)] == ["baselined"]


def test_in_a_programme_each_record_is_told(tree: Tree, adr: Adr) -> None:
    files = {
        f"decisions/adr/{number:04d}-choice-{number}.md": f"---\nstatus: proposed\n---\n\n# Choice\n\n{EMPTY}"
        for number in range(1, 7)
    }
    root = tree({**files, "decisions/catalog.yml": CATALOG})
    assert [finding["code"] for finding in _findings(adr, root)].count("R006") == 6


def test_on_the_site_it_stands_on_the_first_page_and_on_no_record(tree: Tree) -> None:
    project = load(tree(_folder(6, 7, decision=WEAK)))
    pages = render(gather(project), PageLinks(record_pages(project), directory_urls=False))

    def shown(path: str) -> str:
        page = pages[path]
        assert isinstance(page, Page)
        return page.before + page.after

    said = "6 of the 7 records in docs/adr have this in common"
    assert said in shown("index.md")
    records = [path for path in pages if "choice" in path and path.endswith(".md")]
    assert len(records) == 7
    assert not any(said in shown(path) for path in records)
