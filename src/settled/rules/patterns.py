"""Family T: what a pattern needs beside its name, and whether the patterns were chosen flow by flow."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

from settled.model.findings import Problem
from settled.model.flow import DeadLetter, Idempotency, Latency, Ordering, Pattern
from settled.model.vocabulary import LatencyClass, PatternType
from settled.model.written_values import Path
from settled.project import Project
from settled.records import Record
from settled.rules.context import Context
from settled.rules.reporting import flow_variants, flows_in_force, is_reported, problem_at, shortened


def event_or_queue_without_dead_letter(context: Context) -> Iterator[Problem]:
    """An event or a queue says that a dead letter is not applicable.

    A dead letter that is absent is told by missing-idempotency-dead-letter.

    Why: a message that can never be processed either blocks the ones behind it or vanishes after the last
    try. A caller that waits for an answer notices; here nobody waits.

    Wrong:
        pattern: {type: queue}
        idempotency:
          dead-letter: {not-applicable: the queue keeps messages for 14 days}

    Right:
        pattern: {type: queue}
        idempotency:
          dead-letter: {to: orders.dead, alert: order-operations}
    """
    for record in flow_variants(context.project):
        pattern = record.flow.pattern if record.flow else None
        idempotency = record.flow.idempotency if record.flow else None
        if not isinstance(pattern, Pattern) or not isinstance(idempotency, Idempotency):
            continue
        dead_letter = idempotency.dead_letter
        if pattern.type not in {PatternType.EVENT, PatternType.QUEUE} or not isinstance(dead_letter, DeadLetter):
            continue
        reason = dead_letter.not_applicable
        if isinstance(reason, str) and reason.strip() and not dead_letter.to:
            yield problem_at(
                record,
                ("idempotency", "dead-letter", "not-applicable"),
                f"the pattern is `{pattern.type}`, and a dead letter is not applicable: `{shortened(reason)}`",
                "name under `dead-letter.to` where a message goes that cannot be processed, and who is told",
                value=reason,
                related=((record.at(("pattern", "type")), f"here it is `{pattern.type}`"),),
            )


def ordering_needed_without_key(context: Context) -> Iterator[Problem]:
    """The order of arrival matters, and nobody said by which key it is kept.

    Why: no broker keeps the order of everything. Without a key the update overtakes the creation as soon as
    a second consumer is started.

    Wrong:
        ordering: {needed: true}

    Right:
        ordering: {needed: true, key: order number}
    """
    for record in flow_variants(context.project):
        pattern = record.flow.pattern if record.flow else None
        ordering = pattern.ordering if isinstance(pattern, Pattern) else None
        if not isinstance(ordering, Ordering) or ordering.needed is not True:
            continue
        path: Path = ("pattern", "ordering", "key")
        has_no_key = ordering.key is None or (isinstance(ordering.key, str) and not ordering.key.strip())
        if has_no_key and not is_reported(record, path):
            yield problem_at(
                record,
                path,
                "the order of arrival matters, and nobody said by which key it is kept",
                "name the key under `pattern.ordering.key`, as in: order number",
            )


def _same_answer(project: Project, answers: list[tuple[Record, StrEnum]]) -> StrEnum | None:
    """The one answer that all flows give; None where they differ or are too few to tell."""
    if len(answers) < project.settings.limits.flows_alike or len({answer for _, answer in answers}) > 1:
        return None
    return answers[0][1]


def _told_once(answers: list[tuple[Record, StrEnum]], path: Path, message: str, hint: str) -> Problem:
    (first, answer), *others = answers
    related = tuple((record.at(path), f"{record.id} says `{answer}` too") for record, _ in others)
    return problem_at(first, path, message, hint, value=str(answer), related=related)


def everything_real_time(context: Context) -> Iterator[Problem]:
    """All flows, five or more, are in one latency class.

    Told once, at the first flow. The number is the setting `limits.flows-alike`.

    Why: where everything is equally urgent, nobody was asked what may wait. The dearest class is then paid
    for flows that a nightly run would serve.

    Wrong:
        latency: {class: checkout-blocking}      (in each of five flows)

    Right:
        latency: {class: checkout-blocking}      (tax at checkout)
        latency: {class: next-cycle-enrichment}  (product data)
    """
    answers: list[tuple[Record, StrEnum]] = [
        (record, record.flow.latency.class_)
        for record in flows_in_force(context.project)
        if record.flow
        and isinstance(record.flow.latency, Latency)
        and isinstance(record.flow.latency.class_, LatencyClass)
    ]
    answer = _same_answer(context.project, answers)
    if answer is not None:
        yield _told_once(
            answers,
            ("latency", "class"),
            f"all {len(answers)} flows have the latency class `{answer}`",
            "ask for each flow what the business loses when it is an hour late, and a day late",
        )


def one_pattern_for_all(context: Context) -> Iterator[Problem]:
    """All flows, five or more, have the same integration pattern.

    Told once, at the first flow. The number is the setting `limits.flows-alike`.

    Why: a pattern that is chosen for the programme and not for the flow is wrong for most flows: tax at
    checkout has to be answered at once, and a product catalogue need not.

    Wrong:
        pattern: {type: event}       (in each of five flows)

    Right:
        pattern: {type: direct-api}  (tax at checkout)
        pattern: {type: file}        (product data)
    """
    answers: list[tuple[Record, StrEnum]] = [
        (record, record.flow.pattern.type)
        for record in flows_in_force(context.project)
        if record.flow
        and isinstance(record.flow.pattern, Pattern)
        and isinstance(record.flow.pattern.type, PatternType)
    ]
    answer = _same_answer(context.project, answers)
    if answer is not None:
        yield _told_once(
            answers,
            ("pattern", "type"),
            f"all {len(answers)} flows have the pattern `{answer}`",
            "choose the pattern flow by flow, and say under `instead-of` what else was thought of",
        )
