"""What `adr explain` and `adr rules` print: rules with their manual and their severities, as JSON and for people."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from settled.report.table import text_table
from settled.rules.manual import manual
from settled.rules.overrides import Overrides
from settled.rules.registry import FAMILIES, RULES
from settled.rules.rule import Rule

Paint = Callable[[str, str], str]

VERSION = 1
_WIDTH = 88


def rule_document(rule: Rule, overrides: Overrides) -> dict[str, Any]:
    """What `adr explain --format json` prints."""
    text = manual(rule)
    return {
        "version": VERSION,
        "code": rule.code,
        "name": rule.name,
        "summary": text.summary,
        "what": text.what,
        "why": text.why,
        "wrong": text.wrong,
        "right": text.right,
        "severities": [row.as_object() for row in overrides.describe(rule)],
        "usual_severities": [row.as_object() for row in Overrides().describe(rule)],
        "fix": rule.fix_in_words,
    }


def rule_lines(rule: Rule, overrides: Overrides, paint: Paint) -> Iterator[str]:
    """The manual of a rule: what it finds, why that matters, a wrong and a right example, how it weighs."""
    text = manual(rule)
    yield paint(f"{rule.code} {rule.name}", "strong")
    yield ""
    for paragraph in filter(None, (text.summary, *text.what.split("\n\n"))):
        yield textwrap.fill(paragraph, _WIDTH)
        yield ""
    yield textwrap.fill(f"Why: {text.why}", _WIDTH)
    for title, example, style in (("Wrong", text.wrong, "error"), ("Right", text.right, "settled")):
        yield f"\n{paint(title, style)}:\n"
        yield textwrap.indent(example, "    ")
    severities = overrides.describe(rule)
    tables = {"Severity": severities}
    if severities[0].is_override:
        tables["Severity without these settings"] = Overrides().describe(rule)
    for title, rows in tables.items():
        yield f"\n{title}:\n"
        for row in rows:
            yield f"    {paint(row.level.value, row.level.value)}  {row.when}"
    if rule.fix_in_words:
        yield "\n" + textwrap.fill(rule.fix_in_words, _WIDTH)


def found_lines(rules: Sequence[Rule], paint: Paint) -> Iterator[str]:
    """The rules that a word finds: code, name, and what each says in a sentence."""
    for rule in rules:
        yield f"{rule.code} {paint(rule.name, 'strong')}: {manual(rule).summary}"


def rules_document(overrides: Overrides) -> dict[str, Any]:
    """What `adr rules --format json` prints."""
    return {
        "version": VERSION,
        "rules": [
            {
                "code": rule.code,
                "name": rule.name,
                "summary": manual(rule).summary,
                "severities": [row.as_object() for row in overrides.describe(rule)],
                "fix": rule.fix_in_words,
            }
            for rule in RULES
        ],
    }


def rules_lines(overrides: Overrides, paint: Paint) -> Iterator[str]:
    """Every rule by family, with its severity, where that differs, and whether it is mended."""
    for family in FAMILIES.values():
        yield paint(family.title, "strong")
        rows = [_row(rule, overrides) for rule in family.rules]
        for line in list(text_table(["", "", "", "", ""], rows))[1:]:
            yield "  " + line
        yield ""


def _row(rule: Rule, overrides: Overrides) -> list[str]:
    base, *others = overrides.describe(rule)
    conditions = [base.when] if base.is_override else []
    conditions += [f"{row.level.value} {row.when}" for row in others]
    return [rule.code, rule.name, base.level.value, "--fix" if rule.fix else "", "; ".join(conditions)]
