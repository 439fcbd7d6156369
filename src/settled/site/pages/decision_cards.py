"""The six decisions on the page of a flow: a card each, with its state and what was answered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from settled.model.answers import OpenQuestion
from settled.model.detailed_text import details_of
from settled.model.duration import Duration
from settled.model.flow import Flow, Identifier, Ordering
from settled.model.flow_terms import ConsumerTerms
from settled.model.parsed_text import Memory
from settled.model.vocabulary import OnOrderingFailure, RequiredDecision
from settled.records import Record
from settled.site import words
from settled.site.links import anchor
from settled.site.pages.composed import by_team, composed, kept, said, term
from settled.site.pages.failures import owners_in_words
from settled.site.pages.page_view import PageView
from settled.site.pages.shapes import STATE_CHIPS, Chip, Fact, Link, Value


@dataclass(frozen=True, slots=True)
class DecisionCard:
    """One of the six decisions: its state, and what it says."""

    anchor: str
    title: str
    state: Chip
    facts: tuple[Fact, ...]


def decision_cards(view: PageView, record: Record, flow: Flow) -> tuple[DecisionCard, ...]:
    """The six decisions of `flow`, in their order."""
    makers = {
        RequiredDecision.SOURCE: _source_facts,
        RequiredDecision.PATTERN: _pattern_facts,
        RequiredDecision.IDENTIFIERS: _identifier_facts,
        RequiredDecision.LATENCY: _latency_facts,
        RequiredDecision.IDEMPOTENCY: _idempotency_facts,
        RequiredDecision.FAILURE_OWNER: _failure_facts,
    }
    return tuple(
        DecisionCard(
            anchor=decision_anchor(decision),
            title=words.capital(decision.label),
            state=STATE_CHIPS[view.site.states[record.file][decision]],
            facts=tuple(fact for fact in makers[decision](view, record, flow) if fact is not None),
        )
        for decision in RequiredDecision
    )


def decision_anchor(decision: RequiredDecision) -> str:
    """The anchor of a decision's card on the page of its flow."""
    return anchor("decision", decision.value.replace("_", "-"))


def _section_facts(
    view: PageView,
    record: Record,
    path: tuple[str | int, ...],
    section: Any,
    rows: tuple[tuple[str, str, Any, bool], ...],
) -> list[Fact]:
    """A fact per row (label, key, how to show it, whether its absence matters); one for a section that is not there."""
    if section is None or isinstance(section, OpenQuestion):
        return [Fact("", view.value(record, path, section))]
    facts: list[Fact] = []
    for label, key, show, needed in rows:
        attribute = {"class": "class_", "in": "in_"}.get(key, key.replace("-", "_"))
        answer = getattr(section, attribute)
        if needed or answer is not None or record.is_invalid((*path, key)):
            facts.append(Fact(label, view.value(record, (*path, key), answer, show)))
    return facts


def _source_facts(view: PageView, record: Record, flow: Flow) -> list[Fact]:
    facts = _section_facts(
        view,
        record,
        ("source",),
        flow.source,
        (
            ("Created in", "system", view.system, True),
            ("Trigger", "trigger", None, True),
            ("Handed over by", "mechanism", term, False),
            ("Passes on what came by", "forwards", lambda name: view.reference(name, record), False),
            ("Waits before it sends", "waits", None, False),
            ("Knows its own changes by", "ignores", None, False),
        ),
    )
    facts.append(Fact("Received by", view.value(record, ("consumers",), flow.consumers, view.system)))
    if flow.via is not None:
        facts.append(Fact("Carried by", view.value(record, ("via",), flow.via, view.system)))
    return facts


def _pattern_facts(view: PageView, record: Record, flow: Flow) -> list[Fact]:
    pattern = flow.pattern
    facts = _section_facts(
        view,
        record,
        ("pattern",),
        pattern,
        (
            ("Pattern", "type", None, True),
            ("Because", "because", None, True),
            ("Instead of", "instead-of", None, False),
            ("Timeout", "timeout", None, False),
            ("Starts every", "every", None, False),
            ("Takes up to", "takes", None, False),
        ),
    )
    if pattern is None or isinstance(pattern, OpenQuestion):
        return facts
    if pattern.ordering is not None:
        facts += _ordering_facts(view, record, pattern.ordering)
    for label, key, section, describe in (
        ("Reads changes", "reads", pattern.reads, _reads_words),
        ("Brought back by", "reconcile", pattern.reconcile, _reconcile_words),
    ):
        if section is not None or record.is_invalid(("pattern", key)):
            facts.append(Fact(label, composed(view, record, ("pattern", key), section, describe)))
    if pattern.batch is not None or record.is_invalid(("pattern", "batch")):
        facts.append(Fact("In one call or file", view.value(record, ("pattern", "batch"), pattern.batch, _batch)))
    return facts


_BEHIND_A_FAILURE = {
    OnOrderingFailure.BLOCK: "all behind it wait",
    OnOrderingFailure.PARK: "it is parked, and the others go on",
    OnOrderingFailure.SKIP: "it is skipped",
}


