"""The format of a platform profile: what a platform brings along, each fact with its source and typed figures."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Annotated, Any

from pydantic import BeforeValidator, WithJsonSchema

from settled.model.answers import IsoDate, Number, Section, Text, WholeNumber, YesOrNo
from settled.model.duration import Duration
from settled.model.platform_words import AssignedBy, Confidence, Delivery, FactDecision, KeptOrder, Side
from settled.model.size import Size
from settled.model.vocabulary import PatternType


def _several(value: Any) -> Any:
    return [part.strip() for part in value.split(",") if part.strip()] if isinstance(value, str) else value


Words = Annotated[
    list[Text],
    BeforeValidator(_several),
    WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}),
]
"""A list of texts, or one text with commas."""


class Figures(Section):
    """What a rule can compute with; each absent where the source says nothing of it.

    `retry_window`: how long the platform tries a failed delivery again; `attempts`: how often; `response_window`: how
    long it waits for the other side's answer; `call_window`: how long a call to it may last before it is cut off.
    `delivery`, `ordering`: what it promises of its messages; `late_by`: how late one may come all the same.
    `delivery_ids`: names of ids that mark a delivery and not what happened, which a replay has anew.
    `subscription_lost_after`: so many failures in a row end the subscription.
    `key_lifetime`: how long it recognises an idempotency key; `keeps`: how long a dead letter, result or entry of a
    log or queue can be had; `reads_back`: how old a record may be to be read or sent again; `lapses_after`: when a
    reservation or authorisation ends by itself; `visible_after`: how long a change takes until a read shows it.
    `payload_limit`: the largest message or request, `answer_limit`: the largest answer; `page_limit`: records in one
    page or call; `run_limit`: records in one run of its job; `paging_limit`: records that one list can be paged
    through; `rate`: calls per minute, `rate_per`: of whom.
    `assigned_by`: the platform gives the identifier, so it takes no prefix; `unique`: false where nothing keeps two
    records from having the same value; `length`: the longest value in characters.
    """

    retry_window: Duration | None = None
    attempts: WholeNumber | None = None
    response_window: Duration | None = None
    call_window: Duration | None = None
    delivery: Delivery | None = None
    ordering: KeptOrder | None = None
    late_by: Duration | None = None
    delivery_ids: Words | None = None
    subscription_lost_after: WholeNumber | None = None
    key_lifetime: Duration | None = None
    keeps: Duration | None = None
    reads_back: Duration | None = None
    lapses_after: Duration | None = None
    visible_after: Duration | None = None
    payload_limit: Size | None = None
    answer_limit: Size | None = None
    page_limit: WholeNumber | None = None
    run_limit: WholeNumber | None = None
    paging_limit: WholeNumber | None = None
    rate: Number | None = None
    rate_per: Text | None = None
    assigned_by: AssignedBy | None = None
    unique: YesOrNo | None = None
    length: WholeNumber | None = None

    @cached_property  # asked for each flow with the platform
    def given(self) -> Mapping[str, Any]:
        """The figures that there are, by their keys as YAML writes them."""
        values = {(field.alias or name): getattr(self, name) for name, field in type(self).model_fields.items()}
        return {key: value for key, value in values.items() if value is not None}


class AppliesToEntry(Section):
    """Which flows a fact concerns: the platform's side, its mechanism, the object that travels, the field that joins.

    What is absent narrows nothing.
    """

    side: Side | None = None
    mechanism: Words | None = None
    objects: Words | None = None
    fields: Words | None = None


class FactSourceEntry(Section):
    """Where a fact was read. `dated` is what the page says of itself, as it says it."""

    title: Text | None = None
    url: Text | None = None
    dated: Text | None = None


class FactEntry(Section):
    """One property of a platform that matters to a flow, and the question that follows from it."""

    id: Text | None = None
    decision: FactDecision | None = None
    statement: Text | None = None
    question: Text | None = None
    applies_to: AppliesToEntry | None = None
    figure: Text | None = None
    figures: Figures | None = None
    source: FactSourceEntry | None = None
    confidence: Confidence | None = None
    note: Text | None = None


class MechanismEntry(Section):
    """One way in which a platform hands data over or takes it in, and the flows that can use it.

    `patterns` are those of these flows and `objects` words for what they carry; absent where it may be any. `as_source`
    are the patterns where the platform is the source, if these are others.
    """

    id: Text | None = None
    statement: Text | None = None
    side: Side | None = None
    patterns: list[PatternType] | None = None
    as_source: list[PatternType] | None = None
    objects: Words | None = None


class ProfileFile(Section):
    """All that a file of `decisions/profiles/` may hold."""

    platform: Text | None = None
    name: Text | None = None
    read: IsoDate | None = None
    note: Text | None = None
    extends: Text | None = None
    mechanisms: list[MechanismEntry | None] | None = None
    facts: list[FactEntry | None] | None = None
