"""Family T: whether what a flow has to use is still there when it is used."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from settled.flows.landscape import Landscape
from settled.flows.sums import sum_of
from settled.flows.time_budget import promise_of, until_use, wait_terms
from settled.model.duration import Duration
from settled.model.findings import Problem
from settled.model.flow_terms import Expiry
from settled.records import Record
from settled.rules.context import Context
from settled.rules.reporting import flow_variants, problem_at


def lapses_before_use(context: Context) -> Iterator[Problem]:
    """What the flow has to use lapses before the flow is sure to have used it.

    The time is that which the source waits and then the promise, or the recovery where that takes longer than the
    promise.

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
        for index, entry in _lapsing(record):
            total = until_use(record, landscape)
            if total.seconds <= entry.after.seconds:
                continue
            what = entry.what if isinstance(entry.what, str) else "what it uses"
            yield problem_at(
                record,
                ("expires", index, "after"),
                f"the {what} lapses after {entry.after}; until it is used it may take {total}",
                "send earlier, promise less time, or renew what lapses before it is used",
                value=f"{total.seconds:g} {entry.after.seconds:g}",
                related=total.related,
            )


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


def lapses_by_recovery(record: Record, landscape: Landscape) -> bool:
    """True where something lapses before the people come who repair a delivery, and not if the promise were kept."""
    promise = promise_of(record)
    kept = sum_of(wait_terms(record)).seconds + (promise.seconds if promise is not None else 0.0)
    total = until_use(record, landscape).seconds
    return any(kept <= entry.after.seconds < total for _, entry in _lapsing(record))
