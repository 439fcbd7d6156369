"""Family C: whether the readers of a flow can live with what its messages carry."""

from __future__ import annotations

import re
from collections.abc import Iterator

from settled.model.answers import OpenQuestion, Section
from settled.model.detailed_text import details_of
from settled.model.findings import Problem
from settled.model.flow import Pattern
from settled.model.flow_terms import ConsumerTerms, Content, NotApplicable, Reconcile, Schema
from settled.model.vocabulary import Compatibility, ContentForm, Phase, UpgradeOrder
from settled.records import Record
from settled.rules.context import Context
from settled.rules.reporting import flow_variants, is_reported, problem_at, shortened

# One version: `3`, `v3.1`, `orders-v3`, `2026-01-15`; what follows a `-` or `+` behind the numbers does not count.
_DATE = re.compile(r"\d{4}-\d{2}(?:-\d{2})?")
_VERSION = re.compile(r"(?P<name>[^\d]*?)[\s_-]*v?\s*(?P<numbers>\d+(?:\.\d+)*)(?:[-+].*)?", re.IGNORECASE)


def content_of(record: Record) -> Content | None:
    """What a message of the flow carries; None where it is open or nobody said."""
    content = record.flow.content if record.flow is not None else None
    return content if isinstance(content, Content) else None


def object_name_of(record: Record) -> str:
    """The id of the object that the flow carries; empty where it is open or missing."""
    name = record.flow.object if record.flow is not None else None
    return name.strip() if isinstance(name, str) else ""


def quantity_as_delta_without_baseline(context: Context) -> Iterator[Problem]:
    """A number that is counted up and down is sent as its changes, and nothing ever sends the number itself.

    Asked of flows whose object the catalog calls `quantity: true` and whose `content.carries` is `delta`. A
    `pattern.reconcile` that says how the number is compared is an answer.

    Why: one change lost or counted twice, and the number is wrong for ever: nothing brings it back. The shop sells
    what is not there, or hides what is.

    Wrong:
        object: stock                            (in the catalog: quantity: true)
        content: {carries: delta}
        pattern: {type: event}

    Right:
        content: {carries: delta}
        pattern:
          type: event
          reconcile: {type: scheduled-job, every: 1 d, compares: stock of each article, by: order-operations}
    """
    landscape = context.project.landscape
    for record in flow_variants(context.project):
        content, name = content_of(record), object_name_of(record)
        pattern = record.flow.pattern if record.flow is not None else None
        path = ("pattern", "reconcile")
        if content is None or content.carries is not ContentForm.DELTA or not landscape.object_of(name).quantity:
            continue
        if not isinstance(pattern, Pattern) or is_reported(record, path):
            continue
        reconcile = pattern.reconcile
        if isinstance(reconcile, OpenQuestion) or (isinstance(reconcile, Reconcile) and _compares(reconcile)):
            continue
        declined = reconcile.not_applicable if isinstance(reconcile, Reconcile) else None
        why = f", and it is not compared: {shortened(declined)}" if isinstance(declined, str) else ""
        yield problem_at(
            record,
            ("content", "carries"),
            f"`{name}` is a quantity and is sent as a delta{why or ', and nothing brings it back to the number'}",
            "say under `pattern.reconcile` how often the number itself is compared or sent, or carry the state",
            value=name,
            related=(
                (landscape.at(("objects", name, "quantity")), f"here `{name}` is a quantity"),
                *(((record.at(path), "here it is not compared"),) if reconcile is not None else ()),
            ),
        )


def _compares(reconcile: Reconcile) -> bool:
    """True where it is said that there is a comparison, in whatever detail."""
    said = (reconcile.type, reconcile.every, reconcile.compares)
    return not reconcile.not_applicable and any(value is not None for value in said)


def deletion_not_decided(context: Context) -> Iterator[Problem]:
    """Nobody said what is sent when the object is deleted.

    Asked from build on, of flows whose `content.carries` is `state` or `notification`. Where the object is never
    deleted, `not-applicable` and why is an answer.

    Why: a state says how things are, and of what is gone there is no state. The article that was taken out stays on
    sale in every system that heard of it.

    Wrong:
        content: {carries: state}

    Right:
        content: {carries: state, deletion: a tombstone with the article number}
    """
    for record in flow_variants(context.project):
        content, path = content_of(record), ("content", "deletion")
        if content is None or content.carries not in {ContentForm.STATE, ContentForm.NOTIFICATION}:
            continue
        if _is_said(content.deletion) or is_reported(record, path) or context.phase_of(record) is Phase.DESIGN:
            continue
        yield problem_at(
            record,
            path,
            f"the flow carries a {content.carries}, and nobody said what is sent when the object is deleted",
            "write under `content.deletion` what tells of it, or `not-applicable:` and why nothing is deleted",
            related=((record.at(("content", "carries")), f"here it carries a {content.carries}"),),
        )


def _is_said(value: object) -> bool:
    """True for a text, an open question, or a question that does not arise for a reason that is given."""
    if isinstance(value, NotApplicable):
        return _is_said(value.not_applicable)
    return bool(value.strip()) if isinstance(value, str) else isinstance(value, Section)


