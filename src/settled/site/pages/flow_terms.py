"""What a flow carries and depends on, as cards beside the six decisions: content, money, what lapses, what it needs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from settled.model.answers import OpenQuestion
from settled.model.detailed_text import details_of
from settled.model.flow import Flow
from settled.model.flow_terms import ConsumerTerms, Expiry, NotApplicable, Requirement, Schema
from settled.model.parsed_text import CutOff
from settled.model.vocabulary import Compatibility, ContentForm, Otherwise, UpgradeOrder
from settled.records import Record
from settled.site import words
from settled.site.links import anchor
from settled.site.pages.composed import kept, said
from settled.site.pages.page_view import PageView
from settled.site.pages.shapes import Fact, Link, Value

_CARRIES = {
    ContentForm.STATE: "how the object is",
    ContentForm.DELTA: "what changed in it",
    ContentForm.COMMAND: "what is to be done",
    ContentForm.NOTIFICATION: "that something happened",
}
_UPGRADES = {
    UpgradeOrder.CONSUMERS_FIRST: "the consumers take a new version first",
    UpgradeOrder.PRODUCER_FIRST: "the source takes a new version first",
}
_COMPATIBLE = {
    Compatibility.BACKWARD: "new readers read old messages",
    Compatibility.FORWARD: "old readers read new messages",
    Compatibility.FULL: "old and new read each other",
    Compatibility.NONE: "neither reads the other's messages",
}
_OTHERWISE = {
    Otherwise.PARK: "else it is parked",
    Otherwise.REJECT: "else it is rejected",
    Otherwise.PROCEED: "else it goes on all the same",
}


@dataclass(frozen=True, slots=True)
class TermsCard:
    """One of the things that a flow states beside its decisions."""

    anchor: str
    title: str
    facts: tuple[Fact, ...]


def terms_cards(view: PageView, record: Record, flow: Flow) -> tuple[TermsCard, ...]:
    """A card for each thing that the record states; none for what it does not mention."""
    cards = (
        ("content", "Content", _content(view, record, flow)),
        ("money", "Money", _money(view, record, flow)),
        ("expires", "What lapses", _expires(view, record, flow)),
        ("requires", "What must have happened", _requires(view, record, flow)),
    )
    return tuple(TermsCard(anchor("terms", key), title, facts) for key, title, made in cards if (facts := tuple(made)))


def _content(view: PageView, record: Record, flow: Flow) -> Iterator[Fact]:
    content, path = flow.content, ("content",)
    if content is None or isinstance(content, OpenQuestion):
        yield from _whole(view, record, path, content)
    else:
        yield from _answers(
            view,
            record,
            path,
            (
                ("Carries", "carries", content.carries, lambda form: Link(_CARRIES[form])),
                ("An older one is known by", "version", content.version, None),
                ("When it is deleted", "deletion", content.deletion, kept),
            ),
        )
        yield from _schema(view, record, content.schema_)
        yield from _answers(
            view,
            record,
            path,
            (
                ("Upgrade", "upgrade", content.upgrade, lambda order: Link(_UPGRADES[order])),
                ("Versions", "compatible", content.compatible, lambda which: Link(_COMPATIBLE[which])),
                ("Data", "data", content.data, None),
            ),
        )
    for index, consumer in enumerate(flow.consumers if isinstance(flow.consumers, list) else []):
        reads = details_of(consumer, ConsumerTerms).reads
        if isinstance(consumer, str) and reads is not None:
            shown = view.value(record, ("consumers", index, "reads"), reads, lambda text: Link(f"version {text}"))
            yield Fact(f"{view.system(consumer).text} reads", shown)


def _schema(view: PageView, record: Record, schema: Any) -> Iterator[Fact]:
    path = ("content", "schema")
    if isinstance(schema, Schema):
        parts = (said(schema.contract), f"version {said(schema.version)}" if said(schema.version) else "")
        question = next((view.question(part) for _, part in schema if isinstance(part, OpenQuestion)), None)
        yield Fact("Schema", Value(links=tuple(Link(part) for part in parts if part), question=question))
    else:
        yield from _answers(view, record, ("content",), (("Schema", path[-1], schema, None),))


def _money(view: PageView, record: Record, flow: Flow) -> Iterator[Fact]:
    money, path = flow.money, ("money",)
    if money is None or isinstance(money, OpenQuestion):
        yield from _whole(view, record, path, money)
        return
    yield from _answers(
        view,
        record,
        path,
        (
            ("Currency", "currency", money.currency, None),
            ("Rounding", "rounding", money.rounding, None),
            ("The day ends at", "cut-off", money.cut_off, _cut_off),
            ("Tolerance", "tolerance", money.tolerance, None),
        ),
    )


def _cut_off(cut_off: CutOff) -> Link:
    zone = cut_off.zone.text if cut_off.zone is not None else "without a time zone"
    return Link(f"{cut_off.time} {zone}")


def _expires(view: PageView, record: Record, flow: Flow) -> Iterator[Fact]:
    for index, entry in _entries(flow.expires):
        path = ("expires", index)
        if not isinstance(entry, Expiry):
            yield Fact("", view.value(record, path, entry))
            continue
        start = f"after {said(entry.after)}" if said(entry.after) else ""
        start += f" from {said(entry.from_)}" if said(entry.from_) else ""
        question = next((view.question(part) for _, part in entry if isinstance(part, OpenQuestion)), None)
        shown = Value(links=(Link(start.strip()),) if start else (), question=question)
        label = words.capital(said(entry.what)) or f"Entry {index + 1}"
        yield Fact(label, shown if start or question else Value(lack=view.lack(record, (*path, "after"))))


def _requires(view: PageView, record: Record, flow: Flow) -> Iterator[Fact]:
    if isinstance(flow.requires, NotApplicable):
        yield Fact("Needs", Value(links=(kept(flow.requires),)))
    for index, entry in _entries(flow.requires):
        path = ("requires", index)
        if not isinstance(entry, Requirement):
            yield Fact("", view.value(record, path, entry))
            continue
        needed = view.value(record, (*path, "flow"), entry.flow, lambda name: view.reference(name, record))
        if isinstance(entry.otherwise, Otherwise) and needed.links:
            needed = Value(links=(*needed.links, Link(_OTHERWISE[entry.otherwise])), question=needed.question)
        yield Fact("Needs", needed)


def _entries(answer: Any) -> list[tuple[int, Any]]:
    """The entries of a list; the one question that stands in its place."""
    if isinstance(answer, list):
        return list(enumerate(answer))
    return [(0, answer)] if isinstance(answer, OpenQuestion) else []


def _whole(view: PageView, record: Record, path: tuple[str, ...], answer: OpenQuestion | None) -> Iterator[Fact]:
    """A section that is one open question, or could not be understood; nothing for one that is not there."""
    if answer is not None or record.is_invalid(path):
        yield Fact("", view.value(record, path, answer))


def _answers(
    view: PageView, record: Record, path: tuple[str, ...], rows: tuple[tuple[str, str, Any, Any], ...]
) -> Iterator[Fact]:
    """A fact for each row (label, key, answer, how to show it) that says something."""
    for label, key, answer, show in rows:
        if answer is not None or record.is_invalid((*path, key)):
            yield Fact(label, view.value(record, (*path, key), answer, show))
