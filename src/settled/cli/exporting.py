"""What `adr export --format` prints and says, for all records and for the decisions alone."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from settled.cli.context import Invocation
from settled.cli.output import echo, print_data
from settled.files.shown_path import shown_path
from settled.model.errors import UsageError
from settled.report.exporters import EXPORTERS, exporter_called

if TYPE_CHECKING:
    from settled.project import Project
    from settled.report.exporters import Exporter


def export(
    invocation: Invocation, output_format: str, output: str | None, *, keep_going: bool, bom: bool = False
) -> int:
    """Print the records in one of `FORMATS`, or write them to `output`, and give the exit code.

    It is 1 where a record cannot be read, or the form has no place for it, unless it shall `keep_going`.
    """
    exporter = exporter_called(output_format)
    if exporter is not None:
        return _records(invocation, exporter, output, keep_going=keep_going, bom=bom)
    return _OF_DECISIONS[output_format](invocation, output, keep_going=keep_going)


def _records(invocation: Invocation, exporter: Exporter, output: str | None, *, keep_going: bool, bom: bool) -> int:
    from settled.report.export_file import output_file
    from settled.report.table import BYTE_ORDER_MARK

    if output is None and not exporter.is_text and sys.stdout.isatty():
        raise UsageError("a spreadsheet is no text", "name a file for it: adr export --format xlsx --output adr.xlsx")
    file = None if output is None else output_file(invocation.start, output)
    project = _readable_project(invocation, keep_going=keep_going)
    if project is None:
        return 1
    _put(project, file, output, (BYTE_ORDER_MARK.encode() if bom else b"") + exporter.export(project))
    return 0


def _adr_tools(invocation: Invocation, output: str | None, *, keep_going: bool) -> int:
    from settled.conversion.decision_exports import output_folder, write_for_adr_tools

    folder = output_folder(invocation.start, output)
    project = _readable_project(invocation, keep_going=keep_going)
    if project is None:
        return 1
    changes, given = write_for_adr_tools(project, folder, output or "")
    for path in changes.paths:
        echo(shown_path(path))
    _tell(invocation, project, given)
    if changes.is_empty:
        invocation.say("nothing to write: every record is there as it would be")
    return 0


def _json_adr(invocation: Invocation, output: str | None, *, keep_going: bool) -> int:
    from settled.conversion.decision_exports import json_adr_export, without_place_in_json_adr
    from settled.report.export_file import output_file

    file = None if output is None else output_file(invocation.start, output)
    project = _readable_project(invocation, keep_going=keep_going)
    if project is None:
        return 1
    without_place = without_place_in_json_adr(project)
    for left_out, reason in without_place.items():
        echo(f"adr: {left_out}: {reason}; {'left out' if keep_going else 'mend it'}", err=True)
    if without_place and not keep_going:
        echo("adr: nothing was exported; leave them out with --keep-going", err=True)
        return 1
    made = json_adr_export(project)
    _put(project, file, output, made.content)
    _tell(invocation, project, made.given)
    return 0


_OF_DECISIONS = {"adr-tools": _adr_tools, "json-adr": _json_adr}
"""The forms that have the decisions alone, each with what it is written by."""

FORMATS = (*(exporter.name for exporter in EXPORTERS), *_OF_DECISIONS)


def _put(project: Project, file: Path | None, output: str | None, content: bytes) -> None:
    from settled.report.export_file import write_output

    if file is None or output is None:
        print_data(content)
        return
    write_output(project, file, output, content)
    echo(output)


def _readable_project(invocation: Invocation, *, keep_going: bool) -> Project | None:
    """The project to export; records that cannot be read are told, and are left out where it shall `keep_going`.

    None where it shall not.
    """
    project = invocation.load_project()
    unreadable = tuple(entry.file for entry in project.unreadable)
    if unreadable:
        from settled.site.words import listed

        count = "1 record cannot be read" if len(unreadable) == 1 else f"{len(unreadable)} records cannot be read"
        hint = "left out" if keep_going else "see `adr check`, or leave them out with --keep-going"
        echo(f"adr: {count}: {listed(unreadable)}; {hint}", err=True)
    return project if keep_going or not unreadable else None


def _tell(invocation: Invocation, project: Project, given: Mapping[str, int]) -> None:
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