def _ordering_facts(view: PageView, record: Record, ordering: Any) -> list[Fact]:
    path = ("pattern", "ordering")
    if not isinstance(ordering, Ordering):
        return [Fact("Order of arrival", view.value(record, path, ordering))]
    if ordering.needed is False:
        return [Fact("Order of arrival", Value(links=(Link("does not matter"),)))]
    key = view.value(record, (*path, "key"), ordering.key)
    facts = [Fact("Order of arrival", Value(links=(Link(f"kept by {key.plain}"),)) if key.links else key)]
    on_failure = (*path, "on-failure")
    if ordering.on_failure is not None or record.is_invalid(on_failure):
        shown = view.value(record, on_failure, ordering.on_failure, lambda does: Link(_BEHIND_A_FAILURE[does]))
        facts.append(Fact("When one fails", shown))
    return facts


def _reads_words(view: PageView, reads: Any) -> list[Link]:
    overlap = f"{said(reads.overlap)} of overlap" if isinstance(reads.overlap, Duration) else ""
    return [Link(f"by {said(reads.by)}" if said(reads.by) else ""), Link(overlap)]


def _reconcile_words(view: PageView, reconcile: Any) -> list[Link]:
    how = said(reconcile.type)
    every = f"every {said(reconcile.every)}" if said(reconcile.every) else ""
    compares = f"compares {said(reconcile.compares)}" if said(reconcile.compares) else ""
    return [Link(" ".join(part for part in (how, every) if part)), Link(compares), by_team(view, reconcile.by)]


def _batch(batch: Any) -> Link:
    return Link(words.counted(batch.records, "record") if batch.records is not None else words.text(batch))


def _identifier_facts(view: PageView, record: Record, flow: Flow) -> list[Fact]:
    identifiers = flow.identifiers
    if not isinstance(identifiers, list) or not identifiers:
        return [Fact("", view.value(record, ("identifiers",), None if identifiers == [] else identifiers))]
    facts: list[Fact] = []
    for index, entry in enumerate(identifiers):
        path = ("identifiers", index)
        if not isinstance(entry, Identifier):
            facts.append(Fact("", view.value(record, path, entry)))
            continue
        name = view.value(record, (*path, "name"), entry.name)
        role = words.text(entry.role) if isinstance(entry.role, str) else ""
        facts.append(Fact(words.capital(role) or "Identifier", name))
    return facts


def _latency_facts(view: PageView, record: Record, flow: Flow) -> list[Fact]:
    latency = flow.latency
    # What it costs to be late is asked for once somebody said when that is.
    has_limit = latency is not None and not isinstance(latency, OpenQuestion) and latency.within is not None
    rows = (("Class", "class", None, True), ("Within", "within", None, False), ("If late", "if-late", None, has_limit))
    facts = _section_facts(view, record, ("latency",), latency, rows)
    for index, consumer in enumerate(flow.consumers if isinstance(flow.consumers, list) else []):
        within, path = details_of(consumer, ConsumerTerms).within, ("consumers", index, "within")
        if isinstance(consumer, str) and (within is not None or record.is_invalid(path)):
            facts.append(Fact(f"Within, to {view.system(consumer).text}", view.value(record, path, within)))
    return facts


def _idempotency_facts(view: PageView, record: Record, flow: Flow) -> list[Fact]:
    section = flow.idempotency
    facts = _section_facts(
        view,
        record,
        ("idempotency",),
        section,
        (("Key", "key", None, True), ("Duplicates", "duplicates", None, True), ("Remembers", "remembers", kept, False)),
    )
    if section is None or isinstance(section, OpenQuestion):
        return facts
    for label, key, entry, describe in (
        ("Retry", "retry", section.retry, _retry_words),
        ("Dead letter", "dead-letter", section.dead_letter, _dead_letter_words),
        ("Replay", "replay", section.replay, _replay_words),
    ):
        facts.append(Fact(label, composed(view, record, ("idempotency", key), entry, describe)))
    return facts


def _retry_words(view: PageView, retry: Any) -> list[Link]:
    attempts = f"{said(retry.attempts)} attempts" if said(retry.attempts) else ""
    within = f"within {said(retry.within)}" if said(retry.within) else ""
    backoff = f"{said(retry.backoff)} backoff" if said(retry.backoff) else ""
    return [Link(" ".join(part for part in (attempts, within) if part)), Link(backoff)]


def _dead_letter_words(view: PageView, dead_letter: Any) -> list[Link]:
    keeps = kept(dead_letter.keeps) if said(dead_letter.keeps) else Link("")
    if isinstance(dead_letter.keeps, Memory):
        keeps = Link(f"keeps {keeps.text}")
    return [Link(said(dead_letter.to), is_id=True), by_team(view, dead_letter.alert, "alerts"), keeps]


def _replay_words(view: PageView, replay: Any) -> list[Link]:
    safe = f"safe because {said(replay.safe_because)}" if said(replay.safe_because) else ""
    reaches = replay.reaches_back
    back = f"reaches back {said(reaches)}" if isinstance(reaches, Duration) else ""
    return [by_team(view, replay.by), Link(said(replay.how)), Link(safe), Link(back)]


def _failure_facts(view: PageView, record: Record, flow: Flow) -> list[Fact]:
    failures = flow.failures
    if not isinstance(failures, list) or not failures:
        return [Fact("", view.value(record, ("failures",), None if failures == [] else failures))]
    return owners_in_words(view, record, failures)
