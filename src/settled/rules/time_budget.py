"""Family T: whether schedule, run, retries and people together keep what a flow promises."""

from __future__ import annotations

from collections.abc import Iterator

from settled.flows.sums import Sum, sum_of
from settled.flows.time_budget import (
    Promise,
    broken_promise,
    calls_of,
    delivery,
    is_batch,
    is_checkout_blocking,
    is_late_by_calls,
    pattern_of,
    promise_of,
    recovery,
    retry_terms,
    run_terms,
    runs_overlap,
    slowest_people,
)
from settled.model.duration import Duration, in_words
from settled.model.findings import Problem
from settled.model.flow import Ordering
from settled.model.vocabulary import OnOrderingFailure
from settled.model.written_values import Path
from settled.records import Record
from settled.rules.context import Context
from settled.rules.lapses import lapses_by_recovery
from settled.rules.owner_presence import absent_owners
from settled.rules.reporting import Related, flow_variants, problem_at


def run_overlap(context: Context) -> Iterator[Problem]:
    """A run may last as long as the time between two starts, or longer.

    Why: the second run starts while the first one still writes. Both read the same records, and which of them wins
    is decided by chance; or the second is skipped, and the schedule holds only half of what it says.

    Wrong:
        pattern: {type: scheduled-job, every: 5 min, takes: 8 min}

    Right:
        pattern: {type: scheduled-job, every: 15 min, takes: 8 min}
    """
    for record in flow_variants(context.project):
        every, takes = pattern_of(record).every, pattern_of(record).takes
        if isinstance(every, Duration) and isinstance(takes, Duration) and runs_overlap(record):
            yield problem_at(
                record,
                ("pattern", "takes"),
                f"a run may last {takes}, and the next one starts {every} after it: two runs overlap",
                "let it run less often, make the run shorter, or say how a start waits for the run before it",
                value=f"{every.seconds:g} {takes.seconds:g}",
                related=((record.at(("pattern", "every")), f"here a run starts every {every}"),),
            )


def _related(total: Sum, promise: Promise) -> Related:
    to_whom = f" to `{promise.consumer}`" if promise.consumer else ""
    return (*total.related, (promise.location, f"here it promises {in_words(promise.seconds)}{to_whom}"))


def _promised(promise: Promise) -> str:
    return f"promised{f' to `{promise.consumer}`' if promise.consumer else ''} {in_words(promise.seconds)}"


def _breaks_alone(record: Record, promise: Promise) -> bool:
    """True where the schedule or the retries alone break the promise, which has rules of its own."""
    runs, retries = sum_of(run_terms(record)), sum_of(retry_terms(record))
    return runs.seconds > promise.seconds or retries.seconds > promise.seconds


def schedule_plus_retry_exceeds_latency(context: Context) -> Iterator[Problem]:
    """Waiting for the next run, the run and the retries together take longer than the flow promises.

    Each of them alone keeps the promise: where one does not, latency-shorter-than-schedule or retry-exceeds-latency
    tell it.

    Why: the worst ordinary day is a missed run and one that fails at first. A promise that holds on good days only
    is none.

    Wrong:
        pattern: {type: scheduled-job, every: 1 h, takes: 20 min}
        latency: {class: same-day-operational, within: 2 h}
        idempotency:
          retry: {attempts: 6, within: 90 min}

    Right:
        pattern: {type: scheduled-job, every: 15 min, takes: 5 min}
        latency: {class: same-day-operational, within: 2 h}
        idempotency:
          retry: {attempts: 6, within: 90 min}
    """
    for record in flow_variants(context.project):
        total = delivery(record)
        if not run_terms(record) or not retry_terms(record) or is_checkout_blocking(record) or runs_overlap(record):
            continue
        promise = broken_promise(record, total.seconds)
        if promise is not None and not _breaks_alone(record, promise):
            yield problem_at(
                record,
                ("idempotency", "retry", "within"),
                f"{total}; {_promised(promise)}",
                "run more often, give up earlier, or promise what both together allow",
                value=f"{total.seconds:g} {promise.seconds:g}",
                related=_related(total, promise),
            )


def promise_beyond_recovery(context: Context) -> Iterator[Problem]:
    """When a delivery fails at the worst moment, the people who repair it come too late for the promise.

    The sum is the wait for the next run, the run, the retries, the longest time in which nobody of the team that is
    told is there, and the time that it has to respond. Absences are taken from `hours` of the team in the catalog and
    `holidays` of the settings. Where schedule and retries alone break the promise, their own rules tell it, and where
    something lapses meanwhile, lapses-before-use. The shopper at the checkout waits for nobody: that is
    owner-not-there.

    Why: a promise is broken by the failure that comes on Friday evening, not by the one at ten in the morning.

    Wrong:
        latency: {class: same-day-operational, within: 2 h}
        idempotency:
          dead-letter: {to: orders.dead, alert: order-operations}   # there from 08:00 to 18:00

    Right:
        latency: {class: same-day-operational, within: 2 h}
        idempotency:
          dead-letter: {to: orders.dead, alert: integration-operations}   # always there, responds within 30 min
    """
    landscape = context.project.landscape
    for record in flow_variants(context.project):
        people = slowest_people(record, landscape)
        if not people or is_checkout_blocking(record):
            continue
        total = recovery(record, landscape)
        promise = broken_promise(record, total.seconds)
        if promise is None or delivery(record).seconds > promise.seconds or runs_overlap(record):
            continue
        if lapses_by_recovery(record, landscape):
            continue
        if _blocks(record) or absent_owners(context, record):
            continue  # blocked-behind-one and owner-not-there say it of more than the one delivery
        yield problem_at(
            record,
            promise.path,
            f"{total}; {_promised(promise)}",
            "promise what the people can keep, give the alert to a team that is there, or let less wait for people",
            value=f"{total.seconds:g} {promise.seconds:g}",
            related=_related(total, promise),
        )


