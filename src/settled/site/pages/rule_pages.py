"""The manual: the list of all rules, and a page for each."""

from __future__ import annotations

from dataclasses import dataclass

from settled.site import words
from settled.site.content import RuleManual
from settled.site.links import RULES, rule_page
from settled.site.pages.page_view import PageView
from settled.site.pages.shapes import SEVERITY_CHIPS, Chip, FindingLine, Link


@dataclass(frozen=True, slots=True)
class RuleRow:
    """A rule in the list."""

    code: Link
    name: Link
    summary: str
    severity: Chip
    findings: int
    not_checked: str


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
    wrong: str
    right: str
    severities: tuple[tuple[str, Chip], ...]
    findings: tuple[FindingLine, ...]
    not_checked: str


def rule_families(view: PageView) -> tuple[RuleFamily, ...]:
    """All rules, by family."""
    skipped = {rule.code: rule.reason for rule in view.site.content.rules if rule.outcome == "skipped"}
    families: dict[str, list[RuleRow]] = {}
    titles: dict[str, str] = {}
    for rule in view.site.content.manuals:
        titles[rule.code[0]] = rule.family
        url = view.url(rule_page(rule.name))
        families.setdefault(rule.code[0], []).append(
            RuleRow(
                code=Link(rule.code, url, is_id=True),
                name=Link(rule.name, url),
                summary=rule.manual.summary,
                severity=SEVERITY_CHIPS[rule.severities[0][1]],
                findings=sum(finding.code == rule.code for finding in view.site.content.findings),
                not_checked=skipped.get(rule.code, ""),
            )
        )
    return tuple(RuleFamily(letter, titles[letter], tuple(rows)) for letter, rows in families.items())


def rule_view(view: PageView, rule: RuleManual) -> RuleView:
    """The page of one rule, with what it finds in this project now."""
    findings = [finding for finding in view.site.content.findings if finding.code == rule.code]
    skipped = next(
        (each.reason for each in view.site.content.rules if each.code == rule.code and each.outcome == "skipped"), ""
    )
    return RuleView(
        code=rule.code,
        name=rule.name,
        family=rule.family,
        parent=Link("Rules", view.url(RULES)),
        summary=rule.manual.summary,
        what=_paragraphs(rule.manual.what),
        why=_paragraphs(rule.manual.why),
        wrong=rule.manual.wrong,
        right=rule.manual.right,
        severities=tuple((when, SEVERITY_CHIPS[severity]) for when, severity in rule.severities),
        findings=view.findings(findings, with_record=True),
        not_checked=skipped,
    )


def _paragraphs(text: str) -> tuple[str, ...]:
    return tuple(words.capital(part) for part in text.split("\n\n") if part.strip())
