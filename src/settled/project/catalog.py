"""Reads `catalog.yml` and the words that records may use: systems, teams, business objects."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from settled.files.reading import read_text_file
from settled.frontmatter import MAXIMUM_BYTES, YamlDocument, read_yaml
from settled.frontmatter.validation import validate
from settled.model.catalog import BusinessObject, System, Team
from settled.model.catalog import Catalog as CatalogModel
from settled.model.findings import Problem

CATALOG_FILE = "catalog.yml"


@dataclass(frozen=True)
class Catalog:
    """The catalog of a project, by id. An entry without any detail still is an entry."""

    file: str
    systems: dict[str, System] = field(default_factory=dict)
    teams: dict[str, Team] = field(default_factory=dict)
    objects: dict[str, BusinessObject] = field(default_factory=dict)
    yaml_document: YamlDocument | None = None

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


def read_catalog(path: Path, file: str, root: Path) -> ReadCatalog:
    """Read the catalog at `path`, shown as `file`; a missing one is no problem of its own here."""
    if not path.exists() and not path.is_symlink():
        return ReadCatalog(None, exists=False)
    text, problem = read_text_file(path, file, root, MAXIMUM_BYTES)
    if text is None:
        return ReadCatalog(None, exists=True, problems=(problem,) if problem else ())
    yaml_document = read_yaml(file, text.removeprefix("\ufeff"))
    if yaml_document.data is None:
        return ReadCatalog(None, exists=True, problems=yaml_document.problems)
    validated = validate(CatalogModel, yaml_document)
    content = validated.content
    catalog = Catalog(
        file,
        {key: entry or System() for key, entry in (content.systems or {}).items()},
        {key: entry or Team() for key, entry in (content.teams or {}).items()},
        {key: entry or BusinessObject() for key, entry in (content.objects or {}).items()},
        yaml_document,
    )
    return ReadCatalog(catalog, exists=True, problems=(*yaml_document.problems, *validated.problems))
