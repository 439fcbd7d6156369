"""`adr explain`: the manual of a rule."""

from __future__ import annotations

import textwrap

import click

from settled.cli.context import Invocation, pass_invocation
from settled.cli.options import format_option
from settled.cli.output import painter, print_json
from settled.model.errors import UsageError


@click.command("explain")
@click.argument("rule", metavar="CODE")
@format_option("text", "json")
@pass_invocation
def command(invocation: Invocation, rule: str, output_format: str) -> None:
    """Explain a rule by its code or name: what it finds, why that matters, a wrong and a right example."""
    from settled.changes.fixes import fix_in_words
    from settled.frontmatter.validation import nearest
    from settled.rules.manual import manual
    from settled.rules.overrides import Overrides, overrides_of
    from settled.rules.registry import RULES, TOLD_AS, find_rule

    found = find_rule(rule)
    if found is None:
        guess = nearest(rule, [word for known in RULES for word in (known.code, known.name)])
        raise UsageError(f"there is no rule `{rule}`", f"did you mean `{guess}`?" if guess else "see `adr rules`")
    if rule.strip().lower() in TOLD_AS:
        invocation.say(f"{rule.strip()} is told as {found.code} {found.name}")
    text = manual(found)
    overrides = overrides_of(invocation.settings())
    severities = overrides.describe(found.name)
    usual = Overrides().describe(found.name)
    fix = fix_in_words(found.name)
    if output_format == "json":
        print_json(
            {
                "version": 1,
                "code": found.code,
                "name": found.name,
                "summary": text.summary,
                "what": text.what,
                "why": text.why,
                "wrong": text.wrong,
                "right": text.right,
                "severities": [row.as_object() for row in severities],
                "usual_severities": [row.as_object() for row in usual],
                "fix": fix,
            }
        )
        return
    paint = painter()
    click.echo(paint(f"{found.code} {found.name}", "strong"))
    click.echo()
    for paragraph in filter(None, (text.summary, *text.what.split("\n\n"))):
        click.echo(textwrap.fill(paragraph, 88))
        click.echo()
    click.echo(textwrap.fill(f"Why: {text.why}", 88))
    for title, example, style in (("Wrong", text.wrong, "error"), ("Right", text.right, "settled")):
        click.echo(f"\n{paint(title, style)}:\n")
        click.echo(textwrap.indent(example, "    "))
    tables = {"Severity": severities}
    if severities[0].is_override:
        tables["Severity without these settings"] = usual
    for title, rows in tables.items():
        click.echo(f"\n{title}:\n")
        for row in rows:
            click.echo(f"    {paint(row.level.value, row.level.value)}  {row.when}")
    if fix:
        click.echo("\n" + textwrap.fill(fix, 88))
