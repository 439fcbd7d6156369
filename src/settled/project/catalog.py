"""Reads `catalog.yml` and the words that records may use: systems, teams, business objects."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from settled.files.reading import read_text_file
from settled.frontmatter import MAXIMUM_BYTES, YamlDocument, read_yaml
from settled.frontmatter.deferred import Deferred
from settled.model.findings import Location, Problem
from settled.model.merge_conflicts import MERGE_CONFLICT_HINT, first_marker, in_words
from settled.records import KeptRecords, key_of

if TYPE_CHECKING:  # a catalog that was kept is made into its models when somebody asks for an entry
    from settled.frontmatter.validation import Validated
    from settled.model.catalog import BusinessObject, System, Team
    from settled.model.catalog import Catalog as CatalogModel

CATALOG_FILE = "catalog.yml"


@dataclass(frozen=True)
class Catalog(Deferred):
    """The catalog of a project, by id. An entry without any detail still is an entry."""

    file: str
    systems: dict[str, System] = field(default_factory=dict)
    teams: dict[str, Team] = field(default_factory=dict)
    objects: dict[str, BusinessObject] = field(default_factory=dict)
    yaml_document: YamlDocument | None = None
    unread: frozenset[str] = frozenset()
    """Of `systems`, `teams` and `objects` those of which nothing is known: their key is misspelt, or holds no map."""

    def system_name(self, system: str) -> str:
        """The name of a system for people; its id where the catalog has none."""
        return _name(self.systems.get(system), system)

    def team_name(self, team: str) -> str:
        """The name of a team for people; its id where the catalog has none."""
        return _name(self.teams.get(team), team)

    def object_name(self, business_object: str) -> str:
        """The name of a business object for people; its id where the catalog has none."""
        return _name(self.objects.get(business_object), business_object)


def _name(entry: System | Team | BusinessObject | None, entry_id: str) -> str:
    name = entry.name if entry else None
    return name if name and name.strip() else entry_id


@dataclass(frozen=True)
class ReadCatalog:
    """The catalog, None where there is no file or it cannot be read, and what is wrong with it."""

    catalog: Catalog | None
    exists: bool
    problems: tuple[Problem, ...] = ()


def read_catalog(path: Path, file: str, root: Path, kept: KeptRecords | None = None) -> ReadCatalog:
    """Read the catalog at `path`, shown as `file`; a missing one is no problem of its own here.

    What its content was read to before is taken from `kept`.
    """
    if not path.exists() and not path.is_symlink():
        return ReadCatalog(None, exists=False)
    text, problem = read_text_file(path, file, root, MAXIMUM_BYTES, is_record=False)
    if text is None:
        return ReadCatalog(None, exists=True, problems=(problem,) if problem else ())
    key = key_of(text, file, "catalog") if kept is not None else b""
    known = kept.find_yaml(key, file, text) if kept is not None else None
    if known is not None:
        yaml_document, problems = known
        entries: dict[str, Callable[[], Any]] = {
            name: partial(_entries, yaml_document, name) for name in ("systems", "teams", "objects")
        }
        entries["unread"] = lambda: _unread(_validated(yaml_document))
        catalog = Catalog.with_deferred({"file": file, "yaml_document": yaml_document}, entries)
        return ReadCatalog(catalog, exists=True, problems=problems)
    marker = first_marker(text)
    if marker is not None:
        location = Location(file, marker[0], 1)
        conflict = Problem("merge-conflict", location, in_words(marker[1]), MERGE_CONFLICT_HINT, value=marker[1])
        return ReadCatalog(None, exists=True, problems=(conflict,))
    yaml_document = read_yaml(file, text.removeprefix("\ufeff"))
    if yaml_document.data is None:
        return ReadCatalog(None, exists=True, problems=yaml_document.problems)
    if not yaml_document.data:
        hint = "list the `systems:`, `teams:` and `objects:` that records name, or delete the file"
        empty = Problem("unreadable-record", Location(file), "this catalog is empty", hint)
        return ReadCatalog(None, exists=True, problems=(empty,))
    validated = _validated(yaml_document)
    problems = (*yaml_document.problems, *validated.problems)
    if kept is not None:
        kept.keep_yaml(key, yaml_document, problems, text)
    entries_of = partial(_entries_in, validated.content)
    sections = entries_of("systems"), entries_of("teams"), entries_of("objects")
    catalog = Catalog(file, *sections, yaml_document, _unread(validated))
    return ReadCatalog(catalog, exists=True, problems=problems)


def _validated(yaml_document: YamlDocument) -> Validated[CatalogModel]:
    from settled.frontmatter.validation import validate
    from settled.model.catalog import Catalog as CatalogModel

    return validate(CatalogModel, yaml_document)


def _unread(validated: Validated[CatalogModel]) -> frozenset[str]:
    return frozenset(str(path[0]) for path in validated.invalid | validated.meant if len(path) == 1)


def _entries(yaml_document: YamlDocument, section: str) -> dict[str, Any]:
    return _entries_in(_validated(yaml_document).content, section)


def _entries_in(content: CatalogModel, section: str) -> dict[str, Any]:
    """The entries of one section of the catalog; one without any detail is an entry all the same."""
    from settled.model.catalog import BusinessObject, System, Team

    empty = {"systems": System, "teams": Team, "objects": BusinessObject}[section]
    return {key: entry or empty() for key, entry in (getattr(content, section) or {}).items()}
