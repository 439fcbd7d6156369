"""Family R, references: every system, team, object and record that a record names must exist."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from settled.model.catalog import BusinessObject, System, Team
from settled.model.decision import Decision
from settled.model.findings import Location, Problem
from settled.model.flow import Change, Failure, Flow, Identifier, Rejection
from settled.model.kinds import kind_named_under
from settled.model.known_words import nearest
from settled.model.references import format_id, parse_reference
from settled.model.risk import Action, Risk
from settled.model.vocabulary import RELATION_KEYS, Kind
from settled.model.written_values import Path, path_in_words
from settled.project import Project
from settled.project.catalog import Catalog
from settled.records import Record, texts
from settled.rules.context import Context, NotChecked
from settled.rules.platform_names import misspelt_platforms
from settled.rules.reporting import RuleOutput, problem_at

_SYSTEM, _TEAM, _OBJECT, _RECORD = "system", "team", "object", "record"
_KIND_WORDS = {_SYSTEM: "systems", _TEAM: "teams", _OBJECT: "objects"}
_MOST_NAMED = 20
Mention = tuple[Path, str, str]
"""A place in the front matter, the kind of thing that it names, and the name."""
_Place = tuple[Record | None, Path]
"""Where something is named: in the front matter of a record, or in the catalog (None)."""
_Missing = dict[str, dict[str, list[_Place]]]
"""The places that name what is not in the catalog, by its kind and its name."""


def unknown_reference(context: Context) -> Iterator[RuleOutput]:
    """A record names a system, team, object or record that does not exist.

    Systems, teams and objects stand in the catalog; the hint names the nearest known word. A word that several places
    name is told once: at the catalog, where several files name it, which is then what most likely changed. So is a
    platform of a system that is nearly the name of a profile (`adr profile` lists them).

    Why: a decision about a system that nobody knows binds nobody, and a failure owned by a misspelt
    team has no owner.

    Wrong:
        consumers: [epr, wms]

    Right:
        consumers: [erp, wms]
    """
    if context.project.catalog is None and context.project.catalog_exists:
        yield NotChecked("the catalog cannot be read, so names of systems, teams and objects were not looked up")
    catalog = context.project.catalog
    for section in sorted(catalog.unread) if catalog is not None else ():
        yield NotChecked(f"`{section}` of the catalog cannot be read, so names of {section} were not looked up")
    missing: _Missing = {}
    if catalog is not None:
        _collect_from_catalog(catalog, missing)
    for record in context.project.records:
        for path, kind, name in _mentions(record, context.project):
            if not name.strip() or record.is_invalid(path):
                continue
            if kind != _RECORD:
                if catalog is not None:
                    _collect(catalog, missing, kind, name, (record, path))
                continue
            problem = _missing_record(context.project, record, path, name)
            if problem is not None:
                yield problem
        yield from _missing_in_text(context.project, record)
    if catalog is not None:
        yield from _missing_words(context.project, catalog, missing)
    yield from misspelt_platforms(context.project)


def missing_catalog(context: Context) -> Iterator[Problem]:
    """There are flows, and no catalog that says which systems, teams and objects exist.

    Why: without it no name in a flow can be checked, and the same system is spelt in five ways.

    Wrong:
        decisions/flows/0001-order-export.md     (and no decisions/catalog.yml)

    Right:
        # decisions/catalog.yml
        systems:
          erp: {name: ERP, role: erp, owner: erp-team}
    """
    if not context.project.catalog_exists and context.project.flows:
        first = context.project.flows[0]
        yield Problem(
            "",
            first.at(),
            f"this flow names systems and teams, and there is no {context.project.catalog_file} that lists them",
            "create it with `systems:`, `teams:` and `objects:`, or run `adr init`",
            record=first.id,
            field="catalog",
        )


def _mentions(record: Record, project: Project) -> Iterator[Mention]:
    """Everything that the front matter of `record` names, with its place."""
    content = record.content
    for key in RELATION_KEYS:
        yield from _each((key,), _RECORD, getattr(content, key.replace("-", "_")))
    for path, question in record.open_questions:
        if question.owner:
            yield (*path, "owner"), _TEAM, question.owner
    if isinstance(content, Flow):
        yield from _flow_mentions(content)
    elif isinstance(content, Risk):
        yield from _risk_mentions(content)
    elif isinstance(content, Decision) and project.is_programme:
        yield from _decision_mentions(content, project)


def _flow_mentions(flow: Flow) -> Iterator[Mention]:
    yield from _each(("object",), _OBJECT, flow.object)
    yield from _of(flow.source, ("source",), (("system", "system", _SYSTEM),))
    yield from _each(("consumers",), _SYSTEM, flow.consumers)
    yield from _each(("via",), _SYSTEM, flow.via)
    for key, section, entries in (("may-change", Change, flow.may_change), ("may-reject", Rejection, flow.may_reject)):
        for index, entry in enumerate(entries if isinstance(entries, list) else ()):
            if isinstance(entry, section):
                yield from _each((key, index, "system"), _SYSTEM, entry.system)
    yield from _of(flow.corrections, ("corrections",), (("correct", "correct", _TEAM), ("request", "request", _TEAM)))
    for index, identifier in enumerate(flow.identifiers if isinstance(flow.identifiers, list) else ()):
        if isinstance(identifier, Identifier) and isinstance(identifier.in_, dict):
            for system in identifier.in_:
                yield ("identifiers", index, "in", system), _SYSTEM, system
    idempotency = getattr(flow.idempotency, "dead_letter", None), getattr(flow.idempotency, "replay", None)
    yield from _of(idempotency[0], ("idempotency", "dead-letter"), (("alert", "alert", _TEAM),))
    yield from _of(idempotency[1], ("idempotency", "replay"), (("by", "by", _TEAM),))
    for index, failure in enumerate(flow.failures if isinstance(flow.failures, list) else ()):
        if isinstance(failure, Failure):
            yield from _each(("failures", index, "owner"), _TEAM, failure.owner)
    yield from _each(("after",), _RECORD, flow.after)
    yield from _each(("risks",), _RECORD, flow.risks)


def _risk_mentions(risk: Risk) -> Iterator[Mention]:
    yield from _each(("owner",), _TEAM, risk.owner)
    for index, action in enumerate(risk.actions if isinstance(risk.actions, list) else ()):
        if isinstance(action, Action):
            yield from _each(("actions", index, "owner"), _TEAM, action.owner)


def _decision_mentions(decision: Decision, project: Project) -> Iterator[Mention]:
    yield from _each(("risks",), _RECORD, decision.risks)
    catalog = project.catalog
    for path, _, name in _each(("applies-to",), _RECORD, decision.applies_to):
        # A flow, a system or an object; only what reads like none of them is unknown.
        is_word = catalog is not None and (name in catalog.systems or name in catalog.objects)
        if not is_word and parse_reference(name).number is not None:
            yield path, _RECORD, name
        elif not is_word:
            yield path, _SYSTEM, name


def _each(path: Path, kind: str, value: object) -> Iterator[Mention]:
    if isinstance(value, str):
        yield path, kind, value
    elif isinstance(value, list):
        for index, item in enumerate(value):
            if isinstance(item, str):
                yield (*path, index), kind, item


def _of(section: object, path: Path, keys: tuple[tuple[str, str, str], ...]) -> Iterator[Mention]:
    for attribute, key, kind in keys:
        yield from _each((*path, key), kind, getattr(section, attribute, None))


def _missing_record(project: Project, record: Record, path: Path, name: str) -> Problem | None:
    kind = kind_named_under(str(path[0]))
    if project.resolve(name, record, kind) is not None:
        return None
    if project.is_known_unreadable(name, kind or record.kind) or name.strip().lower() in {"n/a", "none", "-"}:
        return None
    if re.match(r"(?:https?:)?//", name):
        return None  # a record of another place, which cannot be looked up here
    guess = project.ids_of(kind).nearest(name)
    hint = f"did you mean {project.by_id[guess].label}?" if guess else "name a record that exists"
    message = f"`{path_in_words(path)}` names `{name}`, and there is no such record"
    return problem_at(record, path, message, hint, value=name, follows=_causes(record, kind, name))


def _causes(record: Record, kind: Kind | None, name: str) -> tuple[str, ...]:
    """The record whose absence a wrong reference `name` in `record` may follow from."""
    parsed = parse_reference(name)
    return (
        (name, format_id(parsed.kind or kind or record.kind, parsed.number)) if parsed.number is not None else (name,)
    )


def _missing_in_text(project: Project, record: Record) -> Iterator[Problem]:
    """What a status section says of numbers that no record has; a link that leads nowhere is another rule's."""
    for key, names in (("supersedes", record.supersedes), ("superseded-by", record.superseded_by)):
        if key in (record.front.data or {}):
            continue
        for name in names:
            if "/" in name or "." in name or parse_reference(name).number is None:
                continue
            if _missing_record(project, record, (key,), name) is not None:
                message = f"the text says {key.replace('-', ' ')} `{name}`, and there is no such record"
                hint = "correct the number, or add the record"
                follows = _causes(record, None, name)
                place = record.status_location
                yield problem_at(record, (key,), message, hint, value=name, location=place, follows=follows)


