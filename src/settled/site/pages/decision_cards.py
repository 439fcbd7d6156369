"""The six decisions on the page of a flow: a card each, with its state and what was answered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from settled.model.answers import OpenQuestion
from settled.model.flow import Flow, Identifier
from settled.model.vocabulary import RequiredDecision
from settled.records import Record
from settled.site import words
from settled.site.links import anchor
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
        (("Created in", "system", view.system, True), ("Trigger", "trigger", None, True)),
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
    if pattern is not None and not isinstance(pattern, OpenQuestion) and pattern.ordering is not None:
        ordering = pattern.ordering
        if isinstance(ordering, OpenQuestion):
            facts.append(Fact("Order of arrival", view.value(record, ("pattern", "ordering"), ordering)))
        elif ordering.needed is False:
            facts.append(Fact("Order of arrival", Value(links=(Link("does not matter"),))))
        else:
            key = view.value(record, ("pattern", "ordering", "key"), ordering.key)
            shown = Value(links=(Link(f"kept by {key.plain}"),)) if key.links else key
            facts.append(Fact("Order of arrival", shown))
    return facts


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
    return _section_facts(view, record, ("latency",), latency, rows)


def _idempotency_facts(view: PageView, record: Record, flow: Flow) -> list[Fact]:
    section = flow.idempotency
    facts = _section_facts(
        view, record, ("idempotency",), section, (("Key", "key", None, True), ("Duplicates", "duplicates", None, True))
    )
    if section is None or isinstance(section, OpenQuestion):
        return facts
    for label, key, entry, describe in (
        ("Retry", "retry", section.retry, _retry_words),
        ("Dead letter", "dead-letter", section.dead_letter, _dead_letter_words),
        ("Replay", "replay", section.replay, _replay_words),
    ):
        path = ("idempotency", key)
        if entry is None or isinstance(entry, OpenQuestion):
            facts.append(Fact(label, view.value(record, path, entry)))
            continue
        question = next((view.question(part) for _, part in entry if isinstance(part, OpenQuestion)), None)
        if isinstance(entry.not_applicable, str):
            links: tuple[Link, ...] = (Link(f"not needed: {entry.not_applicable}"),)
        else:
            links = tuple(link for link in describe(view, entry) if link.text)
        if links or question:
            facts.append(Fact(label, Value(links=links, question=question)))
        else:
            facts.append(Fact(label, Value(lack=view.lack(record, path))))
    return facts


def _said(value: Any) -> str:
    return "" if value is None or isinstance(value, OpenQuestion) else words.text(value)


def _retry_words(view: PageView, retry: Any) -> list[Link]:
    attempts = f"{_said(retry.attempts)} attempts" if _said(retry.attempts) else ""
    within = f"within {_said(retry.within)}" if _said(retry.within) else ""
    backoff = f"{_said(retry.backoff)} backoff" if _said(retry.backoff) else ""
    return [Link(" ".join(part for part in (attempts, within) if part)), Link(backoff)]


def _dead_letter_words(view: PageView, dead_letter: Any) -> list[Link]:
    links = [Link(_said(dead_letter.to), is_id=True)]
    if _said(dead_letter.alert):
        team = view.team(dead_letter.alert)
        links.append(Link(f"alerts {team.text}", team.href))
    return links


def _replay_words(view: PageView, replay: Any) -> list[Link]:
    links: list[Link] = []
    if _said(replay.by):
        team = view.team(replay.by)
        links.append(Link(f"by {team.text}", team.href))
    links.append(Link(_said(replay.how)))
    if _said(replay.safe_because):
        links.append(Link(f"safe because {_said(replay.safe_because)}"))
    return links


def _failure_facts(view: PageView, record: Record, flow: Flow) -> list[Fact]:
    failures = flow.failures
    if not isinstance(failures, list) or not failures:
        return [Fact("", view.value(record, ("failures",), None if failures == [] else failures))]
    return owners_in_words(view, record, failures)
