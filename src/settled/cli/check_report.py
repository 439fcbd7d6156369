"""Prints the report of `adr check` where it goes: stdout, files, the log and the summary of a job."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from settled.cli.context import Invocation
from settled.cli.output import echo, painter, print_data
from settled.report.formatters import Formatter, automatic_formatter, formatter_called

if TYPE_CHECKING:
    from settled.report.check_report import CheckReport


def print_report(
    invocation: Invocation,
    report: CheckReport,
    output_format: str | None,
    files: Mapping[Path, Formatter],
    *,
    with_diff: bool,
) -> None:
    """Write `files`, and print what was asked for, or what the job is there for; nothing on stdout `with_diff`."""
    from settled.report.check_files import add_to_job_summary, write_outputs

    write_outputs(report, files)
    formatter = automatic_formatter(os.environ, files) if output_format is None else formatter_called(output_format)
    if not with_diff:
        if output_format is None and formatter.job is not None:
            failure = add_to_job_summary(report, formatter, os.environ)
            if failure:
                invocation.say(failure)
            if formatter.job.is_collected:  # for the job's log: stdout is the report's
                invocation.say(formatter_called("text").render(report).removesuffix("\n"))
        _print(invocation, report, formatter)
    for path in files:
        invocation.explain(f"wrote {path}")


def _print(invocation: Invocation, report: CheckReport, formatter: Formatter) -> None:
    from settled.report.check_text import check_summary, coloured

    if formatter.name == "text":
        echo(coloured(report, painter(), with_summary=not invocation.quiet), nl=False)
        return
    print_data(formatter.render(report))
    if formatter.lacks_counts:
        invocation.say(check_summary(report.project, report.result, report.findings, comparison=report.comparison))
