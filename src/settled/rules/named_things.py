"""Everything that records and the catalog name, each with its place: what `unknown-reference` looks up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeVar

from settled.model.answers import Section
from settled.model.decision import Decision
from settled.model.detailed_text import DetailedText, details_of
from settled.model.flow import Change, Failure, Flow, FlowTerms, Identifier, Pattern, Rejection, Slices, ThinSlice
from settled.model.flow_terms import ConsumerTerms, Reconcile, Requirement, SupportActionTerms
from settled.model.references import parse_reference
from settled.model.risk import Action, Risk
from settled.model.vocabulary import RELATION_KEYS
from settled.model.written_values import Path
from settled.project import Project
from settled.project.catalog import Catalog
from settled.records import Record

SYSTEM, TEAM, OBJECT, RECORD = "system", "team", "object", "record"
_RELATIONS = tuple((key, key.replace("-", "_")) for key in RELATION_KEYS)
Mention = tuple[Path, str, str]
"""A place in the front matter or the catalog, the kind of thing that it names, and the name."""


def mentions_of(record: Record, project: Project) -> Iterator[Mention]:
    """Everything that the front matter of `record` names, with its place."""
    content = record.content
    for key, attribute in _RELATIONS:
        if (value := getattr(content, attribute)) is not None:  # as of few
            yield from _each((key,), RECORD, value)
    for path, question in record.open_questions:
        if question.owner:
            yield (*path, "owner"), TEAM, question.owner
    if isinstance(content, Flow):
        yield from _flow_mentions(content)
    elif isinstance(content, Risk):
        yield from _risk_mentions(content)
    elif isinstance(content, Decision) and project.is_programme:
        yield from _decision_mentions(content, project)


def mentions_of_catalog(catalog: Catalog) -> Iterator[Mention]:
    """Owners, escalations, sources and other objects that the catalog itself names, with their places."""
    for system, entry in catalog.systems.items():
        yield from _each(("systems", system, "owner"), TEAM, entry.owner)
    for team, team_entry in catalog.teams.items():
        yield from _each(("teams", team, "escalation"), TEAM, team_entry.escalation)
    for business_object, object_entry in catalog.objects.items():
        path: Path = ("objects", business_object)
        yield from _each((*path, "source"), SYSTEM, object_entry.source)
        yield from _each((*path, "part-of"), OBJECT, object_entry.part_of)
        yield from _each((*path, "reverses"), OBJECT, object_entry.reverses)


def _flow_mentions(flow: Flow) -> Iterator[Mention]:
    yield from _each(("object",), OBJECT, flow.object)
    yield from _terms_mentions(flow, ())
    for name, terms in flow.variants.items() if isinstance(flow.variants, dict) else ():
        if isinstance(terms, FlowTerms):
            yield from _terms_mentions(terms, ("variants", name))
    thin = flow.slices.thin if isinstance(flow.slices, Slices) else None
    action = thin.support_action if isinstance(thin, ThinSlice) else None
    team = details_of(action, SupportActionTerms).team
    yield from _each(("slices", "thin", "support-action", "team"), TEAM, team)
    yield from _each(("after",), RECORD, flow.after)
    yield from _each(("risks",), RECORD, flow.risks)


def _terms_mentions(flow: FlowTerms, path: Path) -> Iterator[Mention]:
    """What a flow names, or one of its variants, which stands at `path`."""
    yield from _of(flow.source, (*path, "source"), (("system", "system", SYSTEM), ("forwards", "forwards", RECORD)))
    for index, consumer in enumerate(flow.consumers if isinstance(flow.consumers, list) else ()):
        place = (*path, "consumers", index)
        yield from _each((*place, "system") if _is_detailed(consumer) else place, SYSTEM, consumer)
    yield from _each((*path, "via"), SYSTEM, flow.via)
    for index, change in _entries(flow.may_change, Change):
        yield from _each((*path, "may-change", index, "system"), SYSTEM, change.system)
    for index, rejection in _entries(flow.may_reject, Rejection):
        yield from _each((*path, "may-reject", index, "system"), SYSTEM, rejection.system)
    rights = (("correct", "correct", TEAM), ("request", "request", TEAM))
    yield from _of(flow.corrections, (*path, "corrections"), rights)
    for index, requirement in _entries(flow.requires, Requirement):
        yield from _each((*path, "requires", index, "flow"), RECORD, requirement.flow)
    reconcile = flow.pattern.reconcile if isinstance(flow.pattern, Pattern) else None
    if isinstance(reconcile, Reconcile):
        yield from _each((*path, "pattern", "reconcile", "by"), TEAM, reconcile.by)
    for index, identifier in _entries(flow.identifiers, Identifier):
        yield from _identifier_mentions(identifier, (*path, "identifiers", index))
    idempotency = getattr(flow.idempotency, "dead_letter", None), getattr(flow.idempotency, "replay", None)
    yield from _of(idempotency[0], (*path, "idempotency", "dead-letter"), (("alert", "alert", TEAM),))
    yield from _of(idempotency[1], (*path, "idempotency", "replay"), (("by", "by", TEAM),))
    for index, failure in _entries(flow.failures, Failure):
        yield from _each((*path, "failures", index, "owner"), TEAM, failure.owner)


def _identifier_mentions(identifier: Identifier, path: Path) -> Iterator[Mention]:
    yield from _each((*path, "of"), OBJECT, identifier.of)
    yield from _each((*path, "assigned-by"), SYSTEM, identifier.assigned_by)
    for system in identifier.in_ if isinstance(identifier.in_, dict) else ():
        yield (*path, "in", system), SYSTEM, system


def _risk_mentions(risk: Risk) -> Iterator[Mention]:
    yield from _each(("owner",), TEAM, risk.owner)
    for index, action in _entries(risk.actions, Action):
        yield from _each(("actions", index, "owner"), TEAM, action.owner)


def _decision_mentions(decision: Decision, project: Project) -> Iterator[Mention]:
    yield from _each(("risks",), RECORD, decision.risks)
    catalog = project.catalog
    for path, _, name in _each(("applies-to",), RECORD, decision.applies_to):
        # A flow, a system or an object; only what reads like none of them is unknown.
        is_word = catalog is not None and (name in catalog.systems or name in catalog.objects)
        if not is_word and parse_reference(name).number is not None:
            yield path, RECORD, name
        elif not is_word:
            yield path, SYSTEM, name


def _is_detailed(consumer: object) -> bool:
    return isinstance(consumer, DetailedText) and isinstance(consumer.details, ConsumerTerms)


SomeSection = TypeVar("SomeSection", bound=Section)


def _entries(values: object, section: type[SomeSection]) -> Iterator[tuple[int, SomeSection]]:
    """The entries of a list that are written out, each with its position."""
    for index, entry in enumerate(values if isinstance(values, list) else ()):
        if isinstance(entry, section):
            yield index, entry


def _each(path: Path, kind: str, value: object) -> Iterable[Mention]:
    if isinstance(value, str):
        return ((path, kind, value),)
    if isinstance(value, list):
        return [((*path, index), kind, item) for index, item in enumerate(value) if isinstance(item, str)]
    return ()


def _of(section: object, path: Path, keys: tuple[tuple[str, str, str], ...]) -> Iterator[Mention]:
    if section is None:
        return
    for attribute, key, kind in keys:
        yield from _each((*path, key), kind, getattr(section, attribute, None))
