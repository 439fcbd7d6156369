"""`adr check --fix` and `--diff`: what is mended in which file, and what is left to people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import TYPE_CHECKING

import click

from settled.cli.changing import changeable_text
from settled.cli.context import Invocation

if TYPE_CHECKING:
    from settled.changes.fixes import PlannedFixes
    from settled.project import Project
    from settled.rules.engine import CheckResult


def planned(project: Project, result: CheckResult, is_asked_for: Callable[[str], bool]) -> PlannedFixes:
    """What --fix does about the findings in the files that were asked for, in those files alone."""
    from settled.changes.fixes import plan_fixes

    findings = [finding for finding in result.findings if is_asked_for(finding.location.file)]
    return plan_fixes(project, findings, lambda file: changeable_text(project.root, file), is_asked_for)


def show(invocation: Invocation, fixes: PlannedFixes) -> None:
    """Print the changes as a unified diff on stdout, and write nothing."""
    from settled.report.unified_diff import unified_diff

    click.echo(unified_diff(fixes.before, fixes.after).encode("utf-8"), nl=False)
    for file, count in Counter(file for _, file in fixes.mended).items():
        invocation.say(f"--fix would mend in {file}: {count}")
    _tell_left(invocation, fixes)


def write(project: Project, fixes: PlannedFixes) -> bool:
    """Make all changes, or none of them; false where there is none to make.

    Raises SettledError where a file cannot be written or was changed since it was checked.
    """
    from settled.files.writing import Edit, replace_files, saying_what_failed

    edits = [
        Edit((project.root / file).resolve(), fixes.before[file].encode("utf-8"), text.encode("utf-8"))
        for file, text in fixes.after.items()
    ]
    with saying_what_failed(", ".join(fixes.after)):
        replace_files(edits)
    return bool(edits)


def tell(invocation: Invocation, fixes: PlannedFixes, result: CheckResult) -> None:
    """Say how many findings are gone by which file, by the check after the changes, and which were left and why."""
    still_there = {finding.fingerprint for finding in result.findings}
    gone = Counter(file for finding, file in fixes.mended if finding.fingerprint not in still_there)
    for file, count in gone.items():
        invocation.say(f"mended in {file}: {count}")
    if not gone:
        invocation.say("mended: nothing")
    _tell_left(invocation, fixes)
    for finding, file in fixes.mended:
        if finding.fingerprint in still_there:
            invocation.say(f"not mended: {finding.location} {finding.code}: {file} was changed, and it is still found")


def _tell_left(invocation: Invocation, fixes: PlannedFixes) -> None:
    for finding, reason in fixes.left:
        invocation.say(f"not mended: {finding.location} {finding.code}: {reason}")
