"""`adr rules`: every rule with its severities."""

from __future__ import annotations

import click

from settled.cli.context import Invocation, pass_invocation
from settled.cli.options import format_option
from settled.cli.output import painter, print_json


@click.command("rules")
@format_option("text", "json")
@pass_invocation
def command(invocation: Invocation, output_format: str) -> None:
    """List the rules by family, each with its severity for an accepted record and where that differs.

    In a project, what its settings say of a rule stands in place of that. A rule marked --fix has findings that
    `adr check --fix` mends.
    """
    from settled.changes.fixes import fix_in_words
    from settled.report.table import text_table
    from settled.rules.manual import manual
    from settled.rules.overrides import overrides_of
    from settled.rules.registry import FAMILIES, RULES

    overrides = overrides_of(invocation.settings())
    if output_format == "json":
        print_json(
            {
                "version": 1,
                "rules": [
                    {
                        "code": rule.code,
                        "name": rule.name,
                        "summary": manual(rule).summary,
                        "severities": [row.as_object() for row in overrides.describe(rule.name)],
                        "fix": fix_in_words(rule.name),
                    }
                    for rule in RULES
                ],
            }
        )
        return
    paint = painter()
    for letter, title in FAMILIES.items():
        click.echo(paint(title, "strong"))
        rows = []
        for rule in RULES:
            if rule.family == letter:
                base, *others = overrides.describe(rule.name)
                told = [base.when] if base.is_override else []
                told += [f"{row.level.value} {row.when}" for row in others]
                fix = "--fix" if fix_in_words(rule.name) else ""
                rows.append([rule.code, rule.name, base.level.value, fix, "; ".join(told)])
        for line in list(text_table(["", "", "", "", ""], rows))[1:]:
            click.echo("  " + line)
        click.echo()
    invocation.say("`adr explain CODE` explains a rule; `adr check --fix` mends what is safe in those marked --fix")
