"""How much each rule's finding weighs, by the record's status and the flow's phase and criticality: one table.

`base` holds for an accepted record of medium criticality. `undecided` holds instead while the record is
a draft or proposed (for a flow: and still in design). `phases` raises it from a phase on, whatever the
status. `low` and `high` hold instead of the result for a flow of that criticality, while it is undecided.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from settled.model.findings import Severity
from settled.model.vocabulary import Level, Phase
from settled.records import Record

E, W, I = Severity.ERROR, Severity.WARNING, Severity.INFO  # noqa: E741 (the letters of the table below)


@dataclass(frozen=True, slots=True)
class Levels:
    """One row of the table."""

    base: Severity
    undecided: Severity | None = None
    phases: Mapping[Phase, Severity] = field(default_factory=dict)
    low: Severity | None = None
    high: Severity | None = None
    plain: Severity | None = None
    """Instead of all others in a plain ADR folder, whose authors did not sign up for our format."""
    plain_on_branch: Severity | None = None
    """The same for what would come only with another branch."""


SEVERITIES: dict[str, Levels] = {
    "unreadable-record": Levels(E),
    "id-mismatch": Levels(E, plain=W),
    "duplicate-number": Levels(E, plain_on_branch=W),
    "unknown-status": Levels(W, plain=I),
    "placeholder-left": Levels(E, undecided=W, plain=I),
    "empty-section": Levels(W, undecided=W, plain=I),
    "unknown-reference": Levels(E, plain=W),
    "unknown-key": Levels(E),
    "impossible-date": Levels(E),
    "broken-relative-link": Levels(E, plain=W),
    "link-text-names-another-record": Levels(W),
    "duplicate-key": Levels(E),
    "invalid-value": Levels(E),
    "missing-catalog": Levels(E),
    "loose-front-matter": Levels(W),
    "single-option": Levels(E, undecided=W, plain=W),
    "chosen-option-not-listed": Levels(E, undecided=W, plain=W),
    "no-negative-consequence": Levels(W, plain=I),
    "option-without-reason": Levels(W, plain=I),
    "driver-never-used": Levels(W, plain=I),
    "no-review-date": Levels(I),
    "low-confidence-without-review": Levels(W),
    "weak-wording": Levels(W, plain=I),
    "sales-words": Levels(I),
    "too-long": Levels(W, plain=I),
    "no-consequence-for-operations": Levels(I),
    "missing-source-system": Levels(E),
    "missing-consumers": Levels(E),
    "missing-creator-trigger": Levels(E),
    "missing-pattern": Levels(E),
    "missing-identifiers": Levels(E),
    "missing-latency-class": Levels(E),
    "missing-idempotency": Levels(E),
    "missing-idempotency-retry": Levels(W, phases={Phase.REHEARSAL: E}, low=I),
    "missing-idempotency-dead-letter": Levels(W, phases={Phase.REHEARSAL: E}, low=I),
    "missing-idempotency-replay": Levels(W, phases={Phase.REHEARSAL: E}, low=I),
    "missing-failure-owner": Levels(E),
    "missing-enrich-rule": Levels(W, phases={Phase.BUILD: E}),
    "missing-reject-rule": Levels(W, phases={Phase.BUILD: E}),
    "missing-correction-rights": Levels(W, phases={Phase.BUILD: E}),
    "pattern-without-reason": Levels(W),
    "open-decision": Levels(E, undecided=W, phases={Phase.BUILD: E}),
    "overdue-decision": Levels(E),
    "built-before-accepted": Levels(E),
    "missing-object": Levels(W, phases={Phase.BUILD: E}),
    "open-without-owner-or-date": Levels(E),
    "edited-after-acceptance": Levels(W),
    "illegal-transition": Levels(E, plain=W),
    "born-superseded": Levels(W, plain=I),
    "stale-proposal": Levels(W, plain=I),
    "accepted-without-decision-maker": Levels(E),
    "deleted-record": Levels(E, plain=W),
    "renumbered": Levels(E, plain=W),
    "overdue-review": Levels(W),
    "proposed-but-live": Levels(E),
    "suspect-link": Levels(W, plain=I),
    "supersede-cycle": Levels(E),
    "one-way-supersede": Levels(E, plain=W),
    "superseded-without-successor": Levels(E, plain=W),
    "proposed-supersedes-accepted": Levels(E),
    "two-successors": Levels(W),
    "live-flow-on-dead-decision": Levels(E),
    "accepted-rests-on-proposed": Levels(W),
    "two-truths": Levels(E),
    "suppression-without-reason-or-expiry": Levels(E),
    "suppression-expired": Levels(E),
    "suppression-unused": Levels(W),
    "suppression-in-the-same-change": Levels(W),
    "baseline-entry-aged": Levels(W),
    "acceptance-expired": Levels(E),
    "acceptance-incomplete": Levels(E),
    "self-approved": Levels(E),
    "residual-above-inherent": Levels(E),
    "residual-lowered-without-action": Levels(E),
    "action-overdue": Levels(W),
    "derived-risk-untracked": Levels(W),
    "tracks-nothing": Levels(E),
    "level-rose-since-acceptance": Levels(E),
    "statement-incomplete": Levels(W),
    "risk-without-response": Levels(E),
    "truth-differs-from-catalog": Levels(E),
    "corrector-is-also-requester": Levels(W),
    "write-back-without-conflict-rule": Levels(E),
    "changer-not-in-the-flow": Levels(W),
    "critical-object-without-flow": Levels(W),
    "join-one-sided": Levels(E),
    "join-chain-broken": Levels(E),
    "missing-environment-prefix": Levels(W),
    "same-prefix-in-two-environments": Levels(E),
    "financial-reference-missing": Levels(E),
    "marketplace-id-missing": Levels(E),
    "mutable-key": Levels(W),
    "blocking-on-batch": Levels(E),
    "latency-shorter-than-schedule": Levels(E),
    "retry-exceeds-latency": Levels(E, undecided=W),
    "retry-without-idempotency": Levels(E),
    "unbounded-retry": Levels(E),
    "retry-multiplies-along-the-route": Levels(W),
    "event-or-queue-without-dead-letter": Levels(E),
    "ordering-needed-without-key": Levels(E, undecided=W),
    "everything-real-time": Levels(I),
    "one-pattern-for-all": Levels(W),
    "latency-in-technical-terms-only": Levels(W),
    "owner-without-authority": Levels(E, undecided=W),
    "authority-incomplete": Levels(E, undecided=W),
    "single-person-owner": Levels(W),
    "suppress-without-limit": Levels(E, undecided=W),
    "no-detection": Levels(E, undecided=W),
    "no-business-effect": Levels(W, phases={Phase.REHEARSAL: E}),
    "not-traceable": Levels(W, phases={Phase.REHEARSAL: E}),
    "dead-letter-without-owner": Levels(E, undecided=W),
    "replay-unsafe": Levels(E, undecided=W),
    "no-runbook": Levels(W, phases={Phase.LIVE: E}),
    "exception-class-uncovered": Levels(W, phases={Phase.REHEARSAL: E}),
    "thin-slice-incomplete": Levels(W, phases={Phase.REHEARSAL: E}),
    "slice-proven-without-evidence": Levels(E),
    "exceptions-before-thin": Levels(E),
    "release-evidence-missing": Levels(E),
    "depends-on-later-flow": Levels(E),
    "sequence-cycle": Levels(E),
    "nobody-decided": Levels(W),
    "slice-not-proven": Levels(E),
}


def severity_of(
    name: str,
    record: Record | None,
    *,
    is_programme: bool = True,
    phase: Phase | None = None,
    is_on_branch: bool = False,
) -> Severity:
    """The severity of the rule `name` for a finding in `record` (None: in no record, as in the catalog).

    `phase` is the one to judge a flow by; its own where nothing is given. `is_on_branch` says that it would come
    only with another branch.
    """
    levels = SEVERITIES[name]
    if not is_programme and is_on_branch and levels.plain_on_branch is not None:
        return levels.plain_on_branch
    if not is_programme and levels.plain is not None:
        return levels.plain
    if record is None:
        return levels.base
    flow = record.flow
    if phase is None:
        phase = flow.phase if flow is not None and isinstance(flow.phase, Phase) else Phase.DESIGN
    is_undecided = (record.status is None or record.status.is_undecided) and phase is Phase.DESIGN
    severity = levels.undecided if is_undecided and levels.undecided is not None else levels.base
    for from_phase, raised in levels.phases.items():
        if flow is not None and phase.rank >= from_phase.rank and raised.rank > severity.rank:
            severity = raised
    if is_undecided and flow is not None:
        if flow.criticality is Level.LOW and levels.low is not None:
            severity = levels.low
        elif flow.criticality is Level.HIGH and levels.high is not None:
            severity = levels.high
    return severity


def describe(name: str) -> list[tuple[str, Severity]]:
    """The row of the rule `name` in words, for the manual: (when, severity), the general case first."""
    levels = SEVERITIES[name]
    rows = [("accepted", levels.base)]
    if levels.undecided is not None and levels.undecided is not levels.base:
        rows.append(("draft or proposed, in design", levels.undecided))
    rows += [(f"from phase {phase.value}", severity) for phase, severity in levels.phases.items()]
    if levels.low is not None:
        rows.append(("in design, low criticality", levels.low))
    if levels.high is not None:
        rows.append(("in design, high criticality", levels.high))
    if levels.plain is not None:
        rows.append(("in a plain ADR folder", levels.plain))
    if levels.plain_on_branch is not None:
        rows.append(("in a plain ADR folder, on another branch", levels.plain_on_branch))
    return rows if len(rows) > 1 else [("always", levels.base)]
