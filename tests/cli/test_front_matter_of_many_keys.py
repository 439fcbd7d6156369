"""Front matter of thousands of keys: what is wrong with it is told in a few lines, at the place of each key."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from settled.frontmatter.loader import compose
from tests.conftest import Outcome

Tree = Callable[..., Path]
Adr = Callable[..., Outcome]
_BODY = "---\n# Use events\n\n## Context\n\nText.\n"


def _found(adr: Adr, root: Path, code: str) -> list[tuple[int, str]]:
    findings = adr("check", "--format", "json", "--select", code, cwd=root).json["findings"]
    return [(finding["line"], finding["message"]) for finding in findings]


def test_unknown_keys_are_told_one_by_one_up_to_a_hundred(
    tree: Tree, adr: Adr, monkeypatch: pytest.MonkeyPatch
) -> None:
    parsed: list[int] = []

    def counting(text: str) -> Any:
        parsed.append(len(text))
        return compose(text)

    monkeypatch.setattr("settled.frontmatter.yaml_document.compose", counting)
    keys = "".join(f"made-up-{number}: a\n" for number in range(4000))
    root = tree({"decisions/flows/0001-a.md": "---\nstatus: draft\n" + keys + _BODY})
    found = _found(adr, root, "R008")
    assert len(found) == 101
    assert found[0] == (1, "3,900 more unknown keys")
    assert [found[1], found[-1]] == [(3, "unknown key `made-up-0`"), (102, "unknown key `made-up-99`")]
    assert sum(parsed) < 3 * len(keys)  # the text is taken apart a few times, not once for each key


def test_equal_keys_are_told_twenty_times(tree: Tree, adr: Adr) -> None:
    root = tree({"decisions/flows/0001-a.md": "---\nstatus: draft\n" + "title: a\n" * 4000 + _BODY})
    found = _found(adr, root, "R012")
    assert found == [(line, "the key `title` stands a second time") for line in range(4, 24)]
