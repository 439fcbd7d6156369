"""`adr explain`: the manual of a rule."""

from __future__ import annotations

import click

from settled.cli.context import Invocation, pass_invocation
from settled.cli.options import format_option
from settled.cli.output import echo, painter, print_json
from settled.model.errors import UsageError


@click.command("explain")
@click.argument("rule", metavar="CODE|WORD...", nargs=-1, required=True)
@format_option("text", "json")
@pass_invocation
def command(invocation: Invocation, rule: tuple[str, ...], output_format: str) -> None:
    """Explain a rule by its code or name: what it finds, why that matters, a wrong and a right example.

    Any other word finds the rules that are about it; the one that is found is explained. platform/NAME prints what
    a platform brings along, as `adr profile NAME` does.
    """
    from settled.checking.rule_selection import rule_called, rules_about
    from settled.report.rule_manual import found_lines, rule_document, rule_lines
    from settled.rules.overrides import overrides_of
    from settled.rules.registry import FORMER_NAMES, find_rule

    word = " ".join(rule)
    if word.startswith("platform/"):
        from settled.cli.profile_output import print_profile

        print_profile(invocation, word.removeprefix("platform/"), output_format)
        return
    about = () if find_rule(word) is not None else rules_about(word)
    if len(about) > 1:
        if output_format == "json":
            codes = ", ".join(each.code for each in about)
            raise UsageError(f"{len(about)} rules are about `{word}`", f"name one: {codes}")
        for line in found_lines(about, painter()):
            echo(line)
        invocation.say("`adr explain CODE` explains one of them")
        return
    found = about[0] if about else rule_called(word)
    if word.strip().lower() in FORMER_NAMES:
        invocation.say(f"{word.strip()} is told as {found.code} {found.name}")
    overrides = overrides_of(invocation.settings())
    if output_format == "json":
        print_json(rule_document(found, overrides))
        return
    for line in rule_lines(found, overrides, painter()):
        echo(line)
