"""What a flow can state beyond the six decisions, so that it can be computed whether they hold.

The keys are those of "What a flow can say" in `docs/record-format.md`.
"""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Discriminator, Field, Tag

from settled.model.answers import Answer, Section, Text, Texts, WholeNumber
from settled.model.detailed_text import MAP_TAG, TEXT_TAG, as_text, form_of_text
from settled.model.duration import Duration
from settled.model.parsed_text import CutOff, Memory, Money
from settled.model.vocabulary import (
    Compatibility,
    ContentForm,
    DataClass,
    Letters,
    Otherwise,
    PatternType,
    UpgradeOrder,
)


class ConsumerTerms(Section):
    """A consumer and what differs for it: its own promise, and the version of the schema that it reads."""

    system: Answer[Text] = None
    within: Answer[Duration] = None
    reads: Answer[Text] = None


Consumer = Annotated[
    Annotated[Text, Tag(TEXT_TAG)] | Annotated[ConsumerTerms, AfterValidator(as_text("system")), Tag(MAP_TAG)],
    Discriminator(form_of_text),
]
"""The id of a consuming system; `details_of(consumer, ConsumerTerms)` is what differs for it."""


def _consumers(value: Any) -> Any:
    """One text may name several, with commas."""
    return [part.strip() for part in value.split(",") if part.strip()] if isinstance(value, str) else value


Consumers = Annotated[list[Answer[Consumer]], BeforeValidator(_consumers)]
"""The systems that receive the object."""


class FieldTerms(Section):
    """The field of an identifier in one system: how long a value may be there, of which letters, by which contract."""

    field: Answer[Text] = None
    length: Answer[WholeNumber] = None
    letters: Answer[Letters] = None
    contract: Answer[Text] = None


FieldName = Annotated[
    Annotated[Text, Tag(TEXT_TAG)] | Annotated[FieldTerms, AfterValidator(as_text("field")), Tag(MAP_TAG)],
    Discriminator(form_of_text),
]
"""The name of a field; `details_of(name, FieldTerms)` is what it can hold."""


class SupportActionTerms(Section):
    """What somebody does for support, and which team does it."""

    team: Answer[Text] = None
    action: Answer[Text] = None


SupportAction = Annotated[
    Annotated[Text, Tag(TEXT_TAG)] | Annotated[SupportActionTerms, AfterValidator(as_text("action")), Tag(MAP_TAG)],
    Discriminator(form_of_text),
]
"""A support action in words; `details_of(action, SupportActionTerms)` names the team."""


class Requirement(Section):
    """A flow that must have happened for the same object instance, and what happens where it has not."""

    flow: Answer[Text] = None
    otherwise: Answer[Otherwise] = None


class Reconcile(Section):
    """The comparison that finds what was lost: how, how often, of what, and who acts on it."""

    type: Answer[PatternType] = None
    every: Answer[Duration] = None
    compares: Answer[Text] = None
    by: Answer[Text] = None
    not_applicable: Answer[Text] = None


class Schema(Section):
    """The contract of the content and its version."""

    contract: Answer[Text] = None
    version: Answer[Text] = None


class NotApplicable(Section):
    """A question that does not arise here, and why."""

    not_applicable: Answer[Text] = None


def _form_of_answer(value: Any) -> str:
    is_map = isinstance(value, NotApplicable) or (isinstance(value, dict) and "not-applicable" in value)
    return MAP_TAG if is_map else TEXT_TAG


TextOrReason = Annotated[
    Annotated[Text, Tag(TEXT_TAG)] | Annotated[NotApplicable, Tag(MAP_TAG)],
    Discriminator(_form_of_answer),
]
"""A text, or why the question does not arise."""
KeptFor = Annotated[
    Annotated[Memory, Tag(TEXT_TAG)] | Annotated[NotApplicable, Tag(MAP_TAG)],
    Discriminator(_form_of_answer),
]
"""How long something is kept, or why the question does not arise."""
LookBack = Annotated[
    Annotated[Duration, Tag(TEXT_TAG)] | Annotated[NotApplicable, Tag(MAP_TAG)],
    Discriminator(_form_of_answer),
]
"""How far something looks back, or why the question does not arise."""


class Reads(Section):
    """How a job finds what has changed: the cursor, and how far it looks back behind it."""

    by: Answer[Text] = None
    overlap: Answer[LookBack] = None
    not_applicable: Answer[Text] = None


ReleaseStep = Annotated[
    Annotated[Texts, Tag(TEXT_TAG)] | Annotated[NotApplicable, Tag(MAP_TAG)],
    Discriminator(_form_of_answer),
]
"""What is paused, drained and so on with a release, or why the question does not arise; an empty list is an answer."""

Requirements = Annotated[
    Annotated[list[Answer[Requirement]], Tag(TEXT_TAG)] | Annotated[NotApplicable, Tag(MAP_TAG)],
    Discriminator(_form_of_answer),
]
"""The flows that a flow requires, or why it requires none."""


class Content(Section):
    """What a message of the flow carries, and how its readers keep up with it."""

    carries: Answer[ContentForm] = None
    version: Answer[TextOrReason] = None
    deletion: Answer[TextOrReason] = None
    schema_: Annotated[Answer[Schema], Field(alias="schema")] = None
    upgrade: Answer[UpgradeOrder] = None
    compatible: Answer[Compatibility] = None
    data: Answer[list[Answer[DataClass]]] = None


class MoneyTerms(Section):
    """How amounts are understood on both sides."""

    currency: Answer[Text] = None
    rounding: Answer[Text] = None
    cut_off: Answer[CutOff] = None
    tolerance: Answer[Money] = None


class Expiry(Section):
    """Something that the flow has to use before it lapses."""

    what: Answer[Text] = None
    after: Answer[Duration] = None
    from_: Annotated[Answer[Text], Field(alias="from")] = None


class SuppressionLimit(Section):
    """How many failures of a kind may be suppressed, and in which time."""

    up_to: Answer[WholeNumber] = None
    per: Answer[Duration] = None
