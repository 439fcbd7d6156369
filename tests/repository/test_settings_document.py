"""What docs/settings.md says of defaults is what the code does."""

from __future__ import annotations

import re
import tomllib
from dataclasses import fields
from pathlib import Path

from settled.model.lifecycle import TRANSITIONS
from settled.rules.overrides import overrides_of
from settled.rules.registry import RULES
from settled.settings.reading import read_settings
from settled.settings.rule_settings import LIMIT_BOUNDS, Limits
from settled.settings.word_lists import WordLists

DOCUMENT = (Path(__file__).resolve().parents[2] / "docs" / "settings.md").read_text("utf-8")
NAMES = {f"{rule.code} {rule.name}" for rule in RULES}


def test_the_limits_are_documented_with_their_defaults_bounds_and_rules() -> None:
    rows = re.findall(r"^\| `([a-z-]+)` \| (\d+) \| (\d+) to (\d+) \| (.+?) \|", DOCUMENT, re.MULTILINE)
    assert {key: int(default) for key, default, *_ in rows} == {
        field.name.replace("_", "-"): field.default for field in fields(Limits)
    }
    assert {key: (int(least), int(most)) for key, _, least, most, _ in rows} == LIMIT_BOUNDS
    assert {name for *_, rules in rows for name in rules.split(", ")} <= NAMES


def test_the_word_lists_are_documented_with_all_their_words() -> None:
    lists = re.findall(r"^`([a-z-]+)` \((.+?)\): [^\n]+\n\n((?:> [^\n]*\n)+)", DOCUMENT, re.MULTILINE)
    documented = {
        key: tuple(" ".join(quoted.replace("\n> ", " ").removeprefix("> ").split()).split(", "))
        for key, _, quoted in lists
    }
    assert documented == {
        field.name.replace("_", "-"): getattr(WordLists(), field.name).words for field in fields(WordLists)
    }
    assert {name for _, rules, _ in lists for name in rules.split(", ")} <= NAMES


def test_the_examples_are_settings_that_are_read(tmp_path: Path) -> None:
    examples = re.findall(r"```toml\n(.*?)```", DOCUMENT, re.DOTALL)
    assert len(examples) == 5
    (tmp_path / "pyproject.toml").write_text("\n".join(examples), encoding="utf-8")
    settings = read_settings(tmp_path)
    assert overrides_of(settings)
    assert settings.transitions == TRANSITIONS  # the example is the default
    assert set(tomllib.loads("\n".join(examples))["tool"]["settled"]) == {
        "holidays",
        "severity",
        "paths",
        "words",
        "statuses",
        "transitions",
    }
