"""Who owns the truth: business objects by systems, then what each system and each team answers for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from settled.model.answers import OpenQuestion
from settled.model.flow import Corrections, Failure, Flow
from settled.records import Record, texts
from settled.site import words
from settled.site.links import OPEN_QUESTIONS, anchor
from settled.site.pages.facets import Facets, RowValues, facets
from settled.site.pages.page_view import PageView
from settled.site.pages.responsibility import systems_of, teams_of
from settled.site.pages.shapes import Chip, Link
from settled.site.pages.site_view import SiteView

PARTS = {
    "source": Chip("◆", "source", "source"),
    "changes": Chip("✎", "changes", "changes"),
    "rejects": Chip("⊘", "rejects", "rejects"),
    "consumes": Chip("→", "consumes", "consumes"),
    "carries": Chip("·", "carries", "quiet"),
}
"""What a system can do with an object, in the order of weight."""


_LABELS = {
    "truth": "Truth", "system": "Any system", "team": "Team", "critical": "Critical", "conflict": "Conflict",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class OwnedObject:
    """A business object as the flows in force tell it.

    `parts` is what each system does with it; `truths` are the systems that are called its source, or the one of
    the catalog where no flow names any. `conflict` says in words where they disagree.
    """

    name: str
    is_critical: bool
    flows: tuple[Record, ...]
    parts: Mapping[str, set[str]]
    truths: tuple[str, ...]
    conflict: str
    parts_of_flow: Mapping[str, Mapping[str, set[str]]]

    def flows_of(self, system: str) -> list[Record]:
        """The flows of the object in which a system takes part."""
        return [flow for flow in self.flows if system in self.parts_of_flow.get(flow.file, {})]


@dataclass(frozen=True, slots=True)
class OwnershipCell:
    """What a system does with an object, with the flows that say so; `conflict` where they disagree."""

    parts: tuple[Chip, ...]
    flows: tuple[Link, ...]
    is_conflict: bool


@dataclass(frozen=True, slots=True)
class ObjectRow:
    """A business object: who holds its truth, and what every system does with it."""

    anchor: str
    name: str
    is_critical: bool
    sources: tuple[Link, ...]
    conflict: str
    flows: tuple[Link, ...]
    correct: tuple[Link, ...]
    request: tuple[Link, ...]
    cells: tuple[OwnershipCell | None, ...]
    facets: str


@dataclass(frozen=True, slots=True)
class SystemRow:
    """A system and what it takes part in."""

    anchor: str
    name: str
    id: str
    role: str
    platform: str
    owner: Link | None
    truths: tuple[Link, ...]
    flows: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class TeamRow:
    """A team and what it answers for."""

    anchor: str
    name: str
    contact: str
    escalation: tuple[Link, ...]
    systems: tuple[Link, ...]
    failures: tuple[tuple[Link, int], ...]
    authority: str
    questions: int
    questions_url: str


@dataclass(frozen=True, slots=True)
class OwnershipView:
    """All that the template of the ownership page shows."""

    systems: tuple[Link, ...]
    objects: tuple[ObjectRow, ...]
    facets: Facets
    system_rows: tuple[SystemRow, ...]
    team_rows: tuple[TeamRow, ...]
    conflicts: int


def owned_objects(site: SiteView) -> tuple[OwnedObject, ...]:
    """Every object of the catalog and of the flows in force; systems in the order of the catalog."""
    flows = [flow for flow in site.project.flows if flow.is_in_force]
    by_object: dict[str, list[Record]] = defaultdict(list)
    for record in flows:
        name = record.flow.object if record.flow else None
        by_object[name if isinstance(name, str) else ""].append(record)
    names = [*site.catalog.objects, *sorted(set(by_object) - set(site.catalog.objects) - {""})]
    return tuple(_owned_object(site, name, by_object.get(name, [])) for name in names)


def _owned_object(site: SiteView, name: str, flows: list[Record]) -> OwnedObject:
    of_flow = {record.file: systems_of(record.flow) for record in flows if record.flow}
    parts: dict[str, set[str]] = defaultdict(set)
    for doings in of_flow.values():
        for system, does in doings.items():
            parts[system] |= does
    known = [system for system in site.catalog.systems if system in parts]
    ordered = {system: parts[system] for system in (*known, *sorted(set(parts) - set(known)))}
    sources = [system for system, does in ordered.items() if "source" in does]
    entry = site.catalog.objects.get(name)
    declared = entry.source if entry and entry.source else None
    conflict = ""
    if len(sources) > 1:
        conflict = f"{len(sources)} systems are each called the source"
    elif declared and sources and sources != [declared]:
        conflict = f"the catalog names {site.catalog.system_name(declared)}"
    truths = sources or ([declared] if declared else [])
    return OwnedObject(name, bool(entry and entry.critical), tuple(flows), ordered, tuple(truths), conflict, of_flow)


def ownership_view(view: PageView) -> OwnershipView:
    """The ownership of all objects, systems and teams of the catalog and of the flows in force."""
    flows = [flow for flow in view.project.flows if flow.is_in_force]
    parts = {record.file: systems_of(record.flow) for record in flows if record.flow}
    used = {system for of_flow in parts.values() for system in of_flow}
    catalog = view.site.catalog
    systems = [name for name in catalog.systems if name in used] + sorted(used - set(catalog.systems))
    owned = owned_objects(view.site)
    found = facets(_LABELS, [_facet_values(view, item) for item in owned])
    objects = tuple(_object_row(view, item, systems, code) for item, code in zip(owned, found.codes, strict=True))
    return OwnershipView(
        systems=tuple(view.system(system) for system in systems),
        objects=objects,
        facets=found,
        system_rows=tuple(_system_row(view, name, objects, flows, parts) for name in catalog.systems),
        team_rows=tuple(_team_row(view, name, flows) for name in catalog.teams),
        conflicts=sum(bool(row.conflict) for row in objects),
    )


def _facet_values(view: PageView, item: OwnedObject) -> RowValues:
    catalog = view.site.catalog
    teams = {team for flow in item.flows if flow.flow for team in teams_of(flow.flow)}
    return {
        "truth": [catalog.system_name(system) for system in item.truths] or ("nobody yet",),
        "system": [catalog.system_name(system) for system in item.parts],
        "team": [catalog.team_name(team) for team in teams],
        "critical": ("critical" if item.is_critical else "not critical",),
        "conflict": ("conflict" if item.conflict else "no conflict",),
    }


def _object_row(view: PageView, item: OwnedObject, systems: list[str], code: str) -> ObjectRow:
    cells: list[OwnershipCell | None] = []
    for system in systems:
        doing = item.parts.get(system)
        if not doing:
            cells.append(None)
            continue
        of_cell = tuple(view.record_link(flow) for flow in item.flows_of(system))
        chips = tuple(chip for part, chip in PARTS.items() if part in doing)
        cells.append(OwnershipCell(chips, of_cell, bool(item.conflict) and "source" in doing))
    return ObjectRow(
        anchor=anchor("object", item.name),
        name=view.site.catalog.object_name(item.name),
        is_critical=item.is_critical,
        sources=tuple(view.system(system) for system in item.truths),
        conflict=item.conflict,
        flows=tuple(view.record_link(flow) for flow in item.flows),
        correct=_correctors(view, item.flows, "correct"),
        request=_correctors(view, item.flows, "request"),
        cells=tuple(cells),
        facets=code,
    )


def _correctors(view: PageView, flows: Iterable[Record], key: str) -> tuple[Link, ...]:
    names: dict[str, None] = {}
    for record in flows:
        corrections = record.flow.corrections if record.flow else None
        if isinstance(corrections, Corrections):
            names.update(dict.fromkeys(texts(getattr(corrections, key))))
    return tuple(view.team(name) for name in names)


def _system_row(
    view: PageView,
    name: str,
    objects: tuple[ObjectRow, ...],
    flows: list[Record],
    parts: dict[str, dict[str, set[str]]],
) -> SystemRow:
    system = view.site.catalog.systems[name]
    own = view.system(name)
    return SystemRow(
        anchor=anchor("system", name),
        name=own.text,
        id=name,
        role=words.text(system.role) if system.role else "",
        platform=system.platform if system.platform and system.platform != "other" else "",
        owner=view.team(system.owner) if system.owner else None,
        truths=tuple(Link(row.name, f"#{row.anchor}") for row in objects if own in row.sources),
        flows=tuple(view.record_link(flow) for flow in flows if name in parts.get(flow.file, {})),
    )


def _team_row(view: PageView, name: str, flows: list[Record]) -> TeamRow:
    team = view.site.catalog.teams[name]
    owned: list[tuple[Link, int]] = []
    rights: dict[str, None] = {}
    for record in flows:
        modes = [failure for failure in _failures(record.flow) if failure.owner == name]
        if modes:
            owned.append((view.record_link(record, "failure-modes"), len(modes)))
        for failure in modes:
            given: Any = failure.authority if isinstance(failure.authority, list) else []
            rights.update(dict.fromkeys(words.text(right) for right in given if isinstance(right, str)))
    systems = [system for system, entry in view.site.catalog.systems.items() if entry.owner == name]
    return TeamRow(
        anchor=anchor("team", name),
        name=view.site.catalog.team_name(name),
        contact=team.contact or "",
        escalation=tuple(view.team(other) for other in texts(team.escalation)),
        systems=tuple(view.system(system) for system in systems),
        failures=tuple(owned),
        authority=words.listed(rights),
        questions=sum(item.question.owner == name for item in view.site.questions),
        questions_url=view.url(OPEN_QUESTIONS, anchor("owner", name)),
    )


def _failures(flow: Flow | None) -> list[Failure]:
    failures = flow.failures if flow else None
    if failures is None or isinstance(failures, OpenQuestion):
        return []
    return [failure for failure in failures if isinstance(failure, Failure)]
