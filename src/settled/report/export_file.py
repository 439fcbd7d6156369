"""The file that an export goes to."""

from __future__ import annotations

import os
from pathlib import Path

from settled.files.writing import saying_what_failed, write_file
from settled.model.errors import UsageError
from settled.project import Project


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
    sources = {os.path.realpath(project.root / file) for file in (*project.files, project.catalog_file)}
    if str(path) in sources:
        raise UsageError(f"{name} is a record, not an export", "name another file with --output")
    with saying_what_failed(name):
        write_file(path, content)
