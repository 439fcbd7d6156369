"""`adr export --format adr-tools|json-adr`: the decisions for the tools of those names."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from settled.cli.context import Invocation
from settled.cli.export_records import output_file, readable_project, write_output
from settled.files.shown_path import shown_path
from settled.model.errors import UsageError

if TYPE_CHECKING:
    from settled.project import Project

FORMATS = ("adr-tools", "json-adr")


def export_decisions(invocation: Invocation, output_format: str, output: str | None, *, keep_going: bool) -> int:
    """Write the decisions as adr-tools keeps them into the folder `output`, or print them as JSON-ADR.

    Gives the exit code: 1 where a record cannot be read or the form has no place for it, unless `keep_going`.
    """
    if output_format == "adr-tools":
        return _adr_tools(invocation, output, keep_going=keep_going)
    return _json_adr(invocation, output, keep_going=keep_going)


def _adr_tools(invocation: Invocation, output: str | None, *, keep_going: bool) -> int:
    from settled.conversion.adr_tools_record import adr_tools_files
    from settled.conversion.exported_decisions import export_naming
    from settled.conversion.target_folder import changes_for, make_changes

    folder = _output_folder(invocation.start, output)
    project = readable_project(invocation, keep_going=keep_going)
    if project is None:
        return 1
    if any(folder.is_relative_to(each) for each in project.folders):
        raise UsageError(f"{output} lies in the folder of the records", "name a folder outside of it with --output")
    naming, given = export_naming(project, folder)
    changes = changes_for(adr_tools_files(project, naming), hint="name an empty folder with --output")
    make_changes(changes, output or "")
    for path in changes.paths:
        click.echo(shown_path(path))
    _tell(invocation, project, given)
    if changes.is_empty:
        invocation.say("nothing to write: every record is there as it would be")
    return 0


def _json_adr(invocation: Invocation, output: str | None, *, keep_going: bool) -> int:
    from settled.conversion.exported_decisions import staying_names
    from settled.conversion.json_adr import json_adr_document, why_not_json_adr

    file = None if output is None else output_file(invocation.start, output)
    project = readable_project(invocation, keep_going=keep_going)
    if project is None:
        return 1
    naming, given = staying_names(project)
    without_place = False
    for record in project.decisions:
        reason = why_not_json_adr(record, naming.names[record.file].number or 0)
        if reason is not None:
            without_place = True
            click.echo(f"adr: {record.file}: {reason}; {'left out' if keep_going else 'mend it'}", err=True)
    if without_place and not keep_going:
        click.echo("adr: nothing was exported; leave them out with --keep-going", err=True)
        return 1
    text = json.dumps(json_adr_document(project, naming), indent=2, ensure_ascii=False) + "\n"
    content = text.encode("utf-8", "backslashreplace")
    if file is None:
        click.echo(content, nl=False)
    else:
        write_output(project, file, output or "", content)
        click.echo(output)
    _tell(invocation, project, given)
    return 0


def _tell(invocation: Invocation, project: Project, given: dict[str, int]) -> None:
    """Say which numbers were given to records without one, and what is no decision and was left out."""
    from settled.model.kinds import kinds
    from settled.model.vocabulary import Kind
    from settled.site.words import counted

    for file, number in given.items():
        invocation.say(f"{file} has no number and was exported as {number}")
    others = [
        counted(len(records), spec.kind, spec.plural)
        for spec in kinds()
        if spec.kind is not Kind.DECISION and (records := project.by_kind[spec.kind])
    ]
    if others:
        invocation.say(f"left out, because the form has decisions only: {' and '.join(others)}")


def _output_folder(start: Path, output: str | None) -> Path:
    """The folder to write to; UsageError where none is named, or something else is called so."""
    if output is None or not output.strip():
        raise UsageError("adr-tools keeps each decision in a file", "name a folder for them with --output DIRECTORY")
    folder = Path(os.path.realpath(start / output))
    if folder.exists() and not folder.is_dir():
        raise UsageError(f"{output} is no folder", "name a folder with --output")
    return folder
