"""Which gates each flow would pass today, and what keeps it from passing the next one.

A gate asks a flow what it would be asked in the phase of that name; each includes those before it. The
command line (`adr check --gate`) and the site use the same run of the rules.
"""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from dataclasses import dataclass

from settled.findings import Finding, FindingState, Severity
from settled.model.vocabulary import Phase
from settled.project import Project
from settled.rules.engine import check


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


def at_gate(project: Project, gate: Phase) -> Project:
    """The same project with every flow judged as if it were at least in the phase `gate`."""
    at_the_gate = dataclasses.replace(project, gate=gate)
    fields = {field.name for field in dataclasses.fields(project)}
    # What was worked out so far (the routes, what git says) does not depend on the gate.
    at_the_gate.__dict__.update({name: value for name, value in project.__dict__.items() if name not in fields})
    return at_the_gate


def readiness(project: Project) -> dict[str, FlowReadiness]:
    """The readiness of every flow in force, by file."""
    blockers: dict[str, dict[Phase, list[Finding]]] = {
        record.file: defaultdict(list) for record in project.flows if record.is_in_force
    }
    for gate in Phase:
        for finding in check(at_gate(project, gate)).findings:
            is_blocker = finding.severity is Severity.ERROR and finding.state is FindingState.FOUND
            if is_blocker and finding.spot.file in blockers:
                blockers[finding.spot.file][gate].append(finding)
    return {file: FlowReadiness(file, {gate: tuple(found[gate]) for gate in Phase}) for file, found in blockers.items()}
