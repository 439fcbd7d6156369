"""`adr renumber`: a record gets another number, and whatever names it follows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from settled.cli.changing import diff_option, make, reader
from settled.cli.context import Invocation, pass_invocation
from settled.cli.find_record import find_record
from settled.model.errors import UsageError

if TYPE_CHECKING:
    from settled.project import Project


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
    from settled.changes.renumber import plan_renumber
    from settled.scaffold.request import free_number

    project = invocation.load_project()
    record = find_record(invocation, project, reference)
    twins = [other.file for other in project.records if other.id == record.id]
    if len(twins) > 1 and reference not in twins and not reference.endswith(record.file.rsplit("/", 1)[-1]):
        raise UsageError(f"{record.id} names {len(twins)} records", f"name the file: {' or '.join(twins)}")
    invocation.tell_unseen_numbers(project)
    wanted = free_number(project, record, number)
    make(
        invocation,
        project.root,
        plan_renumber(project, record, wanted, reader(project.root), pages=_pages(project)),
        diff=diff,
    )


def _pages(project: Project) -> list[str]:
    """The Markdown files of the project that are no records and may link to one."""
    from settled.project.discovery import markdown_pages

    known = set(project.files)
    return [file for file in markdown_pages(project.root) if file not in known]
