"""Family T: whether what a flow has to use is still there when it is used."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from settled.flows.landscape import Landscape
from settled.flows.sums import Sum, sum_of
from settled.flows.time_budget import promise_of, until_use, wait_terms
from settled.model.duration import Duration
from settled.model.findings import Problem
from settled.model.flow_terms import Expiry
from settled.profiles import PlatformFact
from settled.project import Project
from settled.records import Record
from settled.rules.context import Context
from settled.rules.platform_facts import facts_of_consumers, facts_of_source, weight_of
from settled.rules.platforms import cited
from settled.rules.reporting import flow_variants, problem_at


def lapses_before_use(context: Context) -> Iterator[Problem]:
    """What the flow has to use lapses before the flow is sure to have used it.

    The time is that which the source waits and then the promise, or the recovery where that takes longer than the
    promise. It is held against each entry of `expires`, and against what the profile of a platform of the flow says of
    the object (`lapses-after`).

    Why: an authorisation that has lapsed is captured by nobody: the goods are gone and the money does not come.

    Wrong:
        source: {system: oms, trigger: parcel handed over, waits: 7 d}
        latency: {class: same-day-operational, within: 1 d}
        expires: [{what: payment authorisation, after: 7 d, from: order paid}]

    Right:
        source: {system: oms, trigger: parcel handed over, waits: 3 d}
        latency: {class: same-day-operational, within: 1 d}
        expires: [{what: payment authorisation, after: 7 d, from: order paid}]
    """
    landscape = context.project.landscape
    for record in flow_variants(context.project):
        stated, facts = list(_lapsing(record)), _lapsing_on_a_platform(context.project, record)
        if not stated and not facts:
            continue
        total = until_use(record, landscape)
        over = [(index, entry) for index, entry in stated if total.seconds > entry.after.seconds]
        for index, entry in over:
            what = entry.what if isinstance(entry.what, str) else "what it uses"
            yield problem_at(
                record,
                ("expires", index, "after"),
                f"the {what} lapses after {entry.after}; until it is used: {total}",
                "send earlier, promise less time, or renew what lapses before it is used",
                value=f"{total.seconds:g} {entry.after.seconds:g}",
                related=total.related,
            )
        if not over:
            yield from _lapsed(record, total, facts)


class _Lapse(NamedTuple):
    """Something that lapses, and when."""

    what: object
    after: Duration


def _lapsing(record: Record) -> Iterator[tuple[int, _Lapse]]:
    """What the flow has to use before it lapses, as far as it is said when that is."""
    entries = record.flow.expires if record.flow is not None else None
    for index, entry in enumerate(entries if isinstance(entries, list) else ()):
        if isinstance(entry, Expiry) and isinstance(entry.after, Duration):
            yield index, _Lapse(entry.what, entry.after)


def _lapsing_on_a_platform(project: Project, record: Record) -> list[PlatformFact]:
    """The facts of the flow's platforms that say when something lapses by itself, the surest and shortest first."""
    consumers = (fact for _, fact in facts_of_consumers(project, record))
    found = [fact for fact in (*facts_of_source(project, record), *consumers) if fact.figures.lapses_after is not None]
    return sorted(found, key=lambda fact: (not fact.may_warn, fact.figures.lapses_after))


def _lapsed(record: Record, total: Sum, facts: list[PlatformFact]) -> Iterator[Problem]:
    for fact in facts:
        after = fact.figures.lapses_after
        if after is not None and total.seconds > after.seconds:
            yield problem_at(
                record,
                total.terms[0].path or ("latency", "within"),
                f"what it uses lapses after {after} ({fact.reference}); until then: {total}",
                "send earlier, promise less time, or renew what lapses before it is used",
                value=f"{total.seconds:g} {after.seconds:g}",
                related=(*total.related, *cited(record, fact)),
                at_most=weight_of(fact),
            )
            return


def lapses_by_recovery(record: Record, landscape: Landscape) -> bool:
    """True where something lapses before the people come who repair a delivery, and not if the promise were kept."""
    promise = promise_of(record)
    kept = sum_of(wait_terms(record)).seconds + (promise.seconds if promise is not None else 0.0)
    total = until_use(record, landscape).seconds
    return any(kept <= entry.after.seconds < total for _, entry in _lapsing(record))
