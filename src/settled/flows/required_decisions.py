"""The six required decisions of a flow: what each needs, and how far it is.

A decision is made of parts. A part is settled when it is answered in a way that means something,
open when it is declared open, missing when it is absent or still the template's text, and invalid
when its value was bad. The worst part speaks for the decision.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from settled.flows.variants import variants_of
from settled.model.answers import OpenQuestion, Section
from settled.model.flow import Failure, Flow, Identifier
from settled.model.vocabulary import DecisionState, RequiredDecision
from settled.model.written_values import Path
from settled.records import Record, texts


class Part(NamedTuple):
    """One thing that a decision needs: where it stands, how far it is, and what it is called."""

    decision: RequiredDecision
    path: Path
    state: DecisionState
    name: str


SETTLED, OPEN, MISSING, INVALID = DecisionState


def parts(record: Record) -> tuple[Part, ...]:
    """All parts of the six decisions of a flow, in the order of the decisions; empty for another kind.

    Of a flow with variants these are the parts of all of them; the name of one says which variants have it.
    """
    variants = variants_of(record)
    if variants == (record,):
        return parts_of_variant(record)
    found: dict[Part, list[str]] = {}
    for variant in variants:
        for part in parts_of_variant(variant):
            found.setdefault(part, []).append(variant.variant)
    return tuple(_with_names(part, names, len(variants)) for part, names in found.items())


def parts_of_variant(record: Record) -> tuple[Part, ...]:
    """The parts of the six decisions as `record` has them, which is a flow as a whole or in one of its variants."""
    return tuple(_parts(record, record.flow)) if record.flow is not None else ()


def _with_names(part: Part, names: list[str], count: int) -> Part:
    """`part` with the variants that have it; without, where all have it, and where nothing is wrong with it."""
    if len(names) == count or part.state is SETTLED:
        return part
    return part._replace(name=f"{part.name} in the variant {' and '.join(f'`{name}`' for name in names)}")


def states(record: Record) -> dict[RequiredDecision, DecisionState]:
    """The state of each of the six decisions of a flow; empty for another kind of record."""
    return states_of(parts(record)) if record.flow is not None else {}


def states_of(flow_parts: Iterable[Part]) -> dict[RequiredDecision, DecisionState]:
    """The state of each of the six decisions of the flow that has `flow_parts`: that of the worst part of it."""
    result = dict.fromkeys(RequiredDecision, SETTLED)
    for part in flow_parts:
        if part.state.rank > result[part.decision].rank:
            result[part.decision] = part.state
    return result


def _parts(record: Record, flow: Flow) -> Iterator[Part]:
    yield from _source_parts(record, flow)
    pattern = flow.pattern
    yield from _keys(
        record, RequiredDecision.PATTERN, ("pattern",), pattern, (("type", "type", "integration pattern"),)
    )
    yield from _identifier_parts(record, flow)
    yield from _keys(
        record, RequiredDecision.LATENCY, ("latency",), flow.latency, (("class_", "class", "latency class"),)
    )
    yield from _keys(
        record,
        RequiredDecision.IDEMPOTENCY,
        ("idempotency",),
        flow.idempotency,
        (("key", "key", "idempotency key"), ("duplicates", "duplicates", "rule for duplicates")),
    )
    yield from _optional_idempotency_parts(record, flow)
    yield from _failure_parts(record, flow)


def _source_parts(record: Record, flow: Flow) -> Iterator[Part]:
    decision = RequiredDecision.SOURCE
    yield from _keys(
        record,
        decision,
        ("source",),
        flow.source,
        (("system", "system", "source system"), ("trigger", "trigger", "trigger")),
    )
    consumers = flow.consumers
    state = _state(record, ("consumers",), consumers)
    if state is SETTLED and isinstance(consumers, list):
        state = _list_state(record, ("consumers",), consumers)
    yield Part(decision, ("consumers",), state, "consuming systems")


def _keys(
    record: Record, decision: RequiredDecision, path: Path, section: Any, wanted: tuple[tuple[str, str, str], ...]
) -> Iterator[Part]:
    """A part for each wanted key of a section, or for the first alone where the section itself is not there."""
    whole = _state(record, path, section)
    if whole is not SETTLED:
        yield Part(decision, path, whole, wanted[0][2])
        return
    found = [
        Part(decision, (*path, key), _state(record, (*path, key), getattr(section, attribute)), name)
        for attribute, key, name in wanted
    ]
    # Where nothing of a decision is answered, that is one omission and not one for each of its keys.
    # (The source is the exception: its parts are asked by rules of their own.)
    nothing_said = decision is not RequiredDecision.SOURCE and all(part.state is MISSING for part in found)
    yield from found[:1] if nothing_said else found


def _identifier_parts(record: Record, flow: Flow) -> Iterator[Part]:
    decision, path = RequiredDecision.IDENTIFIERS, ("identifiers",)
    whole = _state(record, path, flow.identifiers)
    if whole is not SETTLED or not isinstance(flow.identifiers, list):
        yield Part(decision, path, whole, "identifiers")
        return
    if not flow.identifiers:
        yield Part(decision, path, MISSING, "identifiers")
    for index, identifier in enumerate(flow.identifiers):
        entry: Path = (*path, index)
        state = _state(record, entry, identifier)
        if state is not SETTLED or not isinstance(identifier, Identifier):
            yield Part(decision, entry, state, "identifier")
            continue
        if not record.invalid and identifier.name is identifier.role is identifier.in_ is None:
            yield Part(decision, entry if len(flow.identifiers) > 1 else path, MISSING, "identifiers")
            continue
        yield Part(
            decision, (*entry, "name"), _state(record, (*entry, "name"), identifier.name), "name of the identifier"
        )
        yield Part(
            decision, (*entry, "role"), _state(record, (*entry, "role"), identifier.role), "role of the identifier"
        )
        field_path: Path = (*entry, "in")
        field_state = _state(record, field_path, identifier.in_)
        if field_state is SETTLED and isinstance(identifier.in_, dict):
            if not identifier.in_:
                field_state = MISSING
            for system, name in identifier.in_.items():
                system_state = _state(record, (*field_path, system), name)
                if system_state is not SETTLED:
                    yield Part(decision, (*field_path, system), system_state, f"field of the identifier in `{system}`")
        yield Part(decision, field_path, field_state, "fields of the identifier per system")


def _optional_idempotency_parts(record: Record, flow: Flow) -> Iterator[Part]:
    """Retry, dead letter and replay: declared open they leave the decision open; absent is a rule of its own."""
    if flow.idempotency is None or isinstance(flow.idempotency, OpenQuestion):
        return
    for attribute, key, name in (
        ("retry", "retry", "retry"),
        ("dead_letter", "dead-letter", "dead letter"),
        ("replay", "replay", "replay"),
    ):
        path: Path = ("idempotency", key)
        section = getattr(flow.idempotency, attribute)
        state = _state(record, path, section)
        if state in {OPEN, INVALID}:
            yield Part(RequiredDecision.IDEMPOTENCY, path, state, name)
        elif section is not None and (record.invalid or _holds_question(section)):
            for field_name, field in type(section).model_fields.items():
                key_path = (*path, field.alias or field_name)
                state = _state(record, key_path, getattr(section, field_name))
                if state in {OPEN, INVALID}:
                    yield Part(RequiredDecision.IDEMPOTENCY, key_path, state, f"{name}: {field.alias or field_name}")


def _failure_parts(record: Record, flow: Flow) -> Iterator[Part]:
    decision, path = RequiredDecision.FAILURE_OWNER, ("failures",)
    whole = _state(record, path, flow.failures)
    if whole is not SETTLED or not isinstance(flow.failures, list):
        yield Part(decision, path, whole, "failure modes with their owners")
        return
    if not flow.failures:
        yield Part(decision, path, MISSING, "failure modes with their owners")
    for index, failure in enumerate(flow.failures):
        entry: Path = (*path, index)
        state = _state(record, entry, failure)
        if state is not SETTLED or not isinstance(failure, Failure):
            yield Part(decision, entry, state, "failure mode")
            continue
        if not record.invalid and failure.mode is failure.owner is None:
            yield Part(decision, entry if len(flow.failures) > 1 else path, MISSING, "failure modes with their owners")
            continue
        for key in ("mode", "owner"):
            key_path = (*entry, key)
            name = "failure mode" if key == "mode" else "owner of the failure"
            yield Part(decision, key_path, _state(record, key_path, getattr(failure, key)), name)
        if not (record.invalid or _holds_question(failure)):
            continue
        for key in ("detect", "effect", "trace", "authority", "runbook"):
            state = _state(record, (*entry, key), getattr(failure, key))
            if state in {OPEN, INVALID}:
                yield Part(decision, (*entry, key), state, f"{key} of the failure")


def _holds_question(section: Section) -> bool:
    """True where a key of `section` is left open, as hardly any is: asked of each key alone it takes long."""
    return any(value.__class__ is OpenQuestion for value in vars(section).values())


def _list_state(record: Record, path: Path, values: list[Any]) -> DecisionState:
    states_of_entries = [_state(record, (*path, index), value) for index, value in enumerate(values)]
    for state in (INVALID, OPEN):
        if state in states_of_entries:
            return state
    return SETTLED if any(text.strip() for text in texts(values)) else MISSING


def _state(record: Record, path: Path, value: Any) -> DecisionState:
    if record.invalid and record.is_invalid(path):
        return INVALID
    if value is None:
        return MISSING
    if isinstance(value, str):
        return SETTLED if value and not value.isspace() else MISSING
    return OPEN if isinstance(value, OpenQuestion) else SETTLED
