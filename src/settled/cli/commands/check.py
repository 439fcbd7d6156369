"""`adr check`: run the rules, print the findings, and fail where one is grave enough."""

from __future__ import annotations

import click

from settled.cli.check_report import print_report
from settled.cli.context import Invocation, pass_invocation
from settled.cli.output import print_data
from settled.model.errors import UsageError
from settled.report.formatters import FORMATS


@click.command("check")
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option(
    "--format", "output_format", type=click.Choice(FORMATS),
    help="What to print.  [default: github in a GitHub job, gitlab in a GitLab job, else text]",
)  # fmt: skip
@click.option(
    "--output", "outputs", multiple=True, metavar="FORMAT=FILE",
    help="Write the report into a file too, in any format; may be given several times.",
)  # fmt: skip
@click.option(
    "--fail-on", type=click.Choice(["error", "warning", "info", "never"]), default="error", show_default=True,
    help="The lightest severity that ends with exit code 1.",
)  # fmt: skip
@click.option(
    "--select", multiple=True, metavar="RULE", help="Run only these rules: a code, a name or a family letter."
)
@click.option("--ignore", multiple=True, metavar="RULE", help="Leave these rules out.")
@click.option(
    "--gate", type=click.Choice(["design", "build", "rehearsal", "live"]),
    help="Ask every flow what it must answer to enter this phase.",
)  # fmt: skip
@click.option("--against", metavar="REF", help="Tell what is new since this branch left REF, that first.")
@click.option("--only-new", is_flag=True, help="With --against: fail on what is new alone.")
@click.option("--require-history", is_flag=True, help="Fail where git cannot tell what a rule or --against needs.")
@click.option("--baseline", metavar="FILE", help="Findings in FILE do not count; also a setting.")
@click.option("--update-baseline", is_flag=True, help="Write all findings of today into the baseline.")
@click.option("--fix", is_flag=True, help="Mend what is safe to mend, and check again; `adr rules` says what that is.")
@click.option("--diff", is_flag=True, help="Print what --fix would change, and write nothing.")
@pass_invocation
def command(
    invocation: Invocation, output_format: str | None, outputs: tuple[str, ...], fail_on: str, paths: tuple[str, ...],
    select: tuple[str, ...], ignore: tuple[str, ...], gate: str | None, against: str | None, only_new: bool,
    require_history: bool, baseline: str | None, update_baseline: bool, fix: bool, diff: bool,
) -> int:  # fmt: skip
    """Check all records, or show only what concerns the given files and folders.

    Rules across records always see the whole project. Ends with 0 when nothing weighs enough, with 1 when
    something does, with 2 when it could not look.

    \b
    Examples:
      adr check
      adr check --against origin/main --only-new
      adr check --format sarif --output markdown=summary.md
      adr check --fix
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
        baseline, update_baseline, fix, diff,
    )  # fmt: skip
    if request.diff and output_format is not None:
        raise UsageError("--diff prints a diff and no report", "leave --format out, or write the report with --output")
    run = run_check(request, what_to_write)
    if request.diff and run.fixes is not None:
        print_data(unified_diff(run.fixes.before, run.fixes.after).encode("utf-8"))
    for words in run.notes:
        invocation.say(words)
    if request.update_baseline:
        return 0
    report = CheckReport(
        run.project, run.result, run.findings, None if fail_on == "never" else Severity(fail_on), run.is_selected,
        invocation.verbose, run.comparison, request.only_new,
    )  # fmt: skip
    print_report(invocation, report, output_format, files, with_diff=request.diff)
    return int(report.fails)
