"""Family S: how long and how late a platform delivers, against when the receiver is there and what is promised."""

from __future__ import annotations

from collections.abc import Iterator

from settled.flows.time_budget import pattern_of, promises_of
from settled.model.answers import OpenQuestion
from settled.model.duration import Duration, in_words
from settled.model.findings import Problem
from settled.model.flow_terms import Reconcile
from settled.model.written_values import Path
from settled.profiles import PlatformFact
from settled.project import Project
from settled.records import Record, texts
from settled.rules.context import Context
from settled.rules.platform_facts import facts_of_consumers, facts_of_source, losing_fact, weight_of
from settled.rules.platforms import cited, tightest
from settled.rules.reporting import Related, flow_variants, is_reported, problem_at


def retry_window_exceeded(context: Context) -> Iterator[Problem]:
    """The receiver is down for longer than the platform tries to deliver, and nothing finds what was lost.

    Compared are the longest `down` window of the first system that receives (the first under `via`, else each
    consumer) and the `retry-window` of the source's platform. Where that also ends the subscription after so many
    failures in a row (`subscription-lost-after`), no comparison answers it: nothing more is sent.

    Why: every night the messages of a few hours are given up on, and nobody is told: the platform counts them as tried.

    Wrong:
        down: ["22:00-04:00 Europe/Oslo daily"]     (of the consumer; the platform tries for 4 h)

    Right:
        pattern:
          reconcile: {type: scheduled-job, every: 1 d, compares: orders of the day by number, by: order-operations}
    """
    landscape = context.project.landscape
    for record in flow_variants(context.project):
        fact = tightest(facts_of_source(context.project, record), "retry_window")
        if fact is None or fact.figures.retry_window is None:
            continue
        lost = _ends_the_subscription(context.project, record)
        is_answered = _reconciles(record) or _is_asked_to_reconcile(context.project, record)
        if is_answered and lost is None:
            continue
        for path, system in _receivers(record):
            entry = landscape.systems.get(system)
            windows = list(enumerate(entry.down or ())) if entry is not None else []
            if not windows:
                continue
            index, longest = max(windows, key=lambda numbered: numbered[1].seconds)
            if longest.seconds > fact.figures.retry_window.seconds:
                down = landscape.at(("systems", system, "down", index))
                told, outcome, hint = (
                    (lost, _ENDS.format(lost=lost), _START_AGAIN)
                    if is_answered and lost is not None
                    else (fact, "nothing finds what was given up on", _FIND_IT)
                )
                yield problem_at(
                    record,
                    path,
                    f"`{system}` is down for {in_words(longest.seconds)}, the platform tries for "
                    f"{fact.figures.retry_window} ({fact.reference}), and {outcome}",
                    hint,
                    value=f"{system} {longest} {fact.figures.retry_window}",
                    related=((down, f"here: {longest}"), *cited(record, told)),
                    at_most=weight_of(told),
                )
                break


_FIND_IT = "say under `pattern.reconcile` what finds it, or put something before it that is always there"
_START_AGAIN = "put something before it that is always there, or say who notices and subscribes again"
_ENDS = "then ends the subscription ({lost.reference})"


def _ends_the_subscription(project: Project, record: Record) -> PlatformFact | None:
    """The fact that the platform sends nothing more after as many failures as it makes attempts; None for none."""
    facts = facts_of_source(project, record)
    attempts = max((fact.figures.attempts or 0 for fact in facts), default=0)
    found = [fact for fact in facts if 0 < (fact.figures.subscription_lost_after or 0) <= attempts]
    return max(found, key=lambda fact: fact.may_warn, default=None)


def late_delivery(context: Context) -> Iterator[Problem]:
    """The platform may deliver later than the flow promises, and nothing looks for what is late.

    Compared are the promise (a consumer's own where it has one) and the `late-by` of the source's platform; a
    `reconcile` that runs at least as often as the promise answers it. And the promise to a consumer whose platform
    shows a change only after a while (`visible-after`).

    Why: the promise is broken by a delay that the vendor calls normal, and no alert fires.

    Wrong:
        latency: {class: same-day-operational, within: 2 h}      (from a platform that may deliver a day late)

    Right:
        pattern:
          reconcile: {type: scheduled-job, every: 1 h, compares: orders by number, by: order-operations}
    """
    for record in flow_variants(context.project):
        yield from _shown_late(context.project, record)
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


def _shown_late(project: Project, record: Record) -> Iterator[Problem]:
    """The problem that a consumer's platform shows a change later than the flow promises it there."""
    consumers = texts(record.flow.consumers if record.flow is not None else None)
    promises = promises_of(record)
    general = next((each for each in promises if each.consumer is None), None)
    for path, fact in facts_of_consumers(project, record):
        system, after = consumers[int(path[-1])], fact.figures.visible_after
        promise = next((each for each in promises if each.consumer == system), general)
        if after is not None and promise is not None and promise.seconds < after.seconds:
            yield problem_at(
                record,
                promise.path,
                f"the flow promises {in_words(promise.seconds)}, and `{system}` shows a change after {after} "
                f"({fact.reference})",
                "promise what the platform keeps, or ask where the change is seen at once",
                value=f"{system} {promise.seconds:g} {after}",
                related=cited(record, fact),
                at_most=weight_of(fact),
            )
            return


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
