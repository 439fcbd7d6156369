"""The projects and folders of records that lie below a folder in which there is none: a bounded search."""

from __future__ import annotations

import os
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from settled.model.references import is_folder_page, kind_folders
from settled.project.catalog import CATALOG_FILE
from settled.project.ignored_folders import IgnoreRules, rules_around
from settled.project.likely_folders import LikelyFolder, likely_folder
from settled.project.log4brains import LOG4BRAINS_FILE
from settled.project.record_files import is_for_templates, may_be_record
from settled.project.record_folders import (
    RECORD_FOLDERS,
    is_called_records_folder,
    is_plain_records_folder,
    is_programme_folder,
)

MOST_ENTRIES = 500_000
"""How many files and folders are looked at, at most: the names of so many are read within seconds."""
MOST_SECONDS = 8.0
"""How long is searched, at most; a disk that is slow or far away takes longer."""
MOST_HEADS = 20_000
"""How many files are looked into, at most."""
_A_MOMENT = 1.25
DEEPEST = 6
"""So many folders deep is searched."""


@dataclass(frozen=True, slots=True)
class SearchLimits:
    """How much is searched, at most: files and folders, seconds, files that are looked into, folders in depth."""

    entries: int
    seconds: float
    heads: int
    depth: int


QUICK = SearchLimits(entries=4_000, seconds=0.5, heads=100, depth=3)
"""What may be looked at beside records that are found already."""
_NOT_SEARCHED = frozenset({"node_modules", "vendor", "venv", "site", "target", "dist", "build"})
_MARKS = ("settled.toml", ".adr-dir", "adrs.toml", LOG4BRAINS_FILE)
"""Files that make their folder the root of a project, besides a `pyproject.toml` with settings of ours."""


@dataclass(slots=True)
class FoundBelow:
    """What lies below a folder: roots of projects, and folders of plain records outside of these, each by path.

    `likely` are folders that no name gives away, and that may hold records by what their files are. `looked_at` counts
    folders and `entries` all that lies in them; `stopped` says where the search was given up, so that not all is
    known, and `ignored` counts the folders that a `.gitignore` keeps it out of.
    """

    projects: list[Path] = field(default_factory=list)
    folders: list[Path] = field(default_factory=list)
    likely: list[LikelyFolder] = field(default_factory=list)
    looked_at: int = 0
    entries: int = 0
    ignored: int = 0
    stopped: str = ""


def projects_below(start: Path, has_settings: Callable[[Path], bool], limits: SearchLimits | None = None) -> FoundBelow:
    """Search below `start`, level by level, and not in what is hidden, installed, built or ignored by git.

    Links to folders are not followed. `has_settings` says of a folder whether it has settings of ours.
    """
    limits = limits or SearchLimits(MOST_ENTRIES, MOST_SECONDS, MOST_HEADS, DEEPEST)
    search = _Search(start, has_settings, limits)
    search.run()
    search.found.projects.sort()
    search.found.folders.sort()
    return search.found


