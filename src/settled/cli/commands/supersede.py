"""`adr supersede`: one record takes the place of another."""

from __future__ import annotations

import click

from settled.cli.changing import make
from settled.cli.context import Invocation, pass_invocation
from settled.cli.options import date_option, diff_option


@click.command("supersede")
@click.argument("old", metavar="OLD")
@click.option("--by", "new", required=True, metavar="NEW", help="The record that holds in its place.")
@date_option
@diff_option
@pass_invocation
def command(invocation: Invocation, old: str, new: str, day: str | None, diff: bool) -> None:
    """Let the record NEW supersede OLD, and say so in both.

    It takes effect at once where NEW is accepted; until then it is announced in NEW, and OLD holds. Prints the files
    that changed; --diff shows the change and makes none.
    """
    from settled.changes.changeable_text import reader
    from settled.changes.status_changes import day_of, plan_supersede
    from settled.checking.record_lookup import find_record_to_change

    project = invocation.load_project()
    older, newer = (find_record_to_change(project, invocation.start, reference) for reference in (old, new))
    planned = plan_supersede(project, older, newer, reader(project.root), day=day_of(project, day))
    make(invocation, project.root, planned, diff=diff)
