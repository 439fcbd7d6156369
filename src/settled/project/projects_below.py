"""The projects and folders of records that lie below a folder in which there is none: a bounded search."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from settled.model.references import kind_folders
from settled.project.catalog import CATALOG_FILE
from settled.project.log4brains import LOG4BRAINS_FILE
from settled.project.record_folders import (
    RECORD_FOLDERS,
    is_called_records_folder,
    is_plain_records_folder,
    is_programme_folder,
)

MOST_ENTRIES = 200_000
"""How many files and folders are looked at, at most: the names of so many are read within seconds."""

_DEEPEST = 6
_NOT_SEARCHED = frozenset({"node_modules", "vendor", "venv", "site", "target", "dist", "build"})
_MARKS = ("settled.toml", ".adr-dir", "adrs.toml", LOG4BRAINS_FILE)
"""Files that make their folder the root of a project, besides a `pyproject.toml` with settings of ours."""


@dataclass(slots=True)
class FoundBelow:
    """What lies below a folder: roots of projects, and folders of plain records outside of these, each by path.

    `looked_at` counts folders; `is_cut_short` where there was more than is looked at, so that not all is known.
    """

    projects: list[Path] = field(default_factory=list)
    folders: list[Path] = field(default_factory=list)
    looked_at: int = 0
    is_cut_short: bool = False


def projects_below(start: Path, has_settings: Callable[[Path], bool]) -> FoundBelow:
    """Search below `start`, not deeper than six folders and not in what is hidden, installed or built.

    `has_settings` says of a folder whether it has settings of ours.
    """
    found = FoundBelow()
    entries = 0
    for current, folders, names in os.walk(start):
        folder = Path(current)
        below = folder.relative_to(start)
        found.looked_at += 1
        entries += len(folders) + len(names)
        if entries > MOST_ENTRIES:
            found.is_cut_short = True
            break
        folders[:] = sorted(
            name
            for name in folders
            if len(below.parts) < _DEEPEST and not name.startswith(".") and name not in _NOT_SEARCHED
        )
        root = _project_root(folder, start, names, folders, has_settings)
        if root is not None:
            found.projects.append(root)
            folders[:] = []
        elif is_called_records_folder(below) and is_plain_records_folder(folder):
            found.folders.append(folder)
            folders[:] = []
    return found


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
