"""Every rule of the registry has what a rule must have: code, severity, manual, and a case in each direction."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from settled.rules.manual import manual
from settled.rules.registry import FAMILIES, RULES, find_rule
from settled.rules.rule import Rule
from settled.rules.severity import describe

CASES = Path(__file__).parent.parent / "cases"


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: f"{rule.code}-{rule.name}")
def test_a_rule_is_complete(rule: Rule) -> None:
    assert re.fullmatch(r"[A-Z]\d{3}", rule.code)
    assert rule.family in FAMILIES
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", rule.name)
    text = manual(rule)
    assert [part for part in ("summary", "why", "wrong", "right") if not getattr(text, part).strip()] == []
    assert text.summary.endswith(".")
    assert text.wrong != text.right
    case = CASES / f"{rule.code}-{rule.name}"
    assert [part for part in ("wrong", "right", "expected.txt") if not (case / part).exists()] == []
    first, *others = describe(rule.levels)
    assert first == ("accepted" if others else "always", rule.levels.base)


def test_no_code_and_no_name_is_given_twice() -> None:
    codes, names = [rule.code for rule in RULES], [rule.name for rule in RULES]
    assert len(set(codes)) == len(codes)
    assert len(set(names)) == len(names)


def test_every_case_belongs_to_a_rule() -> None:
    assert {case.name for case in CASES.iterdir()} == {f"{rule.code}-{rule.name}" for rule in RULES}


def test_a_family_holds_the_rules_of_its_letter() -> None:
    assert {letter: {rule.code[0] for rule in family.rules} for letter, family in FAMILIES.items()} == {
        letter: {letter} for letter in FAMILIES
    }


def test_no_key_that_may_be_left_open_belongs_to_two_rules() -> None:
    keys = [rule.open_key for rule in RULES if rule.open_key is not None]
    assert len(set(keys)) == len(keys)
    assert [rule.code for rule in RULES if rule.open_key is not None and rule.consequence is None] == []


def test_the_rules_of_a_family_stand_together_in_the_order_of_their_codes() -> None:
    order = list(FAMILIES)
    assert [rule.code for rule in RULES] == sorted(
        (rule.code for rule in RULES), key=lambda code: (order.index(code[0]), code)
    )


@pytest.mark.parametrize("word", ["F401", "f401", "missing-source-system", " Missing-Source-System "])
def test_a_rule_is_found_by_code_and_by_name_in_any_case(word: str) -> None:
    found = find_rule(word)
    assert found is not None
    assert found.code == "F401"


@pytest.mark.parametrize("word", ["", "F", "F4", "F999", "missing"])
def test_part_of_a_code_or_name_is_no_rule(word: str) -> None:
    assert find_rule(word) is None
