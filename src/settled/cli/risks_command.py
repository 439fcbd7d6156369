"""`adr risks`: the risk register."""

from __future__ import annotations

import shutil
import sys

import click

from settled.cli.invocation import Invocation, pass_invocation
from settled.cli.output import format_option, print_json


@click.command("risks")
@click.option("--owner", help="Only the risks of this team.")
@click.option("--level", type=click.Choice(["low", "medium", "high"]), help="Only this level and above.")
@format_option("table", "json", "csv")
@pass_invocation
def command(invocation: Invocation, owner: str | None, level: str | None, output_format: str) -> None:
    """Print the risk register: what follows from findings and open decisions, and what was declared."""
    from settled.model.vocabulary import Level
    from settled.report.risk_register import COLUMNS, risk_rows, risks_document, short_rows
    from settled.report.table import csv_table, text_table
    from settled.risks import register
    from settled.rules.engine import check

    project = invocation.load_project()
    ranks = list(Level)
    risks = [
        risk
        for risk in register(project, check(project).findings)
        if (owner is None or risk.owner == owner)
        and (level is None or ranks.index(risk.level) >= ranks.index(Level(level)))
    ]
    if output_format == "json":
        print_json(risks_document(risks))
    elif output_format == "csv":
        click.echo(csv_table(COLUMNS, risk_rows(risks)), nl=False)
    elif not risks:
        invocation.say("no risks")
    else:
        header, rows = short_rows(risks)
        width = shutil.get_terminal_size().columns if sys.stdout.isatty() else None
        for line in text_table(header, rows, width=width):
            click.echo(line)
