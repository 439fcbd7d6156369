"""Family T: whether the pattern and the retries keep what the latency promises."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from settled.flows.sums import sum_of
from settled.flows.time_budget import (
    Promise,
    broken_promise,
    is_late_by_calls,
    is_late_by_schedule,
    schedule_terms,
)
from settled.model.duration import Duration
from settled.model.findings import Problem
from settled.model.flow import Idempotency, Latency, Pattern, Retry
from settled.model.vocabulary import LatencyClass, PatternType, Phase, Status
from settled.project import Project
from settled.records import Record
from settled.rules.context import Context
from settled.rules.reporting import flow_variants, is_reported, problem_at, shortened
from settled.rules.technical_words import is_technical_only

BATCHES = frozenset({PatternType.FILE, PatternType.SCHEDULED_JOB})
"""Patterns that move the object when a run starts, and not when the event happens."""


class _Timed(NamedTuple):
    record: Record
    pattern: Pattern
    latency: Latency


def _timed_flows(project: Project) -> Iterator[_Timed]:
    """The flows in force with their pattern and latency; an open or missing one is empty."""
    for record in flow_variants(project):
        flow = record.flow
        if flow is not None:
            pattern = flow.pattern if isinstance(flow.pattern, Pattern) else Pattern()
            yield _Timed(record, pattern, flow.latency if isinstance(flow.latency, Latency) else Latency())


def _for_whom(promise: Promise) -> str:
    return f" for `{promise.consumer}`" if promise.consumer else ""


def _promised(promise: Promise) -> str:
    return f"{promise.text}{f' to `{promise.consumer}`' if promise.consumer else ''}"


def blocking_on_batch(context: Context) -> Iterator[Problem]:
    """Checkout waits for a flow that moves only when the next file or job runs.

    Why: the shopper waits for an answer now. A batch answers at its next run, and the shopper is gone.

    Wrong:
        pattern: {type: file, every: 4 h}
        latency: {class: checkout-blocking, within: 2 s}

    Right:
        pattern: {type: direct-api, timeout: 2 s}
        latency: {class: checkout-blocking, within: 2 s}
    """
    for record, pattern, latency in _timed_flows(context.project):
        if pattern.type in BATCHES and latency.class_ is LatencyClass.CHECKOUT_BLOCKING:
            yield problem_at(
                record,
                ("pattern", "type"),
                f"checkout waits for this flow, and the pattern `{pattern.type}` answers only at its next run",
                "choose a pattern that answers at once, or the latency class that the business can live with",
                value=str(pattern.type),
                related=((record.at(("latency", "class")), "here it is `checkout-blocking`"),),
            )


def latency_shorter_than_schedule(context: Context) -> Iterator[Problem]:
    """The object moves by runs (`every`), and they come too seldom for the latency that the flow promises.

    What has just missed a run waits for the next one and for its end: `every` and `takes` together are
    the age that even a day without failure allows. Of a run that lasts until the next one starts, run-overlap tells.

    Why: the promise is broken every day, by design, and support looks for a fault that is none.

    Wrong:
        pattern: {type: file, every: 4 h, takes: 20 min}
        latency: {class: same-day-operational, within: 2 h}

    Right:
        pattern: {type: file, every: 1 h, takes: 20 min}
        latency: {class: same-day-operational, within: 2 h}
    """
    for record, pattern, _ in _timed_flows(context.project):
        # Checkout waiting for a batch is told as such; a faster schedule would not mend it.
        if not is_late_by_schedule(record):
            continue
        every, takes, total = pattern.every, pattern.takes, sum_of(schedule_terms(record))
        promise = broken_promise(record, total.seconds)
        if promise is not None:
            yield problem_at(
                record,
                ("pattern", "every"),
                f"{total}; the flow promises {_promised(promise)}",
                "let it run more often, or promise what the schedule can keep under `latency.within`",
                value=f"{every} {takes if isinstance(takes, Duration) else ''} {promise.text}",
                related=(*total.related[1:], (promise.location, f"here it promises {_promised(promise)}")),
            )


def retry_exceeds_latency(context: Context) -> Iterator[Problem]:
    """A failed delivery is tried again for longer than the flow may take.

    Where the schedule alone, or all attempts of a direct call, break the same promise, that is told and not this.

    Why: the promise is broken while everything still looks as if it were being repaired: the alert comes
    with the dead letter, when the carrier has left.

    Wrong:
        latency: {class: same-day-operational, within: 15 min}
        idempotency:
          retry: {attempts: 8, within: 4 h}

    Right:
        latency: {class: same-day-operational, within: 4 h}
        idempotency:
          retry: {attempts: 6, within: 3 h}
    """
    most = context.project.settings.limits.retry_attempts
    for record, _, _ in _timed_flows(context.project):
        idempotency = record.flow.idempotency if record.flow else None
        retry = idempotency.retry if isinstance(idempotency, Idempotency) else None
        if not isinstance(retry, Retry) or retry.not_applicable:
            continue
        window = retry.within
        promise = broken_promise(record, window.seconds) if isinstance(window, Duration) else None
        if promise is not None and not is_late_by_schedule(record) and not is_late_by_calls(record, most):
            yield problem_at(
                record,
                ("idempotency", "retry", "within"),
                f"a delivery is tried again for {window}, and is too late{_for_whom(promise)} after {promise.text}",
                "give up (and alert) before it is too late, or promise under `latency.within` what the retries allow",
                value=f"{window} {promise.text}",
                related=((promise.location, f"here it promises {_promised(promise)}"),),
            )


def latency_in_technical_terms_only(context: Context) -> Iterator[Problem]:
    """The latency says when, and not what the business loses when it is later.

    Told where `if-late` names nothing but technology. Once the flow is accepted or in build, also where
    `within` is a bare number without any `if-late`. The words are the setting `words.technical-words`.

    Why: a number that nobody can connect with a loss is cut in the first talk about costs, or is kept at
    any price.

    Wrong:
        latency:
          class: same-day-operational
          within: 15 min
          if-late: queue depth grows, consumer lag above 5000 ms

    Right:
        latency:
          class: same-day-operational
          within: 15 min
          if-late: the warehouse misses the 16:00 carrier cut-off
    """
    for record, _, latency in _timed_flows(context.project):
        path = ("latency", "if-late")
        hint = "say under `latency.if-late` what the business loses, as in: the warehouse misses the carrier cut-off"
        if isinstance(latency.if_late, str) and latency.if_late.strip():
            if is_technical_only(latency.if_late, context.project.settings.words):
                message = f"if it is late, only technology notices: `{shortened(latency.if_late)}`"
                yield problem_at(record, path, message, hint, value=latency.if_late)
        elif latency.if_late is None or isinstance(latency.if_late, str):
            is_asked = record.status in {Status.ACCEPTED, None} or context.phase_of(record) is not Phase.DESIGN
            if is_asked and isinstance(latency.within, Duration) and not is_reported(record, path):
                yield problem_at(record, path, f"too late after {latency.within}, and nobody said for what", hint)
