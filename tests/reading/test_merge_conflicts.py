"""Conflict markers are one finding in every markup and in every file of ours, and what only looks like them is none."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Outcome

Tree = Callable[..., Path]
Adr = Callable[..., Outcome]

CONFLICT = "<<<<<<< HEAD\nYes.\n=======\nNo.\n>>>>>>> pricing\n"
WITH_BASE = "<<<<<<< HEAD\nYes.\n||||||| 1c2f3d4\nPerhaps.\n=======\nNo.\n>>>>>>> pricing\n"
NYGARD = "# 1. One\n\nDate: 2026-01-01\n\n## Status\n\nAccepted\n\n## Context\n\n{}\n\n## Decision\n\nd\n"


def told(adr: Adr, root: Path) -> list[str]:
    document = adr("check", "--format", "json", cwd=root).json
    return [f"{one['file']}:{one['line']} {one['severity']} {one['code']}" for one in document["findings"]]


@pytest.mark.parametrize(
    ("name", "text", "line"),
    [
        ("0001-one.md", NYGARD.format(CONFLICT), 11),
        ("0001-one.md", NYGARD.format(WITH_BASE), 11),
        ("0001-one.md", NYGARD.format(WITH_BASE).replace("\n", "\r\n"), 11),
        ("0001-one.md", NYGARD.replace("Accepted", "{}").format(CONFLICT, "c"), 7),
        ("0001-one.md", NYGARD.format("Yes.\n||||||| 1c2f3d4\nPerhaps."), 12),
        ("0001-one.md", NYGARD.format("Yes.\n>>>>>>> pricing"), 12),
        ("0001-one.md", NYGARD.format("<!--\n" + CONFLICT + "-->"), 12),
        ("0001-one.md", f"---\nstatus: accepted\n{CONFLICT}---\n# One\n", 3),
        ("0001-one.md", f"{CONFLICT}# One\n", 1),
        ("0001-one.adoc", f"= One\n\n== Status\n\nAccepted\n\n== Context\n\n{CONFLICT}", 9),
        ("0001-one.rst", f"One\n===\n\nStatus\n------\n\nAccepted\n\nContext\n-------\n\n{CONFLICT}", 12),
    ],
)
def test_a_conflict_is_one_error_at_its_first_marker(tree: Tree, adr: Adr, name: str, text: str, line: int) -> None:
    root = tree({f"docs/adr/{name}": text.encode(), "docs/adr/0002-two.md": NYGARD.replace("1. One", "2. Two")})
    assert told(adr, root) == [f"docs/adr/{name}:{line} error R016"]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("0001-one.md", NYGARD.format(f"As in:\n\n```diff\n{WITH_BASE}```")),
        ("0001-one.md", NYGARD.format(f"As in:\n\n~~~~\n{WITH_BASE}~~~~")),
        ("0001-one.md", NYGARD.format("| a | b |\n| - | - |\n|||||||\n")),
        ("0001-one.md", NYGARD.format(">>>>>> six\n>>>>>>> seven")),
        ("0001-one.md", NYGARD.format("A heading\n=======\n\n<<<<<<<< eight >>>>>>>>")),
        ("0001-one.adoc", f"= One\n\n== Status\n\nAccepted\n\n== Context\n\n----\n{WITH_BASE}----\n\n<<<<<<<\n"),
        ("0001-one.rst", "One\n=======\n\nStatus\n-------\n\nAccepted\n\nContext\n=======\n\n::\n\n  <<<<<<< HEAD\n"),
    ],
)
def test_what_is_quoted_or_only_looks_like_one_is_none(tree: Tree, adr: Adr, name: str, text: str) -> None:
    assert "R016" not in " ".join(told(adr, tree({f"docs/adr/{name}": text})))


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("settled.toml", 'site-name = "a"\n' + CONFLICT),
        ("pyproject.toml", '[tool.settled]\nbaseline = "baseline.json"\n' + CONFLICT),
        ("baseline.json", '{"version": 1, "entries": [\n' + CONFLICT + "]}\n"),
    ],
)
def test_a_conflict_in_another_file_of_ours_ends_the_command_at_its_line(
    tree: Tree, adr: Adr, file: str, text: str
) -> None:
    settings = {} if file == "settled.toml" else {"pyproject.toml": '[tool.settled]\nbaseline = "baseline.json"\n'}
    done = adr("check", cwd=tree({"docs/adr/0001-one.md": NYGARD.format("c"), **settings, file: text}))
    line = text[: text.index("<<<<<<<")].count("\n") + 1
    hint = "keep the lines that are meant and delete the lines with the markers"
    assert (done.code, done.out) == (2, "")
    assert done.err == f"adr: {file}:{line}:1: a merge conflict was left here: `<<<<<<< HEAD`; {hint}\n"