def consumer_behind_producer(context: Context) -> Iterator[Problem]:
    """A consumer reads an older version than the one that is sent, or the upgrade goes the way that breaks.

    `content.schema.version` is held against `reads` of each consumer where it is not said that old readers can read
    the new version (`compatible` is neither `forward` nor `full`), and where consumers are said to be upgraded first.
    And who upgrades first is held against `compatible`: `consumers-first` needs new readers that read the old version
    (`backward` or `full`), `producer-first` old readers that read the new one (`forward` or `full`). Where a
    consumer is behind already, the order of the upgrade is not told as well.

    Why: the consumer refuses every message from the first day on, or reads the new field as nothing.

    Wrong:
        consumers: [{system: erp, reads: 2}]
        content: {schema: {contract: orders, version: 3}, compatible: backward}

    Right:
        consumers: [{system: erp, reads: 3}]
        content: {schema: {contract: orders, version: 3}, compatible: backward}
    """
    for record in flow_variants(context.project):
        content = content_of(record)
        if content is not None:
            yield from list(_behind(record, content)) or _upgraded_the_wrong_way(record, content)


def _behind(record: Record, content: Content) -> Iterator[Problem]:
    schema, compatible = content.schema_, content.compatible
    sent = schema.version if isinstance(schema, Schema) else None
    consumers = record.flow.consumers if record.flow is not None else None
    is_unknown = isinstance(compatible, OpenQuestion) or record.is_invalid(("content", "compatible"))
    is_out_of_turn = compatible is Compatibility.FULL and content.upgrade is UpgradeOrder.CONSUMERS_FIRST
    can_be_read = compatible in {Compatibility.FORWARD, Compatibility.FULL} and not is_out_of_turn
    if can_be_read or is_unknown or not isinstance(sent, str):
        return
    place = ("content", "schema", "version")
    for index, consumer in enumerate(consumers if isinstance(consumers, list) else ()):
        reads = details_of(consumer, ConsumerTerms).reads
        if isinstance(reads, str) and _is_older(reads, sent):
            said = f"`compatible` is `{compatible}`" if compatible is not None else "nobody said that it could"
            why = f"which an older reader cannot read ({said})"
            if is_out_of_turn:
                why = f"although consumers are upgraded first (`upgrade` is `{content.upgrade}`)"
            yield problem_at(
                record,
                ("consumers", index, "reads"),
                f"`{consumer}` reads version {shortened(reads)} and version {shortened(sent)} is sent, {why}",
                "upgrade the consumer first, or send what older readers understand and say so under "
                "`content.compatible`",
                value=f"{consumer} {reads} {sent}",
                related=((record.at(place), f"here version {shortened(sent)} is sent"),)
                + (
                    ((record.at(("content", "compatible")), f"here it is `{compatible}`"),)
                    if compatible is not None
                    else ()
                ),
            )


_BROKEN_BY = {
    UpgradeOrder.CONSUMERS_FIRST: (Compatibility.FORWARD, "new readers would have to read what is sent until then"),
    UpgradeOrder.PRODUCER_FIRST: (Compatibility.BACKWARD, "old readers would have to read the new version"),
}


def _upgraded_the_wrong_way(record: Record, content: Content) -> Iterator[Problem]:
    upgrade, compatible = content.upgrade, content.compatible
    if not isinstance(upgrade, UpgradeOrder) or not isinstance(compatible, Compatibility):
        return
    broken, needed = _BROKEN_BY[upgrade]
    if compatible in {broken, Compatibility.NONE}:
        yield problem_at(
            record,
            ("content", "upgrade"),
            f"the upgrade goes `{upgrade}` and the schema is compatible `{compatible}`: {needed}",
            "turn the order round, or make the schema compatible the other way (`backward` for consumers-first, "
            "`forward` for producer-first)",
            value=f"{upgrade} {compatible}",
            related=((record.at(("content", "compatible")), f"here it is `{compatible}`"),),
        )


def _is_older(reads: str, sent: str) -> bool:
    """True where all that a consumer reads is older than what is sent; False where they cannot be compared."""
    wanted = _version(sent)
    known = [_version(part) for part in re.split(r"[,;/|]|\band\b|\bor\b|\bto\b", reads) if part.strip()]
    if wanted is None or not known:
        return False
    name, numbers = wanted
    compared = [(other, version) for each in known if each is not None for other, version in [each]]
    is_comparable = len(compared) == len(known) and all(other in {"", name} or not name for other, _ in compared)
    return is_comparable and all(_padded(version, numbers) < _padded(numbers, version) for _, version in compared)


def _version(text: str) -> tuple[str, tuple[int, ...]] | None:
    """The name before a version, in lower case, and its numbers."""
    stripped = text.strip()
    if _DATE.fullmatch(stripped):
        return "", tuple(map(int, stripped.split("-")))
    found = _VERSION.fullmatch(stripped)
    if found is None:
        return None
    name = re.sub(r"\W+", " ", found["name"].casefold()).strip()
    return "" if name == "version" else name, tuple(map(int, found["numbers"].split(".")))


def _padded(numbers: tuple[int, ...], other: tuple[int, ...]) -> tuple[int, ...]:
    """`numbers` with zeros behind, as long as `other`: version 3 is version 3.0."""
    return numbers + (0,) * (len(other) - len(numbers))
