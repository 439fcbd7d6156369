"""An import as it was asked for: where the records come from, where they go, and what that changes."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from settled.conversion.import_plan import ImportPlan, plan_import, plan_in_place
from settled.conversion.json_adr_import import plan_json_import, read_json_adr
from settled.conversion.new_names import numbers_below
from settled.conversion.target_folder import FileChanges, changes_for, check_committed, make_changes
from settled.conversion.target_format import TargetFormat
from settled.files.reading import read_text_file
from settled.model.errors import UsageError
from settled.project import Project, load
from settled.project.pages import pages_that_may_link

_MOST_JSON_BYTES = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class PlannedImport:
    """What is to be written, and the files that this changes; `what` names it all where it cannot be written."""

    plan: ImportPlan
    changes: FileChanges
    what: str

    def check_committed(self) -> None:
        """Raise UsageError where git could not give back what is about to be changed."""
        touched = {*(edit.path for edit in self.changes.edited), *self.changes.removed}
        if touched:
            check_committed(Path(os.path.commonpath([path.parent for path in touched])), touched)

    def write(self) -> None:
        """Write all of it or nothing; SettledError where that fails."""
        make_changes(self.changes, self.what)


@dataclass(frozen=True, slots=True)
class ImportRequest:
    """What was asked for, as it was typed; paths are seen from `start`."""

    start: Path
    records: str | None
    source: str | None
    into: str | None
    in_place: bool
    target: str
    renumber: bool

    def __post_init__(self) -> None:
        if self.in_place == (self.into is not None):
            raise UsageError(
                "say where the records shall go" if self.into is None else "--into and --in-place are two places",
                "write --into DIRECTORY for a new folder, or --in-place to convert them where they are",
            )

    def planned(self) -> PlannedImport:
        """What would be written; UsageError where that cannot be, or would change what nobody spoke of."""
        replaceable: set[Path] = set()
        if self.source is not None and self.source.lower().endswith(".json") and (self.start / self.source).is_file():
            plan = self._plan_of_json(self.source)
        elif self.into is not None:
            project = self._project()
            plan = self._plan_into(project, self._target_folder(project, self.into))
        else:
            plan = self._plan_in_place(self._project())
            replaceable = {*plan.sources.values(), *plan.pages}
        changes = changes_for({**plan.texts, **plan.pages}, replaceable, hint="name an empty folder with --into")
        return PlannedImport(plan, changes, self.into or self.source or "the records")

    def _project(self) -> Project:
        if self.source is None:
            return load(self.start, self.records)
        if not self.source.strip() or not (self.start / self.source).is_dir():
            raise UsageError(
                f"there is no folder {self.source}", "name the folder that holds the records, or a file.json"
            )
        project = load(self.start, self.source)
        if not project.records and not project.unreadable:
            raise UsageError(f"there are no records in {self.source}", "name the folder that holds them")
        return project

    def _plan_into(self, project: Project, folder: Path) -> ImportPlan:
        there = numbers_below(folder)
        return plan_import(project, folder, TargetFormat(self.target), renumber=self.renumber, there=there)

    def _plan_in_place(self, project: Project) -> ImportPlan:
        pages = pages_that_may_link(project)
        return plan_in_place(project, TargetFormat(self.target), pages, renumber=self.renumber)

    def _plan_of_json(self, source: str) -> ImportPlan:
        if self.into is None:
            raise UsageError(f"{source} is no folder that could be converted in place", "name a folder with --into")
        path = Path(os.path.realpath(self.start / source))
        text, problem = read_text_file(path, source, path.parent, _MOST_JSON_BYTES)
        if text is None:
            raise UsageError(
                f"{problem.location}: {problem.message}" if problem else source, problem.hint if problem else ""
            )
        folder = self._folder_called(self.into)
        adrs = read_json_adr(text.removeprefix("\ufeff"), source)
        there = numbers_below(folder)
        return plan_json_import(adrs, path, folder, TargetFormat(self.target), renumber=self.renumber, there=there)

    def _target_folder(self, project: Project, into: str) -> Path:
        folder = self._folder_called(into)
        if folder == project.records_folder:
            raise UsageError(f"{into} holds the records themselves", "convert them there with --in-place")
        if folder.is_relative_to(project.records_folder):
            raise UsageError(f"{into} lies in the folder that is imported", "name one outside of it with --into")
        return folder

    def _folder_called(self, into: str) -> Path:
        folder = Path(os.path.realpath(self.start / into)) if into.strip() else None
        if folder is None or (folder.exists() and not folder.is_dir()):
            raise UsageError(f"`{into}` is no folder", "name a folder with --into")
        return folder
