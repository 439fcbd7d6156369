"""What `adr accept`, `adr reject` and `adr deprecate` have in common: everything but the status."""

from __future__ import annotations

import click

from settled.cli.changing import make
from settled.cli.context import Invocation, pass_invocation
from settled.cli.options import date_option, diff_option
from settled.model.vocabulary import Status


def status_command(name: str, status: Status, words: str) -> click.Command:
    """The command `name`, which gives a record the `status`; `words` are its help."""

    @click.command(name, help=f"{words}\n\nPrints the files that changed; --diff shows the change and makes none.")
    @click.argument("reference", metavar="ID")
    @click.option("--by", "makers", multiple=True, metavar="TEAM", help="Who decided; may be given again.")
    @date_option
    @diff_option
    @pass_invocation
    def command(invocation: Invocation, reference: str, makers: tuple[str, ...], day: str | None, diff: bool) -> None:
        from settled.changes.changeable_text import reader
        from settled.changes.status_changes import day_of, plan_status
        from settled.checking.record_lookup import find_record

        project = invocation.load_project()
        record = find_record(project, invocation.start, reference)
        planned = plan_status(project, record, status, reader(project.root), day=day_of(project, day), makers=makers)
        make(invocation, project.root, planned, diff=diff)

    return command
