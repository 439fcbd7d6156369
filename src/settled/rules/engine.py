"""Runs all rules over a project and turns what they yield into findings: every finding, never only the first."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from settled.model.findings import Finding, FindingState, Problem, Severity, fingerprint
from settled.project import Project
from settled.rules.consequences import consequence_of
from settled.rules.context import Context, NotChecked
from settled.rules.conventions import told_of_folders
from settled.rules.overrides import Overrides, overrides_of
from settled.rules.registry import RULE_CODES, RULES
from settled.rules.reporting import RuleOutput, Run, without_variants
from settled.rules.rule import Rule
from settled.rules.severity import severity_of
from settled.rules.suppression import suppress

_CAUSES = frozenset({"deleted-record", "unreadable-record", "merge-conflict"})
"""The rules that say that a record is not there, or that nothing is known of it."""

_TOLD_OF_EACH_RECORD = frozenset(rule.code for rule in RULES if rule.fix_name is not None or rule.name in _CAUSES)
"""Never told of a folder as a whole: what is mended record by record, and what keeps a record from being read."""


class Outcome(StrEnum):
    """Whether a rule could look. What it found is in the findings."""

    CHECKED = "checked"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class RuleOutcome:
    """One rule in one run; `reason` says why it was skipped, or where the settings switch it off.

    `is_optional` where all that it lacked is optional; see `NotChecked`. A rule that is switched off everywhere
    is skipped on purpose, and is not one that could not look.
    """

    code: str
    name: str
    outcome: Outcome
    reason: str = ""
    is_optional: bool = False
    is_switched_off: bool = False


@dataclass(frozen=True)
class CheckResult:
    """All findings of a run, by file and line, and what became of each rule."""

    findings: tuple[Finding, ...]
    rules: tuple[RuleOutcome, ...]

    @cached_property
    def counts(self) -> Counter[Severity]:
        """How many findings count (were neither suppressed nor baselined), by severity."""
        return Counter(finding.severity for finding in self.findings if finding.state is FindingState.FOUND)

    @property
    def not_checked(self) -> tuple[RuleOutcome, ...]:
        """The rules that could not look; where none could, also those that lacked something optional."""
        running = [rule for rule in self.rules if not rule.is_switched_off]
        skipped = tuple(rule for rule in running if rule.outcome is Outcome.SKIPPED)
        return skipped if len(skipped) == len(running) else tuple(rule for rule in skipped if not rule.is_optional)

    @property
    def optional_lacks(self) -> tuple[RuleOutcome, ...]:
        """The rules that lacked something optional: nobody asked them to look."""
        return tuple(rule for rule in self.rules if rule.outcome is Outcome.SKIPPED and rule.is_optional)

    @property
    def switched_off(self) -> tuple[RuleOutcome, ...]:
        """The rules that the settings switch off for the whole project."""
        return tuple(rule for rule in self.rules if rule.is_switched_off)

    def reaches(self, severity: Severity) -> bool:
        """True when a finding counts that is at least as severe as `severity`."""
        return any(level.rank >= severity.rank for level in self.counts)


def check(project: Project, rules: tuple[Rule, ...] = RULES) -> CheckResult:
    """Run `rules` over a project as it lies on the disk, judged by no gate and as no change; see `check_context`."""
    return check_context(Context.of(project), rules)


def check_context(
    context: Context,
    rules: tuple[Rule, ...] = RULES,
    answers: Mapping[str, tuple[RuleOutput, ...]] | None = None,
    run_judge: Callable[[Rule, Context, Run], Iterable[RuleOutput]] | None = None,
) -> CheckResult:
    """Run `rules` over the project of `context`; what a record suppresses is in the result, and does not count.

    In a folder of plain ADRs what is the same in nearly all records is one finding; see `told_of_folders`.

    A rule whose answer is known already, by its code in `answers`, is not run again; `run_judge` runs, instead of
    `run_rule`, the rules that see findings. What the settings say of
    a rule is the last word over its severity, whatever the status, phase and gate. Raises SettingsError where
    they name a rule that does not exist or must not be lowered.
    """
    answers, project = answers or {}, context.project
    overrides = overrides_of(project.settings)
    running = tuple(rule for rule in rules if not overrides.is_off_everywhere(rule.name))
    findings: list[Finding] = []
    reasons: dict[str, list[NotChecked]] = {}

    def take(rule: Rule, outputs: Iterable[RuleOutput]) -> list[Finding]:
        reasons_of_rule = reasons.setdefault(rule.code, [])
        found: list[Finding] = []
        for output in outputs:
            if isinstance(output, NotChecked):
                reasons_of_rule.append(output)
            else:
                found.append(_finding(context, rule, output))
                if output.follows:
                    following.append((found[-1], output.follows))
        return found

    hidden: set[tuple[str, str]] = set()
    following: list[tuple[Finding, tuple[str, ...]]] = []

    def weighed(found: list[Finding]) -> list[Finding]:
        """The findings as they count, without those whose rule is off where they stand."""
        marked = _baselined(project, suppress(project, found))
        if not overrides:
            return marked
        kept = [(finding, overrides.applied(finding)) for finding in marked]
        hidden.update(
            (finding.location.file, word)
            for finding, applied in kept
            if applied is None and finding.state is FindingState.SUPPRESSED
            for word in (finding.code.lower(), finding.name)
        )
        return [applied for _, applied in kept if applied is not None]

    for rule in running:
        if not rule.sees_findings:
            findings += take(rule, answers[rule.code] if rule.code in answers else run_rule(rule, context.for_a_rule()))
    findings = _without_what_follows(weighed(_told_apart(findings)), following)
    run = Run((), _words(running), _words(RULES), _words(rules) - _words(running), hidden, RULE_CODES)
    for rule in running:
        if rule.sees_findings:  # in the order of their families: what judges suppressions comes last
            seen = dataclasses.replace(run, findings=tuple(findings))
            found = take(rule, (run_judge or run_rule)(rule, context.for_a_rule(), seen))
            findings += weighed(found) if found else []
    findings.sort(key=lambda finding: (finding.location, finding.code, finding.field))
    if not project.is_programme:
        findings = _baselined(project, told_of_folders(project, findings, _TOLD_OF_EACH_RECORD))
    return CheckResult(tuple(findings), tuple(_outcome(rule, reasons.get(rule.code, []), overrides) for rule in rules))


def run_rule(rule: Rule, context: Context, *run: Run) -> Iterator[RuleOutput]:
    """What a rule yields, and after that what it asked of its own `context` and could not have."""
    yield from without_variants(rule.function(context, *run))
    yield from context.asked.lacking


def _without_what_follows(findings: list[Finding], following: list[tuple[Finding, tuple[str, ...]]]) -> list[Finding]:
    """The findings without those that would not be, were it not for another one of them that counts.

    A cause that is suppressed or in the baseline takes nothing along: what follows from it is all that is told. A file
    that was moved away, which is related to a deleted record, is not checked as what it is not.
    """
    counting = [one for one in findings if one.name in _CAUSES and one.state is FindingState.FOUND]
    moved = {place.file for one in counting if one.name == "deleted-record" for place, _ in one.related}
    if moved:
        findings = [one for one in findings if one.location.file not in moved or one.name in _CAUSES]
    if not following:
        return findings
    causes = {cause for finding in counting for cause in (finding.record, finding.location.file)}
    told = {(one.code, one.location, one.field) for one, follows in following if not causes.isdisjoint(follows)}
    return [finding for finding in findings if (finding.code, finding.location, finding.field) not in told]


def _told_apart(findings: list[Finding]) -> list[Finding]:
    """The findings with a fingerprint each: of equal ones, from the top of the file, the second is numbered 2.

    Otherwise a baseline that knows one of them would know all that will ever be like it.
    """
    seen: Counter[str] = Counter()
    told: list[Finding] = []
    for finding in sorted(findings, key=lambda one: one.location):
        seen[finding.fingerprint] += 1
        count = seen[finding.fingerprint]
        is_first = count == 1
        told.append(finding if is_first else dataclasses.replace(finding, fingerprint=f"{finding.fingerprint}-{count}"))
    return told


def _baselined(project: Project, findings: list[Finding]) -> list[Finding]:
    if project.baseline is None:
        return findings
    known = {entry.fingerprint for entry in project.baseline.entries}
    return [
        dataclasses.replace(finding, state=FindingState.BASELINED)
        if finding.state is FindingState.FOUND and finding.fingerprint in known
        else finding
        for finding in findings
    ]


def _words(rules: tuple[Rule, ...]) -> frozenset[str]:
    return frozenset(word for rule in rules for word in (rule.code.lower(), rule.name))


def _outcome(rule: Rule, reasons: list[NotChecked], overrides: Overrides) -> RuleOutcome:
    is_switched_off = overrides.is_off_everywhere(rule.name)
    outcome = Outcome.SKIPPED if reasons or is_switched_off else Outcome.CHECKED
    is_optional = bool(reasons) and all(reason.is_optional for reason in reasons)
    words = dict.fromkeys([*(reason.reason for reason in reasons), overrides.reason(rule.name)])
    return RuleOutcome(rule.code, rule.name, outcome, "; ".join(filter(None, words)), is_optional, is_switched_off)


def _finding(context: Context, rule: Rule, problem: Problem) -> Finding:
    record = context.project.by_file.get(problem.location.file)
    severity = severity_of(
        rule.levels,
        record,
        is_programme=context.project.is_programme,
        phase=context.phase_of(record) if record is not None and record.is_flow else None,
        is_on_branch=problem.is_on_branch,
    )
    if problem.at_most is not None and problem.at_most.rank < severity.rank:
        severity = problem.at_most
    return Finding(
        code=rule.code,
        name=rule.name,
        severity=severity,
        location=problem.location,
        record=problem.record,
        message=problem.message,
        hint=problem.hint,
        related=problem.related,
        field=problem.field,
        fingerprint=fingerprint(rule.code, problem.record, problem.field, problem.value, problem.location.file),
        url=f"rules/{rule.name}/",
        consequence=consequence_of(rule, problem.field),
    )
