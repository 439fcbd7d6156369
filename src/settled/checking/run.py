"""A run of the check as it was asked for: what is looked at, compared, mended, and counted."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from settled.checking.baseline import mended_entries, update_baseline, with_baseline
from settled.checking.file_selection import file_selection
from settled.checking.kept_answers import check_with_kept_answers
from settled.checking.rule_selection import selected_rules
from settled.model.errors import HistoryError, UsageError
from settled.model.findings import Finding
from settled.model.vocabulary import Phase
from settled.project import Project, load_place
from settled.project.discovery import find_place
from settled.rules.context import Context
from settled.rules.engine import CheckResult
from settled.rules.registry import RULES
from settled.rules.rule import Rule

if TYPE_CHECKING:
    from settled.changes.fixes import PlannedFixes
    from settled.checking.comparison import Comparison  # it reads git's history, which a plain run does not


@dataclass(frozen=True)
class CheckRequest:
    """What was asked for, as it was typed: the options of `adr check` that say what is looked at and what is done."""

    start: Path
    records: str | None = None
    paths: Sequence[str] = ()
    select: Sequence[str] = ()
    ignore: Sequence[str] = ()
    gate: str | None = None
    against: str | None = None
    only_new: bool = False
    require_history: bool = False
    baseline: str | None = None
    update_baseline: bool = False
    fix: bool = False
    diff: bool = False
    as_of: datetime.date | None = None

    def __post_init__(self) -> None:
        if self.against is None and self.only_new:
            raise UsageError("--only-new compares with a revision", "name it with --against")
        if (self.fix or self.diff) and self.update_baseline:
            raise UsageError("--fix and --update-baseline are two steps", "mend first, then write the baseline")

    def load(self) -> Context:
        """The project as it is to be judged, and by which gate."""
        project = load_place(replace(find_place(self.start, self.records), as_of=self.as_of))
        is_unread = bool(project.settings.baseline) and project.baseline is None
        if self.baseline is not None or self.update_baseline or is_unread:
            project = with_baseline(project, self.start, self.baseline, may_be_new=self.update_baseline)
        context = Context.of(project)
        return context if self.gate is None else context.at_gate(Phase(self.gate))


@dataclass(frozen=True)
class CheckRun:
    """What a run found in `project`, and did: `fixes` are those of --fix and --diff, `notes` what to tell of all that.

    `findings` are those that were asked for; with a comparison what is new stands first.
    """

    project: Project
    result: CheckResult
    findings: tuple[Finding, ...]
    is_selected: Callable[[str], bool]
    comparison: Comparison | None
    fixes: PlannedFixes | None
    notes: tuple[str, ...]


def run_check(request: CheckRequest, what_to_write: Callable[[Project], str]) -> CheckRun:
    """Look, and mend or write the baseline where that was asked for.

    `what_to_write` says what to do in a project without records. Raises SettledError where it could not look or write.
    """
    context = request.load()
    project = context.project
    rules = selected_rules(request.select, request.ignore)
    if not project.records and not project.unreadable:
        raise UsageError(f"there are no records in {project.records_path}", what_to_write(project))
    is_selected = file_selection(project, request.start, request.paths)
    if request.require_history and any(rule.family == "L" for rule in rules) and not context.history.is_complete:
        raise HistoryError(f"the history of the records cannot be told: {context.history.reason}")
    comparison = _compared(context, request, rules)
    if comparison is not None:
        context = comparison.seen_from(context)
    result = check_with_kept_answers(context, rules)
    fixes: PlannedFixes | None = None
    notes: list[str] = []
    if request.update_baseline:
        notes.append(update_baseline(project, result))
    elif request.fix or request.diff:
        fixes = _planned(project, result, is_selected)
        if not request.diff and fixes.after:
            context = _mended(context, fixes, request, comparison)
            project, result = context.project, check_with_kept_answers(context, rules)
        notes += _would_be_mended(fixes) if request.diff else _mending_notes(fixes, result)
    if not (request.update_baseline or request.select or request.ignore):
        notes += _mended_in_baseline(project, result)
    findings = tuple(finding for finding in result.findings if is_selected(finding.location.file))
    if comparison is not None:
        findings = comparison.new_first(findings)
    return CheckRun(project, result, findings, is_selected, comparison, fixes, tuple(notes))


def _compared(context: Context, request: CheckRequest, rules: tuple[Rule, ...]) -> Comparison | None:
    """What is new since the branch left the revision that was named; None where none was."""
    if request.against is None:
        return None
    from settled.checking.comparison import compare

    comparison = compare(context, request.against, rules)
    if comparison.commit is None and request.require_history:
        raise HistoryError(f"what is new since {request.against} cannot be told: {comparison.reason}")
    return comparison


def _planned(project: Project, result: CheckResult, is_selected: Callable[[str], bool]) -> PlannedFixes:
    """What is done about the findings in the files that were asked for, in those files alone."""
    from settled.changes.changeable_text import reader
    from settled.changes.fixes import plan_fixes

    findings = [finding for finding in result.findings if is_selected(finding.location.file)]
    fixes = {rule.name: rule.fix for rule in RULES if rule.fix}
    return plan_fixes(project, findings, fixes, reader(project.root), is_selected)


def _mended(context: Context, fixes: PlannedFixes, request: CheckRequest, comparison: Comparison | None) -> Context:
    """The context after the fixes were written, all of them or none."""
    from settled.changes.writing import write_texts

    write_texts(context.project.root, fixes.before, fixes.after)
    mended = request.load()
    return mended if comparison is None else comparison.seen_from(mended)


def _would_be_mended(fixes: PlannedFixes) -> Iterator[str]:
    for file, count in Counter(file for _, file in fixes.mended).items():
        yield f"--fix would mend in {file}: {count}"
    yield from _left(fixes)


def _mending_notes(fixes: PlannedFixes, result: CheckResult) -> Iterator[str]:
    """How many findings are gone by which file, by the check after the changes, and which were left and why."""
    still_there = {finding.fingerprint for finding in result.findings}
    gone = Counter(file for finding, file in fixes.mended if finding.fingerprint not in still_there)
    for file, count in gone.items():
        yield f"mended in {file}: {count}"
    if not gone:
        yield "mended: nothing"
    yield from _left(fixes)
    for finding, file in fixes.mended:
        if finding.fingerprint in still_there:
            yield f"not mended: {finding.location} {finding.code}: {file} was changed, and it is still found"


def _left(fixes: PlannedFixes) -> Iterator[str]:
    for finding, reason in fixes.left:
        yield f"not mended: {finding.location} {finding.code}: {reason}"


def _mended_in_baseline(project: Project, result: CheckResult) -> Iterator[str]:
    mended = mended_entries(project, result)
    if mended and project.baseline is not None:
        yield f"mended since {project.baseline.file} was written: {mended}; --update-baseline takes them out"