def _collect(catalog: Catalog, missing: _Missing, kind: str, name: str, place: _Place) -> None:
    if _KIND_WORDS[kind] not in catalog.unread and name not in _known_words(catalog, kind):
        missing.setdefault(kind, {}).setdefault(name, []).append(place)


def _missing_words(project: Project, catalog: Catalog, missing: _Missing) -> Iterator[Problem]:
    """One finding for each name; one for all of a kind of which the catalog lists none."""
    for kind, names in missing.items():
        if not _known_words(catalog, kind) and len(names) > 1:
            places = [place for each in names.values() for place in each]
            message = f"the catalog lists no {_KIND_WORDS[kind]}, and the records name {len(names)} of them"
            hint = f"list them under `{_KIND_WORDS[kind]}`: {', '.join(sorted(names)[:_MOST_NAMED])}"
            yield _in_catalog(project, catalog, kind, message, hint, "", places)
            continue
        for name, places in names.items():
            yield _missing_word(project, catalog, kind, name, places)


def _missing_word(project: Project, catalog: Catalog, kind: str, name: str, places: list[_Place]) -> Problem:
    record, path = places[0]
    hint = _word_hint(project, catalog, kind, name)
    if len({place.file if place is not None else "" for place, _ in places}) > 1:
        message = f"{len(places)} places name the {kind} `{name}`, which is not in the catalog"
        return _in_catalog(project, catalog, kind, message, hint, name, places)
    words = path_in_words(path)
    message = f"`{words}` names the {kind} `{name}`, which is not in the catalog"
    if len(places) > 1:
        message += f" (and so {'does' if len(places) == 2 else 'do'} {len(places) - 1} more below)"
    related = _related(catalog, places[1:])
    if record is not None:
        return problem_at(record, path, message, hint, value=name, related=related)
    return Problem("", _location(catalog, places[0]), message, hint, related, field=words, value=name)


