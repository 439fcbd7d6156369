"""Family S: what a platform takes at most, against what the flow sends."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from settled.flows.capacity import Load, Receiver, load_of
from settled.flows.sums import Term
from settled.flows.time_budget import idempotency_of, pattern_of, promise_of, promises_of, retry_terms
from settled.model.catalog import SystemLimits
from settled.model.duration import Duration
from settled.model.findings import Problem, Severity
from settled.model.flow import Replay
from settled.model.parsed_text import Batch
from settled.model.size import Size
from settled.model.written_values import Path
from settled.profiles import PlatformFact
from settled.project import Project
from settled.records import Record, texts
from settled.rules.capacity import too_much
from settled.rules.context import Context
from settled.rules.platform_facts import (
    facts_of_consumers,
    facts_of_source,
    possible_facts_of_consumers,
    weight_of,
)
from settled.rules.platforms import cited
from settled.rules.reporting import Related, amount, flow_variants, problem_at


def key_lifetime_exceeded(context: Context) -> Iterator[Problem]:
    """The receiving platform forgets an idempotency key while the flow may still send the same thing again.

    Compared are the own retries and how far back a replay reaches, with the `key-lifetime` of a consumer's platform.

    Why: the repeat that comes after the key is forgotten is booked or paid once more.

    Wrong:
        retry: {attempts: 20, within: 3 d}          (to a platform that forgets keys after 24 h)

    Right:
        retry: {attempts: 12, within: 12 h}
    """
    for record in flow_variants(context.project):
        replay = idempotency_of(record).replay
        reaches = replay.reaches_back if isinstance(replay, Replay) and not replay.not_applicable else None
        path: Path = ("idempotency", "replay", "reaches-back")
        retry: Path = ("idempotency", "retry", "within")
        own: list[tuple[Path, Term]] = [(retry, term) for term in retry_terms(record)]
        if isinstance(reaches, Duration):
            own.append((path, Term("a replay reaches back", reaches.seconds, record.at(path))))
        longest = max(own, key=lambda placed: placed[1].seconds, default=None)
        for _, fact in facts_of_consumers(context.project, record):
            lifetime = fact.figures.key_lifetime
            if longest is None or lifetime is None or longest[1].seconds <= lifetime.seconds:
                continue
            place, term = longest
            yield problem_at(
                record,
                place,
                f"{term}, and the platform forgets a key after {lifetime} ({fact.reference})",
                "send nothing again after the key is forgotten without looking it up first",
                value=f"{term.seconds:g} {lifetime}",
                related=cited(record, fact),
                at_most=weight_of(fact),
            )
            break


def page_limit_exceeded(context: Context) -> Iterator[Problem]:
    """More records go in one call than a platform takes or gives in one.

    Where the catalog says itself what a system takes, and that is exceeded as well, page-too-large tells it. Where a
    consumer's platform may be called in several ways, and only some of them have the limit, it is for information.

    Why: the rest is cut off without an error, or the whole call is refused.

    Wrong:
        pattern: {type: scheduled-job, batch: 1000}      (with a platform that gives 250 in one page)

    Right:
        pattern: {type: scheduled-job, batch: 250}
    """
    for record in flow_variants(context.project):
        batch = pattern_of(record).batch
        if isinstance(batch, Batch) and batch.records is not None:
            shown = f"{batch.records:,} records"
            yield from _too_large(context.project, record, batch.records, shown, _PAGE)


def payload_limit_exceeded(context: Context) -> Iterator[Problem]:
    """One call or file is larger than a platform takes.

    Of the platform that sends, its largest answer (`answer-limit`) counts too. Where the catalog says itself what a
    system takes, and that is exceeded as well, payload-too-large tells it.

    Why: the platform refuses it as a whole, on the day on which there is most to send.

    Wrong:
        pattern: {type: file, batch: 100 MB}             (with a platform that takes 20 MB)

    Right:
        pattern: {type: file, batch: 20 MB}
    """
    for record in flow_variants(context.project):
        batch = pattern_of(record).batch
        if isinstance(batch, Batch) and batch.bytes is not None:
            yield from _too_large(context.project, record, batch.bytes, str(batch), _PAYLOAD)


class _Kind(NamedTuple):
    """What is measured: the figures of a platform as sender and as receiver, and the limit of the catalog."""

    of_source: tuple[str, ...]
    of_consumer: tuple[str, ...]
    in_catalog: str
    unit: str


_PAGE = _Kind(("page_limit",), ("page_limit",), "records_per_call", " records in one call")
_PAYLOAD = _Kind(("payload_limit", "answer_limit"), ("payload_limit",), "payload", " in one call")


def _too_large(project: Project, record: Record, amount: float, shown: str, kind: _Kind) -> Iterator[Problem]:
    """One problem where a platform takes or gives less: for certain, else by one of the ways to call a consumer's."""
    of_source = facts_of_source(project, record)
    told = {index for index, system in _consumers(record) if _is_told(project, system, amount, kind)}
    certain = [fact for path, fact in facts_of_consumers(project, record) if path[-1] not in told]
    problem = _over(
        record, amount, [*_limits(of_source, kind.of_source), *_limits(certain, kind.of_consumer)], shown, kind
    )
    if problem is None:
        possible = [fact for path, fact in possible_facts_of_consumers(project, record) if path[-1] not in told]
        problem = _over(record, amount, _limits(possible, kind.of_consumer), shown, kind)
        problem = dataclasses.replace(problem, at_most=Severity.INFO) if problem is not None else None
    if problem is not None:
        yield problem


