"""`adr list`: the records with their status, and for flows the state of the six decisions."""

from __future__ import annotations

import click
from click.core import ParameterSource

from settled.cli.context import Invocation
from settled.cli.kind_choice import KindChoice
from settled.cli.options import format_option
from settled.cli.output import echo, print_json, print_table


@click.command("list")
@click.option("--kind", type=KindChoice(), help="Only records of this kind.")
@click.option("--status", multiple=True, help="Only records with this status; may be given again.")
@click.option("--tag", multiple=True, help="Only records with this tag; may be given again.")
@click.option("--owner", help="Only records in which this team owes an answer or owns a failure or risk.")
@click.option("--open", "only_open", is_flag=True, help="Only records with an open question or a missing decision.")
@click.option("--at", "reference", metavar="REF", help="The records as of this revision of git, or this day.")
@format_option("text", "json")
@click.pass_context
def command(
    ctx: click.Context, kind: str | None, status: tuple[str, ...], tag: tuple[str, ...], owner: str | None,
    only_open: bool, reference: str | None, output_format: str,
) -> None:  # fmt: skip
    """List the records, by kind and number.

    In a folder of adr-tools, without any option, it prints their paths as adr-tools does; `--format text` prints the
    table there too.
    """
    from settled.project import Workspace
    from settled.report.record_json import records_document
    from settled.report.record_list import RecordFilter, list_notes, list_rows
    from settled.report.several_decisions import what_to_write

    invocation: Invocation = ctx.obj
    folder = None if _has_options(ctx) else invocation.adr_tools_folder()
    if folder is not None:
        for found in folder.records():
            echo(folder.shown(found.name))
        return
    workspace = Workspace(invocation.load_project())
    if reference is not None:
        from settled.checking.past_project import workspace_at

        workspace = workspace_at(workspace.project, reference)
    project = workspace.project
    invocation.tell_other_folders(project)
    if owner is not None:
        from settled.checking.acceptable import refuse_unknown_teams

        refuse_unknown_teams(project, [owner])
    records = list(filter(RecordFilter(kind, status, tag, owner, only_open).fits, project.records))
    if output_format == "json":
        print_json(records_document(project, records))
        return
    for entry in project.unreadable:
        invocation.say(f"{entry.first_location}: cannot be read, see `adr check`")
    if not records:
        if project.records or not project.unreadable:
            invocation.say(
                "no record fits" if project.records else f"there are no records yet; {what_to_write(project)}"
            )
        return
    print_table(*list_rows(workspace, records))
    for words in list_notes(workspace, records):
        invocation.say(words)


def _has_options(ctx: click.Context) -> bool:
    """True where one of this command's own options was typed."""
    return any(ctx.get_parameter_source(name) is not ParameterSource.DEFAULT for name in ctx.params)
