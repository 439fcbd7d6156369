"""`adr check`: run the rules, print the findings, and fail where one is grave enough."""

from __future__ import annotations

import click

from settled.cli.check_options import check_options
from settled.cli.check_report import print_report
from settled.cli.context import Invocation, pass_invocation
from settled.cli.output import print_data
from settled.model.errors import UsageError


@click.command("check")
@check_options
@pass_invocation
def command(
    invocation: Invocation, output_format: str | None, outputs: tuple[str, ...], fail_on: str, paths: tuple[str, ...],
    select: tuple[str, ...], ignore: tuple[str, ...], gate: str | None, against: str | None, only_new: bool,
    require_history: bool, baseline: str | None, update_baseline: bool, fix: bool, diff: bool,
) -> int:  # fmt: skip
    """Check all records, or show only what concerns the given files and folders.

    Rules across records always see the whole project. Ends with 0 when nothing weighs enough, with 1 when
    something does, with 2 when it could not look.
    """
    from settled.checking.run import CheckRequest, run_check
    from settled.model.findings import Severity
    from settled.report.check_files import output_files
    from settled.report.check_report import CheckReport
    from settled.report.several_decisions import what_to_write
    from settled.report.unified_diff import unified_diff

    files = output_files(outputs, invocation.start)
    request = CheckRequest(
        invocation.start, invocation.records, paths, select, ignore, gate, against, only_new, require_history,
        baseline, update_baseline, fix, diff, invocation.as_of,
    )  # fmt: skip
    if request.diff and output_format is not None:
        raise UsageError("--diff prints a diff and no report", "leave --format out, or write the report with --output")
    run = run_check(request, what_to_write)
    if request.diff and run.fixes is not None:
        print_data(unified_diff(run.fixes.before, run.fixes.after).encode("utf-8"))
    for words in run.notes:
        invocation.say(words)
    invocation.tell_other_folders(run.project)
    if request.update_baseline:
        return 0
    report = CheckReport(
        run.project, run.result, run.findings, None if fail_on == "never" else Severity(fail_on), run.is_selected,
        invocation.verbose, run.comparison, request.only_new,
    )  # fmt: skip
    print_report(invocation, report, output_format, files, with_diff=request.diff)
    return int(report.fails)
