"""The page of a flow: how it works, who answers for it, and which of its six decisions are made."""

from __future__ import annotations

from dataclasses import dataclass

from settled.model.answers import OpenQuestion
from settled.model.duration import Duration
from settled.model.flow import Flow
from settled.model.vocabulary import DecisionState
from settled.records import Record
from settled.site import words
from settled.site.links import FLOWS
from settled.site.page import Section
from settled.site.pages.blockers import ANCHOR, NextGate, next_gate
from settled.site.pages.decision_cards import DecisionCard, decision_cards
from settled.site.pages.failures import FailureRow, SliceView, failure_rows, slice_views
from settled.site.pages.flow_pictures import FlowPath, flow_paths
from settled.site.pages.flow_terms import TermsCard, terms_cards
from settled.site.pages.identifiers import IdentifierTable, identifier_table
from settled.site.pages.kept_promises import ANCHOR as ANCHOR_OF_PROMISES
from settled.site.pages.kept_promises import TITLE, KeptPromises, kept_promises
from settled.site.pages.page_view import PageView
from settled.site.pages.record_header import RecordHeader, record_header
from settled.site.pages.responsibility import Duty, responsibility_map
from settled.site.pages.risk_register import RiskRow, risk_row
from settled.site.pages.shapes import STATE_CHIPS, Fact, Link, Value
from settled.site.pages.supersession import Supersession, supersession
from settled.site.pages.variant_table import VariantTable, variant_table


@dataclass(frozen=True, slots=True)
class FlowView:
    """All that the template of a flow shows."""

    header: RecordHeader
    gate: NextGate | None
    chain: Supersession | None
    route: tuple[tuple[str, tuple[Link, ...]], ...]
    cards: tuple[DecisionCard, ...]
    terms: tuple[TermsCard, ...]
    variants: VariantTable | None
    promises: KeptPromises | None
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
    gate = next_gate(view, record)
    terms, variants = terms_cards(view, record, flow), variant_table(view, record, flow)
    promises, identifiers = kept_promises(view, record), identifier_table(view, record, flow)
    failures = failure_rows(view, record, flow)
    slices = slice_views(view, record, flow)
    risks = tuple(risk_row(view, risk) for risk in view.site.risks_of.get(record.id, ()))
    sections = [Section(ANCHOR, f"What blocks {gate.gate}")] if gate else []
    sections += [Section("six-decisions", "The six decisions")]
    sections += [Section("terms", "What it carries and needs")] if terms else []
    sections += [Section("variants", "Variants")] if variants else []
    sections += [Section(ANCHOR_OF_PROMISES, TITLE)] if promises else []
    sections += [Section("responsibility", "Who may do what")]
    paths = flow_paths(view, record, flow)
    sections += [Section("identifier-table", "Identifiers")] if identifiers else []
    sections += [Section(path.anchor, path.title) for path in paths]
    sections += [Section("failure-modes", "Failure modes")] if failures else []
    sections += [Section("slices", "Slices and evidence")]
    sections += [Section("risks", "Risks")] if risks else []
    return FlowView(
        header=record_header(view, record, FLOWS, _facts(view, record, flow, gate), gate.findings if gate else ()),
        gate=gate,
        chain=supersession(view, record),
        route=_route(view, flow),
        cards=decision_cards(view, record, flow),
        terms=terms,
        variants=variants,
        promises=promises,
        duties=responsibility_map(view, record, flow),
        paths=paths,
        identifiers=identifiers,
        failures=failures,
        slices=slices,
        risks=risks,
        has_sections=tuple(sections),
    )


def _facts(view: PageView, record: Record, flow: Flow, gate: NextGate | None) -> list[Fact]:
    return [
        Fact("Business object", view.value(record, ("object",), flow.object, view.business_object)),
        *_volume(view, record, flow),
        *_gates(view, record, gate),
        *(
            [Fact("Decision makers", view.value(record, ("decision-makers",), flow.decision_makers, view.team))]
            if not record.decision_makers
            else []
        ),
        *(
            [Fact("Delivered after", Value(links=tuple(view.reference(item, record) for item in after)))]
            if (after := [item for item in flow.after if isinstance(item, str)] if isinstance(flow.after, list) else [])
            else []
        ),
    ]


def _gates(view: PageView, record: Record, gate: NextGate | None) -> list[Fact]:
    """The last gate that the flow would pass today, and how much blocks the next one."""
    found = view.site.content.readiness.get(record.file)
    if found is None:
        return []
    passed = f"ready for {found.passed}" if found.passed else "ready for no gate"
    if gate is None:
        return [Fact("Gates", Value(links=(Link(passed),)))]
    count = len(gate.blockers)
    blocked = f"{words.counted(count, 'thing')} {'blocks' if count == 1 else 'block'} {gate.gate}"
    return [Fact("Gates", Value(links=(Link(passed), Link(blocked, f"#{ANCHOR}"))))]


def _volume(view: PageView, record: Record, flow: Flow) -> list[Fact]:
    """How much passes; nothing where the record does not say, which no rule asks for."""
    volume, path = flow.volume, ("volume",)
    if volume is None and not record.is_invalid(path):
        return []
    if volume is None or isinstance(volume, OpenQuestion):
        return [Fact("Volume", view.value(record, path, volume))]
    amounts = ((volume.per_day, "a day"), (volume.peak_per_minute, "a minute at peak"))
    question = next((view.question(amount) for _, amount in volume if isinstance(amount, OpenQuestion)), None)
    parts = [f"{words.number(amount)} {unit}" for amount, unit in amounts if isinstance(amount, float)]
    if isinstance(volume.peak_lasts, Duration):
        parts.append(
            f"{'for' if isinstance(volume.peak_per_minute, float) else 'a peak lasts'} {words.text(volume.peak_lasts)}"
        )
    links = (Link(", ".join(parts)),) if parts else ()
    if links or question:
        return [Fact("Volume", Value(links=links, question=question))]
    is_bad = any(record.is_invalid((*path, key)) for key in ("per-day", "peak-per-minute", "peak-lasts"))
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
