"""The front matter of a decision: MADR 4 and what Settled adds to it."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import PlainValidator
from pydantic_core import PydanticKnownError

from settled.model.answers import Answer, IsoDate, Section, Text, Texts
from settled.model.kinds import kind_called, kinds
from settled.model.vocabulary import RELATION_KEYS as RELATION_KEYS
from settled.model.vocabulary import Kind, Level


def _kind(value: Any) -> Kind:
    kind = kind_called(value) if isinstance(value, str) else None
    if kind is None:  # the error of an enumeration, although this one may grow
        *most, last = (f"'{spec.kind}'" for spec in kinds())
        raise PydanticKnownError("enum", {"expected": f"{', '.join(most)} or {last}"})
    return kind


class Suppression(Section):
    """A finding that is accepted for a while: which rule, why, and until when."""

    rule: Text | None = None
    reason: Text | None = None
    until: IsoDate | None = None


class RecordFields(Section):
    """The keys that every kind of record has."""

    kind: Annotated[Kind, PlainValidator(_kind, json_schema_input_type=str)] | None = None
    id: Text | None = None
    status: Answer[Text] = None
    date: Answer[IsoDate] = None
    decision_makers: Answer[Texts] = None
    consulted: Answer[Texts] = None
    informed: Answer[Texts] = None
    tags: Answer[Texts] = None
    supersedes: Answer[Texts] = None
    superseded_by: Answer[Texts] = None
    amends: Answer[Texts] = None
    amended_by: Answer[Texts] = None
    clarifies: Answer[Texts] = None
    clarified_by: Answer[Texts] = None
    depends_on: Answer[Texts] = None
    required_by: Answer[Texts] = None
    relates_to: Answer[Texts] = None
    review_by: Answer[IsoDate] = None
    hold: Answer[Text] = None
    ignore: list[Suppression | None] | None = None


class Decision(RecordFields):
    """A decision record (ADR). `deciders` is MADR 2 and 3's word for `decision-makers`."""

    title: Text | None = None
    deciders: Answer[Texts] = None
    applies_to: Answer[Texts] = None
    confidence: Answer[Level] = None
    risks: Answer[Texts] = None
