"""`adr doctor`: what was found of the project and why, and what was not read."""

from __future__ import annotations

import os

import click

from settled.cli.context import Invocation, pass_invocation
from settled.cli.options import format_option
from settled.cli.output import echo, print_json


@click.command("doctor")
@format_option("text", "json")
@pass_invocation
def command(invocation: Invocation, output_format: str) -> None:
    """Tell what was found of this project and why: its root, records, formats, settings, git, site.

    Says of each file among the records that is not read why it is not. Ends with 2 where there is no project, or
    its settings cannot be read.
    """
    from settled.report.set_up import set_up_document, set_up_lines, set_up_of
    from settled.site.mkdocs.own_config import own_config

    project = invocation.load_project()
    set_up = set_up_of(project, own_config(project.root), _editor())
    if output_format == "json":
        print_json(set_up_document(set_up))
        return
    for line in set_up_lines(set_up):
        echo(line)


def _editor() -> str | None:
    """The editor that `adr new` would open, with the variable that names it."""
    for name in ("VISUAL", "EDITOR"):
        if os.environ.get(name, "").strip():
            return f"{os.environ[name].strip()} ({name})"
    return None
