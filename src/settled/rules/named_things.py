"""Everything that records and the catalog name, each with its place: what `unknown-reference` looks up."""

from __future__ import annotations

from collections.abc import Iterator

from settled.flows.named_things import OBJECT, RECORD, SYSTEM, TEAM, Mention, mentions_at, mentions_in
from settled.model.decision import Decision
from settled.model.references import parse_reference
from settled.model.vocabulary import RELATION_KEYS
from settled.model.written_values import Path
from settled.project import Project
from settled.project.catalog import Catalog
from settled.records import Record

_RELATIONS = tuple((key, key.replace("-", "_")) for key in RELATION_KEYS)


def mentions_of(record: Record, project: Project) -> Iterator[Mention]:
    """Everything that the front matter of `record` names, with its place."""
    content = record.content
    for key, attribute in _RELATIONS:
        if (value := getattr(content, attribute)) is not None:  # as of few
            yield from mentions_at((key,), RECORD, value)
    for path, question in record.open_questions:
        if question.owner:
            yield (*path, "owner"), TEAM, question.owner
    yield from mentions_in(content)
    if isinstance(content, Decision) and project.is_programme:
        yield from _decision_mentions(content, project)


def mentions_of_catalog(catalog: Catalog) -> Iterator[Mention]:
    """Owners, escalations, sources and other objects that the catalog itself names, with their places."""
    for system, entry in catalog.systems.items():
        yield from mentions_at(("systems", system, "owner"), TEAM, entry.owner)
    for team, team_entry in catalog.teams.items():
        yield from mentions_at(("teams", team, "escalation"), TEAM, team_entry.escalation)
    for business_object, object_entry in catalog.objects.items():
        path: Path = ("objects", business_object)
        yield from mentions_at((*path, "source"), SYSTEM, object_entry.source)
        yield from mentions_at((*path, "part-of"), OBJECT, object_entry.part_of)
        yield from mentions_at((*path, "reverses"), OBJECT, object_entry.reverses)


def _decision_mentions(decision: Decision, project: Project) -> Iterator[Mention]:
    yield from mentions_at(("risks",), RECORD, decision.risks)
    catalog = project.catalog
    for path, _, name in mentions_at(("applies-to",), RECORD, decision.applies_to):
        # A flow, a system or an object; only what reads like none of them is unknown.
        is_word = catalog is not None and (name in catalog.systems or name in catalog.objects)
        if not is_word and parse_reference(name).number is not None:
            yield path, RECORD, name
        elif not is_word:
            yield path, SYSTEM, name
