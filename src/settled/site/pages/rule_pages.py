"""The manual: the list of all rules, and a page for each."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from settled.rules.engine import Outcome, RuleOutcome
from settled.site import words
from settled.site.content import RuleManual
from settled.site.links import RULES, rule_page
from settled.site.pages.facets import Facets, RowValues, facets
from settled.site.pages.glossary import words_of_rule
from settled.site.pages.page_view import PageView
from settled.site.pages.shapes import RULE_LEVEL_CHIPS, Chip, FindingLine, Link


@dataclass(frozen=True, slots=True)
class RuleRow:
    """A rule in the list."""

    code: Link
    name: Link
    summary: str
    severity: Chip
    findings: int
    not_checked: str
    is_off: bool
    rank: int
    facets: str


@dataclass(frozen=True, slots=True)
class RuleFamily:
    """The rules of one letter."""

    letter: str
    title: str
    rows: tuple[RuleRow, ...]


@dataclass(frozen=True, slots=True)
class RuleView:
    """All that the template of a rule's page shows."""

    code: str
    name: str
    family: str
    parent: Link
    summary: str
    what: tuple[str, ...]
    why: tuple[str, ...]
    words: tuple[Link, ...]
    wrong: str
    right: str
    severities: tuple[tuple[str, Chip], ...]
    fix: str | None
    findings: tuple[FindingLine, ...]
    not_checked: str
    is_off: bool


@dataclass(frozen=True, slots=True)
class RulesView:
    """The list of all rules, by family, with the facets that narrow it."""

    families: tuple[RuleFamily, ...]
    facets: Facets
    count: int


_STATES = ("found", "clean", "not checked", "off")
_LABELS = {"severity": "Severity", "here": "Here", "family": "Family", "mended": "Mended by the tool"}


def rules_view(view: PageView) -> RulesView:
    """All rules, by family."""
    outcomes = {rule.code: rule for rule in view.site.content.rules}
    counts = Counter(finding.code for finding in view.site.content.findings)
    manuals = view.site.content.manuals
    orders = {"severity": [chip.word for chip in RULE_LEVEL_CHIPS.values()], "here": _STATES}
    found = facets(
        _LABELS, [_facet_values(rule, outcomes.get(rule.code), counts[rule.code]) for rule in manuals], orders
    )
    families: dict[str, list[RuleRow]] = {}
    titles: dict[str, str] = {}
    for rule, code in zip(manuals, found.codes, strict=True):
        titles[rule.code[0]] = rule.family
        url = view.url(rule_page(rule.name))
        level = rule.severities[0].level
        families.setdefault(rule.code[0], []).append(
            RuleRow(
                code=Link(rule.code, url, is_id=True),
                name=Link(rule.name, url),
                summary=rule.manual.summary,
                severity=RULE_LEVEL_CHIPS[level],
                findings=counts[rule.code],
                not_checked=_reason(outcomes.get(rule.code)),
                is_off=_is_off(outcomes.get(rule.code)),
                rank=list(RULE_LEVEL_CHIPS).index(level),
                facets=code,
            )
        )
    return RulesView(
        tuple(RuleFamily(letter, titles[letter], tuple(rows)) for letter, rows in families.items()), found, len(manuals)
    )


def _facet_values(rule: RuleManual, outcome: RuleOutcome | None, count: int) -> RowValues:
    state = "found" if count else "clean"
    if _is_off(outcome):
        state = "off"
    elif _reason(outcome):
        state = "not checked"
    return {
        "severity": (RULE_LEVEL_CHIPS[rule.severities[0].level].word,),
        "here": (state,),
        "family": (rule.family or rule.code[0],),
        "mended": ("yes" if rule.fix else "no",),
    }


def rule_view(view: PageView, rule: RuleManual) -> RuleView:
    """The page of one rule, with what it finds in this project now."""
    findings = [finding for finding in view.site.content.findings if finding.code == rule.code]
    outcome = next((each for each in view.site.content.rules if each.code == rule.code), None)
    return RuleView(
        code=rule.code,
        name=rule.name,
        family=rule.family,
        parent=Link("Rules", view.url(RULES)),
        summary=rule.manual.summary,
        what=_paragraphs(rule.manual.what),
        why=_paragraphs(rule.manual.why),
        words=words_of_rule(view, rule.name),
        wrong=rule.manual.wrong,
        right=rule.manual.right,
        severities=tuple((row.when, RULE_LEVEL_CHIPS[row.level]) for row in rule.severities),
        fix=rule.fix,
        findings=view.findings(findings, with_record=True),
        not_checked=_reason(outcome),
        is_off=_is_off(outcome),
    )


def _reason(outcome: RuleOutcome | None) -> str:
    """Why the rule did not look; empty where it did."""
    return outcome.reason if outcome is not None and outcome.outcome is Outcome.SKIPPED else ""


def _is_off(outcome: RuleOutcome | None) -> bool:
    return outcome is not None and outcome.is_switched_off


def _paragraphs(text: str) -> tuple[str, ...]:
    return tuple(words.capital(part) for part in text.split("\n\n") if part.strip())
