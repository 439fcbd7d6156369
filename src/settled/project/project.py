"""What a project is: all its records with the catalog and the settings, and how one finds another in them."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from settled.model.baseline import Baseline
from settled.model.findings import Location, Problem
from settled.model.kinds import kinds
from settled.model.known_words import KnownWords
from settled.model.references import format_id, parse_reference
from settled.model.vocabulary import DecisionState, Kind, RequiredDecision
from settled.profiles import Profile
from settled.project.catalog import CATALOG_FILE, Catalog
from settled.project.judging_day import JudgingDay
from settled.project.own_profiles import Profiles
from settled.project.page_addresses import PageAddresses
from settled.project.place import Layout, Place
from settled.project.record_references import RecordReferences
from settled.records import ReadRecord, Record
from settled.settings.reading import Settings

if TYPE_CHECKING:  # a run whose answers were kept needs none of them
    from settled.flows.landscape import Landscape
    from settled.flows.named_flows import FlowLink
    from settled.flows.required_decisions import Part
    from settled.flows.routes import Hop, Routes
    from settled.formats.madr import DecisionText


@dataclass(frozen=True)
class Project:
    """All records of a project with its catalog and settings; nothing in it changes.

    `problems` are what the readers met. `unreadable` are the files that gave no record. `judged` is the day as
    of which the project is judged. `baseline` are the findings that do not count yet. `layout` is how the records lie
    in their folder, `notes` the files that were read and are no records, `templates` those of them that records are
    made from. `numbers_by_name` are the kinds
    and numbers of files that were not read, where only these were wanted. `profiles` are what platforms bring along.
    """

    root: Path
    records_folder: Path
    settings: Settings
    catalog: Catalog | None
    catalog_exists: bool
    records: tuple[Record, ...]
    unreadable: tuple[ReadRecord, ...]
    problems: tuple[Problem, ...]
    judged: JudgingDay
    is_programme: bool
    files: tuple[str, ...] = field(default=(), repr=False)
    baseline: Baseline | None = field(default=None, repr=False)
    layout: Layout = field(default_factory=Layout, repr=False)
    numbers_by_name: tuple[tuple[Kind, int], ...] = ()
    notes: tuple[str, ...] = field(default=(), repr=False)
    templates: tuple[str, ...] = field(default=(), repr=False)
    profiles: Profiles = field(default_factory=Profiles, repr=False)

    @property
    def today(self) -> datetime.date:
        """The day as of which the project is judged."""
        return self.judged.day

    @cached_property
    def by_kind(self) -> dict[Kind, tuple[Record, ...]]:
        """The records of each kind that there is, in the order of their numbers."""
        found: dict[Kind, list[Record]] = {spec.kind: [] for spec in kinds()}
        for record in self.records:
            found[record.kind].append(record)
        return {kind: tuple(records) for kind, records in found.items()}

    @cached_property
    def flows(self) -> tuple[Record, ...]:
        """The flows, in the order of their numbers."""
        return self.by_kind[Kind.FLOW]

    @cached_property
    def flows_in_force(self) -> tuple[Record, ...]:
        """The flows that are still asked something: not rejected, deprecated or superseded."""
        return tuple(record for record in self.flows if record.is_in_force)

    @cached_property  # half of the rules ask
    def flow_variants(self) -> tuple[Record, ...]:
        """The flows in force, each in every one of its variants."""
        from settled.flows.variants import variants_of

        return tuple(variant for record in self.flows_in_force for variant in variants_of(record))

    @cached_property
    def decisions(self) -> tuple[Record, ...]:
        """The decisions, in the order of their numbers."""
        return self.by_kind[Kind.DECISION]

    @cached_property
    def risks(self) -> tuple[Record, ...]:
        """The declared risks, in the order of their numbers."""
        return self.by_kind[Kind.RISK]

    @cached_property
    def by_id(self) -> dict[str, Record]:
        """Records by id; of two with the same id the first."""
        found: dict[str, Record] = {}
        for record in self.records:
            found.setdefault(record.id, record)
        return found

    @cached_property
    def by_file(self) -> dict[str, Record]:
        """Records by their file, relative to the root."""
        return {record.file: record for record in self.records}

    @cached_property
    def unreadable_ids(self) -> frozenset[str]:
        """Ids that exist although their file could not be read: a reference to them is no mistake."""
        return frozenset(entry.id for entry in self.unreadable if entry.id)

    @cached_property  # asked for each record
    def records_path(self) -> str:
        """The folder of the records relative to the root, with `/`; `.` for the root itself."""
        return PurePosixPath(self.records_folder.relative_to(self.root)).as_posix()

    @property
    def folders(self) -> tuple[Path, ...]:
        """The folders in which records lie: those of the layout, else the records folder."""
        return Place(self.root, self.records_folder, self.layout).folders

    @property
    def catalog_file(self) -> str:
        """Where the catalog is, or would be."""
        return (PurePosixPath(self.records_path) / CATALOG_FILE).as_posix()

    def profile_of(self, system: str | None) -> Profile | None:
        """What the platform of a system of the catalog brings along; None where it has no profile."""
        entry = self.catalog.systems.get(system) if self.catalog is not None and system is not None else None
        return self.profiles.find(entry.platform) if entry is not None else None

    def resolve(self, reference: str, near: Record | None = None, kind: Kind | None = None) -> Record | None:
        """The record that `reference` names, seen from the record `near`; None where there is none.

        A bare number means a record of `kind`, else of the same kind as `near`, else the only record
        with that number, else a decision.
        """
        return self._references.resolve(reference, near, kind)

    @cached_property
    def _references(self) -> RecordReferences:
        return RecordReferences(
            self.records, self.by_id, self.by_file, self.records_path, is_programme=self.is_programme
        )

    @property
    def pages(self) -> PageAddresses:
        """The records by what a builder of sites calls their pages."""
        return self._references.pages

    def ids_of(self, kind: Kind | None) -> KnownWords:
        """The ids of the records of `kind`, of all records where it is None."""
        if kind not in self._ids:
            self._ids[kind] = KnownWords(record.id for record in self.records if kind is None or record.kind is kind)
        return self._ids[kind]

    @cached_property
    def _ids(self) -> dict[Kind | None, KnownWords]:
        return {}

    @cached_property
    def flow_parts(self) -> dict[str, tuple[Part, ...]]:
        """The parts of the six decisions of every flow, by file."""
        from settled.flows.required_decisions import parts

        return {record.file: parts(record) for record in self.flows}

    @cached_property
    def states(self) -> dict[str, dict[RequiredDecision, DecisionState]]:
        """The six states of every flow, by file."""
        from settled.flows.required_decisions import states_of

        return {file: states_of(of_flow) for file, of_flow in self.flow_parts.items()}

    @cached_property
    def missing_parts(self) -> dict[RequiredDecision, tuple[tuple[Record, Part], ...]]:
        """What the flows in force do not say of each of the six decisions, flow by flow and variant by variant."""
        from settled.flows.required_decisions import parts_of_variant
        from settled.flows.variants import variants_of

        missing: dict[RequiredDecision, list[tuple[Record, Part]]] = {decision: [] for decision in RequiredDecision}
        for record in self.flows_in_force:
            variants = variants_of(record)
            for variant in variants:
                parts = self.flow_parts[record.file] if variant is record else parts_of_variant(variant)
                missing_in = (part for part in parts if part.state is DecisionState.MISSING)
                for part in missing_in:
                    missing[part.decision].append((variant, part))
        return {decision: tuple(parts) for decision, parts in missing.items()}

    @cached_property
    def decision_texts(self) -> dict[str, DecisionText]:
        """The argument of every decision that is in force, by file."""
        from settled.formats.madr import read_decision_text

        return {record.file: read_decision_text(record.body) for record in self.decisions if record.is_in_force}

    @cached_property
    def landscape(self) -> Landscape:
        """The catalog and the holidays of the settings, as the arithmetic of flows needs them."""
        from settled.flows.landscape import Landscape

        if self.catalog is None:
            return Landscape(year=self.today.year)
        document = self.catalog.yaml_document
        file = self.catalog.file
        return Landscape(
            self.catalog.systems,
            self.catalog.teams,
            self.catalog.objects,
            document.at if document is not None else lambda path: Location(file),
            self.settings.holidays.between(self.today.year, self.today.year + 2),
            self.today.year,
        )

    @cached_property
    def hops(self) -> tuple[Hop, ...]:
        """The flows in force as hops between systems, in the order of their numbers."""
        from settled.flows.routes import hop_of

        return tuple(hop_of(record) for record in self.flows if record.is_in_force)

    @cached_property
    def flow_links(self) -> dict[str, tuple[FlowLink, ...]]:
        """The flows in force that each flow in force names, by file: what it comes after, passes on and requires."""
        from settled.flows.named_flows import FlowLink, named_flows

        links: dict[str, tuple[FlowLink, ...]] = {}
        for record in self.flows_in_force:
            found = ((named, self.resolve(named.name, record, Kind.FLOW)) for named in named_flows(record))
            links[record.file] = tuple(
                FlowLink(named.kind, named.path, other, named.otherwise)
                for named, other in found
                if other is not None and other.kind is Kind.FLOW and other.is_in_force
            )
        return links

    @cached_property
    def routes(self) -> Routes:
        """Which flow in force carries on what another one brought."""
        from settled.flows.named_flows import LinkKind
        from settled.flows.routes import routes_of

        carried_on = {LinkKind.AFTER, LinkKind.FORWARDS}
        after = {
            file: tuple(dict.fromkeys(link.record.file for link in links if link.kind in carried_on))
            for file, links in self.flow_links.items()
        }
        return routes_of(self.hops, after)

    def is_known_unreadable(self, reference: str, kind: Kind) -> bool:
        """True when `reference` names a file that exists but could not be read."""
        parsed = parse_reference(reference)
        if parsed.number is None:
            return False
        return format_id(parsed.kind or kind, parsed.number) in self.unreadable_ids
