"""Which record a plain record means by a number, and how two records say to each other that one gave way."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from settled.project import load
from settled.rules.engine import check
from tests.samples import CATALOG

Tree = Callable[..., Path]


def _record(number: int, status: str, more: str = "") -> str:
    return (
        f"# {number}. Choice {number}\n\n## Status\n\n{status}\n\n## Context\n\nOrders wait.{more}\n\n"
        "## Decision\n\nA queue.\n\n## Consequences\n\nOne more thing to watch, at a cost.\n"
    )


def found(tree: Tree, older: tuple[str, str], newer: tuple[str, str]) -> list[str]:
    """Code and message of the findings about superseding, of two records: status and more text of each."""
    root = tree({"docs/adr/0001-first.md": _record(1, *older), "docs/adr/0002-second.md": _record(2, *newer)})
    return [f"{one.code} {one.message}" for one in check(load(root)).findings if one.code.startswith("G")]


ELSEWHERE = [
    "Superseded by [ADR-0002](https://example.com/platform/adr/0002-queues.md)",
    "Superseded by https://example.com/platform/blob/main/docs/adr/0002-queues.md",
    "Superseded by <https://example.com/adr/0002>",
    "Superseded by platform/ADR-0002",
    "Superseded by ADR-0002 in the platform repository",
    "Superseded by ADR-2 of the hub project",
    "Superseded by platform-repo ADR-0002",
    "Superseded by #2",
    "Superseded by [ADR-0002][there]\n\n[there]: https://example.com/adr/0002-queues.md",
]
HERE = [
    "Superseded by ADR-0002",
    "Superseded by [2. Choice 2](0002-second.md)",
    "Superseded by [ADR-0002](https://example.com/us/blob/main/docs/adr/0002-second.md)",
    "Superseded by [ADR-0002](../adr/0002-second.md#decision)",
    "Superseded by ADR-0002 and by platform/ADR-0002",
]


@pytest.mark.parametrize("status", ELSEWHERE)
def test_a_number_of_another_project_is_none_of_this_folder(tree: Tree, status: str) -> None:
    assert found(tree, (status, ""), ("Accepted", "")) == []


@pytest.mark.parametrize("status", ELSEWHERE)
def test_what_another_projects_record_gave_way_to(tree: Tree, status: str) -> None:
    supersedes = status.replace("Superseded by", "Supersedes").replace("0002", "0001").replace("-2 ", "-1 ")
    assert found(tree, ("Accepted", ""), (f"Accepted\n\n{supersedes.replace('#2', '#1')}", "")) == []


@pytest.mark.parametrize("status", HERE)
def test_a_successor_of_this_folder_that_does_not_say_so(tree: Tree, status: str) -> None:
    assert found(tree, (status, ""), ("Accepted", "")) == [
        "G302 ADR-0001 is superseded by ADR-0002 Choice 2, which does not say so"
    ]


@pytest.mark.parametrize(
    "more",
    [
        " This replaces [the first](0001-first.md).",
        " It takes the place of ADR-0001.",
        " ADR 1 had chosen files.",
        "\n\n## Links\n\n- [first choice](../adr/0001-first.md)",
        " 주문은 [1](0001-first.md)을 대체한다.",
    ],
)
def test_a_successor_that_names_the_older_one_in_its_text_says_so(tree: Tree, more: str) -> None:
    assert found(tree, ("Superseded by ADR-0002", ""), ("Accepted", more)) == []


@pytest.mark.parametrize(
    ("status", "more"),
    [
        ("Deprecated, see ADR-0002", ""),
        ("Accepted\n\nPartly superseded by ADR-0002", ""),
        ("Accepted", " It no longer holds: [the second](0002-second.md) does."),
        ("Accepted", " Replaced by ADR 2 in May."),
        ("Accepted\n\nAmended by ADR-0002", ""),
    ],
)
def test_an_older_record_that_says_what_to_see_instead(tree: Tree, status: str, more: str) -> None:
    assert found(tree, (status, more), ("Accepted\n\nSupersedes ADR-0001", "")) == []


@pytest.mark.parametrize("more", ["", " Like ADR-0002 it needs a queue.", " It replaces files."])
def test_an_older_record_that_says_nothing_of_it(tree: Tree, more: str) -> None:
    assert found(tree, ("Accepted", more), ("Accepted\n\nSupersedes ADR-0001", "")) == [
        "G302 ADR-0002 supersedes ADR-0001 Choice 1, which does not say so"
    ]


def test_in_a_programme_both_ends_say_it_in_their_front_matter(tree: Tree) -> None:
    older = "---\nstatus: superseded\nsuperseded-by: [ADR-0002]\n---\n\n# First\n"
    newer = "---\nstatus: accepted\n---\n\n# Second\n\nIt replaces ADR-0001.\n"
    files = {"decisions/adr/0001-a.md": older, "decisions/adr/0002-b.md": newer, "decisions/catalog.yml": CATALOG}
    assert "G302" in [one.code for one in check(load(tree(files))).findings]
