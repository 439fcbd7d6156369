"""`adr check`: run the rules, print the findings, and fail where one is grave enough."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from settled.cli.check_baseline import tell_mended, update, with_baseline
from settled.cli.check_output import (
    FORMATS,
    Report,
    add_to_job_summary,
    automatic_format,
    output_files,
    write_outputs,
)
from settled.cli.context import Invocation, pass_invocation
from settled.cli.output import painter
from settled.model.errors import HistoryError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable

    from settled.checking.comparison import Comparison
    from settled.project import Project
    from settled.rules.registry import Rule


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
    invocation: Invocation,
    paths: tuple[str, ...],
    output_format: str | None,
    outputs: tuple[str, ...],
    fail_on: str,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    gate: str | None,
    against: str | None,
    only_new: bool,
    require_history: bool,
    baseline: str | None,
    update_baseline: bool,
    fix: bool,
    diff: bool,
) -> int:
    """Check all records, or show only what concerns the given files and folders.

    Rules across records always see the whole project. Ends with 0 when nothing weighs enough, with 1 when
    something does, with 2 when it could not look.
    """
    from settled.checking.readiness import at_gate
    from settled.model.findings import Severity
    from settled.model.vocabulary import Phase
    from settled.rules.engine import check

    files = output_files(outputs, invocation.start)
    if against is None and only_new:
        raise UsageError("--only-new compares with a revision", "name it with --against")
    if (fix or diff) and update_baseline:
        raise UsageError("--fix and --update-baseline are two steps", "mend first, then write the baseline")
    if diff and output_format is not None:
        raise UsageError("--diff prints a diff and no report", "leave --format out, or write the report with --output")

    def load() -> Project:
        project = invocation.load_project()
        if gate is not None:
            project = at_gate(project, Phase(gate))
        if baseline is not None or update_baseline:
            project = with_baseline(project, invocation.start, baseline, may_be_new=update_baseline)
        return project

    project = load()
    rules = _selected_rules(select, ignore)
    if not project.records and not project.unreadable:
        from settled.report.several_decisions import what_to_write

        raise UsageError(f"there are no records in {project.records_path}", what_to_write(project))
    is_asked_for = _asked_for(project, invocation.start, paths)
    if require_history and any(rule.family == "L" for rule in rules) and not project.history.is_complete:
        raise HistoryError(f"the history of the records cannot be told: {project.history.reason}")
    comparison = _compared(project, against, rules, require_history=require_history)
    if comparison is not None:
        project = comparison.seen_from(project)
    result = check(project, rules)
    if update_baseline:
        update(invocation, project, result)
        return 0
    if fix or diff:
        from settled.cli import check_fix

        fixes = check_fix.planned(project, result, is_asked_for)
        if diff:
            check_fix.show(invocation, fixes)
        else:
            if check_fix.write(project, fixes):
                project = load() if comparison is None else comparison.seen_from(load())
                result = check(project, rules)
            check_fix.tell(invocation, fixes, result)
    if not (select or ignore):
        tell_mended(invocation, project, result)
    findings = tuple(finding for finding in result.findings if is_asked_for(finding.location.file))
    if comparison is not None:
        findings = comparison.new_first(findings)
    fails_from = None if fail_on == "never" else Severity(fail_on)
    report = Report(project, result, findings, fails_from, is_asked_for, invocation.verbose, comparison, only_new)
    write_outputs(report, files)
    printed = output_format or automatic_format(files)
    if output_format is None and printed == "github" and not diff:
        failure = add_to_job_summary(report)
        if failure:
            invocation.say(failure)
    if output_format is None and printed == "gitlab" and not diff:
        invocation.say(report.rendered("text").removesuffix("\n"))  # for the job's log: stdout is the report's
    if not diff:
        _print(report, printed, invocation)
    for path in files:
        invocation.explain(f"wrote {path}")
    return int(any(report.fails(finding) for finding in findings))


def _compared(
    project: Project, against: str | None, rules: tuple[Rule, ...], *, require_history: bool
) -> Comparison | None:
    """What is new since the branch left the revision `against`; None where nothing was asked."""
    if against is None:
        return None
    from settled.checking.comparison import compare

    comparison = compare(project, against, rules)
    if comparison.commit is None and require_history:
        raise HistoryError(f"what is new since {against} cannot be told: {comparison.reason}")
    return comparison


def _print(report: Report, output_format: str, invocation: Invocation) -> None:
    from settled.report.check_text import check_summary, check_text

    summarised = (report.project, report.result, report.findings)
    if output_format != "text":
        click.echo(report.rendered(output_format), nl=False)
        if output_format == "github":
            invocation.say(check_summary(*summarised, comparison=report.comparison))
        return
    paint = painter()
    for line in check_text(*summarised, paint, verbose=report.verbose, comparison=report.comparison):
        click.echo(line)
    if not invocation.quiet:
        click.echo(check_summary(*summarised, paint, report.comparison))


def _selected_rules(select: tuple[str, ...], ignore: tuple[str, ...]) -> tuple[Rule, ...]:
    from settled.rules.registry import RULES

    chosen = {rule.code for word in select for rule in _rules_named(word)} or {rule.code for rule in RULES}
    left_out = {rule.code for word in ignore for rule in _rules_named(word)}
    return tuple(rule for rule in RULES if rule.code in chosen - left_out)


def _rules_named(words: str) -> list[Rule]:
    from settled.frontmatter.validation import nearest
    from settled.rules.registry import FAMILIES, RULES, find_rule

    found: list[Rule] = []
    for word in filter(None, (part.strip() for part in words.split(","))):
        if word.upper() in FAMILIES:
            found += [rule for rule in RULES if rule.family == word.upper()]
            continue
        rule = find_rule(word)
        if rule is None:
            guess = nearest(word, [known for rule in RULES for known in (rule.code, rule.name)])
            raise UsageError(f"there is no rule `{word}`", f"did you mean `{guess}`?" if guess else "see `adr rules`")
        found.append(rule)
    return found


def _asked_for(project: Project, start: Path, paths: tuple[str, ...]) -> Callable[[str], bool]:
    """Whether a file is one of the given files or lies in one of the given folders (any is, where none are given)."""
    wanted: set[str] = set()
    for text in paths:
        path = Path(os.path.normpath(start.resolve() / text))  # a link among the records is itself the record
        if not os.path.lexists(path):
            raise UsageError(f"there is no file or folder {text}", "name records or folders of this project")
        if not path.is_relative_to(project.root):
            raise UsageError(f"{text} is not part of the project in {project.root}", "name records of this project")
        wanted.add(path.relative_to(project.root).as_posix())
    return lambda file: (
        not wanted or "." in wanted or any(file == place or file.startswith(place + "/") for place in wanted)
    )
