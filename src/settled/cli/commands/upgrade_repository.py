"""`adr upgrade-repository`: the dates of old records of adr-tools become ISO dates."""

from __future__ import annotations

import click

from settled.cli.changing import make
from settled.cli.context import Invocation, pass_invocation
from settled.cli.options import diff_option


@click.command("upgrade-repository")
@diff_option
@pass_invocation
def command(invocation: Invocation, diff: bool) -> None:
    """Write the dates of old records of adr-tools, as in 12/01/1992, as ISO dates, as in 1992-01-12.

    Nothing else in them changes; --diff shows the change and makes none.
    """
    from settled.adr_tools.dates import plan_upgrade
    from settled.changes.changeable_text import reader
    from settled.cli.adr_tools_reading import needed_folder, reading

    folder = needed_folder(invocation, "nothing is to be upgraded in records of our own")
    planned = plan_upgrade(folder, reading(invocation, folder), reader(folder.base))
    make(invocation, folder.base, planned, diff=diff, names_files=False)
