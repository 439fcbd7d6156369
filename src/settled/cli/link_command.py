"""`adr link`: two records name one another."""

from __future__ import annotations

import click

from settled.cli.changing import diff_option, make, reader
from settled.cli.find_record import find_record
from settled.cli.invocation import Invocation, pass_invocation


@click.command("link")
@click.argument("record", metavar="A")
@click.argument("relation", metavar="RELATION")
@click.argument("other", metavar="B")
@click.argument("reverse", metavar="[REVERSE]", required=False)
@diff_option
@pass_invocation
def command(invocation: Invocation, record: str, relation: str, other: str, reverse: str | None, diff: bool) -> None:
    """Link the record A to B, and B back to A.

    RELATION is amends, clarifies, depends-on, relates-to, or the other end of one of these. Plain records take any
    words, with those of the other end behind: adr link 3 Extends 2 "Extended by".
    """
    from settled.relations import plan_link

    project = invocation.load_project()
    one, two = find_record(invocation, project, record), find_record(invocation, project, other)
    make(invocation, project, plan_link(project, one, relation, two, reader(project), reverse=reverse), diff=diff)
