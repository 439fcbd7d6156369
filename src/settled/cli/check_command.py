"""`adr check`: run the rules, print the findings, and fail where one is grave enough."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from settled.cli.invocation import Invocation, pass_invocation
from settled.cli.output import format_option, painter, print_json
from settled.errors import HistoryError, UsageError

if TYPE_CHECKING:
    from settled.findings import Finding
    from settled.project import Project
    from settled.rules.engine import CheckResult
    from settled.rules.registry import Rule


@click.command("check")
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@format_option("text", "json")
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
@click.option("--require-history", is_flag=True, help="With --against: fail where git cannot tell what is new.")
@click.option("--baseline", metavar="FILE", help="Findings in FILE do not count; also a setting.")
@click.option("--update-baseline", is_flag=True, help="Write all findings of today into the baseline.")
@pass_invocation
def command(
    invocation: Invocation,
    paths: tuple[str, ...],
    output_format: str,
    fail_on: str,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    gate: str | None,
    against: str | None,
    only_new: bool,
    require_history: bool,
    baseline: str | None,
    update_baseline: bool,
) -> int:
    """Check all records, or show only what concerns the given files and folders.

    Rules across records always see the whole project. Ends with 0 when nothing weighs enough, with 1 when
    something does, with 2 when it could not look.
    """
    from settled.baseline import unused_entries
    from settled.comparison import compare
    from settled.findings import FindingState, Severity
    from settled.model.vocabulary import Phase
    from settled.readiness import at_gate
    from settled.report.check_json import check_document
    from settled.report.check_text import check_summary, check_text
    from settled.rules.engine import check

    project = invocation.load_project()
    if gate is not None:
        project = at_gate(project, Phase(gate))
    rules = _selected_rules(select, ignore)
    if baseline is not None or update_baseline:
        project = _with_baseline(project, invocation.start, baseline, may_be_new=update_baseline)
    if not project.records and not project.unreadable:
        raise UsageError(f"there are no records in {project.records_path}", "write one with `adr new`")
    if against is None and (only_new or require_history):
        raise UsageError("--only-new and --require-history compare with a revision", "name it with --against")
    result = check(project, rules)
    if update_baseline:
        return _update_baseline(invocation, project, result)
    if project.baseline is not None and not (select or ignore):
        unused = len(unused_entries(project.baseline, result.findings))
        if unused:
            invocation.say(
                f"mended since {project.baseline.file} was written: {unused}; --update-baseline takes them out"
            )
    findings = _within(project, invocation.start, paths, result.findings)
    comparison = None
    if against is not None:
        comparison = compare(project, against, rules)
        if comparison.commit is None and require_history:
            raise HistoryError(f"what is new since {against} cannot be told: {comparison.reason}")
        findings = comparison.new_first(findings)
    if output_format == "json":
        print_json(check_document(project, result, findings, comparison))
    else:
        paint = painter()
        for line in check_text(project, result, findings, paint, verbose=invocation.verbose, comparison=comparison):
            click.echo(line)
        if not invocation.quiet:
            click.echo(check_summary(project, result, findings, paint, comparison))
    if fail_on == "never":
        return 0
    counting = [
        finding
        for finding in findings
        if finding.state is FindingState.FOUND and not (only_new and comparison and not comparison.is_new(finding))
    ]
    return int(any(finding.severity.rank >= Severity(fail_on).rank for finding in counting))


def _with_baseline(project: Project, start: Path, named: str | None, *, may_be_new: bool) -> Project:
    """The project with the baseline that the option or the settings name; a new one may not exist yet."""
    import dataclasses

    from settled.baseline import Baseline, read_baseline

    name = named or project.settings.baseline
    if name is None:
        raise UsageError("there is no baseline to update", "name its file with --baseline")
    path = start.resolve() / named if named else project.root / name
    shown = os.path.relpath(path, project.root).replace(os.sep, "/")
    new = may_be_new and not path.exists()
    return dataclasses.replace(project, baseline=Baseline(shown) if new else read_baseline(path, shown))


def _update_baseline(invocation: Invocation, project: Project, result: CheckResult) -> int:
    from settled.baseline import Baseline, baseline_text
    from settled.text_files import write_text

    old = project.baseline or Baseline("")
    text = baseline_text(result.findings, old, project.today)
    path = project.root / old.file
    try:
        write_text(path, text)
    except OSError as error:
        raise UsageError(
            f"{old.file} cannot be written ({(error.strerror or '').lower()})", "check the folder"
        ) from None
    invocation.say(f"findings in {old.file} now: {text.count('fingerprint')}")
    return 0


def _selected_rules(select: tuple[str, ...], ignore: tuple[str, ...]) -> tuple[Rule, ...]:
    from settled.rules.registry import RULES

    chosen = {rule.code for word in select for rule in _rules_named(word)} or {rule.code for rule in RULES}
    left_out = {rule.code for word in ignore for rule in _rules_named(word)}
    return tuple(rule for rule in RULES if rule.code in chosen - left_out)


def _rules_named(words: str) -> list[Rule]:
    from settled.rules.registry import FAMILIES, RULES, find_rule
    from settled.validation import nearest

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


def _within(
    project: Project, start: Path, paths: tuple[str, ...], findings: tuple[Finding, ...]
) -> tuple[Finding, ...]:
    """The findings in the given files and folders (all, where none are given)."""
    if not paths:
        return findings
    wanted: list[str] = []
    for text in paths:
        path = Path(os.path.normpath(start.resolve() / text))  # a link among the records is itself the record
        if not os.path.lexists(path):
            raise UsageError(f"there is no file or folder {text}", "name records or folders of this project")
        if not path.is_relative_to(project.root):
            raise UsageError(f"{text} is not part of the project in {project.root}", "name records of this project")
        wanted.append(path.relative_to(project.root).as_posix())
    return tuple(
        finding
        for finding in findings
        if any(
            place == "." or finding.spot.file == place or finding.spot.file.startswith(place + "/") for place in wanted
        )
    )
