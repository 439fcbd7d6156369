"""Family S: what the platform of a flow's source promises, against what the flow needs of it.

Each finding cites the fact that it rests on. One that no documentation of the vendor, contract or measurement supports
is for information only.
"""

from __future__ import annotations

from collections.abc import Iterator

from settled.flows.time_budget import pattern_of, promises_of, source_of
from settled.model.answers import OpenQuestion
from settled.model.duration import Duration, in_words
from settled.model.findings import Problem, Severity
from settled.model.flow import Ordering
from settled.model.flow_terms import Content, Reconcile
from settled.model.platform_words import KeptOrder, Side
from settled.model.vocabulary import PatternType
from settled.model.written_values import Path
from settled.profiles import PlatformFact
from settled.project import Project
from settled.records import Record, texts
from settled.rules.context import Context
from settled.rules.platform_facts import facts_of_source, losing_fact, place_of, profile_of, weight_of
from settled.rules.reporting import Related, flow_variants, is_reported, problem_at


def cited(record: Record, fact: PlatformFact) -> Related:
    """Where the fact was written or applies, with its source, the day on which it was read, and how sure it is."""
    return ((place_of(record, fact), f"{fact.reference}: {fact.citation}"),)


def response_window_exceeded(context: Context) -> Iterator[Problem]:
    """The platform waits for an answer for less time than the flow may take to give it.

    Compared are `pattern.timeout` and the `response-window` of the source's platform for its mechanism.

    Why: the platform takes the late answer for a failure and sends again, while the first message is being worked on.

    Wrong:
        pattern: {type: event, timeout: 30 s}       (from a platform that waits 5 s)

    Right:
        pattern: {type: event, timeout: 3 s}
    """
    for record in flow_variants(context.project):
        timeout = pattern_of(record).timeout
        fact = _tightest(facts_of_source(context.project, record), "response_window")
        if fact is None or not isinstance(timeout, Duration):
            continue
        window = fact.figures.response_window
        if window is not None and timeout > window:
            yield problem_at(
                record,
                ("pattern", "timeout"),
                f"the flow may take {timeout} to answer, and the platform waits {window} ({fact.reference})",
                "acknowledge at once and work afterwards, or answer within what the platform waits",
                value=f"{timeout} {window}",
                related=cited(record, fact),
                at_most=weight_of(fact),
            )


def retry_window_exceeded(context: Context) -> Iterator[Problem]:
    """The receiver is down for longer than the platform tries to deliver, and nothing finds what was lost.

    Compared are the longest `down` window of the first system that receives (the first under `via`, else each
    consumer) and the `retry-window` of the source's platform.

    Why: every night the messages of a few hours are given up on, and nobody is told: the platform counts them as tried.

    Wrong:
        down: ["22:00-04:00 Europe/Oslo daily"]     (of the consumer; the platform tries for 4 h)

    Right:
        pattern:
          reconcile: {type: scheduled-job, every: 1 d, compares: orders of the day by number, by: order-operations}
    """
    landscape = context.project.landscape
    for record in flow_variants(context.project):
        fact = _tightest(facts_of_source(context.project, record), "retry_window")
        if fact is None or fact.figures.retry_window is None or _reconciles(record):
            continue
        if _is_asked_to_reconcile(context.project, record):
            continue
        for path, system in _receivers(record):
            entry = landscape.systems.get(system)
            windows = list(enumerate(entry.down or ())) if entry is not None else []
            if not windows:
                continue
            index, longest = max(windows, key=lambda numbered: numbered[1].seconds)
            if longest.seconds > fact.figures.retry_window.seconds:
                down = landscape.at(("systems", system, "down", index))
                yield problem_at(
                    record,
                    path,
                    f"`{system}` is down for {in_words(longest.seconds)}, the platform tries for "
                    f"{fact.figures.retry_window} ({fact.reference}), and nothing finds what was given up on",
                    "say under `pattern.reconcile` what finds it, or put something before it that is always there",
                    value=f"{system} {longest} {fact.figures.retry_window}",
                    related=((down, f"here: {longest}"), *cited(record, fact)),
                    at_most=weight_of(fact),
                )
                break


def late_delivery(context: Context) -> Iterator[Problem]:
    """The platform may deliver later than the flow promises, and nothing looks for what is late.

    Compared are the promise (a consumer's own where it has one) and the `late-by` of the source's platform; a
    `reconcile` that runs at least as often as the promise answers it.

    Why: the promise is broken by a delay that the vendor calls normal, and no alert fires.

    Wrong:
        latency: {class: same-day-operational, within: 2 h}      (from a platform that may deliver a day late)

    Right:
        pattern:
          reconcile: {type: scheduled-job, every: 1 h, compares: orders by number, by: order-operations}
    """
    for record in flow_variants(context.project):
        fact = max(
            (fact for fact in facts_of_source(context.project, record) if fact.figures.late_by is not None),
            key=lambda fact: (fact.may_warn, fact.figures.late_by or Duration(0, "")),
            default=None,
        )
        promise = min(promises_of(record), key=lambda each: each.seconds, default=None)
        late_by = fact.figures.late_by if fact is not None else None
        if fact is None or late_by is None or promise is None or promise.seconds >= late_by.seconds:
            continue
        if _reconciles(record, within=promise.seconds) or _is_asked_to_reconcile(context.project, record):
            continue
        reconcile = pattern_of(record).reconcile
        every = reconcile.every if isinstance(reconcile, Reconcile) and not reconcile.not_applicable else None
        found_late: Related = ()
        if isinstance(every, Duration):
            found_late = (
                (record.at(("pattern", "reconcile", "every")), f"here both sides are compared every {every}"),
            )
        yield problem_at(
            record,
            promise.path,
            f"the flow promises {in_words(promise.seconds)}, and the platform may deliver {late_by} late "
            f"({fact.reference}){f'; both sides are compared every {every}' if found_late else ''}",
            "say under `pattern.reconcile` what finds it within the promise, or promise what the platform keeps",
            value=f"{promise.seconds:g} {late_by}",
            related=(*found_late, *cited(record, fact)),
            at_most=weight_of(fact),
        )


