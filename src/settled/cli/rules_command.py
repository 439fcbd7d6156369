"""`adr rules`: every rule with its severities."""

from __future__ import annotations

import click

from settled.cli.invocation import Invocation, pass_invocation
from settled.cli.output import format_option, painter, print_json


@click.command("rules")
@format_option("text", "json")
@pass_invocation
def command(invocation: Invocation, output_format: str) -> None:
    """List the rules by family, each with its severity for an accepted record and where that differs."""
    from settled.report.table import text_table
    from settled.rules.manual import manual
    from settled.rules.registry import FAMILIES, RULES
    from settled.rules.severity import describe

    if output_format == "json":
        print_json(
            {
                "version": 1,
                "rules": [
                    {
                        "code": rule.code,
                        "name": rule.name,
                        "summary": manual(rule).summary,
                        "severities": [{"when": when, "severity": level.value} for when, level in describe(rule.name)],
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
                (_, base), *others = describe(rule.name)
                rows.append(
                    [rule.code, rule.name, base.value, "; ".join(f"{level.value} {when}" for when, level in others)]
                )
        for line in list(text_table(["", "", "", ""], rows))[1:]:
            click.echo("  " + line)
        click.echo()
    invocation.say("`adr explain CODE` explains a rule")
