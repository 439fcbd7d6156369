"""`adr renumber`: a record gets another number, and whatever names it follows."""

from __future__ import annotations

import click

from settled.cli.changing import make
from settled.cli.context import Invocation, pass_invocation
from settled.cli.options import diff_option


@click.command("renumber")
@click.argument("reference", metavar="ID")
@click.option("--to", "number", type=click.IntRange(1), metavar="NUMBER", help="The new number.  [default: next free]")
@diff_option
@pass_invocation
def command(invocation: Invocation, reference: str, number: int | None, diff: bool) -> None:
    """Give a record another number: in its file's name, its title, its id, and wherever a record or page names it.

    For two records that took the same number on two branches: name the file of the one that is to change, because
    ID means both. Prints the files that changed; --diff shows the change and makes none.
    """
    from settled.changes.changeable_text import reader
    from settled.changes.renumber import plan_renumber
    from settled.checking.record_lookup import find_one_of_twins
    from settled.project import Workspace
    from settled.project.pages import pages_that_may_link
    from settled.scaffold.request import free_number

    project = invocation.load_project()
    record = find_one_of_twins(project, invocation.start, reference)
    workspace = Workspace(project)
    invocation.tell_unseen_numbers(workspace)
    wanted = free_number(workspace, record, number)
    planned = plan_renumber(project, record, wanted, reader(project.root), pages=pages_that_may_link(project))
    make(invocation, project.root, planned, diff=diff)