def _consumers(record: Record) -> Iterator[tuple[int, str]]:
    return enumerate(texts(record.flow.consumers if record.flow is not None else None))


def _is_told(project: Project, system: str, amount: float, kind: _Kind) -> bool:
    """True where the catalog says itself what a system takes, and that is exceeded."""
    entry = project.landscape.systems.get(system)
    limit = getattr(entry.limits, kind.in_catalog) if entry is not None and entry.limits is not None else None
    return limit is not None and amount > _amount(limit)


def _limits(facts: Iterable[PlatformFact], figures: tuple[str, ...]) -> list[tuple[int | Size, PlatformFact]]:
    given = [(getattr(fact.figures, figure), fact) for fact in facts for figure in figures]
    return [(limit, fact) for limit, fact in given if limit is not None]


def _in_words(limit: int | Size) -> str:
    return f"{limit:,}" if isinstance(limit, int) else str(limit)


def _amount(limit: float | Size) -> float:
    return limit.bytes if isinstance(limit, Size) else limit


def _over(
    record: Record, amount: float, limits: Sequence[tuple[int | Size, PlatformFact]], shown: str, kind: _Kind
) -> Problem | None:
    """The problem that `amount` is over the smallest limit that is sure, else over the smallest that is not."""
    over = [(limit, fact) for limit, fact in limits if amount > _amount(limit)]
    if not over:
        return None
    limit, fact = min(over, key=lambda pair: (not pair[1].may_warn, _amount(pair[0])))
    return problem_at(
        record,
        ("pattern", "batch"),
        f"{shown} go in one call, and the platform takes {_in_words(limit)}{kind.unit} ({fact.reference})",
        "send in smaller parts",
        value=f"{amount:g} {_amount(limit):g}",
        related=cited(record, fact),
        at_most=weight_of(fact),
    )


def rate_exceeded(context: Context) -> Iterator[Problem]:
    """More calls are made in a minute than a consumer's platform takes, and the rest is not gone within the promise.

    The sum is that of capacity-exceeded, with the `rate` of the platform as the limit. Where the catalog says itself
    how many calls a minute the system takes, that rule alone tells it.

    Why: calls are refused when most is sold, and the retries come on top.

    Wrong:
        volume: {peak-per-minute: 900, peak-lasts: 2 h}  (to a platform that takes 120 calls a minute)
        latency: {within: 1 h}

    Right:
        volume: {peak-per-minute: 900, peak-lasts: 2 h}
        pattern: {type: queue, batch: 20}
    """
    for record in flow_variants(context.project):
        load = load_of(record)
        if load is None:
            continue
        rates = [(path, fact) for path, fact in facts_of_consumers(context.project, record) if fact.figures.rate]
        for path, fact in sorted(rates, key=lambda pair: (not pair[1].may_warn, pair[1].figures.rate or 0)):
            problem = _too_fast(context.project, record, load, path, fact)
            if problem is not None:
                yield problem
                break


def _too_fast(project: Project, record: Record, load: Load, path: Path, fact: PlatformFact) -> Problem | None:
    system = dict(_consumers(record))[int(path[-1])]
    entry, rate = project.landscape.systems.get(system), fact.figures.rate or 0.0
    limits = entry.limits if entry is not None and entry.limits is not None else SystemLimits()
    own = (promise for promise in promises_of(record) if promise.consumer == system)
    receiver = Receiver(system, limits, next(own, promise_of(record)))
    found = too_much(record, load, receiver, rate)
    if found is None:
        return None
    if limits.calls_per_minute is not None and too_much(record, load, receiver, limits.calls_per_minute) is not None:
        return None  # capacity-exceeded tells it
    words, key = found
    batch = pattern_of(record).batch
    batched: Related = ()
    if isinstance(batch, Batch) and batch.records is not None:
        batched = ((record.at(("pattern", "batch")), f"here {batch} go in one call"),)
    of_whom = f" per {fact.figures.rate_per}" if fact.figures.rate_per else ""
    return problem_at(
        record,
        key,
        f"the platform of `{system}` takes {amount(rate)} calls a minute{of_whom} ({fact.reference}), and {words}",
        "send several records in one call, spread the peak, or promise what the platform allows",
        value=f"{system} {rate:g} {words}",
        related=(*batched, (record.at(path), "this system receives it"), *cited(record, fact)),
        at_most=weight_of(fact) or (Severity.WARNING if fact.figures.rate_per else None),
    )
