"""Family R, references: every system, team, object and record that a record names must exist."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from settled.flows.named_things import OBJECT, RECORD, SYSTEM, TEAM
from settled.model.catalog import BusinessObject, System, Team
from settled.model.findings import Location, Problem
from settled.model.kinds import kind_named_under
from settled.model.known_words import nearest
from settled.model.references import format_id, parse_reference
from settled.model.vocabulary import Kind
from settled.model.written_values import Path, path_in_words
from settled.project import Project
from settled.project.catalog import Catalog
from settled.records import Record
from settled.rules.context import Context, NotChecked
from settled.rules.named_things import mentions_of, mentions_of_catalog
from settled.rules.platform_names import misspelt_platforms
from settled.rules.reporting import RuleOutput, problem_at

_KIND_WORDS = {SYSTEM: "systems", TEAM: "teams", OBJECT: "objects"}
_MOST_NAMED = 20
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
        for path, kind, name in mentions_of(record, context.project):
            if not name.strip() or record.is_invalid(path):
                continue
            if kind != RECORD:
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


def _missing_record(project: Project, record: Record, path: Path, name: str) -> Problem | None:
    kind = kind_named_under(path)
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
    return catalog.systems if kind == SYSTEM else catalog.teams if kind == TEAM else catalog.objects


def _word_hint(project: Project, catalog: Catalog, kind: str, name: str) -> str:
    """What to write instead of an unknown word."""
    names = {key: entry.name for key, entry in _known_words(catalog, kind).items()}
    by_name = next((key for key, shown in names.items() if shown and shown.lower() == name.strip().lower()), None)
    guess = by_name or nearest(name, names)
    add = f"add it under `{_KIND_WORDS[kind]}` in {project.catalog_file}"
    return f"did you mean `{guess}`? Else {add}" if guess else add


def _collect_from_catalog(catalog: Catalog, missing: _Missing) -> None:
    """Owners, escalations, sources and other objects that the catalog itself names."""
    for path, kind, name in mentions_of_catalog(catalog):
        _collect(catalog, missing, kind, name, (None, path))
