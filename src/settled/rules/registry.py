"""All families of rules and their rules, in one explicit tuple. A code never changes its meaning."""

from __future__ import annotations

from settled.rules.families.content import CONTENT
from settled.rules.families.decision import DECISION
from settled.rules.families.exceptions import EXCEPTIONS
from settled.rules.families.failures import FAILURES
from settled.rules.families.flow import FLOW
from settled.rules.families.graph import GRAPH
from settled.rules.families.joins import JOINS
from settled.rules.families.lifecycle import LIFECYCLE
from settled.rules.families.ownership import OWNERSHIP
from settled.rules.families.platforms import PLATFORMS
from settled.rules.families.record import RECORD
from settled.rules.families.risk import RISK
from settled.rules.families.slices import SLICES
from settled.rules.families.timing import TIMING
from settled.rules.rule import Family, Rule

FAMILIES: dict[str, Family] = {
    family.letter: family
    for family in (
        RECORD,
        DECISION,
        LIFECYCLE,
        GRAPH,
        FLOW,
        OWNERSHIP,
        JOINS,
        TIMING,
        CONTENT,
        FAILURES,
        SLICES,
        PLATFORMS,
        RISK,
        EXCEPTIONS,
    )
}
"""The families by their letter, in the order in which reports and manuals show them."""

RULES: tuple[Rule, ...] = tuple(rule for family in FAMILIES.values() for rule in family.rules)

FORMER_NAMES: dict[str, str] = {
    "e801": "F408",
    "no-failure-modes": "F408",
    "e802": "F408",
    "failure-without-owner": "F408",
}
"""Codes and names that are looked for, and never given: the rule that tells the same mistake, once."""


RULE_CODES: dict[str, str] = {
    word: rule.code for rule in RULES for word in (rule.code.lower(), rule.name)
} | FORMER_NAMES
"""The code of the rule by each word that finds it, in lower case."""

_BY_CODE = {rule.code: rule for rule in RULES}


def find_rule(word: str) -> Rule | None:
    """The rule with this code or name, in any case, or the one that tells the same; None where there is none."""
    code = RULE_CODES.get(word.strip().lower())
    return _BY_CODE[code] if code is not None else None
