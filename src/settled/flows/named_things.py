"""Everything that the front matter of a flow or a risk names, each with its place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeVar

from settled.model.answers import Section
from settled.model.decision import RecordFields
from settled.model.detailed_text import DetailedText, details_of
from settled.model.flow import Change, Failure, Flow, FlowTerms, Identifier, Pattern, Rejection, Slices, ThinSlice
from settled.model.flow_terms import ConsumerTerms, Reconcile, Requirement, SupportActionTerms
from settled.model.risk import Action, Risk
from settled.model.written_values import Path

SYSTEM, TEAM, OBJECT, RECORD = "system", "team", "object", "record"
Mention = tuple[Path, str, str]
"""A place in the front matter or the catalog, the kind of thing that it names, and the name."""


def mentions_in(content: RecordFields) -> Iterator[Mention]:
    """What a flow or a risk names by keys of its own; nothing of another kind."""
    if isinstance(content, Flow):
        yield from _flow_mentions(content)
    elif isinstance(content, Risk):
        yield from _risk_mentions(content)


def _flow_mentions(flow: Flow) -> Iterator[Mention]:
    yield from mentions_at(("object",), OBJECT, flow.object)
    yield from _terms_mentions(flow, ())
    for name, terms in flow.variants.items() if isinstance(flow.variants, dict) else ():
        if isinstance(terms, FlowTerms):
            yield from _terms_mentions(terms, ("variants", name))
    thin = flow.slices.thin if isinstance(flow.slices, Slices) else None
    action = thin.support_action if isinstance(thin, ThinSlice) else None
    team = details_of(action, SupportActionTerms).team
    yield from mentions_at(("slices", "thin", "support-action", "team"), TEAM, team)
    yield from mentions_at(("after",), RECORD, flow.after)
    yield from mentions_at(("risks",), RECORD, flow.risks)


def _terms_mentions(flow: FlowTerms, path: Path) -> Iterator[Mention]:
    """What a flow names, or one of its variants, which stands at `path`."""
    yield from _of(flow.source, (*path, "source"), (("system", "system", SYSTEM), ("forwards", "forwards", RECORD)))
    for index, consumer in enumerate(flow.consumers if isinstance(flow.consumers, list) else ()):
        place = (*path, "consumers", index)
        yield from mentions_at((*place, "system") if _is_detailed(consumer) else place, SYSTEM, consumer)
    yield from mentions_at((*path, "via"), SYSTEM, flow.via)
    for index, change in _entries(flow.may_change, Change):
        yield from mentions_at((*path, "may-change", index, "system"), SYSTEM, change.system)
    for index, rejection in _entries(flow.may_reject, Rejection):
        yield from mentions_at((*path, "may-reject", index, "system"), SYSTEM, rejection.system)
    rights = (("correct", "correct", TEAM), ("request", "request", TEAM))
    yield from _of(flow.corrections, (*path, "corrections"), rights)
    for index, requirement in _entries(flow.requires, Requirement):
        yield from mentions_at((*path, "requires", index, "flow"), RECORD, requirement.flow)
    reconcile = flow.pattern.reconcile if isinstance(flow.pattern, Pattern) else None
    if isinstance(reconcile, Reconcile):
        yield from mentions_at((*path, "pattern", "reconcile", "by"), TEAM, reconcile.by)
    for index, identifier in _entries(flow.identifiers, Identifier):
        yield from _identifier_mentions(identifier, (*path, "identifiers", index))
    idempotency = getattr(flow.idempotency, "dead_letter", None), getattr(flow.idempotency, "replay", None)
    yield from _of(idempotency[0], (*path, "idempotency", "dead-letter"), (("alert", "alert", TEAM),))
    yield from _of(idempotency[1], (*path, "idempotency", "replay"), (("by", "by", TEAM),))
    for index, failure in _entries(flow.failures, Failure):
        yield from mentions_at((*path, "failures", index, "owner"), TEAM, failure.owner)


def _identifier_mentions(identifier: Identifier, path: Path) -> Iterator[Mention]:
    yield from mentions_at((*path, "of"), OBJECT, identifier.of)
    yield from mentions_at((*path, "assigned-by"), SYSTEM, identifier.assigned_by)
    for system in identifier.in_ if isinstance(identifier.in_, dict) else ():
        yield (*path, "in", system), SYSTEM, system


def _risk_mentions(risk: Risk) -> Iterator[Mention]:
    yield from mentions_at(("owner",), TEAM, risk.owner)
    for index, action in _entries(risk.actions, Action):
        yield from mentions_at(("actions", index, "owner"), TEAM, action.owner)


def _is_detailed(consumer: object) -> bool:
    return isinstance(consumer, DetailedText) and isinstance(consumer.details, ConsumerTerms)


SomeSection = TypeVar("SomeSection", bound=Section)


def _entries(values: object, section: type[SomeSection]) -> Iterator[tuple[int, SomeSection]]:
    """The entries of a list that are written out, each with its position."""
    for index, entry in enumerate(values if isinstance(values, list) else ()):
        if isinstance(entry, section):
            yield index, entry


def mentions_at(path: Path, kind: str, value: object) -> Iterable[Mention]:
    """What is named by a text, or by each of a list of them, at `path`."""
    if isinstance(value, str):
        return ((path, kind, value),)
    if isinstance(value, list):
        return [((*path, index), kind, item) for index, item in enumerate(value) if isinstance(item, str)]
    return ()


def _of(section: object, path: Path, keys: tuple[tuple[str, str, str], ...]) -> Iterator[Mention]:
    if section is None:
        return
    for attribute, key, kind in keys:
        yield from mentions_at((*path, key), kind, getattr(section, attribute, None))
