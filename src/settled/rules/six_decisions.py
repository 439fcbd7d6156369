"""Family F: the six decisions that every flow must settle.

A rejected, deprecated or superseded flow is no longer asked.
"""

from __future__ import annotations

from collections.abc import Iterator

from settled.flows.required_decisions import Part
from settled.model.findings import Problem
from settled.model.vocabulary import RequiredDecision
from settled.model.written_values import find_placeholder
from settled.records import Record
from settled.rules.context import Context
from settled.rules.reporting import problem_at


def _missing(record: Record, part: Part, message: str, hint: str) -> Problem:
    """A finding for a missing part; says so where the template's text is still there."""
    left = record.unfilled.get(part.path)
    if left is not None:
        is_said = not find_placeholder(left)
        message += f" (`{left.strip()}` is no answer)" if is_said else f" (the template's text {left!r} is still there)"
    return problem_at(record, part.path, message, hint, value=left or "")


def missing_source_system(context: Context) -> Iterator[Problem]:
    """The flow does not say which system creates the event and holds the truth.

    Why: without a named source, two systems both believe that theirs is the right value, and the
    connector moves the difference back and forth.

    Wrong:
        source:
          trigger: order paid

    Right:
        source:
          system: storefront
          trigger: order paid
    """
    for record, part in context.project.missing_parts[RequiredDecision.SOURCE]:
        if part.path in {("source",), ("source", "system")}:
            yield _missing(
                record,
                part,
                "no source system: nobody said which system creates the event and holds the truth",
                "name it under `source.system`, or leave it open with a question, an owner and a due date",
            )


def missing_consumers(context: Context) -> Iterator[Problem]:
    """The flow does not say which systems receive the object.

    Why: a consumer that is not on the list is not asked before a change, and finds out in production.

    Wrong:
        consumers: []

    Right:
        consumers: [erp, wms]
    """
    for record, part in context.project.missing_parts[RequiredDecision.SOURCE]:
        if part.path == ("consumers",):
            yield _missing(record, part, "no consuming system is named", "list the systems under `consumers`")


def missing_creator_trigger(context: Context) -> Iterator[Problem]:
    """The flow does not say what happens in the business that creates the event.

    Why: "order placed" and "order paid" are hours apart, and a system that waits for the wrong one ships
    too early or too late.

    Wrong:
        source:
          system: storefront

    Right:
        source:
          system: storefront
          trigger: order paid
    """
    for record, part in context.project.missing_parts[RequiredDecision.SOURCE]:
        if part.path == ("source", "trigger"):
            yield _missing(
                record,
                part,
                "no trigger: nobody said what makes the source create the event",
                "name the business moment under `source.trigger`, as in: order paid",
            )


def missing_pattern(context: Context) -> Iterator[Problem]:
    """The flow does not say how the object travels.

    Why: the pattern decides what can be late, lost or doubled. Chosen for the whole programme instead of
    for this flow, it is wrong for most flows.

    Wrong:
        pattern:
          because: the ERP is down every night

    Right:
        pattern:
          type: event
          because: the ERP is down every night and the shop must keep selling
    """
    for record, part in context.project.missing_parts[RequiredDecision.PATTERN]:
        yield _missing(
            record,
            part,
            "no integration pattern: nobody said how the object travels",
            "write one under `pattern.type`: direct-api, event, queue, file, ipaas, middleware or scheduled-job",
        )


def missing_identifiers(context: Context) -> Iterator[Problem]:
    """The flow does not say which identifiers join its records across systems.

    Each identifier needs a name, a role and the field that holds it in each system.

    Why: records that cannot be joined cannot be found when something fails, and a join by guess turns
    one order into two.

    Wrong:
        identifiers:
          - name: order number

    Right:
        identifiers:
          - name: order number
            role: join
            in: {storefront: order.id, erp: VBAK-BSTNK}
    """
    for record, part in context.project.missing_parts[RequiredDecision.IDENTIFIERS]:
        if part.path == ("identifiers",):
            message = "no identifiers: nobody said which fields join the records across systems"
            hint = "list at least one under `identifiers` with name, role and its field in each system"
        else:
            lacking = part.name.replace(" of the identifier", "")
            message = f"an identifier without the {lacking}" if len(part.path) > 2 else "an empty identifier"
            key = f"`{part.path[-1]}`"
            hint = f"name its field in {key}" if len(part.path) > 3 else f"write {key}"
            hint = hint if len(part.path) > 2 else "write its name, role and fields"
        yield _missing(record, part, message, hint)


def missing_latency_class(context: Context) -> Iterator[Problem]:
    """The flow does not say in business terms how late is too late.

    Why: "real time" is a wish. Whether checkout waits for the answer, or the month's closing does,
    decides the pattern, the retries and who is woken at night.

    Wrong:
        latency:
          within: 15 min

    Right:
        latency:
          class: same-day-operational
          within: 15 min
          if-late: the warehouse misses the 16:00 carrier cut-off
    """
    for record, part in context.project.missing_parts[RequiredDecision.LATENCY]:
        yield _missing(
            record,
            part,
            "no latency class: nobody said in business terms how late is too late",
            "write one under `latency.class`: checkout-blocking, same-day-operational, next-cycle-enrichment or "
            "finance-close-reconciliation",
        )


def missing_idempotency(context: Context) -> Iterator[Problem]:
    """The flow does not say by what key a repeat is recognised, and what happens to it.

    Why: every delivery can arrive twice. Without a key and a rule for duplicates the second arrival is a
    second order, refund or stock movement.

    Wrong:
        idempotency:
          retry: {attempts: 8, within: 4 h}

    Right:
        idempotency:
          key: order number
          duplicates: the second arrival is acknowledged and dropped
          retry: {attempts: 8, within: 4 h}
    """
    for record, part in context.project.missing_parts[RequiredDecision.IDEMPOTENCY]:
        if part.path == ("idempotency", "duplicates"):
            message = "no rule for duplicates: nobody said what happens to the second arrival"
            hint = "write it under `idempotency.duplicates`"
        else:
            message = "no idempotency key: nobody said by what a repeat is recognised"
            hint = "name it under `idempotency.key`, and what happens to a repeat under `idempotency.duplicates`"
        yield _missing(record, part, message, hint)


def missing_failure_owner(context: Context) -> Iterator[Problem]:
    """A failure mode has no owner, or no failure mode is named at all.

    An owner is a team of the catalog, named for each failure mode and not for each system.

    Why: when it breaks on a Friday afternoon, the phone rings where nobody may decide.

    Wrong:
        failures:
          - mode: ERP rejects the order

    Right:
        failures:
          - mode: ERP rejects the order
            owner: order-operations
            authority: [retry, repair, escalate]
    """
    for record, part in context.project.missing_parts[RequiredDecision.FAILURE_OWNER]:
        if part.path == ("failures",):
            message = "no failure owner: nobody said what can fail and which team answers for it"
            hint = "list the failure modes under `failures`, each with `mode`, `owner` and `authority`"
        elif part.path[-1] == "owner":
            failure = record.flow.failures[part.path[1]] if record.flow else None  # type: ignore[index]
            mode = getattr(failure, "mode", None)
            message = f"no failure owner: nobody answers for `{mode}`" if isinstance(mode, str) else "no failure owner"
            hint = "name a team of the catalog under `owner`"
        elif part.path[-1] == "mode":
            message, hint = "a failure mode that does not say what goes wrong", "write it under `mode`"
        else:
            message, hint = "an empty failure mode", "write `mode`, `owner` and `authority`"
        yield _missing(record, part, message, hint)
