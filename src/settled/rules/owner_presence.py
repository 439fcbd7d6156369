"""Family E: whether the people whom a failure needs are there while it can still be mended."""

from __future__ import annotations

from collections.abc import Iterator

from settled.flows.sums import sum_of
from settled.flows.time_budget import (
    Promise,
    dead_letter_of,
    failure_owners,
    is_checkout_blocking,
    promises_of,
    reaches_back,
    slowest_people,
)
from settled.flows.working_time import Absence
from settled.model.duration import in_words
from settled.model.findings import Problem
from settled.model.parsed_text import Memory
from settled.model.vocabulary import Level
from settled.model.written_values import Path
from settled.records import Record
from settled.rules.context import Context
from settled.rules.data_protection import may_replay_the_erased
from settled.rules.reporting import flow_variants, problem_at


def dead_letter_lost_before_read(context: Context) -> Iterator[Problem]:
    """What lies in the dead letter is gone before somebody comes who could read it.

    The time is the longest in which nobody of the team that is told is there, weekends and the holidays of the
    settings included, and the time that it has to respond.

    Why: a dead letter that forgets on Sunday loses what failed on Friday evening, and nobody ever knows.

    Wrong:
        dead-letter: {to: orders.dead, alert: order-operations, keeps: 1 d}   # there from Monday to Friday

    Right:
        dead-letter: {to: orders.dead, alert: order-operations, keeps: 14 d}
    """
    landscape = context.project.landscape
    for record in flow_variants(context.project):
        dead_letter = dead_letter_of(record)
        keeps = dead_letter.keeps if dead_letter is not None else None
        if not isinstance(keeps, Memory):
            continue
        slowest = sum_of(slowest_people(record, landscape))
        if slowest.seconds <= keeps.seconds:
            continue
        yield problem_at(
            record,
            ("idempotency", "dead-letter", "keeps"),
            f"the dead letter keeps what failed for {keeps}, and until somebody acts it may take {slowest}",
            f"keep it for longer than {in_words(slowest.seconds)}, or tell a team that is there earlier",
            value=f"{keeps.seconds:g} {slowest.seconds:g}",
            related=slowest.related,
        )


def replay_beyond_dead_letter(context: Context) -> Iterator[Problem]:
    """A replay is to reach back further than what failed is kept.

    Where that is gone even before somebody comes, or a replay would bring back what has been erased, that is told.

    Why: the runbook promises what the system has thrown away. That is found out in the night it is needed.

    Wrong:
        dead-letter: {to: orders.dead, alert: order-operations, keeps: 3 d}
        replay: {by: order-operations, how: runbook order-replay, safe-because: …, reaches-back: 14 d}

    Right:
        dead-letter: {to: orders.dead, alert: order-operations, keeps: 14 d}
        replay: {by: order-operations, how: runbook order-replay, safe-because: …, reaches-back: 3 d}
    """
    landscape = context.project.landscape
    for record in flow_variants(context.project):
        dead_letter, reaches = dead_letter_of(record), reaches_back(record)
        keeps = dead_letter.keeps if dead_letter is not None else None
        if not isinstance(keeps, Memory) or reaches is None or may_replay_the_erased(record, landscape):
            continue
        if sum_of(slowest_people(record, landscape)).seconds <= keeps.seconds < reaches.seconds:
            yield problem_at(
                record,
                ("idempotency", "replay", "reaches-back"),
                f"a replay reaches back {reaches}, and the dead letter keeps what failed for {keeps}",
                "keep it longer, or say how far back a replay can really reach",
                value=f"{reaches.seconds:g} {keeps.seconds:g}",
                related=((record.at(("idempotency", "dead-letter", "keeps")), f"here it is kept for {keeps}"),),
            )


def absent_owners(context: Context, record: Record) -> tuple[str, Path, Absence, Promise] | None:
    """The team that is away longest, with where it is named, where no owner of a flow that cannot wait is there.

    None where somebody is always there, among the owners or those whom they may call; where the hours of one of them
    are not known; and for flows that may wait, or that promise more than the longest absence.
    """
    landscape, flow = context.project.landscape, record.flow
    is_urgent = is_checkout_blocking(record) or (flow is not None and flow.criticality is Level.HIGH)
    promise = min(promises_of(record), key=lambda promise: promise.seconds, default=None)
    owners = failure_owners(record, landscape)
    if not is_urgent or promise is None or not owners:
        return None
    absences: list[tuple[Absence, str, Path]] = []
    for team, path in owners:
        absence = landscape.absence_of(team)
        if absence is None or any(map(landscape.is_always_there, landscape.callable_by(team))):
            return None
        absences.append((absence, team, path))
    shortest = min(absences, key=lambda each: each[0].seconds)
    absence, team, path = shortest
    return (team, path, absence, promise) if absence.seconds > promise.seconds else None


def owner_not_there(context: Context) -> Iterator[Problem]:
    """Nobody who may act on a failure is there for longer than the flow may be late.

    Asked of checkout-blocking flows and of those of high criticality, where the hours of every owner are known. A team
    that is always there, among the owners or those that they escalate to, is enough.

    Why: the shop sells on Sunday. A failure of Saturday evening that nobody may mend before Monday costs the weekend.

    Wrong:
        criticality: high
        latency: {class: same-day-operational, within: 4 h}
        failures:
          - mode: ERP rejects the order
            owner: order-operations              # mon-fri 08:00 to 18:00, escalates to nobody

    Right:
        failures:
          - mode: ERP rejects the order
            owner: order-operations              # escalates to integration-operations, always there
            authority: [retry, repair, escalate]
    """
    for record in flow_variants(context.project):
        found = absent_owners(context, record)
        if found is None:
            continue
        team, path, absence, promise = found
        yield problem_at(
            record,
            path,
            f"{absence}: {in_words(absence.seconds)} without `{team}` or anybody it may call; "
            f"the flow may be {in_words(promise.seconds)} late",
            "name an owner who is always there, or a team that is under `escalation` in the catalog",
            value=f"{team} {absence.seconds:g} {promise.seconds:g}",
            related=(
                (context.project.landscape.at(("teams", team, "hours")), "here are the hours of the team"),
                (promise.location, f"here it promises {in_words(promise.seconds)}"),
            ),
        )
