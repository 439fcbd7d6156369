"""Family V: whether the three proofs of a flow are whole, in order, and shown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from settled.model.answers import OpenQuestion
from settled.model.detailed_text import details_of
from settled.model.findings import Problem
from settled.model.flow import (
    Corrections,
    ExceptionCase,
    ExceptionsSlice,
    Failure,
    Idempotency,
    ReleaseSlice,
    Replay,
    Slices,
    ThinSlice,
)
from settled.model.flow_terms import SupportActionTerms
from settled.model.vocabulary import Authority, Phase, SliceState
from settled.model.written_values import Path
from settled.records import Record, texts
from settled.rules.context import Context
from settled.rules.failure_handling import failures_of
from settled.rules.reporting import flows_in_force, is_reported, problem_at, shortened, unanswered_keys

_THIN_KEYS = ("example", "transformation", "negative-test", "retry", "alert", "support-action")
_STARTED = frozenset({SliceState.RUNNING, SliceState.PROVEN})
SLICES: Path = ("slices",)
"""Where the slices of a flow stand."""


class _Sliced(NamedTuple):
    record: Record
    phase: Phase
    slices: Slices | None


def sliced_flows(context: Context) -> Iterator[_Sliced]:
    """The flows in force with their slices; not those whose slices are open or told by another rule."""
    for record in flows_in_force(context.project):
        flow = record.flow
        if flow is None or isinstance(flow.slices, OpenQuestion) or record.is_invalid(SLICES):
            continue
        if SLICES not in record.unfilled:
            yield _Sliced(record, context.phase_of(record), flow.slices)


def thin_slice_incomplete(context: Context) -> Iterator[Problem]:
    """The thin slice lacks one of its six parts: example, transformation, negative test, retry, alert, support action.

    Asked once the slice is running or proven, or the flow is in build. An error from the rehearsal on.

    Why: a slice that shows only the sunny day proves that two systems can talk, and nothing about the night.

    Wrong:
        thin:
          state: running
          example: one paid order with two lines

    Right:
        thin:
          state: running
          example: one paid order with two lines
          transformation: tax lines to ERP condition types
          negative-test: unknown tax code
          retry: ERP stopped for 10 minutes
          alert: dead letter over 0 for 5 minutes
          support-action: order-operations replays one event
    """
    for record, phase, slices in sliced_flows(context):
        path: Path = (*SLICES, "thin")
        thin = slices.thin if slices is not None else None
        if isinstance(thin, OpenQuestion) or record.is_invalid(path):
            continue
        if phase is Phase.DESIGN and (thin is None or thin.state not in _STARTED):
            continue
        keys = unanswered_keys(record, path, thin, _THIN_KEYS)
        lacking = [key for key in keys if not is_reported(record, (*path, key))]
        if lacking:
            what = ", ".join(key.replace("-", " ") for key in lacking)
            yield problem_at(
                record,
                (*path, lacking[0]) if thin is not None else path,
                f"the thin slice has no {what}" if thin is not None else "there is no thin slice",
                f"write it under `slices.thin`: {', '.join(lacking)}",
                value=" ".join(lacking),
            )


def slice_proven_without_evidence(context: Context) -> Iterator[Problem]:
    """A slice is said to be proven, and nothing shows it.

    The exceptions may be shown by case. The release of a live flow is told by release-evidence-missing.

    Why: "it worked on my machine" is proven, too, until somebody asks for the run.

    Wrong:
        thin:
          state: proven

    Right:
        thin:
          state: proven
          evidence: [https://wiki.example.com/orders/thin-slice]
    """
    for record, phase, slices in sliced_flows(context):
        proofs = (slices.thin, slices.exceptions, slices.release) if slices is not None else ()
        for name, proof in zip(("thin", "exceptions", "release"), proofs, strict=False):
            if proof is None or isinstance(proof, OpenQuestion) or proof.state is not SliceState.PROVEN:
                continue
            if (name == "release" and phase is Phase.LIVE) or has_evidence(record, name, proof):
                continue
            path: Path = (*SLICES, name)
            yield problem_at(
                record,
                (*path, "state"),
                f"the slice `{name}` is proven, and no evidence is named",
                f"link the run, the report or the ticket under `slices.{name}.evidence`, or take the state back",
            )


def has_evidence(record: Record, name: str, proof: ThinSlice | ExceptionsSlice | ReleaseSlice) -> bool:
    """True where evidence is named, or where another rule tells of it."""
    if proof.evidence or is_reported(record, (*SLICES, name, "evidence")):
        return True
    cases = proof.cases if isinstance(proof, ExceptionsSlice) else None
    return isinstance(cases, dict) and any(
        isinstance(case, ExceptionCase) and bool(case.evidence) for case in cases.values()
    )


def exceptions_before_thin(context: Context) -> Iterator[Problem]:
    """The exceptions are being proven while the thin slice is not.

    Why: exceptions of a flow that has never worked once are tested against guesses.

    Wrong:
        thin: {state: planned}
        exceptions: {state: running}

    Right:
        thin: {state: proven}
        exceptions: {state: running}
    """
    for record, phase, slices in sliced_flows(context):
        exceptions = slices.exceptions if slices is not None else None
        thin = slices.thin if slices is not None else None
        if not isinstance(exceptions, ExceptionsSlice) or exceptions.state not in _STARTED:
            continue
        path: Path = (*SLICES, "thin", "state")
        if isinstance(thin, OpenQuestion) or is_reported(record, path) or (thin is None and phase is not Phase.DESIGN):
            continue
        state = thin.state if thin is not None else None
        if state is SliceState.PROVEN or isinstance(state, OpenQuestion):
            continue
        said = f"is `{state}`" if state is not None else "has no state"
        yield problem_at(
            record,
            (*SLICES, "exceptions", "state"),
            f"the exceptions are `{exceptions.state}`, and the thin slice {said}",
            "prove the thin slice first",
            value=f"{exceptions.state} {state}",
            related=((record.at(path), f"here the thin slice {said}"),),
        )


def slice_not_proven(context: Context) -> Iterator[Problem]:
    """The first cutover rehearsal is reached, and the thin slice or its exceptions were never proven.

    Asked from the rehearsal on of the slices `thin` and `exceptions`. A slice that is not there at all is told by
    thin-slice-incomplete or exception-class-uncovered, and exceptions that run before a proven thin slice by
    exceptions-before-thin.

    Why: a rehearsal shows whether a whole release can be moved. It is no place to find out that one order never
    went through, or that nobody knows what a rejected one does.

    Wrong:
        phase: rehearsal
        slices:
          thin: {state: running}

    Right:
        phase: rehearsal
        slices:
          thin: {state: proven, evidence: [https://wiki.example.com/orders/thin-slice]}
    """
    for record, phase, slices in sliced_flows(context):
        if phase.rank < Phase.REHEARSAL.rank or slices is None:
            continue
        exceptions_run = isinstance(slices.exceptions, ExceptionsSlice) and slices.exceptions.state in _STARTED
        for name, proof in (("thin", slices.thin), ("exceptions", slices.exceptions)):
            path: Path = (*SLICES, name, "state")
            if proof is None or isinstance(proof, OpenQuestion) or is_reported(record, path):
                continue
            if proof.state is SliceState.PROVEN or isinstance(proof.state, OpenQuestion):
                continue
            if name == "thin" and exceptions_run:
                continue
            said = f"is `{proof.state}`" if proof.state is not None else "has no state"
            yield problem_at(
                record,
                path,
                f"the slice `{name}` {said}, and must be proven before the rehearsal",
                f"prove it and link the run under `slices.{name}.evidence`, or take the flow back to `build`",
                value=str(proof.state or ""),
            )


def nobody_decided(context: Context) -> Iterator[Problem]:
    """The support action of the thin slice names no team.

    A team of the catalog counts by id or name, in the words or as `{team, action}`. Where it is named as `team`, it has
    to be one that may do something: retry, repair or suppress a failure, replay, or correct.

    Why: a support action that nobody is named for was not rehearsed by those who are called at night.

    Wrong:
        support-action: one event is replayed

    Right:
        support-action: order-operations replays one event
    """
    catalog = context.project.catalog
    if catalog is None or not catalog.teams:
        return
    names = [name for key, team in catalog.teams.items() for name in (key, key.replace("-", " "), _short(team.name))]
    team_names = re.compile(
        r"(?<![\w-])(?:" + "|".join(re.escape(name) for name in names if name) + r")(?![\w-])", re.IGNORECASE
    )
    for record, _, slices in sliced_flows(context):
        thin = slices.thin if slices is not None else None
        action = thin.support_action if isinstance(thin, ThinSlice) else None
        team = details_of(action, SupportActionTerms).team
        if team is not None:
            if isinstance(team, str) and team in catalog.teams and not _may_act(record, team):
                yield problem_at(
                    record,
                    (*SLICES, "thin", "support-action", "team"),
                    f"`{team}` does the support action, and may do nothing about the flow",
                    "name a team that may retry, repair, suppress, replay or correct, or let this one do so",
                    value=team,
                )
            continue
        if not isinstance(action, str) or not action.strip() or team_names.search(action):
            continue
        # An owner that the catalog does not know is told by unknown-reference.
        owners = [named.failure.owner for named in failures_of(record)]
        if not any(isinstance(owner, str) and owner and owner.lower() in action.lower() for owner in owners):
            yield problem_at(
                record,
                (*SLICES, "thin", "support-action"),
                f"the support action names no team: `{shortened(action)}`",
                "say which team of the catalog does it, as in: order-operations replays one event",
                value=action,
            )


def _may_act(record: Record, team: str) -> bool:
    """True where a team may do something about the flow by itself, or where not all is said of who may."""
    flow = record.flow
    failures = flow.failures if flow is not None else None
    if flow is None or not isinstance(failures, list) or not all(isinstance(entry, Failure) for entry in failures):
        return True
    replay = flow.idempotency.replay if isinstance(flow.idempotency, Idempotency) else None
    correcting = texts(flow.corrections.correct) if isinstance(flow.corrections, Corrections) else []
    if team in correcting or (isinstance(replay, Replay) and replay.by == team):
        return True
    acting = {Authority.RETRY, Authority.REPAIR, Authority.SUPPRESS}
    owned = [entry for entry in failures if isinstance(entry, Failure) and entry.owner == team]
    return any(not isinstance(entry.authority, list) or acting & set(entry.authority) for entry in owned)


def _short(name: object) -> str:
    """The name of a team without what stands in parentheses behind it."""
    return name.split("(")[0].strip() if isinstance(name, str) else ""
