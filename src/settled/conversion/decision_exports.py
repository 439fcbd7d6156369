"""The decisions of a project for other tools: planned, refused where the form has no place for them, and written."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from settled.conversion.adr_tools_record import adr_tools_files
from settled.conversion.exported_decisions import export_naming, staying_names
from settled.conversion.json_adr import json_adr_document, why_not_json_adr
from settled.conversion.target_folder import FileChanges, changes_for, make_changes
from settled.model.errors import UsageError
from settled.model.shown_text import json_text
from settled.project import Project


@dataclass(frozen=True, slots=True)
class JsonAdrExport:
    """The document in JSON-ADR, and the numbers that were given to records without one."""

    content: bytes
    given: Mapping[str, int]


def output_folder(start: Path, output: str | None) -> Path:
    """The folder to write to; UsageError where none is named, or something else is called so."""
    if output is None or not output.strip():
        raise UsageError("adr-tools keeps each decision in a file", "name a folder for them with --output DIRECTORY")
    folder = Path(os.path.realpath(start / output))
    if folder.exists() and not folder.is_dir():
        raise UsageError(f"{output} is no folder", "name a folder with --output")
    return folder


def write_for_adr_tools(project: Project, folder: Path, output: str) -> tuple[FileChanges, Mapping[str, int]]:
    """Write the decisions as adr-tools keeps them into `folder`, which a person called `output`: all or none.

    Gives what changed, and the numbers that were given to records without one.
    """
    if any(folder.is_relative_to(each) for each in project.folders):
        raise UsageError(f"{output} lies in the folder of the records", "name a folder outside of it with --output")
    naming, given = export_naming(project, folder)
    changes = changes_for(adr_tools_files(project, naming), hint="name an empty folder with --output")
    make_changes(changes, output)
    return changes, given


def without_place_in_json_adr(project: Project) -> dict[str, str]:
    """Why JSON-ADR has no place for a decision, by file."""
    naming, _ = staying_names(project)
    reasons = {
        record.file: why_not_json_adr(record, naming.names[record.file].number or 0) for record in project.decisions
    }
    return {file: reason for file, reason in reasons.items() if reason is not None}


def json_adr_export(project: Project) -> JsonAdrExport:
    """The decisions for which JSON-ADR has a place."""
    naming, given = staying_names(project)
    text = json_text(json_adr_document(project, naming), indent=2) + "\n"
    return JsonAdrExport(text.encode("utf-8", "backslashreplace"), given)
