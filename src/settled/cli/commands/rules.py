"""`adr rules`: every rule with its severities."""

from __future__ import annotations

import click

from settled.cli.context import Invocation, pass_invocation
from settled.cli.options import format_option
from settled.cli.output import echo, painter, print_json


@click.command("rules")
@format_option("text", "json")
@pass_invocation
def command(invocation: Invocation, output_format: str) -> None:
    """List the rules by family, each with its severity for an accepted record and where that differs.

    In a project, what its settings say of a rule stands in place of that. A rule marked --fix has findings that
    `adr check --fix` mends.
    """
    from settled.report.rule_manual import rules_document, rules_lines
    from settled.rules.overrides import overrides_of

    overrides = overrides_of(invocation.settings())
    if output_format == "json":
        print_json(rules_document(overrides))
        return
    for line in rules_lines(overrides, painter()):
        echo(line)
    invocation.say("`adr explain CODE` explains a rule; `adr check --fix` mends what is safe in those marked --fix")
