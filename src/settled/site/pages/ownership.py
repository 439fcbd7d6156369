"""Who owns the truth: business objects by systems, then what each system and each team answers for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from settled.model.flow import Corrections
from settled.model.vocabulary import DecisionState
from settled.records import Record, texts
from settled.site import words
from settled.site.links import OPEN_QUESTIONS, anchor
from settled.site.pages.catalog_tables import Shown, first
from settled.site.pages.facets import Facets, RowValues, facets
from settled.site.pages.involvement import teams_of
from settled.site.pages.page_view import PageView
from settled.site.pages.shapes import STATE_CHIPS, Chip, Link
from settled.site.pages.truth import Truth, catalog_order

MOST_FLOWS = 12
"""How many flows an object or a system names here; its own page has them all."""
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
class OwnershipCell:
    """What a system does with an object; `is_conflict` where it is one of several that are called the source."""

    parts: tuple[Chip, ...]
    is_conflict: bool


@dataclass(frozen=True, slots=True)
class ObjectRow:
    """A business object: who holds its truth, and what every system does with it."""

    anchor: str
    link: Link
    is_critical: bool
    sources: tuple[Link, ...]
    lack: Chip
    conflict: str
    flows: Shown[Link]
    correct: tuple[Link, ...]
    request: tuple[Link, ...]
    answer: tuple[Link, ...]
    cells: tuple[OwnershipCell | None, ...]
    facets: str


@dataclass(frozen=True, slots=True)
class SystemRow:
    """A system and what it takes part in."""

    anchor: str
    link: Link
    id: str
    role: str
    platform: str
    owner: Link | None
    truths: tuple[Link, ...]
    flows: Shown[Link]


@dataclass(frozen=True, slots=True)
class TeamRow:
    """A team and what it answers for."""

    anchor: str
    link: Link
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


def ownership_view(view: PageView) -> OwnershipView:
    """The ownership of all objects, systems and teams of the catalog and of the flows in force."""
    catalog, touching = view.site.catalog, view.site.involvement
    systems = sorted({system for doings in touching.doings.values() for system in doings}, key=catalog_order(catalog))
    truths = view.site.truths
    held: dict[str, list[str]] = defaultdict(list)
    for name, truth in truths.items():
        for system in truth.systems:
            held[system].append(name)
    found = facets(_LABELS, [_facet_values(view, name, truth) for name, truth in truths.items()])
    rows = zip(truths.items(), found.codes, strict=True)
    return OwnershipView(
        systems=tuple(view.system(system) for system in systems),
        objects=tuple(_object_row(view, name, truth, systems, code) for (name, truth), code in rows),
        facets=found,
        system_rows=tuple(_system_row(view, name, held.get(name, [])) for name in catalog.systems),
        team_rows=tuple(_team_row(view, name) for name in catalog.teams),
        conflicts=sum(bool(truth.conflict) for truth in truths.values()),
    )


def _facet_values(view: PageView, name: str, truth: Truth) -> RowValues:
    catalog, touching = view.site.catalog, view.site.involvement
    flows = touching.flows_of_object.get(name, ())
    entry = catalog.objects.get(name)
    return {
        "truth": [catalog.system_name(system) for system in truth.systems] or (_lack(view, flows).word,),
        "system": [catalog.system_name(system) for system in touching.doings_with(name)],
        "team": [catalog.team_name(team) for flow in flows if flow.flow for team in teams_of(flow.flow)],
        "critical": ("critical" if entry and entry.critical else "not critical",),
        "conflict": ("conflict" if truth.conflict else "no conflict",),
    }


def _lack(view: PageView, flows: Iterable[Record]) -> Chip:
    """The state of a truth that no system holds: left open, or missing."""
    return view.gap(flows, "source").lack or STATE_CHIPS[DecisionState.OPEN]


def _object_row(view: PageView, name: str, truth: Truth, systems: list[str], code: str) -> ObjectRow:
    entry = view.site.catalog.objects.get(name)
    touching = view.site.involvement
    flows = touching.flows_of_object.get(name, [])
    doings = touching.doings_with(name)
    return ObjectRow(
        anchor=anchor("object", name),
        link=view.business_object(name),
        is_critical=bool(entry and entry.critical),
        sources=tuple(view.system(system) for system in truth.systems),
        lack=_lack(view, flows),
        conflict=truth.conflict,
        flows=first(flows, view.record_link, MOST_FLOWS),
        correct=correctors(view, flows, "correct"),
        request=correctors(view, flows, "request"),
        answer=failure_owners(view, flows),
        cells=tuple(_cell(doings[system], truth) if system in doings else None for system in systems),
        facets=code,
    )


def _cell(doings: set[str], truth: Truth) -> OwnershipCell:
    chips = tuple(chip for part, chip in PARTS.items() if part in doings)
    return OwnershipCell(chips, bool(truth.conflict) and "source" in doings)


def correctors(view: PageView, flows: Iterable[Record], key: str) -> tuple[Link, ...]:
    """The teams that may correct an object by its `flows` (key `correct`), or may only ask for it (`request`)."""
    names: dict[str, None] = {}
    for record in flows:
        corrections = record.flow.corrections if record.flow else None
        if isinstance(corrections, Corrections):
            names.update(dict.fromkeys(texts(getattr(corrections, key))))
    return tuple(view.team(name) for name in names)


def failure_owners(view: PageView, flows: Iterable[Record]) -> tuple[Link, ...]:
    """The teams that answer for the failure modes of `flows`."""
    modes = (mode for flow in flows for mode in view.site.involvement.failures_of_flow.get(flow.file, ()))
    owners = dict.fromkeys(mode.failure.owner for mode in modes if isinstance(mode.failure.owner, str))
    return tuple(view.team(owner) for owner in owners)


def _system_row(view: PageView, name: str, held: list[str]) -> SystemRow:
    system = view.site.catalog.systems[name]
    touching = view.site.involvement
    flows = [flow for flow in touching.flows_of_system.get(name, ()) if name in touching.doings[flow.file]]
    return SystemRow(
        anchor=anchor("system", name),
        link=view.system(name),
        id=name,
        role=words.text(system.role) if system.role else "",
        platform=system.platform if system.platform and system.platform != "other" else "",
        owner=view.team(system.owner) if system.owner else None,
        truths=tuple(view.business_object(held_object) for held_object in held),
        flows=first(flows, view.record_link, MOST_FLOWS),
    )


def _team_row(view: PageView, name: str) -> TeamRow:
    team = view.site.catalog.teams[name]
    owned: dict[str, int] = {}
    rights: dict[str, None] = {}
    for mode in view.site.involvement.failures_of_team.get(name, ()):
        owned[mode.record.file] = owned.get(mode.record.file, 0) + 1
        given: Any = mode.failure.authority if isinstance(mode.failure.authority, list) else []
        rights.update(dict.fromkeys(words.text(right) for right in given if isinstance(right, str)))
    return TeamRow(
        anchor=anchor("team", name),
        link=view.team(name),
        contact=team.contact or "",
        escalation=tuple(view.team(other) for other in texts(team.escalation)),
        systems=tuple(view.system(system) for system in view.site.systems_owned.get(name, ())),
        failures=tuple(
            (view.record_link(view.project.by_file[file], "failure-modes"), count) for file, count in owned.items()
        ),
        authority=words.listed(rights),
        questions=len(view.site.questions_owed.get(name, ())),
        questions_url=view.url(OPEN_QUESTIONS, anchor("owner", name)),
    )
