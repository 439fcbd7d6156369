"""The page of a flow: how it works, who answers for it, and which of its six decisions are made."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from settled.model.answers import OpenQuestion
from settled.model.flow import Flow, Identifier
from settled.model.vocabulary import DecisionState, Phase, RequiredDecision
from settled.records import Record
from settled.site import words
from settled.site.links import FLOWS, anchor
from settled.site.page import Section
from settled.site.pages.failures import FailureRow, SliceView, failure_rows, owners_in_words, slice_views
from settled.site.pages.flow_pictures import FlowPath, flow_paths
from settled.site.pages.identifiers import IdentifierTable, identifier_table
from settled.site.pages.page_view import PageView
from settled.site.pages.record_header import RecordHeader, record_header
from settled.site.pages.responsibility import Duty, responsibility_map
from settled.site.pages.risk_register import RiskRow, risk_row
from settled.site.pages.shapes import STATE_CHIPS, Chip, Fact, Link, Value
from settled.site.pages.supersession import Supersession, supersession


@dataclass(frozen=True, slots=True)
class DecisionCard:
    """One of the six decisions: its state, and what it says."""

    anchor: str
    title: str
    state: Chip
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class FlowView:
    """All that the template of a flow shows."""

    header: RecordHeader
    chain: Supersession | None
    route: tuple[tuple[str, tuple[Link, ...]], ...]
    cards: tuple[DecisionCard, ...]
    duties: tuple[Duty, ...]
    paths: tuple[FlowPath, ...]
    identifiers: IdentifierTable | None
    failures: tuple[FailureRow, ...]
    slices: tuple[SliceView, ...]
    risks: tuple[RiskRow, ...]
    has_sections: tuple[Section, ...]


def flow_view(view: PageView, record: Record) -> FlowView:
    """The view of the flow `record`."""
    flow = record.flow
    if flow is None:
        raise ValueError(f"{record.id} is no flow")
    identifiers = identifier_table(view, record, flow)
    failures = failure_rows(view, record, flow)
    slices = slice_views(view, record, flow)
    risks = tuple(risk_row(view, risk) for risk in view.site.risks_of.get(record.id, ()))
    sections = [Section("six-decisions", "The six decisions"), Section("responsibility", "Who may do what")]
    paths = flow_paths(view, record, flow)
    sections += [Section("identifier-table", "Identifiers")] if identifiers else []
    sections += [Section(path.anchor, path.title) for path in paths]
    sections += [Section("failure-modes", "Failure modes")] if failures else []
    sections += [Section("slices", "Slices and evidence")]
    sections += [Section("risks", "Risks")] if risks else []
    return FlowView(
        header=record_header(view, record, FLOWS, _facts(view, record, flow)),
        chain=supersession(view, record),
        route=_route(view, flow),
        cards=_cards(view, record, flow),
        duties=responsibility_map(view, record, flow),
        paths=paths,
        identifiers=identifiers,
        failures=failures,
        slices=slices,
        risks=risks,
        has_sections=tuple(sections),
    )


def _facts(view: PageView, record: Record, flow: Flow) -> list[Fact]:
    return [
        Fact("Business object", view.value(record, ("object",), flow.object, view.business_object)),
        *_volume(view, record, flow),
        *_gates(view, record),
        Fact("Decision makers", view.value(record, ("decision-makers",), flow.decision_makers, view.team)),
        *(
            [Fact("Delivered after", Value(links=tuple(view.reference(item, record) for item in after)))]
            if (after := [item for item in flow.after if isinstance(item, str)] if isinstance(flow.after, list) else [])
            else []
        ),
    ]


def _gates(view: PageView, record: Record) -> list[Fact]:
    """The last gate that the flow would pass today, and how much blocks the next one."""
    found = view.site.content.readiness.get(record.file)
    if found is None:
        return []
    following = next((gate for gate in Phase if found.blockers[gate]), None)
    passed = f"ready for {found.passed}" if found.passed else "ready for no gate"
    if following is None:
        return [Fact("Gates", Value(links=(Link(passed),)))]
    blocked = f"{following} is blocked by {words.counted(len(found.blockers[following]), 'finding')}"
    return [Fact("Gates", Value(links=(Link(passed), Link(blocked))))]


def _volume(view: PageView, record: Record, flow: Flow) -> list[Fact]:
    """How much passes; nothing where the record does not say, which no rule asks for."""
    volume, path = flow.volume, ("volume",)
    if volume is None and not record.is_invalid(path):
        return []
    if volume is None or isinstance(volume, OpenQuestion):
        return [Fact("Volume", view.value(record, path, volume))]
    amounts = ((volume.per_day, "a day"), (volume.peak_per_minute, "a minute at peak"))
    question = next((view.question(amount) for amount, _ in amounts if isinstance(amount, OpenQuestion)), None)
    parts = [f"{words.number(amount)} {unit}" for amount, unit in amounts if isinstance(amount, float)]
    links = (Link(", ".join(parts)),) if parts else ()
    if links or question:
        return [Fact("Volume", Value(links=links, question=question))]
    is_bad = any(record.is_invalid((*path, key)) for key in ("per-day", "peak-per-minute"))
    return [Fact("Volume", Value(lack=STATE_CHIPS[DecisionState.INVALID]))] if is_bad else []


def _route(view: PageView, flow: Flow) -> tuple[tuple[str, tuple[Link, ...]], ...]:
    """The way of the object: the source, the systems that carry it, the consumers."""
    source = flow.source
    steps: list[tuple[str, tuple[Link, ...]]] = []
    system = None if source is None or isinstance(source, OpenQuestion) else source.system
    steps.append(("creates", (view.system(system),) if isinstance(system, str) else (Link("source not settled"),)))
    via = [name for name in flow.via if isinstance(name, str)] if isinstance(flow.via, list) else []
    if via:
        steps.append(("carries", tuple(view.system(name) for name in via)))
    consumers = flow.consumers
    known = [name for name in consumers if isinstance(name, str)] if isinstance(consumers, list) else []
    steps.append(("receives", tuple(view.system(name) for name in known) or (Link("consumers not settled"),)))
    return tuple(steps)


def _cards(view: PageView, record: Record, flow: Flow) -> tuple[DecisionCard, ...]:
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
