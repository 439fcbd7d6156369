"""`adr changes`: what was decided, reopened, superseded, added and deleted since a revision or a day."""

from __future__ import annotations

import click

from settled.cli.context import Invocation, pass_invocation
from settled.cli.options import format_option
from settled.cli.output import echo, print_data, print_json
from settled.model.errors import HistoryError


@click.command("changes")
@click.argument("reference", metavar="REF")
@format_option("text", "markdown", "json")
@pass_invocation
def command(invocation: Invocation, reference: str, output_format: str) -> None:
    """Tell what became of the records since REF: a branch, a tag, a commit, or a day (2026-01-31).

    Counted from where this branch left REF, with what is not committed yet. The format `markdown` is made for
    release notes.
    """
    from settled.checking.change import change_since
    from settled.checking.comparison import compare
    from settled.history import commit_before, day_named
    from settled.report.changes import changes_document, changes_of
    from settled.report.changes_text import changes_lines
    from settled.rules.context import Context
    from settled.rules.engine import check_context

    project = invocation.load_project()
    day = day_named(reference)
    base = commit_before(project.records_folder, day) if day is not None else reference
    context = Context.of(project)
    comparison = compare(context, base)
    if comparison.commit is None:
        raise HistoryError(comparison.reason)
    change = change_since(project, check_context(context), comparison)
    if change is None:
        raise HistoryError(f"what changed since {reference} cannot be told")
    changes = changes_of(context.workspace, change, reference)
    if output_format == "json":
        print_json(changes_document(changes))
        return
    lines = changes_lines(changes, is_markdown=output_format == "markdown")
    if output_format == "markdown":
        print_data("".join(f"{line}\n" for line in lines))
        return
    for line in lines:
        echo(line)