@dataclass(slots=True)
class _Search:
    start: Path
    has_settings: Callable[[Path], bool]
    limits: SearchLimits
    found: FoundBelow = field(default_factory=FoundBelow)
    heads: int = 0
    began: float = field(default_factory=time.monotonic)
    pages: dict[Path, list[str]] = field(default_factory=dict)
    """The pages of folders that are records, by the folder that these lie in."""
    candidates: list[tuple[Path, list[str]]] = field(default_factory=list)
    """Folders with files that may be records, and these."""

    def run(self) -> None:
        waiting = deque([(self.start, 0, rules_around(self.start))])
        while waiting:
            folder, depth, rules = waiting.popleft()
            folders, names = self._listed(folder)
            if self.found.entries > self.limits.entries:
                self.found.stopped = f"after {self.limits.entries:,} files and folders"
            if self._is_stopped():
                break
            if self._is_found(folder, folders, names):
                continue
            self._note(folder, names)
            rules = rules.within(folder, names)
            if depth < self.limits.depth:
                waiting.extend((below, depth + 1, rules) for below in self._searched(folder, folders, names, rules))
        self._judge()

    def _listed(self, folder: Path) -> tuple[list[str], list[str]]:
        """The names of the folders and of all else in `folder`, as far as there is to be looked."""
        self.found.looked_at += 1
        folders: list[str] = []
        names: list[str] = []
        try:
            with os.scandir(folder) as entries:
                for entry in entries:
                    (folders if entry.is_dir(follow_symlinks=False) else names).append(entry.name)
                    self.found.entries += 1
                    if self.found.entries > self.limits.entries:
                        break
        except OSError:
            return [], []  # nobody may look into it
        return sorted(folders), sorted(names)

    def _is_found(self, folder: Path, folders: list[str], names: list[str]) -> bool:
        root = _project_root(folder, self.start, names, folders, self.has_settings)
        if root is not None:
            self.found.projects.append(root)
            return True
        if is_called_records_folder(folder.relative_to(self.start)) and is_plain_records_folder(folder):
            self.found.folders.append(folder)
            return True
        return False

    def _note(self, folder: Path, names: list[str]) -> None:
        pages = (f"{folder.name}/{name}" for name in names)
        page = next((page for page in pages if is_folder_page(page) and may_be_record(page)), None)
        if page is not None and folder != self.start:
            self.pages.setdefault(folder.parent, []).append(page)
        if any(map(may_be_record, names)):
            self.candidates.append((folder, names))

    def _searched(self, folder: Path, folders: list[str], names: list[str], rules: IgnoreRules) -> list[Path]:
        base = folder.as_posix()
        found: list[Path] = []
        for name in folders:
            if name.startswith(".") or name in _NOT_SEARCHED or is_for_templates(name):
                continue
            if rules.of_folders and rules.hold_for(f"{base}/{name}"):
                self.found.ignored += 1
                continue
            found.append(folder / name)
        return found if "pyvenv.cfg" not in names else []

    def _judge(self) -> None:
        """Look into the files of the folders that no name gives away."""
        named = dict(self.candidates)
        for folder in sorted({*named, *self.pages}):
            if any(folder.is_relative_to(known) for known in (*self.found.projects, *self.found.folders)):
                continue
            likely = likely_folder(folder, named.get(folder, ()), self.pages.get(folder, ()), self._may_look)
            if likely is not None:
                self.found.likely.append(likely)

    def _may_look(self, count: int) -> bool:
        self.heads += count
        if self.heads > self.limits.heads:
            self.found.stopped = self.found.stopped or f"after a look into {self.limits.heads:,} files"
            return False
        # What a search that was given up has seen is looked into all the same, as far as that takes a moment.
        return not self._is_stopped() or time.monotonic() - self.began < _A_MOMENT * self.limits.seconds

    def _is_stopped(self) -> bool:
        if not self.found.stopped and time.monotonic() - self.began > self.limits.seconds:
            self.found.stopped = f"after {self.limits.seconds:g} seconds"
        return bool(self.found.stopped)


def _project_root(
    folder: Path, start: Path, names: list[str], folders: list[str], has_settings: Callable[[Path], bool]
) -> Path | None:
    """The root of the project that `folder` is, or is the records folder of; None where it is neither."""
    if folder == start:
        return None
    if any(name in names for name in _MARKS) or ("pyproject.toml" in names and has_settings(folder)):
        return folder
    may_be_programme = CATALOG_FILE in names or len(kind_folders().intersection(folders)) > 1
    if not (may_be_programme and is_programme_folder(folder)) and not (
        CATALOG_FILE in names and folder.name == "decisions"
    ):
        return None
    for name in RECORD_FOLDERS:
        parts = Path(name).parts
        root = Path(*folder.parts[: len(folder.parts) - len(parts)])
        if folder.parts[-len(parts) :] == parts and root.is_relative_to(start):
            return root
    return folder
