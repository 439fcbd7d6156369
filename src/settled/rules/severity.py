"""How much a rule's finding weighs, by the record's status and the flow's phase and criticality."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from settled.model.findings import Severity
from settled.model.kinds import spec_of
from settled.model.vocabulary import Level, Phase
from settled.records import Record

E, W, I = Severity.ERROR, Severity.WARNING, Severity.INFO  # noqa: E741 (the letters of the rows of rules)


@dataclass(frozen=True, slots=True)
class Levels:
    """What the findings of one rule weigh.

    `base` holds for an accepted record of medium criticality. `undecided` holds instead while the record is
    a draft or proposed (for a flow: and still in design). `phases` raises it from a phase on, whatever the
    status. `low` holds instead of the result for a flow of low criticality, while it is undecided.
    """

    base: Severity
    undecided: Severity | None = None
    phases: Mapping[Phase, Severity] = field(default_factory=dict)
    low: Severity | None = None
    plain: Severity | None = None
    """Instead of all others in a plain ADR folder, whose authors did not sign up for our format."""
    on_branch: Severity | None = None
    """Instead of all others for what would come only with a branch of somebody else."""


def severity_of(
    levels: Levels,
    record: Record | None,
    *,
    is_programme: bool = True,
    phase: Phase | None = None,
    is_on_branch: bool = False,
) -> Severity:
    """The severity by `levels` of a finding in `record` (None: in no record, as in the catalog).

    `phase` is the one to judge a flow by; its own where nothing is given. `is_on_branch` says that it would come
    only with a branch of somebody else.
    """
    if is_on_branch and levels.on_branch is not None:
        return levels.on_branch
    if not is_programme and levels.plain is not None:
        return levels.plain
    if record is None:
        return levels.base
    if phase is None:
        phase = record.phase
    is_undecided = _is_undecided(record) and phase is Phase.DESIGN
    severity = levels.undecided if is_undecided and levels.undecided is not None else levels.base
    for from_phase, raised in levels.phases.items():
        if record.is_flow and phase.rank >= from_phase.rank and raised.rank > severity.rank:
            severity = raised
    if is_undecided and record.criticality is Level.LOW and levels.low is not None:
        return levels.low
    return severity


def _is_undecided(record: Record) -> bool:
    """True where the record says that nobody has agreed to it yet, or is of a kind that nobody agrees to.

    A status that cannot be told softens nothing: such a record is judged as an accepted one.
    """
    spec = spec_of(record.kind)
    if spec.has_states_of_its_own:
        return (record.status_text or "").strip().lower() in {state.value for state in spec.statuses}
    return record.status is not None and record.status.is_undecided


def describe(levels: Levels) -> list[tuple[str, Severity]]:
    """The levels in words, for the manual of a rule: (when, severity), the general case first."""
    rows = [("accepted", levels.base)]
    if levels.undecided is not None and levels.undecided is not levels.base:
        rows.append(("draft or proposed, in design", levels.undecided))
    rows += [(f"from phase {phase.value}", severity) for phase, severity in levels.phases.items()]
    if levels.low is not None:
        rows.append(("in design, low criticality", levels.low))
    if levels.plain is not None:
        rows.append(("in a plain ADR folder", levels.plain))
    if levels.on_branch is not None:
        rows.append(("on a branch that is not merged yet", levels.on_branch))
    return rows if len(rows) > 1 else [("always", levels.base)]
