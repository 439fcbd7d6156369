"""Family T: whether what a flow has to use is still valid when the flow uses it."""

from __future__ import annotations

from collections.abc import Iterator

from settled.flows.sums import Sum, Term, sum_of
from settled.flows.time_budget import latency_of, recovery, wait_terms
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
        entries = record.flow.expires if record.flow is not None and isinstance(record.flow.expires, list) else []
        facts = _lapsing(context.project, record)
        if not entries and not facts:
            continue
        within = latency_of(record).within
        promised = (
            (Term("the flow promises", within.seconds, record.at(("latency", "within"))),)
            if isinstance(within, Duration)
            else ()
        )
        worst = recovery(record, landscape)
        ways = [total for total in (sum_of(promised), worst) if total.terms]
        slowest = max(ways, key=lambda total: total.seconds, default=None)
        total = sum_of(wait_terms(record), slowest.terms if slowest is not None else ())
        is_told = False
        for index, entry in enumerate(entries):
            if not isinstance(entry, Expiry) or not isinstance(entry.after, Duration):
                continue
            if total.seconds <= entry.after.seconds:
                continue
            is_told = True
            what = entry.what if isinstance(entry.what, str) else "what it uses"
            yield problem_at(
                record,
                ("expires", index, "after"),
                f"the {what} lapses after {entry.after}; until it is used it may take {total}",
                "send earlier, promise less time, or renew what lapses before it is used",
                value=f"{total.seconds:g} {entry.after.seconds:g}",
                related=total.related,
            )
        if not is_told:
            yield from _lapsed(record, total, facts)


def _lapsing(project: Project, record: Record) -> list[PlatformFact]:
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
                f"what it uses lapses after {after} ({fact.reference}); until then it may take {total}",
                "send earlier, promise less time, or renew what lapses before it is used",
                value=f"{total.seconds:g} {after.seconds:g}",
                related=(*total.related, *cited(record, fact)),
                at_most=weight_of(fact),
            )
            return