def ordering_not_kept(context: Context) -> Iterator[Problem]:
    """The flow needs its messages in order, and the platform that sends them keeps none.

    `content.version` answers it: an older message is then recognised and left.

    Why: the cancellation overtakes the order, or yesterday's price overwrites today's.

    Wrong:
        ordering: {needed: true, key: order number}      (from a platform that keeps no order)

    Right:
        ordering: {needed: true, key: order number}
        content: {version: order.updated_at}
    """
    for record in flow_variants(context.project):
        ordering = pattern_of(record).ordering
        content = record.flow.content if record.flow is not None else None
        if not isinstance(ordering, Ordering) or ordering.needed is not True or isinstance(content, OpenQuestion):
            continue
        if isinstance(content, Content) and content.version is not None:
            continue
        if is_reported(record, ("content", "version")):
            continue
        facts = (fact for fact in facts_of_source(context.project, record) if fact.figures.ordering is KeptOrder.NONE)
        fact = max(facts, key=lambda fact: fact.may_warn, default=None)
        if fact is not None:
            yield problem_at(
                record,
                ("pattern", "ordering", "needed"),
                f"the flow needs an order that the platform does not keep ({fact.reference})",
                "say under `content.version` by which field an older message is recognised",
                value=fact.reference,
                related=cited(record, fact),
                at_most=weight_of(fact),
            )


def missing_mechanism(context: Context) -> Iterator[Problem]:
    """Nobody said how the platform hands the object over, and its ways differ; or the named way is none of them.

    The mechanisms are those of the platform's profile (`adr profile NAME`) that a flow with this pattern may use.

    Why: a webhook gives up after hours and a file waits for days. What holds of the flow cannot be said before.

    Wrong:
        source: {system: shop, trigger: order paid}

    Right:
        source: {system: shop, trigger: order paid, mechanism: webhook}
    """
    for record in flow_variants(context.project):
        source, path = source_of(record), ("source", "mechanism")
        profile = profile_of(context.project, source.system)
        if profile is None or is_reported(record, path):
            continue
        if isinstance(source.mechanism, str):
            if profile.mechanisms and profile.mechanism_called(source.mechanism) is None:
                guess = profile.nearest_mechanism(source.mechanism)
                listed = "its profile has " + ", ".join(f"`{each.id}`" for each in profile.mechanisms)
                yield problem_at(
                    record,
                    path,
                    f"`{source.mechanism}` is no mechanism of {profile.name}",
                    f"did you mean `{guess}`? Else {listed}" if guess else listed,
                    value=source.mechanism,
                )
            continue
        pattern, flow = pattern_of(record).type, record.flow
        if source.mechanism is not None or not isinstance(pattern, PatternType) or flow is None:
            continue
        business_object = flow.object if isinstance(flow.object, str) else None
        possible = profile.mechanisms_to_choose(Side.SOURCE, business_object, pattern)
        if possible:
            yield problem_at(
                record,
                path,
                f"nobody said how {profile.name} hands it over, and its ways differ",
                "write under `source.mechanism` one of " + ", ".join(f"`{each.id}`" for each in possible),
                value=profile.platform,
                at_most=Severity.WARNING,
            )


def _tightest(facts: tuple[PlatformFact, ...], figure: str) -> PlatformFact | None:
    """The fact with the shortest `figure`; a sure one before one that is not."""
    known = [fact for fact in facts if isinstance(getattr(fact.figures, figure), Duration)]
    return min(known, key=lambda fact: (not fact.may_warn, getattr(fact.figures, figure)), default=None)


def _receivers(record: Record) -> list[tuple[Path, str]]:
    """The systems that take the message from the platform: the first on the way, else the consumers."""
    flow = record.flow
    on_the_way = texts(flow.via) if flow is not None else []
    if on_the_way:
        return [(("via", 0), on_the_way[0])]
    return [(("consumers", index), system) for index, system in enumerate(texts(flow.consumers if flow else None))]


def _is_asked_to_reconcile(project: Project, record: Record) -> bool:
    """True where missing-reconcile tells that nothing compares both sides."""
    return pattern_of(record).reconcile is None and losing_fact(project, record) is not None


def _reconciles(record: Record, within: float = float("inf")) -> bool:
    """True where a comparison finds in so many seconds what was lost, or where that is open or told already."""
    reconcile = pattern_of(record).reconcile
    if is_reported(record, ("pattern", "reconcile")) or isinstance(reconcile, OpenQuestion):
        return True
    if not isinstance(reconcile, Reconcile) or reconcile.not_applicable:
        return False
    every = reconcile.every
    return every.seconds <= within if isinstance(every, Duration) else True
