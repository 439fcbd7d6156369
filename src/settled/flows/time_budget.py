"""The time that a flow may take, against the time that it promises: waiting, run, retries, the people who repair.

All of it is computed for one variant of a flow (`settled.flows.variants`), from typed values alone: what nobody wrote
down is no term of a sum.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

from settled.flows.landscape import Landscape
from settled.flows.sums import Sum, Term, sum_of
from settled.model.answers import OpenQuestion, empty
from settled.model.detailed_text import details_of
from settled.model.duration import Duration
from settled.model.findings import Location
from settled.model.flow import (
    DeadLetter,
    Failure,
    Flow,
    Idempotency,
    Latency,
    Ordering,
    Pattern,
    Replay,
    Retry,
    Source,
)
from settled.model.flow_terms import ConsumerTerms
from settled.model.vocabulary import LatencyClass, OnOrderingFailure, PatternType
from settled.model.written_values import Path
from settled.records import Record


@dataclass(frozen=True, slots=True)
class Promise:
    """How late is too late: for all consumers, or for the one that has a promise of its own."""

    seconds: float
    place: Callable[[], Location] = field(compare=False)
    path: Path
    consumer: str | None = None
    text: str = ""
    """As it was written."""

    @property
    def location(self) -> Location:
        """Where it was written."""
        return self.place()


def pattern_of(record: Record) -> Pattern:
    """The pattern of a flow; empty where it is open or missing."""
    pattern = record.flow.pattern if record.flow is not None else None
    return pattern if isinstance(pattern, Pattern) else empty(Pattern)


def idempotency_of(record: Record) -> Idempotency:
    """The idempotency section of a flow; empty where it is open or missing."""
    idempotency = record.flow.idempotency if record.flow is not None else None
    return idempotency if isinstance(idempotency, Idempotency) else empty(Idempotency)


def latency_of(record: Record) -> Latency:
    """The latency of a flow; empty where it is open or missing."""
    latency = record.flow.latency if record.flow is not None else None
    return latency if isinstance(latency, Latency) else empty(Latency)


def source_of(record: Record) -> Source:
    """The source section of a flow; empty where it is open or missing."""
    source = record.flow.source if record.flow is not None else None
    return source if isinstance(source, Source) else empty(Source)


def retry_of(record: Record) -> Retry | None:
    """How a failed delivery is tried again; None where nobody said, or nothing is."""
    retry = idempotency_of(record).retry
    return retry if isinstance(retry, Retry) and not retry.not_applicable else None


def dead_letter_of(record: Record) -> DeadLetter | None:
    """Where what is given up on goes; None where nobody said, or nowhere."""
    dead_letter = idempotency_of(record).dead_letter
    return dead_letter if isinstance(dead_letter, DeadLetter) and not dead_letter.not_applicable else None


def reaches_back(record: Record) -> Duration | None:
    """How far back a replay reaches; None where nobody said, or nothing is replayed."""
    replay = idempotency_of(record).replay
    reaches = replay.reaches_back if isinstance(replay, Replay) and not replay.not_applicable else None
    return reaches if isinstance(reaches, Duration) else None


def failures_of(record: Record) -> tuple[tuple[int, Failure], ...]:
    """The failure modes that are written out, each with its position in the list."""
    failures = record.flow.failures if record.flow is not None else None
    entries = failures if isinstance(failures, list) else []
    return tuple((index, entry) for index, entry in enumerate(entries) if isinstance(entry, Failure))


def is_checkout_blocking(record: Record) -> bool:
    """True where the shopper waits for the flow."""
    return latency_of(record).class_ is LatencyClass.CHECKOUT_BLOCKING


def promise_of(record: Record) -> Promise | None:
    """What the flow promises to all consumers that have no promise of their own."""
    within = latency_of(record).within
    path: Path = ("latency", "within")
    return (
        Promise(within.seconds, partial(record.at, path), path, None, within.text)
        if isinstance(within, Duration)
        else None
    )


def promises_of(record: Record) -> tuple[Promise, ...]:
    """What the flow promises to each consumer: the general promise once, and each that differs."""
    flow = record.flow
    consumers = flow.consumers if flow is not None and isinstance(flow.consumers, list) else []
    own: list[Promise] = []
    for index, consumer in enumerate(consumers):
        within = details_of(consumer, ConsumerTerms).within
        if isinstance(consumer, str) and isinstance(within, Duration):
            path: Path = ("consumers", index, "within")
            own.append(Promise(within.seconds, partial(record.at, path), path, str(consumer), within.text))
    general = promise_of(record)
    return (*((general,) if general is not None else ()), *own)


def broken_promise(record: Record, seconds: float) -> Promise | None:
    """The shortest promise of the flow, the own ones of its consumers included, that `seconds` break; None for none."""
    broken = [promise for promise in promises_of(record) if seconds > promise.seconds]
    return min(broken, key=lambda promise: promise.seconds, default=None)


def _term(record: Record, name: str, path: Path, value: object) -> tuple[Term, ...]:
    return (Term(name, value.seconds, partial(record.at, path), path=path),) if isinstance(value, Duration) else ()


def run_terms(record: Record) -> tuple[Term, ...]:
    """What a record waits for that has just missed a run: until the next one starts, and until that one ends."""
    pattern = pattern_of(record)
    waiting = _term(record, "a run every", ("pattern", "every"), pattern.every)
    return (*waiting, *_term(record, "that takes", ("pattern", "takes"), pattern.takes))


def retry_terms(record: Record) -> tuple[Term, ...]:
    """How long a failed delivery is tried again before somebody is told."""
    retry = retry_of(record)
    return _term(record, "retries for", ("idempotency", "retry", "within"), retry.within if retry else None)


def runs_overlap(record: Record) -> bool:
    """True where a run may last as long as the time between two starts, or longer."""
    pattern = pattern_of(record)
    return (
        isinstance(pattern.every, Duration) and isinstance(pattern.takes, Duration) and pattern.takes >= pattern.every
    )


def wait_terms(record: Record) -> tuple[Term, ...]:
    """How long the source waits after the event before it sends."""
    return _term(record, "waits", ("source", "waits"), source_of(record).waits)


def delivery(record: Record) -> Sum:
    """How long a delivery may take that fails first and succeeds with the last retry: run and retries."""
    return sum_of(run_terms(record), retry_terms(record))


def owners_of(record: Record, landscape: Landscape) -> tuple[tuple[str, Path], ...]:
    """The teams that are told when a delivery is given up on, each with where it is named.

    That is the team of the dead letter's alert, where it is one; else the owners of the failure modes. Where that
    team, or the whole dead letter, is an open question, nobody can be counted on yet.
    """
    dead_letter = dead_letter_of(record)
    alert = dead_letter.alert if dead_letter is not None else None
    if isinstance(alert, OpenQuestion) or isinstance(idempotency_of(record).dead_letter, OpenQuestion):
        return ()
    if isinstance(alert, str) and alert in landscape.teams:
        return ((alert, ("idempotency", "dead-letter", "alert")),)
    return failure_owners(record, landscape)


def failure_owners(record: Record, landscape: Landscape) -> tuple[tuple[str, Path], ...]:
    """The teams that own a failure mode, each once, with where it is named first."""
    found: dict[str, Path] = {}
    for index, failure in failures_of(record):
        if isinstance(failure.owner, str) and failure.owner in landscape.teams:
            found.setdefault(failure.owner, ("failures", index, "owner"))
    return tuple(found.items())


def people_terms(team: str, landscape: Landscape) -> tuple[Term, ...]:
    """How long it takes until somebody of `team` acts, at worst: nobody is there, and then nobody has looked yet."""
    absence = landscape.absence_of(team)
    responds = landscape.teams[team].responds_within if team in landscape.teams else None
    terms: list[Term] = []
    if absence is not None and absence.seconds:
        hours: Path = ("teams", team, "hours")
        terms.append(Term(f"`{team}` away for", absence.seconds, landscape.at(hours), str(absence), hours))
    if responds is not None:
        name, within = f"`{team}` responds within", ("teams", team, "responds-within")
        terms.append(Term(name, responds.seconds, landscape.at(within), path=within))
    return tuple(terms)


def slowest_people(record: Record, landscape: Landscape) -> tuple[Term, ...]:
    """The terms of the team that acts last, of those that are told; empty where no hours and responses are known.

    Empty, too, where nothing waits for people: neither a dead letter nor a replay brings the delivery back.
    """
    if _waits_for_nobody(record):
        return ()
    candidates = [people_terms(team, landscape) for team, _ in owners_of(record, landscape)]
    return max(candidates, key=lambda terms: sum(term.seconds for term in terms), default=())


def _waits_for_nobody(record: Record) -> bool:
    """True where a failed delivery is over: nothing sets it aside, sends it again or holds others up behind it."""
    idempotency, ordering = idempotency_of(record), pattern_of(record).ordering
    parts = (idempotency.dead_letter, idempotency.replay)
    is_over = all(isinstance(part, (DeadLetter, Replay)) and part.not_applicable for part in parts)
    return is_over and not (isinstance(ordering, Ordering) and ordering.on_failure is OnOrderingFailure.BLOCK)


def recovery(record: Record, landscape: Landscape) -> Sum:
    """The time budget of a flow at its worst: run, retries, and the people who then have to act."""
    return sum_of(run_terms(record), retry_terms(record), slowest_people(record, landscape))


def until_use(record: Record, landscape: Landscape) -> Sum:
    """How long it may take until the flow has used what lapses: the wait of the source, and then what it promises.

    The people who repair a delivery take the promise's place where they take longer; a schedule or retries that break
    the promise have rules of their own.
    """
    promised = _term(record, "the flow promises", ("latency", "within"), latency_of(record).within)
    is_on_time = broken_promise(record, delivery(record).seconds) is None and not runs_overlap(record)
    ways = [sum_of(promised), recovery(record, landscape) if is_on_time or not promised else Sum(())]
    return sum_of(wait_terms(record), max(ways, key=lambda total: total.seconds).terms)


def schedule_terms(record: Record) -> tuple[Term, ...]:
    """What the schedule alone takes on a good day; of a run that overlaps with the next one only the wait counts."""
    terms = run_terms(record) if isinstance(pattern_of(record).every, Duration) else ()
    return terms[:1] if runs_overlap(record) else terms


def is_late_by_schedule(record: Record) -> bool:
    """True where the schedule alone breaks a promise; nobody at a checkout waits for a schedule."""
    late = broken_promise(record, sum_of(schedule_terms(record)).seconds)
    return late is not None and not is_checkout_blocking(record)


@dataclass(frozen=True, slots=True)
class Calls:
    """How long a direct call may wait for all of its attempts."""

    attempts: int
    timeout: Duration

    @property
    def seconds(self) -> float:
        """All attempts, one after another."""
        return self.timeout.seconds * self.attempts


def calls_of(record: Record) -> Calls | None:
    """The attempts of a direct call and how long each waits; None for other patterns, and where nobody said."""
    pattern, retry = pattern_of(record), retry_of(record)
    if pattern.type is not PatternType.DIRECT_API or not isinstance(pattern.timeout, Duration):
        return None
    attempts = retry.attempts if retry is not None and isinstance(retry.attempts, int) else 1
    return Calls(max(attempts, 1), pattern.timeout)


def is_late_by_calls(record: Record, most_attempts: int) -> bool:
    """True where all attempts of a direct call break the promise, of no more attempts than count as a limit."""
    calls, promise = calls_of(record), promise_of(record)
    is_late = calls is not None and promise is not None and calls.seconds > promise.seconds
    return is_late and calls is not None and calls.attempts <= most_attempts


def is_batch(flow: Flow | None) -> bool:
    """True where the object moves when a run starts, and not when the event happens."""
    pattern = flow.pattern if flow is not None else None
    return isinstance(pattern, Pattern) and pattern.type in {PatternType.FILE, PatternType.SCHEDULED_JOB}
