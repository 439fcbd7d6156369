"""`adr explain` as a person meets it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Outcome

Adr = Callable[..., Outcome]


def test_a_rule_is_explained_with_what_why_wrong_right_and_severity(adr: Adr, tmp_path: Path) -> None:
    outcome = adr("explain", "missing-reject-rule", cwd=tmp_path)
    assert (outcome.code, outcome.err) == (0, "")
    headings = [line for line in outcome.out.splitlines() if line and not line.startswith(" ")]
    assert headings[0] == "F410 missing-reject-rule"
    assert [line.split(":")[0] for line in headings if line.endswith(":")] == ["Wrong", "Right", "Severity"]
    assert "Why: a refusal that nobody foresaw is retried for ever or dropped without a word." in outcome.out


@pytest.mark.parametrize("word", ["E801", "no-failure-modes", "e802", "failure-without-owner"])
def test_a_mistake_that_another_rule_tells_leads_to_that_rule(adr: Adr, tmp_path: Path, word: str) -> None:
    outcome = adr("explain", word, cwd=tmp_path)
    assert outcome.code == 0
    assert outcome.out.startswith("F408 missing-failure-owner\n")
    assert outcome.err == f"{word} is told as F408 missing-failure-owner\n"


def test_a_word_finds_the_rules_that_are_about_it(adr: Adr, tmp_path: Path) -> None:
    found = adr("explain", "dead", "letter", cwd=tmp_path)
    assert found.code == 0
    assert [line.split()[0] for line in found.out.splitlines()] == ["F417", "T707", "E810", "E814", "E815"]
    assert found.err == "`adr explain CODE` explains one of them\n"
    assert adr("explain", "merge", cwd=tmp_path).out.startswith("R016 merge-conflict\n")
    assert "half of" not in adr("explain", "environment", cwd=tmp_path).err
    refused = adr("explain", "dead", "letter", "--format", "json", cwd=tmp_path)
    assert (refused.code, refused.err) == (
        2,
        "adr: 5 rules are about `dead letter`; name one: F417, T707, E810, E814, E815\n",
    )
    assert adr("explain", "xyzzy", cwd=tmp_path).err == "adr: there is no rule `xyzzy`; see `adr rules`\n"
