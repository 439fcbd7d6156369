"""What a template left, and what only looks like it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from settled.project import load
from settled.rules.engine import check
from tests.rules.checking import short

Tree = Callable[..., Path]


def found(tree: Tree, text: str) -> list[str]:
    return [short(finding) for finding in check(load(tree({"docs/adr/0001-a.md": text}))).findings]


@pytest.mark.parametrize(
    ("line", "is_left"),
    [
        ("### 17) Use PSR-16 {#adr_0017}", False),
        ("### Use it { #use-it .wide }", False),
        ("A note.\n{: .note}", False),
        ("A note.\n{:.note}", False),
        ("{:toc}", False),
        ('![p](https://example.com/a.png){ width="300" }', False),
        ('A picture. { width="300" }', False),
        ("{% include note.html %}", False),
        ("{...describe it}", True),
        ("{describe it}", True),
        ("{# of orders}", True),
        ("{.NET or Java}", True),
    ],
)
def test_what_is_in_braces(tree: Tree, line: str, is_left: bool) -> None:
    text = f"# A\n\n## Status\n\nAccepted\n\n## Context\n\n{line}\n\nText.\n"
    assert found(tree, text) == (["9 info R005"] if is_left else [])


@pytest.mark.parametrize(
    ("heading", "is_empty"),
    [
        ("Status: Accepted", False),
        ("Status - accepted", False),
        ("Status – accepted", False),
        ("1. Status: accepted", False),
        ("Date: 2024-01-31", False),
        ("Deciders: Ann, Bob", False),
        ("Status:", True),
        ("Date", True),
        ("Decision: to be made", True),
        ("Status quo", True),
    ],
)
def test_a_heading_that_says_it_all_is_not_empty(tree: Tree, heading: str, is_empty: bool) -> None:
    codes = found(tree, f"# A\n\n* Status: accepted\n\n## {heading}\n\n## Context\n\nText.\n")
    assert [code for code in codes if code.endswith("R006")] == (["5 info R006"] if is_empty else [])


@pytest.mark.parametrize(
    ("line", "is_left"),
    [
        ("The change that we're proposing or have agreed to implement.", True),
        ("What is the issue that we're seeing that is motivating this decision or change?", True),
        ("The change that we're proposing is a queue.", False),
        ("> The change that we're proposing or have agreed to implement.", False),
    ],
)
def test_what_the_templates_of_others_ask(tree: Tree, line: str, is_left: bool) -> None:
    text = f"# A\n\n## Status\n\nAccepted\n\n## Decision\n\n{line}\n\nText.\n"
    assert found(tree, text) == (["9 info R005"] if is_left else [])
