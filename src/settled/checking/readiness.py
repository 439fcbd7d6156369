"""Which gates each flow would pass today, and what keeps it from passing the next one.

A gate asks a flow what it would be asked in the phase of that name; each includes those before it. The
command line (`adr check --gate`) and the site use the same run of the rules.
"""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from settled.model.findings import Finding, FindingState, Severity
from settled.model.vocabulary import Phase
from settled.project import Project
from settled.records import Record
from settled.rules.engine import check
from settled.rules.registry import RULES
from settled.rules.reporting import RuleOutput


@dataclass(frozen=True, slots=True)
class FlowReadiness:
    """What stands between one flow and each gate: the findings that are errors there, by gate."""

    file: str
    blockers: dict[Phase, tuple[Finding, ...]]

    @property
    def passed(self) -> Phase | None:
        """The last gate that the flow would pass together with all before it; None where not even the first."""
        passed: Phase | None = None
        for gate in Phase:
            if self.blockers[gate]:
                break
            passed = gate
        return passed


@dataclass(frozen=True)
class _Watched(Project):
    """A project that notices when somebody asks for the phase of a flow."""

    asked: list[Record] = field(default_factory=list, repr=False)

    def phase_of(self, record: Record) -> Phase:
        self.asked.append(record)
        return super().phase_of(record)


def at_gate(project: Project, gate: Phase) -> Project:
    """The same project with every flow judged as if it were at least in the phase `gate`."""
    at_the_gate = dataclasses.replace(project, gate=gate)
    _hand_on(project, at_the_gate)
    return at_the_gate


def answers_for_all_gates(project: Project) -> dict[str, tuple[RuleOutput, ...]]:
    """What the rules yield that never ask for the phase of a flow, by their code: it is the same at every gate."""
    watched = _Watched(**{each.name: getattr(project, each.name) for each in dataclasses.fields(project)})
    _hand_on(project, watched)
    answers: dict[str, tuple[RuleOutput, ...]] = {}
    for rule in RULES:
        if rule.sees_findings:
            continue
        outputs = tuple(rule.function(watched))
        if not watched.asked:
            answers[rule.code] = outputs
        watched.asked.clear()
    _hand_on(watched, project)
    return answers


def readiness(
    project: Project, answers: Mapping[str, tuple[RuleOutput, ...]] | None = None
) -> dict[str, FlowReadiness]:
    """The readiness of every flow in force, by file; `answers` are those of `answers_for_all_gates`."""
    answers = answers_for_all_gates(project) if answers is None else answers
    blockers: dict[str, dict[Phase, list[Finding]]] = {
        record.file: defaultdict(list) for record in project.flows if record.is_in_force
    }
    for gate in Phase:
        for finding in check(at_gate(project, gate), answers=answers).findings:
            is_blocker = finding.severity is Severity.ERROR and finding.state is FindingState.FOUND
            if is_blocker and finding.location.file in blockers:
                blockers[finding.location.file][gate].append(finding)
    return {file: FlowReadiness(file, {gate: tuple(found[gate]) for gate in Phase}) for file, found in blockers.items()}


def _hand_on(project: Project, other: Project) -> None:
    """Give `other` what `project` worked out so far (the routes, what git says): no gate changes it."""
    fields = {each.name for each in dataclasses.fields(other)}
    other.__dict__.update({name: value for name, value in project.__dict__.items() if name not in fields})
