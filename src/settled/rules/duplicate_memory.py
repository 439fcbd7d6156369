"""Family T: whether a duplicate is still recognised when it comes, and in which order messages take effect."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from settled.flows.landscape import Landscape
from settled.flows.sums import Term
from settled.flows.time_budget import dead_letter_of, idempotency_of, pattern_of, reaches_back, retry_terms
from settled.model.duration import in_words
from settled.model.findings import Problem
from settled.model.flow import Ordering
from settled.model.flow_terms import Content, NotApplicable
from settled.model.parsed_text import Memory
from settled.model.platform_words import Delivery
from settled.model.vocabulary import ContentForm, PatternType, Phase
from settled.records import Record
from settled.rules.context import Context
from settled.rules.data_protection import may_replay_the_erased
from settled.rules.platform_facts import facts_of_source, platform_terms, weight_of
from settled.rules.platforms import cited
from settled.rules.reporting import Related, flow_variants, is_reported, problem_at

_AT_LEAST_ONCE = frozenset({PatternType.EVENT, PatternType.QUEUE, PatternType.IPAAS})
"""Patterns that hand one message over more than once on an ordinary day."""
_ORDERED = frozenset({PatternType.EVENT, PatternType.QUEUE})


def may_repeat(record: Record) -> bool:
    """True where the transport itself brings a message twice: events, queues, iPaaS, webhooks."""
    source = record.flow.source if record.flow is not None else None
    mechanism = getattr(source, "mechanism", None)
    return pattern_of(record).type in _AT_LEAST_ONCE or mechanism == "webhook"


def _remembers(record: Record) -> object:
    return idempotency_of(record).remembers


def _replay_terms(record: Record, landscape: Landscape) -> tuple[Term, ...]:
    """How far back a replay reaches; nothing where it cannot or must not, which other rules tell."""
    reaches, dead_letter = reaches_back(record), dead_letter_of(record)
    keeps = dead_letter.keeps if dead_letter is not None else None
    is_gone = isinstance(keeps, Memory) and reaches is not None and reaches.seconds > keeps.seconds
    if is_gone or may_replay_the_erased(record, landscape):
        return ()
    place = partial(record.at, ("idempotency", "replay", "reaches-back"))
    return (Term("a replay reaches back", reaches.seconds, place),) if reaches is not None else ()


def memory_shorter_than_retry(context: Context) -> Iterator[Problem]:
    """A duplicate may still come when the flow has forgotten the first one.

    Compared are the own retries, the retries and late deliveries of the source's platform (from its profile), and
    how far back a replay reaches. A replay that reaches further than what failed is kept, or brings back what has been
    erased, is told as that.

    Why: the repeat that comes after the memory has ended is booked, shipped or refunded once more.

    Wrong:
        idempotency:
          key: order number
          remembers: 30 min
          retry: {attempts: 8, within: 4 h}

    Right:
        idempotency:
          key: order number
          remembers: 7 d
          retry: {attempts: 8, within: 4 h}
    """
    for record in flow_variants(context.project):
        remembers = _remembers(record)
        if not isinstance(remembers, Memory):
            continue
        late = [*retry_terms(record), *_replay_terms(record, context.project.landscape)]
        late += platform_terms(context.project, record, ("retry-window", "late-by"))
        longest = max(late, key=lambda term: term.seconds, default=None)
        if longest is None or longest.seconds <= remembers.seconds:
            continue
        others = [term for term in late if term.seconds > remembers.seconds and term is not longest]
        yield problem_at(
            record,
            ("idempotency", "remembers"),
            f"a duplicate is recognised for {remembers}, and may come later: {longest}",
            f"remember for longer than {in_words(longest.seconds)}, "
            "or write `for ever` where the target looks the key up",
            value=f"{remembers.seconds:g} {longest.seconds:g}",
            related=tuple((term.location, f"here: {term}") for term in (longest, *others)),
        )


def missing_duplicate_memory(context: Context) -> Iterator[Problem]:
    """Nobody said for how long a duplicate is still recognised, and the transport brings duplicates.

    Asked of events, queues, iPaaS and webhooks from build on. `for ever` is an answer where the target looks the key
    up, and `not-applicable:` with a reason, too, unless the profile of the source's platform says that it delivers
    at least once.

    Why: a memory that nobody chose is that of the cache it lies in, and is gone with the next restart.

    Wrong:
        idempotency:
          key: order number
          duplicates: the second arrival is dropped

    Right:
        idempotency:
          key: order number
          remembers: 7 d
          duplicates: the second arrival is dropped
    """
    for record in flow_variants(context.project):
        path = ("idempotency", "remembers")
        if context.phase_of(record) is Phase.DESIGN or not may_repeat(record):
            continue
        if isinstance(_remembers(record), NotApplicable):
            yield from _denied(context, record, path)
        if _remembers(record) is not None:
            continue
        if record.flow is None or record.flow.idempotency is None or is_reported(record, path):
            continue
        if _is_delta(record):
            continue  # delta-needs-order-and-memory asks for it
        if idempotency_of(record).key is None and idempotency_of(record).duplicates is None:
            continue  # missing-idempotency asks for all of it
        yield problem_at(
            record,
            path,
            "nobody said for how long a duplicate is still recognised",
            "write `remembers:` with a duration, or `for ever` where the target looks the key up",
        )


def _denied(context: Context, record: Record, path: tuple[str, str]) -> Iterator[Problem]:
    """The problem that duplicates are said not to come, and the platform says that they do."""
    facts = facts_of_source(context.project, record)
    told = [fact for fact in facts if fact.figures.delivery is Delivery.AT_LEAST_ONCE]
    fact = max(told, key=lambda each: each.may_warn, default=None)
    if fact is not None:
        yield problem_at(
            record,
            path,
            f"a duplicate is said not to come, and the platform delivers at least once ({fact.reference})",
            "write `remembers:` with a duration, or `for ever` where the target looks the key up",
            value=fact.reference,
            related=cited(record, fact),
            at_most=weight_of(fact),
        )


def ordering_not_decided(context: Context) -> Iterator[Problem]:
    """An event or queue, and nobody said whether the order of arrival matters.

    Why: with two consumers of one queue, order is the first thing that is lost. Whether that matters is no property
    of the queue, but of what the messages say.

    Wrong:
        pattern: {type: event}

    Right:
        pattern:
          type: event
          ordering: {needed: true, key: order number, on-failure: park}
    """
    for record in flow_variants(context.project):
        pattern, path = pattern_of(record), ("pattern", "ordering")
        if pattern.type not in _ORDERED or is_reported(record, path) or _is_delta(record):
            continue
        ordering = pattern.ordering
        if ordering is None or (isinstance(ordering, Ordering) and ordering.needed is None and ordering.key is None):
            yield problem_at(
                record,
                path,
                "nobody said whether the order of arrival matters",
                "write `ordering: {needed: false}`, or the key by which order is kept and what happens when one fails",
            )


def _is_delta(record: Record) -> bool:
    content = record.flow.content if record.flow is not None else None
    return isinstance(content, Content) and content.carries is ContentForm.DELTA


def delta_needs_order_and_memory(context: Context) -> Iterator[Problem]:
    """The messages say what changed, and nothing keeps their order, or recognises the second of two alike.

    Why: a change that is applied twice, or before the one that it builds on, leaves a wrong number that no later
    message corrects.

    Wrong:
        content: {carries: delta}
        pattern: {type: queue, ordering: {needed: false}}

    Right:
        content: {carries: delta}
        pattern: {type: queue, ordering: {needed: true, key: article number, on-failure: park}}
        idempotency: {key: movement number, remembers: 7 d}
    """
    for record in flow_variants(context.project):
        if not _is_delta(record):
            continue
        ordering, remembers = pattern_of(record).ordering, _remembers(record)
        lacks: list[str] = []
        related: Related = ()
        if ordering is None or (isinstance(ordering, Ordering) and ordering.needed in {None, False}):
            lacks.append("their order does not count")
            related = ((record.at(("pattern", "ordering")), "here order is not asked for"),) if ordering else ()
        if remembers is None or isinstance(remembers, NotApplicable):
            lacks.append("no duplicate is remembered")
            place = record.at(("idempotency", "remembers"))
            related = (*related, (place, "here nothing is remembered")) if remembers else related
        if lacks:
            yield problem_at(
                record,
                ("content", "carries"),
                f"the messages say what changed, and {' and '.join(lacks)}",
                "keep their order under `pattern.ordering` and their keys under `idempotency.remembers`, "
                "or send the state",
                value=" ".join(lacks),
                related=related,
            )
