"""`adr risks`: the risk register."""

from __future__ import annotations

import click

from settled.cli.context import Invocation, pass_invocation
from settled.cli.options import bom_option, format_option
from settled.cli.output import print_csv, print_data, print_json, print_table, refuse_what_does_not_fit


@click.command("risks")
@click.option("--owner", help="Only the risks of this team.")
@click.option("--level", type=click.Choice(["low", "medium", "high"]), help="Only this level and above.")
@format_option("table", "json", "csv", "xlsx")
@bom_option
@pass_invocation
def command(invocation: Invocation, owner: str | None, level: str | None, output_format: str, bom: bool) -> None:
    """Print the risk register: what follows from findings and open decisions, and what was declared."""
    from settled.model.vocabulary import Level
    from settled.programme.risks import register
    from settled.report.risk_register import COLUMNS, risk_rows, risk_values, risks_document, short_rows
    from settled.report.spreadsheet import workbook
    from settled.rules.engine import check

    refuse_what_does_not_fit("risks", output_format, bom=bom)
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
        print_csv(COLUMNS, risk_rows(risks), bom=bom)
    elif output_format == "xlsx":
        cells = [[values[column] for column in COLUMNS] for values in (risk_values(risk) for risk in risks)]
        print_data(workbook("Risks", COLUMNS, cells, project.today))
    elif not risks:
        invocation.say("no risks")
    else:
        print_table(*short_rows(risks))
