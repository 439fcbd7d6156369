"""Which gates each flow would pass today, and what keeps it from passing the next one.

A gate asks a flow what it would be asked in the phase of that name; each includes those before it. The
command line (`adr check --gate`) and the site use the same run of the rules.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from settled.model.findings import Finding, FindingState, Severity
from settled.model.vocabulary import Phase
from settled.rules.context import Context
from settled.rules.engine import check_context, run_rule
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


def answers_for_all_gates(context: Context) -> dict[str, tuple[RuleOutput, ...]]:
    """What the rules yield that never ask for the phase of a flow, by their code: it is the same at every gate."""
    answers: dict[str, tuple[RuleOutput, ...]] = {}
    for rule in RULES:
        if rule.sees_findings:
            continue
        own = context.for_a_rule()
        outputs = tuple(run_rule(rule, own))
        if not own.asked.for_phase:
            answers[rule.code] = outputs
    return answers


def readiness(
    context: Context, answers: Mapping[str, tuple[RuleOutput, ...]] | None = None
) -> dict[str, FlowReadiness]:
    """The readiness of every flow in force, by file; `answers` are those of `answers_for_all_gates`."""
    answers = answers_for_all_gates(context) if answers is None else answers
    blockers: dict[str, dict[Phase, list[Finding]]] = {
        record.file: defaultdict(list) for record in context.project.flows if record.is_in_force
    }
    for gate in Phase:
        for finding in check_context(context.at_gate(gate), answers=answers).findings:
            is_blocker = finding.severity is Severity.ERROR and finding.state is FindingState.FOUND
            if is_blocker and finding.location.file in blockers:
                blockers[finding.location.file][gate].append(finding)
    return {file: FlowReadiness(file, {gate: tuple(found[gate]) for gate in Phase}) for file, found in blockers.items()}
