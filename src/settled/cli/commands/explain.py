"""`adr explain`: the manual of a rule."""

from __future__ import annotations

import click

from settled.cli.context import Invocation, pass_invocation
from settled.cli.options import format_option
from settled.cli.output import echo, painter, print_json


@click.command("explain")
@click.argument("rule", metavar="CODE")
@format_option("text", "json")
@pass_invocation
def command(invocation: Invocation, rule: str, output_format: str) -> None:
    """Explain a rule by its code or name: what it finds, why that matters, a wrong and a right example."""
    from settled.checking.rule_selection import rule_called
    from settled.report.rule_manual import rule_document, rule_lines
    from settled.rules.overrides import overrides_of
    from settled.rules.registry import FORMER_NAMES

    found = rule_called(rule)
    if rule.strip().lower() in FORMER_NAMES:
        invocation.say(f"{rule.strip()} is told as {found.code} {found.name}")
    overrides = overrides_of(invocation.settings())
    if output_format == "json":
        print_json(rule_document(found, overrides))
        return
    for line in rule_lines(found, overrides, painter()):
        echo(line)
