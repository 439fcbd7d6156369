"""Family T: whether the pattern that a flow has chosen can do what the flow states that it needs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from settled.flows.capacity import receivers
from settled.flows.time_budget import idempotency_of, is_checkout_blocking, pattern_of, retry_of, source_of
from settled.model.duration import Duration, in_words
from settled.model.findings import Location, Problem
from settled.model.flow import DeadLetter, Retry
from settled.model.flow_terms import Reconcile
from settled.model.parsed_text import Batch
from settled.model.platform_words import Side
from settled.model.vocabulary import PatternType
from settled.project import Project
from settled.records import Record, texts
from settled.rules.context import Context
from settled.rules.platform_facts import profile_of
from settled.rules.reporting import flow_variants, problem_at
from settled.rules.time_budget import slow_at_checkout
from settled.rules.timing import BATCHES

_ONE_WAY = frozenset({PatternType.EVENT, PatternType.QUEUE})
"""Patterns whose sender gets no answer."""
_EITHER = frozenset({PatternType.IPAAS, PatternType.MIDDLEWARE})
"""Patterns that can begin with a run as well as with a message."""
_MEGABYTE = 1024**2


@dataclass(frozen=True, slots=True)
class _Misfit:
    """Why a pattern does not fit, what to do, and the values that say so."""

    reason: str
    hint: str
    related: tuple[tuple[Location, str], ...]


def pattern_does_not_fit(context: Context) -> Iterator[Problem]:
    """The pattern cannot do what the flow states that it needs.

    Told is what is certain from typed values. Checkout waits for an event or a queue, which give no answer (where it
    waits too long for any, checkout-too-slow tells that). A direct
    call carries a file (`pattern.batch` as a size) above the setting `limits.call-megabytes`, where no system says what
    it takes. The platform's way of handing over (`source.mechanism`) sends messages and the pattern waits for runs, or
    the other way round. A direct call is not tried for as long as its consumer is regularly `down`, and nothing keeps
    or finds what is given up on. What a schedule, a promise or a missing key breaks other rules tell.

    `adr patterns --flow ID` proposes patterns for what the flow needs, and `adr explain pattern/NAME` tells of each.

    Why: a pattern is chosen once and built around for years. What it cannot do is then added beside it, in code that
    nobody decided on.

    Wrong:
        pattern: {type: queue}
        latency: {class: checkout-blocking, within: 2 s}

    Right:
        pattern: {type: direct-api, timeout: 2 s}
        latency: {class: checkout-blocking, within: 2 s}
    """
    for record in flow_variants(context.project):
        pattern = pattern_of(record).type
        misfits = list(_misfits(context.project, record, pattern)) if isinstance(pattern, PatternType) else []
        if misfits:
            yield problem_at(
                record,
                ("pattern", "type"),
                f"the pattern `{pattern}` does not fit: {'; '.join(each.reason for each in misfits)}",
                misfits[0].hint,
                value=str(pattern),
                related=tuple(place for each in misfits for place in each.related),
            )


def _misfits(project: Project, record: Record, pattern: PatternType) -> Iterator[_Misfit]:
    if is_checkout_blocking(record) and pattern in BATCHES:
        return  # blocking-on-batch tells it
    is_too_slow = slow_at_checkout(record, project.settings.limits.checkout_seconds) is not None
    if is_checkout_blocking(record) and pattern in _ONE_WAY and not is_too_slow:
        yield _Misfit(
            "checkout waits for an answer, and it gives none",
            "choose a pattern that answers, or the latency class that the business can live with",
            ((record.at(("latency", "class")), "here it is `checkout-blocking`"),),
        )
    yield from _by_mechanism(project, record, pattern)
    if pattern is PatternType.DIRECT_API:
        yield from _by_size(project, record)
        yield from _by_downtime(project, record)


def _by_mechanism(project: Project, record: Record, pattern: PatternType) -> Iterator[_Misfit]:
    """The platform sends messages and the pattern waits for runs, or the other way round."""
    source = source_of(record)
    profile = profile_of(project, source.system)
    mechanism = profile.mechanism_called(source.mechanism) if profile and isinstance(source.mechanism, str) else None
    if profile is None or mechanism is None or pattern in _EITHER or not mechanism.side.covers(Side.SOURCE):
        return
    served = frozenset(mechanism.as_source or mechanism.patterns) - _EITHER
    runs = served & BATCHES
    if not served or (pattern in BATCHES and runs) or (pattern not in BATCHES and served - BATCHES):
        return
    does = "hands over in runs" if runs else "hands over one message at a time"
    yield _Misfit(
        f"{profile.name} {does} by `{mechanism.id}`",
        f"choose a pattern that goes with it ({', '.join(sorted(served))}), or another `source.mechanism`",
        ((record.at(("source", "mechanism")), f"here it is `{mechanism.id}`"),),
    )


def _by_size(project: Project, record: Record) -> Iterator[_Misfit]:
    """A file in one call; whether it is too large for a system that says what it takes is payload-too-large's."""
    batch, most = pattern_of(record).batch, project.settings.limits.call_megabytes
    if not isinstance(batch, Batch) or batch.bytes is None or batch.bytes <= most * _MEGABYTE:
        return
    if any(receiver.limits.payload is not None for receiver in receivers(record, project.landscape)):
        return
    yield _Misfit(
        f"one call carries {batch}, and {most} MB are the most that a call should (`limits.call-megabytes`)",
        "hand over a file, or send fewer records in each call",
        ((record.at(("pattern", "batch")), f"here it is {batch}"),),
    )


def _by_downtime(project: Project, record: Record) -> Iterator[_Misfit]:
    """Calls that are given up on while their consumer is away, and that nothing keeps or finds."""
    if is_checkout_blocking(record) or _is_kept_or_found(record):
        return
    retry, said = retry_of(record), idempotency_of(record).retry
    within = retry.within if retry is not None else None
    is_none = isinstance(said, Retry) and bool(said.not_applicable)
    if not is_none and not isinstance(within, Duration):
        return  # nobody said for how long
    landscape = project.landscape
    windows = [
        (window.seconds, system, index, window)
        for system in texts(record.flow.consumers if record.flow is not None else None)
        for index, window in enumerate((landscape.systems[system].down or []) if system in landscape.systems else [])
    ]
    seconds, system, index, window = max(windows, key=lambda each: each[0], default=(0.0, "", 0, None))
    tried = within.seconds if isinstance(within, Duration) and not is_none else 0.0
    if window is None or seconds <= tried:
        return
    how_long = f"tried for {within}" if tried else "not tried again"
    place = record.at(("idempotency", "retry", "within") if tried else ("idempotency", "retry"))
    yield _Misfit(
        f"`{system}` is down for {in_words(seconds)}, a call is {how_long}, "
        "and nothing keeps or finds what is given up on",
        "let a queue or a job carry it, or say where it is kept (`dead-letter`) or found (`reconcile`)",
        (
            (landscape.at(("systems", system, "down", index)), f"here it is down: {window}"),
            (place, f"here a call is {how_long}"),
        ),
    )


def _is_kept_or_found(record: Record) -> bool:
    """True unless the record says that there is no dead letter, and compares nothing; what is absent is asked for."""
    dead_letter, reconcile = idempotency_of(record).dead_letter, pattern_of(record).reconcile
    has_none = isinstance(dead_letter, DeadLetter) and bool(dead_letter.not_applicable)
    compares = reconcile is not None and not (isinstance(reconcile, Reconcile) and reconcile.not_applicable)
    return not has_none or compares
