"""`adr history`: which status a record had, since when, and by whom, from git."""

from __future__ import annotations

import click

from settled.cli.context import Invocation, pass_invocation
from settled.cli.options import format_option
from settled.cli.output import echo, painter, print_json
from settled.model.errors import HistoryError


@click.command("history")
@click.argument("reference", metavar="[ID]", required=False)
@format_option("text", "json")
@pass_invocation
def command(invocation: Invocation, reference: str | None, output_format: str) -> None:
    """Show every status that a record had, with date, author and commit; without an ID those of all records.

    Where git cannot tell everything (a shallow clone), what is known is shown and said to be incomplete.
    """
    from settled.checking.record_lookup import find_record_or_its_deletion
    from settled.project import Workspace
    from settled.report.history_report import (
        histories_document,
        histories_lines,
        history_document,
        history_lines,
    )

    project = invocation.load_project()
    workspace = Workspace(project)
    history = workspace.history
    if not history.is_available:
        raise HistoryError(history.reason)
    if reference is None:
        if output_format == "json":
            print_json(histories_document(workspace, project.records))
            return
        lines = list(histories_lines(workspace, project.records))
    else:
        record = find_record_or_its_deletion(project, invocation.start, reference, history)
        if output_format == "json":
            print_json(history_document(workspace, record))
            return
        lines = list(history_lines(workspace, record, painter()))
    for line in lines:
        echo(line)
    if not lines:
        invocation.say("git knows of no status yet")
    if not history.is_complete:
        invocation.say(f"git's history is incomplete: {history.reason}")
