"""Family S: what the platform of a flow's source promises, against what the flow needs of it.

Each finding cites the fact that it rests on. One that no documentation of the vendor, contract or measurement supports
is for information only.
"""

from __future__ import annotations

from collections.abc import Iterator

from settled.flows.time_budget import pattern_of, source_of
from settled.model.answers import OpenQuestion
from settled.model.duration import Duration
from settled.model.findings import Problem, Severity
from settled.model.flow import Ordering
from settled.model.flow_terms import Content
from settled.model.platform_words import KeptOrder, Side
from settled.model.vocabulary import PatternType
from settled.profiles import PlatformFact
from settled.project import Project
from settled.records import Record
from settled.rules.context import Context
from settled.rules.platform_facts import (
    facts_of_consumers,
    facts_of_source,
    place_of,
    profile_of,
    weight_of,
)
from settled.rules.reporting import Related, flow_variants, is_reported, problem_at


def cited(record: Record, fact: PlatformFact) -> Related:
    """Where the fact was written or applies, with its source, the day on which it was read, and how sure it is."""
    return ((place_of(record, fact), f"{fact.reference}: {fact.citation}"),)


def response_window_exceeded(context: Context) -> Iterator[Problem]:
    """The platform waits for an answer for less time than the flow may take to give it.

    Compared are `pattern.timeout` and the `response-window` of the source's platform for its mechanism; and the
    `call-window` of a consumer's, after which it cuts off the call of the flow.

    Why: the platform takes the late answer for a failure and sends again, while the first message is being worked on.

    Wrong:
        pattern: {type: event, timeout: 30 s}       (from a platform that waits 5 s)

    Right:
        pattern: {type: event, timeout: 3 s}
    """
    for record in flow_variants(context.project):
        timeout = pattern_of(record).timeout
        fact = tightest(facts_of_source(context.project, record), "response_window")
        if not isinstance(timeout, Duration):
            continue
        yield from _cut_off(context.project, record, timeout)
        window = fact.figures.response_window if fact is not None else None
        if fact is not None and window is not None and timeout > window:
            yield problem_at(
                record,
                ("pattern", "timeout"),
                f"the flow may take {timeout} to answer, and the platform waits {window} ({fact.reference})",
                "acknowledge at once and work afterwards, or answer within what the platform waits",
                value=f"{timeout} {window}",
                related=cited(record, fact),
                at_most=weight_of(fact),
            )


def _cut_off(project: Project, record: Record, timeout: Duration) -> Iterator[Problem]:
    """The problem that a consumer's platform ends a call before the flow gives it up."""
    of_consumers = tuple(fact for _, fact in facts_of_consumers(project, record))
    fact = tightest(of_consumers, "call_window")
    window = fact.figures.call_window if fact is not None else None
    if fact is not None and window is not None and timeout > window:
        yield problem_at(
            record,
            ("pattern", "timeout"),
            f"the flow waits {timeout} for an answer, and the platform cuts the call off after {window} "
            f"({fact.reference})",
            "ask for less in one call, and take the cut for an outcome that is not known",
            value=f"{timeout} {window}",
            related=cited(record, fact),
            at_most=weight_of(fact) or Severity.WARNING,
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


def tightest(facts: tuple[PlatformFact, ...], figure: str) -> PlatformFact | None:
    """The fact with the shortest `figure`; a sure one before one that is not."""
    known = [fact for fact in facts if isinstance(getattr(fact.figures, figure), Duration)]
    return min(known, key=lambda fact: (not fact.may_warn, getattr(fact.figures, figure)), default=None)
