"""`adr link`: two records name one another."""

from __future__ import annotations

import click

from settled.cli.changing import make
from settled.cli.context import Invocation, pass_invocation
from settled.cli.options import diff_option


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
    words, with those of the other end behind: adr link 3 Extends 2 "Extended by". In a folder of adr-tools
    such words are written as adr-tools does, A and B may be a part of a file's name, and nothing is printed.
    """
    from settled.changes.changeable_text import reader
    from settled.changes.relations import RELATIONS, plan_link
    from settled.checking.record_lookup import find_record_to_change

    is_relation = reverse is None and "-".join(relation.lower().split()) in RELATIONS
    folder = None if is_relation else invocation.adr_tools_folder()
    if folder is not None:
        from settled.cli.adr_tools_link import link_as_adr_tools

        link_as_adr_tools(invocation, folder, record, relation, other, reverse, diff=diff)
        return
    project = invocation.load_project()
    one, two = (find_record_to_change(project, invocation.start, reference) for reference in (record, other))
    make(
        invocation,
        project.root,
        plan_link(project, one, relation, two, reader(project.root), reverse=reverse),
        diff=diff,
    )
