"""The files that a report of `adr check` goes to besides stdout."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from settled.files.writing import saying_what_failed, write_file
from settled.model.errors import UsageError
from settled.report.check_report import CheckReport
from settled.report.formatters import Formatter, formatter_called


def output_files(values: Sequence[str], start: Path) -> dict[Path, Formatter]:
    """The files that `--output FORMAT=FILE` names, seen from `start`, each with its format.

    Raises UsageError for a value that names no format or no file that could be written.
    """
    found: dict[Path, Formatter] = {}
    for value in values:
        name, sign, file = value.partition("=")
        if not sign or not file:
            raise UsageError(f"`--output {value}` names no file", "write FORMAT=FILE, as in sarif=adr.sarif")
        formatter = formatter_called(name)
        path = Path(os.path.realpath(start / file))
        if not path.parent.is_dir():
            raise UsageError(f"there is no folder for {file}", "create it before the check")
        if path.exists() and not path.is_file():
            raise UsageError(f"{file} is not a regular file", "name a file")
        if path in found:
            raise UsageError(f"two outputs go to {file}", "give each format its own file")
        found[path] = formatter
    return found


def write_outputs(report: CheckReport, files: Mapping[Path, Formatter]) -> None:
    """Write each file at once: whoever reads it sees the old content or the new one."""
    if not files:
        return
    project = report.project
    records = {os.path.realpath(project.root / file) for file in (*project.files, project.catalog_file)}
    for path in files:
        if str(path) in records:
            raise UsageError(f"{path.name} is a record, not a report", "name another file with --output")
    for path, formatter in files.items():
        with saying_what_failed(str(path)):
            write_file(path, _bytes(report, formatter))


def add_to_job_summary(report: CheckReport, formatter: Formatter, environment: Mapping[str, str]) -> str:
    """Append the report as Markdown to the summary of the job that `formatter` is for, where there is one.

    Gives what went wrong in words, because a summary that fails must not hide the findings; else nothing.
    """
    file = environment.get(formatter.job.summary_variable) if formatter.job is not None else None
    if not file:
        return ""
    try:
        with Path(file).open("ab") as summary:
            summary.write(_bytes(report, formatter_called("markdown")))
    except OSError as error:
        return f"the job's summary cannot be written ({(error.strerror or type(error).__name__).lower()})"
    return ""


def _bytes(report: CheckReport, formatter: Formatter) -> bytes:
    return formatter.render(report).encode("utf-8", "backslashreplace")
