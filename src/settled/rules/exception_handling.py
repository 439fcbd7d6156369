"""Family E: whether what is said to handle an exception is there."""

from __future__ import annotations

from collections.abc import Iterator

from settled.flows.routes import folded
from settled.flows.time_budget import failures_of, idempotency_of
from settled.model.findings import Problem
from settled.model.flow import ExceptionCase, ExceptionsSlice, Failure, Rejection, Slices
from settled.model.known_words import nearest
from settled.model.vocabulary import ExceptionClass, Kind
from settled.model.written_values import Path
from settled.records import Record
from settled.rules.context import Context
from settled.rules.reporting import flow_variants, is_reported, problem_at, shortened


def exception_handled_by_nobody(context: Context) -> Iterator[Problem]:
    """An exception is said to be handled by a failure mode that the flow does not have.

    `handled-by` names a mode under `failures`, whatever its capitals, spaces and hyphens. The text of
    `idempotency.duplicates`, a rule of `may-reject` and a flow of its own count, too.

    Why: the case counts as answered in every list, and nobody owns, notices or repairs it.

    Wrong:
        failures: [{mode: ERP rejects the order}]
        cases:
          rejected-orders: {handled-by: order is refused by finance}

    Right:
        cases:
          rejected-orders: {handled-by: ERP rejects the order}
    """
    for record in flow_variants(context.project):
        slices = record.flow.slices if record.flow is not None else None
        exceptions = slices.exceptions if isinstance(slices, Slices) else None
        cases = exceptions.cases if isinstance(exceptions, ExceptionsSlice) else None
        modes = _modes(record)
        if not isinstance(cases, dict) or not modes:
            continue
        known = {folded(text).rstrip(".") for text in (*modes, *_other_handlers(record))}
        for name, case in cases.items():
            path: Path = ("slices", "exceptions", "cases", name.value, "handled-by")
            handler = case.handled_by if isinstance(case, ExceptionCase) else None
            if not isinstance(handler, str) or not handler.strip() or is_reported(record, path):
                continue
            if _may_be_answered_elsewhere(record, name):
                continue
            # A sentence is no reference, whatever number stands in it: `S/4 refuses the order` names no flow.
            is_known = folded(handler).rstrip(".") in known
            if is_known or (
                len(handler.split()) == 1 and context.project.resolve(handler, record, Kind.FLOW) is not None
            ):
                continue
            guess = nearest(handler, modes)
            modes_in_words = ", ".join(f"`{shortened(mode)}`" for mode in modes)
            yield problem_at(
                record,
                path,
                f"`{name.value}` is handled by `{shortened(handler)}`, and the flow has no such failure mode",
                f"did you mean `{guess}`? Else add the failure mode"
                if guess
                else f"name one of {modes_in_words}, or add the failure mode with its owner",
                value=handler,
                related=((record.at(("failures",)), "here are its failure modes"),),
            )


def _modes(record: Record) -> list[str]:
    """The failure modes of the flow; none where some of them are not known."""
    failures = record.flow.failures if record.flow is not None else None
    if not isinstance(failures, list) or not all(isinstance(entry, Failure) for entry in failures):
        return []
    modes = [failure.mode for _, failure in failures_of(record)]
    return [mode for mode in modes if isinstance(mode, str)] if all(isinstance(mode, str) for mode in modes) else []


def _may_be_answered_elsewhere(record: Record, name: ExceptionClass) -> bool:
    """True where the answer may stand in a part of the flow that is open or missing, which is told already."""
    flow = record.flow
    if name is ExceptionClass.DUPLICATE_IDENTIFIERS:
        duplicates = idempotency_of(record).duplicates
        return not isinstance(duplicates, str) or not duplicates.strip()
    return name is ExceptionClass.REJECTED_ORDERS and (flow is None or not isinstance(flow.may_reject, list))


def _other_handlers(record: Record) -> Iterator[str]:
    duplicates = idempotency_of(record).duplicates
    if isinstance(duplicates, str):
        yield duplicates
    rejections = record.flow.may_reject if record.flow is not None else None
    for entry in rejections if isinstance(rejections, list) else ():
        if isinstance(entry, Rejection) and isinstance(entry.rule, str):
            yield entry.rule
