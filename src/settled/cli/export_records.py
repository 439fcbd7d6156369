"""`adr export --format`: all records as data, to stdout or into a file."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from settled.cli.context import Invocation
from settled.model.errors import UsageError

if TYPE_CHECKING:
    from settled.project import Project

FORMATS = ("json", "jsonl", "csv", "xlsx")


def export_records(invocation: Invocation, output_format: str, output: str | None, *, keep_going: bool) -> int:
    """Print all records in one of `FORMATS`, or write them into the file `output`; gives the exit code."""
    if output is None and output_format == "xlsx" and sys.stdout.isatty():
        raise UsageError("a spreadsheet is no text", "name a file for it: adr export --format xlsx --output adr.xlsx")
    file = None if output is None else output_file(invocation.start, output)
    project = readable_project(invocation, keep_going=keep_going)
    if project is None:
        return 1
    content = _exported(project, output_format)
    if file is None:
        click.echo(content, nl=False)
    else:
        write_output(project, file, output or "", content)
        click.echo(output)
    return 0


def readable_project(invocation: Invocation, *, keep_going: bool) -> Project | None:
    """The project to export; records that cannot be read are told, and are left out where it shall `keep_going`.

    None where it shall not.
    """
    project = invocation.load_project()
    unreadable = tuple(entry.file for entry in project.unreadable)
    if unreadable:
        from settled.site.words import listed

        count = "1 record cannot be read" if len(unreadable) == 1 else f"{len(unreadable)} records cannot be read"
        hint = "left out" if keep_going else "see `adr check`, or leave them out with --keep-going"
        click.echo(f"adr: {count}: {listed(unreadable)}; {hint}", err=True)
    return project if keep_going or not unreadable else None


def _exported(project: Project, output_format: str) -> bytes:
    from settled.report.record_json import record_object, records_document
    from settled.report.record_table import COLUMNS, record_values
    from settled.report.spreadsheet import workbook
    from settled.report.table import cell_text, csv_table

    if output_format == "json":
        text = json.dumps(records_document(project, project.records), indent=2, ensure_ascii=False) + "\n"
    elif output_format == "jsonl":
        objects = (record_object(project, record) for record in project.records)
        text = "".join(json.dumps(each, ensure_ascii=False) + "\n" for each in objects)
    else:
        rows = [
            [values[column] for column in COLUMNS]
            for values in (record_values(project, record) for record in project.records)
        ]
        if output_format == "xlsx":
            return workbook("Records", COLUMNS, rows, project.today)
        text = csv_table(COLUMNS, [[cell_text(cell) for cell in row] for row in rows])
    # Half of a character (a file name may hold one) becomes an escape, which JSON reads as what it was.
    return text.encode("utf-8", "backslashreplace")


def output_file(start: Path, output: str) -> Path:
    """Where the records shall go; UsageError where no file can be."""
    path = Path(os.path.realpath(start / output))
    if not output.strip() or (path.exists() and not path.is_file()):
        raise UsageError(f"`{output}` is not a regular file", "name a file with --output")
    if not path.parent.is_dir():
        raise UsageError(f"there is no folder for {output}", "create it before the export")
    return path


def write_output(project: Project, path: Path, name: str, content: bytes) -> None:
    """Put `content` into the file at `path`, which a person called `name`; UsageError where that is a record."""
    from settled.files.writing import saying_what_failed, write_file

    sources = {os.path.realpath(project.root / file) for file in (*project.files, project.catalog_file)}
    if str(path) in sources:
        raise UsageError(f"{name} is a record, not an export", "name another file with --output")
    with saying_what_failed(name):
        write_file(path, content)
