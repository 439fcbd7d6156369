"""Family S: how many records one run of a platform takes, and how long the platform keeps what may be asked for."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from settled.flows.capacity import MINUTES_OF_A_DAY, exceeds
from settled.flows.sums import Sum, Term, sum_of
from settled.flows.time_budget import (
    idempotency_of,
    owners_of,
    pattern_of,
    people_terms,
    promises_of,
    run_terms,
)
from settled.model.duration import Duration, in_words
from settled.model.findings import Problem, Severity
from settled.model.flow import DeadLetter, Replay, Volume
from settled.profiles import PlatformFact
from settled.project import Project
from settled.records import Record
from settled.rules.context import Context
from settled.rules.platform_facts import facts_of_consumers, facts_of_source, weight_of
from settled.rules.platforms import cited
from settled.rules.reporting import flow_variants, problem_at


@dataclass(frozen=True, slots=True)
class _Runs:
    """What the runs of a job find at the busiest time, in records."""

    every: Duration
    fullest: float
    average: float
    """What an ordinary run finds; what is left of the limit works off what was left over."""
    lasts: float
    """For how many seconds there are as many as at peak."""

    def left_over(self, limit: int) -> float:
        """How many records of a peak are beyond the limit of its runs."""
        return (self.fullest - limit) * max(self.lasts / self.every.seconds, 1.0)

    def waits(self, limit: int) -> float:
        """How many seconds the last record of a peak waits beyond its own run; infinite where it grows each day."""
        spare = limit - self.average
        return (
            math.ceil(self.left_over(limit) / spare) * self.every.seconds if exceeds(limit, self.average) else math.inf
        )


def _runs_of(record: Record) -> _Runs | None:
    """What the runs of a flow find; None where it has none, or nobody said how many records there are."""
    volume = record.flow.volume if record.flow is not None else None
    every = pattern_of(record).every
    if not isinstance(volume, Volume) or not isinstance(every, Duration) or not every.seconds:
        return None
    minutes = every.seconds / 60
    per_day = volume.per_day if isinstance(volume.per_day, float) else None
    average = (per_day or 0.0) / MINUTES_OF_A_DAY * minutes
    peak = volume.peak_per_minute if isinstance(volume.peak_per_minute, float) else None
    if peak is None:
        return _Runs(every, average, average, every.seconds) if per_day is not None else None
    lasts = volume.peak_lasts.seconds if isinstance(volume.peak_lasts, Duration) else every.seconds
    in_a_run = min(lasts, every.seconds) / 60
    fullest = peak * in_a_run + average * (minutes - in_a_run) / minutes
    if per_day is not None:
        fullest = min(fullest, per_day * max(1.0, minutes / MINUTES_OF_A_DAY))
    return _Runs(every, max(fullest, average), average, lasts)


def run_limit_exceeded(context: Context) -> Iterator[Problem]:
    """A run of a job finds more records than the source's platform hands over in one, or in one list.

    The records of the fullest run are those of `volume.peak-per-minute` for as long as a peak or a run lasts, and
    never more than those of a day. What is beyond the `run-limit` waits for the next runs: it is told where that takes
    longer than the promise. What is beyond the `paging-limit` is not reached at all.

    Why: on the busiest day each run leaves some behind. The job ends without an error each time.

    Wrong:
        pattern: {type: scheduled-job, every: 1 h}          (with a platform that exports 1,000 orders in a run)
        volume: {per-day: 9000, peak-per-minute: 40, peak-lasts: 4 h}
        latency: {within: 2 h}

    Right:
        pattern: {type: scheduled-job, every: 15 min}
    """
    for record in flow_variants(context.project):
        runs = _runs_of(record)
        if runs is None:
            continue
        facts = [fact for fact in facts_of_source(context.project, record) if _smallest(fact) is not None]
        for fact in sorted(facts, key=lambda each: (not each.may_warn, _smallest(each) or 0)):
            problem = _beyond_a_run(record, runs, fact)
            if problem is not None:
                yield problem
                break


def _smallest(fact: PlatformFact) -> int | None:
    limits = [limit for limit in (fact.figures.run_limit, fact.figures.paging_limit) if isinstance(limit, int)]
    return min(limits, default=None)


def _beyond_a_run(record: Record, runs: _Runs, fact: PlatformFact) -> Problem | None:
    found = f"the fullest run finds {runs.fullest:,.0f} records (a run every {runs.every})"
    limit, paging = fact.figures.run_limit, fact.figures.paging_limit
    related = ((record.at(("volume",)), "here the records are counted"), *cited(record, fact))
    if limit is not None and exceeds(runs.fullest, limit):
        promise = min(promises_of(record), key=lambda each: each.seconds, default=None)
        waits = runs.waits(limit)
        left_over = Term(f"{runs.left_over(limit):,.0f} left over wait for further runs", waits, record.at(("volume",)))
        total = sum_of(run_terms(record), (left_over,))
        if promise is not None and total.seconds <= promise.seconds:
            return None
        promised = f"; promised {in_words(promise.seconds)}" if promise is not None else ""
        here = ((record.at(promise.path), "here it is promised"),) if promise is not None else ()
        last = "each run leaves more behind" if waits == math.inf else str(total)
        return problem_at(
            record,
            ("pattern", "every"),
            f"{found}, and the platform hands over {limit:,} in one ({fact.reference}): {last}{promised}",
            "let it run more often, or promise what the runs can keep",
            value=f"{runs.fullest:g} {limit}",
            related=(*total.related, *here, *related),
            at_most=weight_of(fact),
        )
    if paging is not None and exceeds(runs.fullest, paging):
        return problem_at(
            record,
            ("pattern", "every"),
            f"{found}, and the platform pages through {paging:,} of one list ({fact.reference})",
            "let it run more often, or read by a filter that moves on, and not by the page",
            value=f"{runs.fullest:g} {paging}",
            related=related,
            at_most=weight_of(fact) or Severity.WARNING,
        )
    return None


def kept_too_short(context: Context) -> Iterator[Problem]:
    """A platform keeps for less time than the flow counts on what is to be read or sent again.

    Compared are how far back a replay reaches, with the `reads-back` of the source's platform; and, where the flow
    has no dead letter of its own, the longest absence and response of its owners with what the platforms keep
    (`keeps`).

    Why: what was never delivered can be read again at the platform alone, and there it is no longer shown.

    Wrong:
        replay: {reaches-back: 90 d}                 (with a platform that shows the orders of 60 days)

    Right:
        replay: {reaches-back: 30 d}
    """
    for record in flow_variants(context.project):
        problem = _reaches_too_far(context.project, record) or _read_too_late(context, record)
        if problem is not None:
            yield problem


def _reaches_too_far(project: Project, record: Record) -> Problem | None:
    replay, path = idempotency_of(record).replay, ("idempotency", "replay", "reaches-back")
    reaches = replay.reaches_back if isinstance(replay, Replay) and not replay.not_applicable else None
    facts = [fact for fact in facts_of_source(project, record) if fact.figures.reads_back is not None]
    fact = _shortest(facts, "reads_back")
    shown = fact.figures.reads_back if fact is not None else None
    if fact is None or shown is None or not isinstance(reaches, Duration) or reaches <= shown:
        return None
    return problem_at(
        record,
        path,
        f"a replay reaches back {reaches}, and the platform can be read for {shown} ({fact.reference})",
        "reach back less far, or keep a copy of all that was sent for as long",
        value=f"{reaches.seconds:g} {shown.seconds:g}",
        related=cited(record, fact),
        at_most=weight_of(fact) or Severity.WARNING,  # a copy of one's own may reach as far
    )


def _read_too_late(context: Context, record: Record) -> Problem | None:
    dead_letter, landscape = idempotency_of(record).dead_letter, context.project.landscape
    if not (isinstance(dead_letter, DeadLetter) and dead_letter.not_applicable):
        return None
    facts = [*facts_of_source(context.project, record)]
    facts += [fact for _, fact in facts_of_consumers(context.project, record)]
    fact = _shortest([fact for fact in facts if fact.figures.keeps is not None], "keeps")
    keeps = fact.figures.keeps if fact is not None else None
    owners = [(sum_of(people_terms(team, landscape)), path) for team, path in owners_of(record, landscape)]
    total, place = max(owners, key=lambda each: each[0].seconds, default=(Sum(()), ("failures",)))
    if fact is None or keeps is None or total.seconds <= keeps.seconds:
        return None
    return problem_at(
        record,
        place,
        f"the platform keeps what failed for {keeps} ({fact.reference}), and until somebody acts it may take {total}",
        "keep it in a dead letter of your own, or tell a team that is there earlier",
        value=f"{total.seconds:g} {keeps.seconds:g}",
        related=(*total.related, *cited(record, fact)),
        at_most=weight_of(fact),
    )


def _shortest(facts: list[PlatformFact], figure: str) -> PlatformFact | None:
    """The fact with the shortest `figure`; a sure one before one that is not."""
    return min(facts, key=lambda fact: (not fact.may_warn, getattr(fact.figures, figure)), default=None)
