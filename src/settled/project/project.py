"""What a project is: all its records with the catalog, the settings and what git says of them."""

from __future__ import annotations

import datetime
import os
import posixpath
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from settled.flows.required_decisions import Part, parts, states_of
from settled.flows.routes import Hop, Routes, hop_of, routes_of
from settled.formats.madr import DecisionText, read_decision_text
from settled.model.acceptance import acceptance, version_of
from settled.model.baseline import Baseline
from settled.model.branches import FilesElsewhere, OtherBranches
from settled.model.findings import Problem
from settled.model.history import ProjectHistory
from settled.model.kinds import kinds
from settled.model.markup import RECORD_ENDINGS
from settled.model.merge_base import MergeBase
from settled.model.references import folder_of_record, format_id, is_folder_page, parse_reference
from settled.model.vocabulary import DecisionState, Kind, Phase, RequiredDecision
from settled.project.catalog import CATALOG_FILE, Catalog
from settled.project.discovery import Layout, Place
from settled.project.record_files import unique_number
from settled.records import ReadRecord, Record, texts
from settled.settings.reading import Settings


@dataclass(frozen=True, slots=True)
class GitPlace:
    """Where git is asked about records that were written out of their repository, and as of which commit."""

    root: Path
    records: Path
    commit: str


@dataclass(frozen=True)
class Project:
    """All records of a project with its catalog and settings; nothing in it changes.

    `problems` are what the readers met. `unreadable` are the files that gave no record. `gate` is the phase
    that every flow is judged by at least, whatever phase it is in. `known_paths` are all files that there are,
    for records that were taken out of their repository (None: the disk knows). `baseline` are the findings that
    do not count yet. `merge_base` is what was so before the change that is judged (None: no change is).
    `layout` is how the records lie in their folder, `notes` the files that were read and are no records.
    `git_place` is where git is asked about records that were taken out of their repository (None: where they lie).
    """

    root: Path
    records_folder: Path
    settings: Settings
    catalog: Catalog | None
    catalog_exists: bool
    records: tuple[Record, ...]
    unreadable: tuple[ReadRecord, ...]
    problems: tuple[Problem, ...]
    today: datetime.date
    is_programme: bool
    files: tuple[str, ...] = field(default=(), repr=False)
    gate: Phase = Phase.DESIGN
    known_paths: frozenset[str] | None = field(default=None, repr=False)
    baseline: Baseline | None = field(default=None, repr=False)
    git_place: GitPlace | None = field(default=None, repr=False)
    merge_base: MergeBase | None = field(default=None, repr=False)
    layout: Layout = field(default_factory=Layout, repr=False)
    notes: tuple[str, ...] = field(default=(), repr=False)

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

    @cached_property
    def decisions(self) -> tuple[Record, ...]:
        """The decisions, in the order of their numbers."""
        return self.by_kind[Kind.DECISION]

    @cached_property
    def risks(self) -> tuple[Record, ...]:
        """The declared risks, in the order of their numbers."""
        return self.by_kind[Kind.RISK]

    def phase_of(self, record: Record) -> Phase:
        """The phase that a flow is judged by: its own (design where it says none), or the gate if that is later."""
        own = record.flow.phase if record.flow is not None else None
        phase = own if isinstance(own, Phase) else Phase.DESIGN
        return max(phase, self.gate, key=lambda candidate: candidate.rank)

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

    @property
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

    def resolve(self, reference: str, near: Record | None = None, kind: Kind | None = None) -> Record | None:
        """The record that `reference` names, seen from the record `near`; None where there is none.

        A bare number means a record of `kind`, else of the same kind as `near`, else the only record
        with that number, else a decision.
        """
        path = reference.split("#")[0].strip()
        if near is not None and path:
            beside = _normalised(PurePosixPath(near.file).parent / path)
            found = self._file_called(beside)
            if found is not None:
                return found
        below = _normalised(PurePosixPath(self.records_path) / path)
        found = self._file_called(below) or self.by_file.get(_normalised(PurePosixPath(path)))
        if found is not None:
            return found
        parsed = parse_reference(reference)
        wanted = parsed.kind or kind or (near.kind if near else None)
        candidates = self._by_number.get(parsed.number, []) if parsed.number is not None else []
        if near is not None and len(candidates) > 1 and not self.is_programme:
            # Numbers may begin anew in each folder: its own ones are meant first.
            folder = folder_of_record(near.file)
            candidates = sorted(candidates, key=lambda record: folder_of_record(record.file) != folder)
            if candidates[0].kind is wanted and folder_of_record(candidates[0].file) == folder:
                return candidates[0]
        named = self.by_id.get(reference.strip())
        if named is not None:
            return named
        if parsed.number is None:
            return None
        qualified = [
            record for record in candidates if "/" in reference and record.id.endswith(f"/{reference.strip()}")
        ]
        if len(qualified) == 1:
            return qualified[0]
        of_kind = [record for record in candidates if record.kind is wanted]
        if of_kind:
            return of_kind[0]
        if parsed.kind is not None or kind is not None:
            return None
        if len(candidates) == 1:
            return candidates[0]
        return next((record for record in candidates if record.kind is Kind.DECISION), None)

    def _file_called(self, path: str) -> Record | None:
        """The record of the file at `path`, which may leave out its ending, or of the folder that is a record."""
        return next(
            (self.by_file[path + ending] for ending in ("", *RECORD_ENDINGS) if path + ending in self.by_file),
            self._by_folder.get(path),
        )

    @cached_property
    def _by_folder(self) -> dict[str, Record]:
        return {posixpath.dirname(record.file): record for record in self.records if is_folder_page(record.file)}

    @cached_property
    def flow_parts(self) -> dict[str, tuple[Part, ...]]:
        """The parts of the six decisions of every flow, by file."""
        return {record.file: parts(record) for record in self.flows}

    @cached_property
    def states(self) -> dict[str, dict[RequiredDecision, DecisionState]]:
        """The six states of every flow, by file."""
        return {file: states_of(of_flow) for file, of_flow in self.flow_parts.items()}

    @cached_property
    def decision_texts(self) -> dict[str, DecisionText]:
        """The argument of every decision that is in force, by file."""
        return {record.file: read_decision_text(record.body) for record in self.decisions if record.is_in_force}

    @cached_property
    def hops(self) -> tuple[Hop, ...]:
        """The flows in force as hops between systems, in the order of their numbers."""
        return tuple(hop_of(record) for record in self.flows if record.is_in_force)

    @cached_property
    def routes(self) -> Routes:
        """Which flow in force carries on what another one brought."""
        after: dict[str, tuple[str, ...]] = {}
        for hop in self.hops:
            named = texts(hop.record.flow.after) if hop.record.flow else []
            found = (self.resolve(reference, hop.record, Kind.FLOW) for reference in named)
            after[hop.file] = tuple(earlier.file for earlier in found if earlier is not None)
        return routes_of(self.hops, after)

    @cached_property
    def history(self) -> ProjectHistory:
        """What git says of the records; read on first use, because most commands do not need it."""
        if self.git_place is not None:
            from settled.history import read_history

            place, files = self.git_place, {record.file: record.id for record in self.records}
            return read_history(place.root, place.records, files, self.settings.statuses, at=place.commit)
        if not self.is_in_repository:
            # Told without starting git, which a folder without a repository does not need.
            return ProjectHistory(
                is_complete=False,
                reason="the records are not in a git repository",
                is_available=False,
                has_commits=False,
            )
        from settled.history import read_history

        files = {record.file: record.id for record in self.records}
        history = read_history(self.root, self.records_folder, files, self.settings.statuses)
        # Something that looks like a repository and that git does not know is broken: nobody may take it for none.
        return replace(history, has_commits=True) if not history.is_available else history

    @cached_property
    def earlier_texts(self) -> Mapping[str, str]:
        """The texts of the decisions since they were accepted, by blob; only of those that changed since."""
        from settled.history import read_texts

        wanted: list[str] = []
        for record in self.decisions:
            history = self.history.of(record.file)
            change = acceptance(history) if history is not None else None
            if history is None or change is None:
                continue
            texts_since = history.versions[version_of(history, change) or 0 :]
            if history.is_changed or len({version.blob for version in texts_since}) > 1:
                wanted += [version.blob for version in texts_since]
        folder = self.git_place.records if self.git_place is not None else self.records_folder
        return read_texts(folder, wanted) if wanted else {}

    @cached_property
    def other_branches(self) -> OtherBranches:
        """The records on other branches that have the number of a record here; without git where there is no `.git`.

        Records that were taken out of their repository have no other branches.
        """
        if self.known_paths is not None or not self.is_in_repository:
            return OtherBranches()
        from settled.history import read_other_branches

        number_of = partial(unique_number, is_programme=self.is_programme)
        ignored = self.settings.ignore_branches
        return read_other_branches(self.root, self.records_folder, self.files, number_of, ignored)

    @cached_property
    def files_elsewhere(self) -> FilesElsewhere:
        """What the index, the branches and other working trees hold; without git where there is no `.git`."""
        if not self.is_in_repository:
            return FilesElsewhere()
        from settled.history import read_files_elsewhere

        return read_files_elsewhere(self.records_folder)

    @property
    def is_in_repository(self) -> bool:
        """True where a folder above the records looks like a git repository; git itself is not asked."""
        marks = ((folder / ".git") for folder in (self.records_folder, *self.records_folder.parents))
        return any(mark.is_file() or (mark / "HEAD").exists() for mark in marks)

    @cached_property
    def repository_root(self) -> Path:
        """The folder that relative links may not leave: the git repository's, else the project's root."""
        return next((folder for folder in (self.root, *self.root.parents) if (folder / ".git").exists()), self.root)

    def file_then(self, path: str) -> str:
        """`path`, as git names it from the top, seen from the root; as it is where it lies elsewhere."""
        root = os.path.relpath(self.root, self.repository_root).replace(os.sep, "/")
        if root == "." or not PurePosixPath(path).is_relative_to(root):
            return path
        return PurePosixPath(path).relative_to(root).as_posix()

    def file_exists(self, target: str, record: Record) -> bool:
        """True when a relative link `target` of `record` leads to a file or folder within the repository."""
        try:
            path = Path(os.path.normpath(self.root / PurePosixPath(record.file).parent / unquote(target)))
            if self.known_paths is not None and not path.exists():
                folder = f"{path}{os.sep}"
                return str(path) in self.known_paths or any(known.startswith(folder) for known in self.known_paths)
            return path.is_relative_to(self.repository_root) and path.exists()
        except (OSError, ValueError):
            return False  # a name that no file system takes

    def is_known_unreadable(self, reference: str, kind: Kind) -> bool:
        """True when `reference` names a file that exists but could not be read."""
        parsed = parse_reference(reference)
        if parsed.number is None:
            return False
        return format_id(parsed.kind or kind, parsed.number) in self.unreadable_ids

    @cached_property
    def _by_number(self) -> dict[int, list[Record]]:
        found: dict[int, list[Record]] = {}
        for record in self.records:
            if record.number is not None:
                found.setdefault(record.number, []).append(record)
        return found


def _normalised(path: PurePosixPath) -> str:
    return os.path.normpath(path.as_posix()).replace(os.sep, "/")
