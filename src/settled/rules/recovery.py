"""Family F: retry, dead letter and replay, which must be designed before the first rehearsal."""

from __future__ import annotations

from collections.abc import Iterator

from settled.model.answers import OpenQuestion
from settled.model.findings import Problem
from settled.model.flow import Idempotency
from settled.model.written_values import Path
from settled.project import Project
from settled.rules.context import Context
from settled.rules.reporting import flow_variants, problem_at, unanswered_keys


def _idempotency_part(
    project: Project, key: str, wanted: tuple[str, ...], message: str, hint: str
) -> Iterator[Problem]:
    """Flows whose idempotency is designed except for one part that must be there before the rehearsal."""
    for record in flow_variants(project):
        idempotency = record.flow.idempotency if record.flow else None
        path: Path = ("idempotency", key)
        if not isinstance(idempotency, Idempotency) or record.is_invalid(path):
            continue
        section = getattr(idempotency, key.replace("-", "_"))
        if isinstance(section, OpenQuestion):
            continue
        if section is not None and getattr(section, "not_applicable", None):
            continue
        lacking = unanswered_keys(record, path, section, wanted)
        if lacking:
            yield problem_at(
                record, (*path, lacking[0]) if section is not None else path, message, hint, value=" ".join(lacking)
            )


def missing_idempotency_retry(context: Context) -> Iterator[Problem]:
    """The flow does not say how often and how long a failed delivery is tried again.

    An error from the rehearsal on. Where nothing is retried, `not-applicable` says why.

    Why: without a limit a bad message is tried for ever; without a try a short outage loses orders.

    Wrong:
        retry:
          backoff: exponential

    Right:
        retry: {attempts: 8, within: 4 h, backoff: exponential}
    """
    yield from _idempotency_part(
        context.project,
        "retry",
        ("attempts", "within"),
        "nobody said how often and how long a failed delivery is tried again",
        "write `idempotency.retry` with `attempts` and `within`, or `not-applicable:` and why",
    )


def missing_idempotency_dead_letter(context: Context) -> Iterator[Problem]:
    """The flow does not say where a delivery goes that was given up on.

    An error from the rehearsal on. Where nothing can be parked, `not-applicable` says why.

    Why: what is dropped after the last try is a lost order that nobody hears of.

    Wrong:
        dead-letter:
          alert: order-operations

    Right:
        dead-letter: {to: orders.dead, alert: order-operations}
    """
    yield from _idempotency_part(
        context.project,
        "dead-letter",
        ("to",),
        "nobody said where a delivery goes that was given up on",
        "write `idempotency.dead-letter` with `to` and `alert`, or `not-applicable:` and why",
    )


def missing_idempotency_replay(context: Context) -> Iterator[Problem]:
    """The flow does not say who may send again what was lost, and how.

    An error from the rehearsal on. Where nothing can be replayed, `not-applicable` says why.

    Why: the first replay happens at night, by whoever is awake, and doubles what it was to repair.

    Wrong:
        replay:
          how: runbook order-replay

    Right:
        replay: {by: order-operations, how: runbook order-replay, safe-because: the ERP upserts on the order number}
    """
    yield from _idempotency_part(
        context.project,
        "replay",
        ("by", "how"),
        "nobody said who may send again what was lost, and how",
        "write `idempotency.replay` with `by`, `how` and `safe-because`, or `not-applicable:` and why",
    )
