"""`adr config`: where the command and the templates of adr-tools' records are, for a shell to evaluate."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import click

from settled.cli.output import echo


@click.command("config")
def command() -> None:
    """Print where this command and the templates of adr-tools' records lie, as a shell's assignments.

    The settings of a project are in its settled.toml; `adr doctor` tells what holds.
    """
    from settled.adr_tools.record_text import TEMPLATE
    from settled.scaffold.templates import built_in_file

    program = Path(sys.argv[0] or sys.executable).absolute()
    for name, folder in (("adr_bin_dir", program.parent), ("adr_template_dir", built_in_file(TEMPLATE).parent)):
        escaped = re.sub(r'[\\"$`]', r"\\\g<0>", str(folder))
        echo(f'{name}="{escaped}"')
