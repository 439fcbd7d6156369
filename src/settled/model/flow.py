"""The front matter of a flow: the six required decisions, the responsibility map and the slices."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from settled.model.answers import Answer, Number, Section, Text, Texts, WholeNumber, YesOrNo
from settled.model.decision import RecordFields
from settled.model.duration import Duration
from settled.model.flow_terms import (
    Consumers,
    Content,
    Expiry,
    FieldName,
    KeptFor,
    LookBack,
    MoneyTerms,
    Reads,
    Reconcile,
    ReleaseStep,
    Requirements,
    SupportAction,
    SuppressionLimit,
)
from settled.model.parsed_text import Batch
from settled.model.vocabulary import (
    Authority,
    Backoff,
    ExceptionClass,
    IdentifierRole,
    LatencyClass,
    Letters,
    Level,
    OnOrderingFailure,
    PatternType,
    Phase,
    SliceState,
    Trace,
)


class Volume(Section):
    """How much passes: records per day and per minute at peak, and how long a peak lasts."""

    per_day: Answer[Number] = None
    peak_per_minute: Answer[Number] = None
    peak_lasts: Answer[Duration] = None


class Source(Section):
    """Decision 1: the system that creates the event and holds the truth, and what makes it do so.

    `mechanism` is how its platform hands the event over, `forwards` the flows that brought what this one passes on,
    `waits` how long it waits after the event before it sends, `ignores` by what it knows a change that came from here.
    """

    system: Answer[Text] = None
    trigger: Answer[Text] = None
    mechanism: Answer[Text] = None
    forwards: Answer[Texts] = None
    waits: Answer[Duration] = None
    ignores: Answer[Text] = None


class Change(Section):
    """A system that may enrich or change the object on its way; no `fields` means the whole object."""

    system: Answer[Text] = None
    fields: Answer[Texts] = None
    conflict: Answer[Text] = None


class Rejection(Section):
    """A system that may refuse the object, and on what rule."""

    system: Answer[Text] = None
    rule: Answer[Text] = None


class Corrections(Section):
    """Teams that may correct bad data, and teams that can only ask for it."""

    correct: Answer[Texts] = None
    request: Answer[Texts] = None


class Ordering(Section):
    """Whether the order of arrival matters, by which key it is kept, and what waits behind one that fails."""

    needed: Answer[YesOrNo] = None
    key: Answer[Text] = None
    on_failure: Answer[OnOrderingFailure] = None


class Pattern(Section):
    """Decision 2: how the object travels, chosen for this flow and with a reason."""

    type: Answer[PatternType] = None
    because: Answer[Text] = None
    instead_of: Answer[list[Answer[PatternType]]] = None
    ordering: Answer[Ordering] = None
    timeout: Answer[Duration] = None
    every: Answer[Duration] = None
    takes: Answer[Duration] = None
    reconcile: Answer[Reconcile] = None
    reads: Answer[Reads] = None
    batch: Answer[Batch] = None


class Identifier(Section):
    """Decision 3: one field that joins the records, with its name in each system.

    `of` is the object that it identifies where that is not the flow's own, `assigned_by` the system that gives the
    value where that is not the source; `length` and `letters` are those of the longest value, prefix included.
    """

    name: Answer[Text] = None
    role: Answer[IdentifierRole] = None
    of: Answer[Text] = None
    assigned_by: Answer[Text] = None
    length: Answer[WholeNumber] = None
    letters: Answer[Letters] = None
    in_: Annotated[Answer[dict[str, Answer[FieldName]]], Field(alias="in")] = None
    prefix: Answer[dict[str, Answer[Text]]] = None


class Latency(Section):
    """Decision 4: how late is too late, in business terms."""

    class_: Annotated[Answer[LatencyClass], Field(alias="class")] = None
    within: Answer[Duration] = None
    if_late: Answer[Text] = None


class Retry(Section):
    """How often and how long a failed delivery is tried again."""

    attempts: Answer[WholeNumber] = None
    within: Answer[Duration] = None
    backoff: Answer[Backoff] = None
    not_applicable: Answer[Text] = None


class DeadLetter(Section):
    """Where a delivery goes that was given up on, and who is told."""

    to: Answer[Text] = None
    alert: Answer[Text] = None
    keeps: Answer[KeptFor] = None
    not_applicable: Answer[Text] = None


class Replay(Section):
    """Who may send again what was lost, how, and why that does no harm."""

    by: Answer[Text] = None
    how: Answer[Text] = None
    safe_because: Answer[Text] = None
    reaches_back: Answer[LookBack] = None
    not_applicable: Answer[Text] = None


class Idempotency(Section):
    """Decision 5: duplicates, retry, dead letter and replay."""

    key: Answer[Text] = None
    remembers: Answer[KeptFor] = None
    duplicates: Answer[Text] = None
    retry: Answer[Retry] = None
    dead_letter: Answer[DeadLetter] = None
    replay: Answer[Replay] = None


class Failure(Section):
    """Decision 6: one way to fail, and the team that answers for it."""

    mode: Answer[Text] = None
    detect: Answer[Text] = None
    effect: Answer[Text] = None
    trace: Answer[Trace] = None
    owner: Answer[Text] = None
    authority: Answer[list[Answer[Authority]]] = None
    suppress: Answer[SuppressionLimit] = None
    runbook: Answer[Text] = None


class ThinSlice(Section):
    """The first proof: one object, end to end, with a negative test and a support action."""

    state: Answer[SliceState] = None
    example: Answer[Text] = None
    transformation: Answer[Text] = None
    negative_test: Answer[Text] = None
    retry: Answer[Text] = None
    alert: Answer[Text] = None
    support_action: Answer[SupportAction] = None
    evidence: Answer[Texts] = None


class ExceptionCase(Section):
    """How one of the recurring exceptions is handled, or why it cannot happen here."""

    handled_by: Answer[Text] = None
    not_applicable: Answer[Text] = None
    evidence: Answer[Texts] = None


class ExceptionsSlice(Section):
    """The second proof: the exceptions that production guarantees."""

    state: Answer[SliceState] = None
    cases: Answer[dict[ExceptionClass, Answer[ExceptionCase]]] = None
    evidence: Answer[Texts] = None


class ReleaseSlice(Section):
    """The third proof: release and rollback."""

    state: Answer[SliceState] = None
    pause: Answer[ReleaseStep] = None
    drain: Answer[ReleaseStep] = None
    replay: Answer[ReleaseStep] = None
    reconcile: Answer[ReleaseStep] = None
    survives: Answer[ReleaseStep] = None
    evidence: Answer[Texts] = None


class Slices(Section):
    """The three thin vertical proofs of a flow."""

    thin: Answer[ThinSlice] = None
    exceptions: Answer[ExceptionsSlice] = None
    release: Answer[ReleaseSlice] = None


class FlowTerms(Section):
    """What a flow decides and states; a variant may say any of it anew."""

    criticality: Answer[Level] = None
    volume: Answer[Volume] = None
    source: Answer[Source] = None
    consumers: Answer[Consumers] = None
    via: Answer[Texts] = None
    requires: Answer[Requirements] = None
    content: Answer[Content] = None
    money: Answer[MoneyTerms] = None
    expires: Answer[list[Answer[Expiry]]] = None
    may_change: Answer[list[Answer[Change]]] = None
    may_reject: Answer[list[Answer[Rejection]]] = None
    corrections: Answer[Corrections] = None
    pattern: Answer[Pattern] = None
    identifiers: Answer[list[Answer[Identifier]]] = None
    latency: Answer[Latency] = None
    idempotency: Answer[Idempotency] = None
    failures: Answer[list[Answer[Failure]]] = None


class Flow(FlowTerms, RecordFields):
    """A flow decision record. `variants` are its regions, brands or environments: what differs from the rest."""

    object: Answer[Text] = None
    phase: Answer[Phase] = None
    variants: Answer[dict[str, Answer[FlowTerms]]] = None
    slices: Answer[Slices] = None
    after: Answer[Texts] = None
    risks: Answer[Texts] = None
