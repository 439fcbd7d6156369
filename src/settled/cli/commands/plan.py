"""`adr plan`: which flows come first, and why."""

from __future__ import annotations

import shutil
import sys
import textwrap
from collections.abc import Iterable
from typing import TYPE_CHECKING

import click

from settled.cli.context import Invocation, pass_invocation
from settled.cli.options import bom_option, format_option
from settled.cli.output import echo, painter, print_csv, print_data, print_json, refuse_what_does_not_fit

if TYPE_CHECKING:
    from settled.project import Project
    from settled.report.delivery_plan import Line


@click.command("plan")
@format_option("text", "json", "csv", "xlsx")
@bom_option
@pass_invocation
def command(invocation: Invocation, output_format: str, bom: bool) -> None:
    """Print the delivery sequence: the flows in waves, with the reasons for each place.

    A flow comes after those that it names under `after`, and after one that brings its object to its source system.
    """
    from settled.programme.plan import plan
    from settled.report.delivery_plan import COLUMNS, plan_document, plan_lines, plan_rows

    refuse_what_does_not_fit("plan", output_format, bom=bom)
    project = invocation.load_project()
    found = plan(project)
    for entry in project.unreadable:
        invocation.say(f"{entry.first_location}: cannot be read, see `adr check`")
    if output_format == "json":
        print_json(plan_document(found))
    elif output_format == "csv":
        print_csv(COLUMNS, plan_rows(found), bom=bom)
    elif output_format == "xlsx":
        from settled.report.spreadsheet import workbook

        print_data(workbook("Delivery sequence", COLUMNS, plan_rows(found), project.today))
    elif not found.flows:
        invocation.say(_nothing_to_order(project))
    else:
        _print_lines(plan_lines(found))


def _nothing_to_order(project: Project) -> str:
    if project.flows:
        return "no flow is in force: all are rejected, deprecated or superseded"
    return 'there are no flows to put in order yet; write the first one with `adr new --kind flow "Order export"`'


def _print_lines(lines: Iterable[Line]) -> None:
    """Print each line, folded below itself where a terminal is too narrow."""
    paint = painter()
    width = max(40, shutil.get_terminal_size().columns) if sys.stdout.isatty() else None
    for line in lines:
        margin = " " * line.indent
        folded = [margin + line.words]
        if width is not None and line.words:
            folded = textwrap.wrap(line.words, width, initial_indent=margin, subsequent_indent=margin + "  ")
        for words in folded:
            echo(paint(words, line.style) if line.style else words)