def _in_catalog(
    project: Project, catalog: Catalog, kind: str, message: str, hint: str, name: str, places: list[_Place]
) -> Problem:
    section = _KIND_WORDS[kind]
    location = catalog.yaml_document.at((section,)) if catalog.yaml_document else Location(project.catalog_file)
    return Problem("", location, message, hint, _related(catalog, places), field=section, value=name)


def _related(catalog: Catalog, places: list[_Place]) -> tuple[tuple[Location, str], ...]:
    return tuple((_location(catalog, place), f"named here as `{path_in_words(place[1])}`") for place in places)


def _location(catalog: Catalog, place: _Place) -> Location:
    record, path = place
    if record is not None:
        return record.at(path)
    return catalog.yaml_document.at(path) if catalog.yaml_document is not None else Location(catalog.file)


def _known_words(catalog: Catalog, kind: str) -> Mapping[str, System | Team | BusinessObject]:
    return catalog.systems if kind == _SYSTEM else catalog.teams if kind == _TEAM else catalog.objects


def _word_hint(project: Project, catalog: Catalog, kind: str, name: str) -> str:
    """What to write instead of an unknown word."""
    names = {key: entry.name for key, entry in _known_words(catalog, kind).items()}
    by_name = next((key for key, shown in names.items() if shown and shown.lower() == name.strip().lower()), None)
    guess = by_name or nearest(name, names)
    add = f"add it under `{_KIND_WORDS[kind]}` in {project.catalog_file}"
    return f"did you mean `{guess}`? Else {add}" if guess else add


def _collect_from_catalog(catalog: Catalog, missing: _Missing) -> None:
    """Owners, escalations and sources that the catalog itself names."""
    mentions: list[Mention] = []
    for system, entry in catalog.systems.items():
        mentions += _each(("systems", system, "owner"), _TEAM, entry.owner)
    for team, team_entry in catalog.teams.items():
        mentions += [
            (("teams", team, "escalation", index), _TEAM, name)
            for index, name in enumerate(texts(team_entry.escalation))
        ]
    for business_object, object_entry in catalog.objects.items():
        mentions += _each(("objects", business_object, "source"), _SYSTEM, object_entry.source)
    for path, kind, name in mentions:
        _collect(catalog, missing, kind, name, (None, path))
