"""`adr init`: starts a project in a folder, and says what was there already."""

from __future__ import annotations

import os
from pathlib import Path

import click

from settled.cli.context import Invocation, pass_invocation
from settled.cli.output import echo
from settled.files.shown_path import shown_path


@click.command("init")
@click.argument("directory", required=False, metavar="[DIRECTORY]")
@click.option(
    "--ci", "forge", type=click.Choice(["github", "gitlab"]),
    help="Add a pipeline for this forge that checks every change.",
)  # fmt: skip
@pass_invocation
def command(invocation: Invocation, directory: str | None, forge: str | None) -> None:
    """Start a project in DIRECTORY (default: here).

    Writes a catalog, a first page, a first record and the site's configuration, prints their paths, and
    keeps every file that is there. A second run changes nothing.

    In a folder of adr-tools, and with SETTLED_MODE=adr-tools in any, it starts a folder as adr-tools does: DIRECTORY
    holds the records then (default: doc/adr).
    """
    if forge is None and invocation.records is None:
        folder = invocation.adr_tools_folder()
        if folder is not None:
            from settled.cli.adr_tools_new import start_as_adr_tools

            start_as_adr_tools(invocation, directory, folder)
            return
    from settled.project import today
    from settled.scaffold.init_project import init_project
    from settled.scaffold.start_place import asked_records_folder, note_of_other_records

    root = Path(os.path.normpath((invocation.start / (directory or ".")).absolute()))
    records = asked_records_folder(root, invocation.records)
    note = note_of_other_records(root, records)
    started = init_project(root, records, invocation.as_of or today(), forge)
    for path in started.created:
        echo(shown_path(path))
    for path in started.kept:
        invocation.say(f"kept {shown_path(path)}")
    if started.site_file_to_complete is not None:
        site_file = shown_path(started.site_file_to_complete)
        invocation.say(f"for the site, add these two lines to {site_file}, or extend the ones that it has:")
        invocation.say(f"  docs_dir: {records}")
        invocation.say("  plugins: [search, settled]")
    if note:
        invocation.say(note)
    if not started.created:
        invocation.say("nothing to do: all files of a project are there")
        return
    if forge is not None:
        from settled.scaffold.pipelines import PIPELINES

        if any(path.as_posix().endswith(f"/{PIPELINES[forge]}") for path in started.created):
            invocation.say(f"set SETTLED in {PIPELINES[forge]} to what pip installs there")
    from settled.project import load
    from settled.scaffold.next_steps import next_steps

    invocation.say_listed("next:", next_steps(load(root, str(root / records))))
