"""What `adr check` prints for people: findings grouped by record, and one line that sums up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from settled.model.findings import Finding, FindingState, Severity
from settled.model.kinds import kinds
from settled.model.shown_text import visible
from settled.model.vocabulary import Kind
from settled.project import Project
from settled.report.check_json import summary_object
from settled.report.check_report import CheckReport
from settled.rules.engine import CheckResult, RuleOutcome

if TYPE_CHECKING:
    from settled.checking.comparison import Comparison  # it reads git's history, which a plain run does not

Paint = Callable[[str, str], str]
"""Colours a text: `paint(text, "error" | "warning" | "info" | "quiet" | "strong")`."""


def plain(text: str, _: str) -> str:
    """No colour at all."""
    return text


def render(report: CheckReport) -> str:
    """The lines with the summary, without colour."""
    return coloured(report, plain)


def coloured(report: CheckReport, paint: Paint, *, with_summary: bool = True) -> str:
    """The lines as a terminal shows them."""
    project, result, findings = report.project, report.result, report.findings
    lines = list(check_text(project, result, findings, paint, verbose=report.verbose, comparison=report.comparison))
    if with_summary:
        lines.append(check_summary(project, result, findings, paint, report.comparison))
    return "".join(f"{line}\n" for line in lines)


def check_text(
    project: Project,
    result: CheckResult,
    findings: Sequence[Finding],
    paint: Paint = plain,
    *,
    verbose: bool = False,
    comparison: Comparison | None = None,
) -> Iterator[str]:
    """The lines of the report, without the summary; with a comparison, what is new is marked."""
    shown = [finding for finding in findings if verbose or finding.state is FindingState.FOUND]
    quiet = [] if verbose or comparison is not None else toned_down(project, shown)
    left_out = set(map(id, quiet))
    shown = [finding for finding in shown if id(finding) not in left_out]
    for file, group in groupby(shown, key=lambda finding: finding.location.file):
        record = project.by_file.get(file)
        yield paint(visible(record.label if record else file), "strong")
        for finding in group:
            state = "" if finding.state is FindingState.FOUND else f" ({finding.state.value})"
            if comparison is not None and comparison.commit is not None and comparison.is_new(finding):
                state += f" {paint('new', 'strong')}"
            yield (
                f"  {visible(str(finding.location))}: {paint(finding.severity.value, finding.severity.value)}{state} "
                f"{finding.code} {paint(finding.name, 'quiet')}: {visible(finding.message)}"
            )
            if finding.hint:
                yield paint(f"      → {visible(finding.hint)}", "quiet")
            for location, message in finding.related:
                yield paint(visible(f"      see {location}: {message}"), "quiet")
        yield ""
    if quiet:
        counts = Counter((finding.code, finding.name) for finding in quiet)
        listed = ", ".join(f"{count} × {code} {name}" for (code, name), count in sorted(counts.items()))
        yield paint(f"toned down for plain ADRs, and not listed: {listed}", "quiet")
        yield paint("`adr check -v` lists them; the setting `severity` gives a rule its weight back", "quiet")
    if comparison is not None and comparison.commit is None:
        yield paint(f"not checked: what is new since {comparison.reference}: {comparison.reason}", "warning")
    for reason, rules in _by_reason(result.not_checked):
        yield paint(f"not checked: {rules}: {reason}", "warning")
    if verbose:
        for reason, rules in _by_reason(result.optional_lacks):
            yield paint(f"not checked: {rules}: {reason}", "quiet")
        for rule in result.switched_off:
            yield paint(f"off: {rule.code} {rule.name}: {rule.reason}", "quiet")
        for code, name in dict.fromkeys((finding.code, finding.name) for finding in findings):
            yield paint(f"`adr explain {code}` explains {name}", "quiet")


def toned_down(project: Project, findings: Sequence[Finding]) -> list[Finding]:
    """The notes among `findings` that a folder of plain ADRs is told of by number alone: nobody signed up for them.

    That a status cannot be told is always listed: whoever reads the records elsewhere has to know.
    """
    if project.is_programme:
        return []
    return [finding for finding in findings if finding.severity is Severity.INFO and finding.name != "unknown-status"]


def check_summary(
    project: Project,
    result: CheckResult,
    findings: Sequence[Finding],
    paint: Paint = plain,
    comparison: Comparison | None = None,
) -> str:
    """One line: what was read, what was found, and how much of it is new."""
    summary = summary_object(project, result, findings)
    read = ", ".join(
        _count(summary[key], singular, plural)
        for key, singular, plural in (
            *((spec.plural, spec.kind, spec.plural) for spec in kinds()),
            ("unreadable", "unreadable file", "unreadable files"),
        )
        if summary[key] or singular == Kind.DECISION
    )
    found = ", ".join(
        paint(_count(summary[key], singular, plural), colour if summary[key] else "quiet")
        for key, singular, plural, colour in (
            ("errors", "error", "errors", Severity.ERROR.value),
            ("warnings", "warning", "warnings", Severity.WARNING.value),
            ("infos", "note", "notes", Severity.INFO.value),
        )
        if summary[key] or key != "infos"
    )
    rest = "".join(
        f", {summary[key]} {words}"
        for key, words in (
            ("suppressed", "suppressed"),
            ("baselined", "baselined"),
            ("not_checked", "not checked"),
            ("switched_off", "switched off"),
        )
        if summary[key]
    )
    if comparison is not None and comparison.commit is not None:
        new = sum(comparison.is_new(finding) and finding.state is FindingState.FOUND for finding in findings)
        rest += f", {new} new since {comparison.reference} ({comparison.commit[:10]})"
    judged = f", {project.judged.in_words}" if project.judged.origin else ""
    return f"{read}: {found}{rest}{judged}"


def _by_reason(skipped: Sequence[RuleOutcome]) -> Iterator[tuple[str, str]]:
    """Each reason once, with the rules that it kept from looking: one by its name, several by their codes."""
    rules: dict[str, list[RuleOutcome]] = {}
    for rule in skipped:
        rules.setdefault(rule.reason, []).append(rule)
    for reason, of_reason in rules.items():
        codes = ", ".join(rule.code for rule in of_reason)
        yield reason, codes if len(of_reason) > 1 else f"{codes} {of_reason[0].name}"


def _count(number: int, singular: str, plural: str) -> str:
    return f"{number} {singular if number == 1 else plural}"
