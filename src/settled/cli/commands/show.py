"""`adr show`: one record, as a person asks for it at a terminal."""

from __future__ import annotations

import click

from settled.cli.context import Invocation, pass_invocation
from settled.cli.options import format_option
from settled.cli.output import echo, painter, print_json


@click.command("show")
@click.argument("reference", metavar="ID")
@format_option("text", "json")
@pass_invocation
def command(invocation: Invocation, reference: str, output_format: str) -> None:
    """Show one record: status, who gave it, the six decisions, open questions, findings and the text.

    ID is an id (FLOW-3, FLOW-0003), a number (3 means ADR-0003 where there is one), or a file.
    """
    from settled.checking.record_lookup import find_record
    from settled.project import Workspace
    from settled.report.record_json import record_document
    from settled.report.record_text import record_lines

    project = invocation.load_project()
    record = find_record(project, invocation.start, reference)
    if output_format == "json":
        print_json(record_document(project, record, Workspace(project).history.of(record.file)))
        return
    lines = list(record_lines(project, record, painter()))  # all of it, or the error alone
    for line in lines:
        echo(line)
