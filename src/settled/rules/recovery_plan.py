"""Family E: whether what failed can be brought back: dead letter, replay, runbooks, exceptions."""

from __future__ import annotations

from collections.abc import Iterator

from settled.model.answers import OpenQuestion
from settled.model.findings import Problem
from settled.model.flow import DeadLetter, ExceptionCase, ExceptionsSlice, Idempotency, Replay, Slices
from settled.model.vocabulary import ExceptionClass, Phase
from settled.model.written_values import Path
from settled.records import Record
from settled.rules.context import Context
from settled.rules.failure_handling import failures_of, is_absent
from settled.rules.reporting import flow_variants, is_reported, problem_at
from settled.rules.retries import says_that_there_is_no_key


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def dead_letter_without_owner(context: Context) -> Iterator[Problem]:
    """There is a dead letter, and nobody is told when something arrives there.

    Why: a dead letter that no team watches is a slower way to lose orders.

    Wrong:
        dead-letter: {to: orders.dead}

    Right:
        dead-letter: {to: orders.dead, alert: order-operations}
    """
    for record in flow_variants(context.project):
        idempotency = record.flow.idempotency if record.flow else None
        dead_letter = idempotency.dead_letter if isinstance(idempotency, Idempotency) else None
        if not isinstance(dead_letter, DeadLetter) or not _is_text(dead_letter.to) or dead_letter.not_applicable:
            continue
        path = ("idempotency", "dead-letter", "alert")
        if is_absent(record, path, dead_letter.alert):
            yield problem_at(
                record,
                path,
                f"nobody is told when something arrives in `{dead_letter.to}`",
                "name the team that drains it under `dead-letter.alert`",
            )


def replay_unsafe(context: Context) -> Iterator[Problem]:
    """What was lost is sent again, and nothing makes that harmless.

    Told where `safe-because` is absent, and where the idempotency key is answered with `none`. A key that is
    absent is told by missing-idempotency.

    Why: a replay sends what had arrived together with what had not. Without a key the repair does more harm
    than the fault.

    Wrong:
        replay: {by: order-operations, how: runbook order-replay}

    Right:
        replay: {by: order-operations, how: runbook order-replay, safe-because: the ERP upserts on the order number}
    """
    for record in flow_variants(context.project):
        idempotency = record.flow.idempotency if record.flow else None
        replay = idempotency.replay if isinstance(idempotency, Idempotency) else None
        if not isinstance(idempotency, Idempotency) or not isinstance(replay, Replay) or replay.not_applicable:
            continue
        # A replay that lacks `by` or `how` is told by missing-idempotency-replay.
        if not (_is_text(replay.by) and _is_text(replay.how)):
            continue
        path = ("idempotency", "replay", "safe-because")
        if is_absent(record, path, replay.safe_because):
            yield problem_at(
                record,
                path,
                f"`{replay.by}` may send again what was lost, and nobody said why that does no harm",
                "write under `replay.safe-because` what keeps a second arrival harmless",
            )
        elif says_that_there_is_no_key(idempotency.key) and not _retries(idempotency):
            yield problem_at(
                record,
                ("idempotency", "replay"),
                f"what was lost is sent again, and the idempotency key is `{idempotency.key}`",
                "name what makes a repeat recognisable under `idempotency.key`",
                value=str(idempotency.key),
                related=((record.at(("idempotency", "key")), "here there is no key"),),
            )


def _retries(idempotency: Idempotency) -> bool:
    """True where retry-without-idempotency tells of the key already."""
    retry = idempotency.retry
    return not isinstance(retry, OpenQuestion) and retry is not None and not retry.not_applicable


def no_runbook(context: Context) -> Iterator[Problem]:
    """A failure mode has no runbook.

    Asked from the rehearsal on, and an error once the flow is live.

    Why: the first night is the worst moment to find out which of the four systems to look at first.

    Wrong:
        phase: live
        failures:
          - mode: ERP rejects the order
            owner: order-operations

    Right:
        phase: live
        failures:
          - mode: ERP rejects the order
            owner: order-operations
            runbook: https://runbooks.example.com/orders/erp-refusal
    """
    for record in flow_variants(context.project):
        if context.phase_of(record).rank < Phase.REHEARSAL.rank:
            continue
        for _, path, failure, mode in failures_of(record):
            if is_absent(record, (*path, "runbook"), failure.runbook):
                yield problem_at(
                    record,
                    (*path, "runbook"),
                    f"no runbook for `{mode}`",
                    "link under `runbook` where to look first, what to do and what not to do",
                )


def exception_class_uncovered(context: Context) -> Iterator[Problem]:
    """One of the seven exceptions that production guarantees is not answered.

    Asked once the flow has the slice `exceptions`, or is in build. An exception that cannot happen here is
    answered with `not-applicable` and the reason. An error from the rehearsal on.

    Why: missing attributes, late payments and partial refunds come in the first week, whether or not
    somebody thought of them.

    Wrong:
        exceptions:
          cases:
            missing-attributes: {handled-by: ERP rejects the order}

    Right:
        exceptions:
          cases:
            missing-attributes: {handled-by: ERP rejects the order}
            stale-inventory: {not-applicable: stock is reserved at checkout}
            duplicate-identifiers: {handled-by: second copy with other content}
            delayed-payments: {not-applicable: the trigger is the payment}
            rejected-orders: {handled-by: ERP rejects the order}
            incompatible-statuses: {not-applicable: the order carries no status}
            partial-reversals: {not-applicable: refunds travel on another flow}
    """
    for record in flow_variants(context.project):
        slices = record.flow.slices if record.flow else None
        # Slices that are absent as a whole are told by thin-slice-incomplete.
        if not isinstance(slices, Slices):
            continue
        path: Path = ("slices", "exceptions")
        exceptions = slices.exceptions
        if exceptions is None and (context.phase_of(record) is Phase.DESIGN or is_reported(record, path)):
            continue
        uncovered = _uncovered(record, exceptions)
        if uncovered:
            is_nothing = len(uncovered) == len(ExceptionClass)
            yield problem_at(
                record,
                (*path, "cases"),
                "no exception is answered" if is_nothing else f"exceptions not answered: {', '.join(uncovered)}",
                "write `handled-by` or `not-applicable` for each under `slices.exceptions.cases`",
                value=" ".join(uncovered),
            )


def _uncovered(record: Record, exceptions: ExceptionsSlice | OpenQuestion | None) -> list[str]:
    """The classes without an answer; nothing where the cases are open or bad."""
    path: Path = ("slices", "exceptions", "cases")
    if isinstance(exceptions, OpenQuestion) or record.is_invalid(path):
        return []
    cases = exceptions.cases if exceptions is not None else None
    if isinstance(cases, OpenQuestion) or path in record.unfilled:
        return []
    uncovered = []
    for name in ExceptionClass:
        place = (*path, name.value)
        case = (cases or {}).get(name)
        is_empty = isinstance(case, ExceptionCase) and not (case.handled_by or case.not_applicable)
        if (case is None or is_empty) and not is_reported(record, place):
            uncovered.append(name.value)
    return uncovered
