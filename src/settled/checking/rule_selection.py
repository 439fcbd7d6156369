"""Which rules a person means: by code, by name or by the letter of a family."""

from __future__ import annotations

import re
from collections.abc import Iterable

from settled.model.errors import UsageError
from settled.model.known_words import nearest
from settled.rules.manual import manual
from settled.rules.registry import FAMILIES, RULES, find_rule
from settled.rules.rule import Rule


def rule_called(word: str) -> Rule:
    """The rule with this code or name; UsageError with the nearest one where there is none."""
    rule = find_rule(word)
    if rule is None:
        guess = nearest(word, [known for rule in RULES for known in (rule.code, rule.name)])
        raise UsageError(f"there is no rule `{word}`", f"did you mean `{guess}`?" if guess else "see `adr rules`")
    return rule


def rules_about(word: str) -> tuple[Rule, ...]:
    """The rules in whose name all words of `word` begin one; where there is none, those in whose manual they do."""
    words = re.findall(r"[^\W_]+", word.lower())
    if not words:
        return ()
    named = tuple(rule for rule in RULES if _begin(words, rule.name))
    return named or tuple(rule for rule in RULES if _begin(words, _said(rule)))


def _begin(parts: list[str], text: str) -> bool:
    """True where each of the parts begins a word of the text: `hop` is not meant by a shop."""
    found = re.findall(r"[^\W_]+", text)
    return all(any(word.startswith(part) for word in found) for part in parts)


def _said(rule: Rule) -> str:
    text = manual(rule)
    return f"{rule.name} {text.summary} {text.what}".lower()


def selected_rules(select: Iterable[str], ignore: Iterable[str]) -> tuple[Rule, ...]:
    """The rules that `select` names (all, where it names none) without those that `ignore` names.

    Each of their words may hold several, with commas.
    """
    chosen = {rule.code for words in select for rule in _rules_named(words)} or {rule.code for rule in RULES}
    left_out = {rule.code for words in ignore for rule in _rules_named(words)}
    return tuple(rule for rule in RULES if rule.code in chosen - left_out)


def _rules_named(words: str) -> list[Rule]:
    found: list[Rule] = []
    for word in filter(None, (part.strip() for part in words.split(","))):
        if word.upper() in FAMILIES:
            found += FAMILIES[word.upper()].rules
        else:
            found.append(rule_called(word))
    return found