def timeout_exceeds_latency(context: Context) -> Iterator[Problem]:
    """A direct call may wait for all of its attempts longer than the flow promises.

    Why: nobody sees a failure before the last time-out. Until then the caller holds its connection, and everything
    behind it waits, too.

    Wrong:
        pattern: {type: direct-api, timeout: 3 s}
        latency: {class: checkout-blocking, within: 5 s}
        idempotency:
          retry: {attempts: 3, within: 9 s}

    Right:
        pattern: {type: direct-api, timeout: 1500 ms}
        latency: {class: checkout-blocking, within: 5 s}
        idempotency:
          retry: {attempts: 3, within: 4 s}
    """
    most = context.project.settings.limits.retry_attempts
    for record in flow_variants(context.project):
        calls, promise = calls_of(record), promise_of(record)
        if calls is None or promise is None or not is_late_by_calls(record, most):
            continue
        attempts, seconds = calls.attempts, calls.seconds
        times = f" = {attempts} attempts of {calls.timeout}" if attempts > 1 else ""
        related: Related = ((record.at(("latency", "within")), f"here it promises {in_words(promise.seconds)}"),)
        if attempts > 1:
            related = ((record.at(("idempotency", "retry", "attempts")), f"here it tries {attempts} times"), *related)
        yield problem_at(
            record,
            ("pattern", "timeout"),
            f"a call may wait {in_words(seconds)}{times}; {_promised(promise)}",
            "let time-out times attempts stay within the promise",
            value=f"{seconds:g} {promise.seconds:g}",
            related=related,
        )


def checkout_too_slow(context: Context) -> Iterator[Problem]:
    """The shopper waits for this flow longer than a shopper waits.

    The bound is the setting `limits.checkout-seconds`, 10 seconds unless it is set.

    Why: whoever waits that long at the checkout pays elsewhere, or presses the button again.

    Wrong:
        latency: {class: checkout-blocking, within: 30 s}

    Right:
        latency: {class: checkout-blocking, within: 3 s}
    """
    most = context.project.settings.limits.checkout_seconds
    for record in flow_variants(context.project):
        slow = slow_at_checkout(record, most)
        if slow is None:
            continue
        path, seconds, what = slow
        yield problem_at(
            record,
            path,
            f"{what} {in_words(seconds)}, and a shopper waits {most} s at the most",
            "answer faster, decide what the shop does without the answer, or set `limits.checkout-seconds`",
            value=f"{seconds:g}",
            related=((record.at(("latency", "class")), "here the shopper waits for it"),),
        )


def slow_at_checkout(record: Record, most: float) -> tuple[Path, float, str] | None:
    """What lets a shopper wait for more than `most` seconds: where that is said, how long it is, and in words.

    Of a batch blocking-on-batch tells that no speed would help.
    """
    if not is_checkout_blocking(record) or is_batch(record.flow):
        return None
    promise, timeout = promise_of(record), pattern_of(record).timeout
    if promise is not None:
        return (promise.path, promise.seconds, "checkout waits up to") if promise.seconds > most else None
    if isinstance(timeout, Duration) and timeout.seconds > most:
        return ("pattern", "timeout"), timeout.seconds, "checkout waits for a call up to"
    return None


def _blocks(record: Record) -> bool:
    ordering = pattern_of(record).ordering
    return isinstance(ordering, Ordering) and ordering.on_failure is OnOrderingFailure.BLOCK


def blocked_behind_one(context: Context) -> Iterator[Problem]:
    """One message that fails holds up all behind it for longer than the flow promises.

    The time is that of the retries and of the people who then have to act. Where the retries alone are too long,
    retry-exceeds-latency tells it.

    Why: strict order turns one bad record into a standstill of all good ones.

    Wrong:
        pattern:
          type: queue
          ordering: {needed: true, key: order number, on-failure: block}
        latency: {class: same-day-operational, within: 1 h}
        idempotency:
          retry: {attempts: 8, within: 2 h}

    Right:
        pattern:
          type: queue
          ordering: {needed: true, key: order number, on-failure: park}
    """
    landscape = context.project.landscape
    for record in flow_variants(context.project):
        if not _blocks(record):
            continue
        total = sum_of(retry_terms(record), slowest_people(record, landscape))
        promise = broken_promise(record, total.seconds)
        if promise is None or not total.terms:
            continue
        if sum_of(retry_terms(record)).seconds > promise.seconds:
            continue  # retry-exceeds-latency tells it of each delivery
        yield problem_at(
            record,
            ("pattern", "ordering", "on-failure"),
            f"all that stands behind a failed message waits {total}; {_promised(promise)}",
            "park what fails and let the others of its key wait alone, or give up earlier",
            value=f"{total.seconds:g} {promise.seconds:g}",
            related=_related(total, promise),
        )
