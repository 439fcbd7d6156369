"""Family V: whether release and rollback of a flow are answered and shown."""

from __future__ import annotations

from collections.abc import Iterator

from settled.model.answers import OpenQuestion
from settled.model.findings import Problem
from settled.model.flow import ReleaseSlice
from settled.model.vocabulary import Phase, SliceState
from settled.model.written_values import Path
from settled.rules.context import Context
from settled.rules.reporting import is_reported, problem_at, unanswered_keys
from settled.rules.slices import SLICES, has_evidence, sliced_flows

_RELEASE_KEYS = ("pause", "drain", "replay", "reconcile", "survives")


def release_evidence_missing(context: Context) -> Iterator[Problem]:
    """The flow is live, and its release and rollback were never shown to work.

    Asked at `live`: the slice `release` is proven and names its evidence.

    Why: the first rollback is then tried on the day on which everything else fails, too.

    Wrong:
        phase: live
        slices:
          release: {state: planned}

    Right:
        phase: live
        slices:
          release: {state: proven, evidence: [https://wiki.example.com/orders/release-rehearsal]}
    """
    for record, phase, slices in sliced_flows(context):
        # Slices that are absent as a whole are told by thin-slice-incomplete.
        if phase is not Phase.LIVE or slices is None:
            continue
        release, path = slices.release, (*SLICES, "release")
        if isinstance(release, OpenQuestion) or record.is_invalid(path) or is_reported(record, (*path, "state")):
            continue
        if release is not None and isinstance(release.state, OpenQuestion):
            continue
        state = release.state if release is not None else None
        if release is not None and state is SliceState.PROVEN and has_evidence(record, "release", release):
            continue
        said = "names no evidence" if state is SliceState.PROVEN else f"is {state or 'not there'}"
        is_live = record.flow is not None and record.flow.phase is Phase.LIVE
        yield problem_at(
            record,
            (*path, "evidence") if state is SliceState.PROVEN else (*path, "state"),
            f"the flow is live, and its slice `release` {said}"
            if is_live
            else f"its slice `release` {said}, and must be proven before the flow goes live",
            "rehearse pause, drain, replay and reconcile, and link the run under `slices.release.evidence`",
            value=str(state or ""),
        )


def release_answers_missing(context: Context) -> Iterator[Problem]:
    """The release is proven or the flow is live, and the record does not say what is paused, drained and replayed.

    Asked for `pause`, `drain`, `replay`, `reconcile` and `survives` of the slice `release`. An empty list is an
    answer (nothing has to be paused), and so is `not-applicable` with the reason.

    Why: whoever takes the release back at two in the morning needs the list of what runs, what is under way and what
    was booked meanwhile. Nobody writes it at that hour.

    Wrong:
        release:
          state: proven
          pause: [order export]

    Right:
        release:
          state: proven
          pause: [order export]
          drain: [orders in the hub]
          replay: [orders of the last day]
          reconcile: [orders of the day by number]
          survives: []
    """
    for record, phase, slices in sliced_flows(context):
        release = slices.release if slices is not None else None
        path: Path = (*SLICES, "release")
        # A release that is not there at all is told by release-evidence-missing.
        if not isinstance(release, ReleaseSlice) or record.is_invalid(path):
            continue
        is_proven = release.state is SliceState.PROVEN
        if not is_proven and phase is not Phase.LIVE:
            continue
        keys = unanswered_keys(record, path, release, _RELEASE_KEYS)
        lacking = [key for key in keys if not is_reported(record, (*path, key))]
        if lacking:
            why = "the release is proven" if is_proven else "the flow is live"
            if not is_proven and record.phase is not Phase.LIVE:
                why = "the flow is to go live"
            yield problem_at(
                record,
                path,
                f"{why}, and nobody said under `slices.release` what is meant for: {', '.join(lacking)}",
                "write a list under each, an empty one where there is nothing, or `not-applicable` with the reason",
                value=" ".join(lacking),
            )
