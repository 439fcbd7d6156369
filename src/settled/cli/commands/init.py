"""`adr init`: starts a project in a folder, and says what was there already."""

from __future__ import annotations

import os
from pathlib import Path

import click

from settled.cli.context import Invocation, pass_invocation
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

    root = Path(os.path.normpath((invocation.start / (directory or ".")).absolute()))
    records = _records_folder(root, invocation.records)
    note = _note_of_other_records(root, records)
    started = init_project(root, records, today(), forge)
    for path in started.created:
        click.echo(shown_path(path))
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
    invocation.say(f"next: put your own systems and teams into {shown_path(root / records / 'catalog.yml')},")
    invocation.say('then `adr new --kind flow "Order export"`, then `adr check`')


def _records_folder(root: Path, asked: str | None) -> str:
    """The records folder below the root: as asked for with `--dir`, as the settings say, or the default."""
    from settled.scaffold.init_project import DEFAULT_RECORDS
    from settled.settings.reading import read_settings

    if asked is not None:
        return os.path.normpath(asked).replace(os.sep, "/")
    return read_settings(root).records or DEFAULT_RECORDS


def _note_of_other_records(root: Path, records: str) -> str:
    """What to say where records are kept in another place already."""
    from settled.model.errors import SettledError
    from settled.project.discovery import find_place

    existing = next(folder for folder in (root, *root.parents) if folder.exists())
    try:
        place = find_place(existing if existing.is_dir() else existing.parent)
    except SettledError:
        return ""
    if place.records == (root / records).resolve():
        return ""
    other = shown_path(place.records)
    return f"note: {other} holds records already; from now on {records} is read, and the others with --dir {other}"
