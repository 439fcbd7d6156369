"""Family T: whether what a path loses comes back, and whether a job that reads changes finds them all."""

from __future__ import annotations

from collections.abc import Iterator

from settled.flows.time_budget import idempotency_of, pattern_of, runs_overlap
from settled.model.answers import OpenQuestion
from settled.model.duration import Duration
from settled.model.findings import Problem
from settled.model.flow import Retry
from settled.model.flow_terms import Reads, Reconcile
from settled.model.platform_words import Delivery
from settled.model.vocabulary import PatternType
from settled.profiles import PlatformFact
from settled.records import Record
from settled.rules.context import Context
from settled.rules.platform_facts import losing_fact, weight_of
from settled.rules.reporting import flow_variants, is_reported, problem_at


def _is_reconciled(record: Record) -> bool:
    """True where a comparison finds what was lost; one that is left open counts: it is asked for already."""
    reconcile = pattern_of(record).reconcile
    return isinstance(reconcile, OpenQuestion) or (isinstance(reconcile, Reconcile) and not reconcile.not_applicable)


def _is_retried(record: Record) -> bool:
    retry = idempotency_of(record).retry
    return isinstance(retry, OpenQuestion) or (isinstance(retry, Retry) and not retry.not_applicable)


def _in_words(fact: PlatformFact) -> str:
    promise = "at most once" if fact.figures.delivery is Delivery.AT_MOST_ONCE else "by best effort"
    return f"the platform delivers {promise} ({fact.reference}: {fact.citation})"


def nothing_brings_it_back(context: Context) -> Iterator[Problem]:
    """The path may lose what it carries, and neither a retry nor a comparison brings it back.

    Which path loses is taken from the profile of the source's platform: deliveries of best effort, or at most once.

    Why: the loss makes no error. It is found by the customer who asks for the order.

    Wrong:
        source: {system: shop, trigger: order paid, mechanism: webhook}
        idempotency:
          retry: {not-applicable: the platform retries}

    Right:
        source: {system: shop, trigger: order paid, mechanism: webhook}
        pattern:
          reconcile: {type: scheduled-job, every: 1 d, compares: orders of the day by number, by: order-operations}
    """
    for record in flow_variants(context.project):
        fact = losing_fact(context.project, record)
        if fact is None or _is_reconciled(record) or _is_retried(record):
            continue
        yield problem_at(
            record,
            ("pattern", "reconcile"),
            f"what this path loses stays lost: {_in_words(fact)}; nothing is tried again, and nothing compares",
            "compare both sides regularly under `pattern.reconcile`",
            value=fact.id,
            related=((record.at(("source", "system")), "here the platform sends"),),
            at_most=weight_of(fact),
        )


def missing_reconcile(context: Context) -> Iterator[Problem]:
    """The source's platform promises its events by best effort only, and nothing compares afterwards.

    Why: what was never sent is in no dead letter. Only a comparison of both sides finds it.

    Wrong:
        source: {system: shop, trigger: order paid, mechanism: webhook}
        pattern: {type: event}

    Right:
        source: {system: shop, trigger: order paid, mechanism: webhook}
        pattern:
          type: event
          reconcile: {type: scheduled-job, every: 1 d, compares: orders of the day by number, by: order-operations}
    """
    for record in flow_variants(context.project):
        fact = losing_fact(context.project, record)
        path = ("pattern", "reconcile")
        if fact is None or pattern_of(record).reconcile is not None or is_reported(record, path):
            continue
        if not _is_retried(record):
            continue  # nothing-brings-it-back tells that
        yield problem_at(
            record,
            path,
            f"nothing finds what was never sent: {_in_words(fact)}",
            "compare both sides regularly under `pattern.reconcile`, or say under `not-applicable` why not",
            value=fact.id,
            related=((record.at(("source", "system")), "here the platform sends"),),
            at_most=weight_of(fact),
        )


def cursor_not_decided(context: Context) -> Iterator[Problem]:
    """A job looks for what has changed, and nobody said by what it knows that.

    Why: a job that reads "since the last run" by the clock of one system misses what another one wrote in the
    meantime, each time a few.

    Wrong:
        pattern: {type: scheduled-job, every: 15 min, takes: 3 min}

    Right:
        pattern:
          type: scheduled-job
          every: 15 min
          takes: 3 min
          reads: {by: updated-at, overlap: 10 min}
    """
    for record in flow_variants(context.project):
        pattern, path = pattern_of(record), ("pattern", "reads")
        if pattern.type is not PatternType.SCHEDULED_JOB or is_reported(record, path):
            continue
        reads = pattern.reads
        if reads is None or (isinstance(reads, Reads) and reads.by is None and not reads.not_applicable):
            yield problem_at(
                record,
                path,
                "nobody said by what the job knows what has changed",
                "write `reads: {by: …, overlap: …}`, or `not-applicable:` and why where it takes everything each time",
            )


def overlap_shorter_than_run(context: Context) -> Iterator[Problem]:
    """A job looks back over less than the time that a run may take.

    Where two runs overlap, run-overlap tells that first.

    Why: what is written while a run reads stands behind its cursor and before the next one's: nobody reads it.

    Wrong:
        pattern: {type: scheduled-job, every: 1 h, takes: 20 min, reads: {by: updated-at, overlap: 5 min}}

    Right:
        pattern: {type: scheduled-job, every: 1 h, takes: 20 min, reads: {by: updated-at, overlap: 30 min}}
    """
    for record in flow_variants(context.project):
        pattern = pattern_of(record)
        reads, takes = pattern.reads, pattern.takes
        overlap = reads.overlap if isinstance(reads, Reads) else None
        if not isinstance(overlap, Duration) or not isinstance(takes, Duration) or runs_overlap(record):
            continue
        if overlap < takes:
            yield problem_at(
                record,
                ("pattern", "reads", "overlap"),
                f"each run looks back {overlap}, and a run may take {takes}",
                "look back at least as far as a run takes; duplicates are recognised by the idempotency key",
                value=f"{overlap.seconds:g} {takes.seconds:g}",
                related=((record.at(("pattern", "takes")), f"here a run takes {takes}"),),
            )
