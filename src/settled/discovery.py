"""Finds the project that a folder lies in, and the files in it that may be records."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from settled.catalog import CATALOG_FILE
from settled.errors import ProjectNotFoundError, SettingsError, SettledError
from settled.model.vocabulary import Kind
from settled.references import folder_kind, number_of_file
from settled.settings import read_settings, settings_table

RECORD_FOLDERS = (
    "decisions",
    "docs/adr",
    "doc/adr",
    "docs/decisions",
    "docs/architecture/decisions",
    "docs/architecture-decisions",
    "adr",
)
"""Where records are looked for when no setting names their folder."""

_NOT_RECORDS = re.compile(
    r"^(?:index|readme|template.*|.*[-_ ]template|0+[-_ ]template.*|changelog|contributing)$", re.IGNORECASE
)
_HIDDEN = re.compile(r"^[.]")


@dataclass(frozen=True)
class Place:
    """Where a project lies: its root, and the folder with its records (inside the root)."""

    root: Path
    records: Path


def find_place(start: Path, records: str | None = None) -> Place:
    """Find the project that `start` lies in, or raise ProjectNotFoundError.

    Walks up from `start` to the top of the git repository (or of the file system). A folder is a root
    when it has settings, or one of `RECORD_FOLDERS`. `records` (the option `--dir`) names the records
    folder itself, relative to `start`.
    """
    start = _existing_folder(start)
    if records is not None:
        folder = _resolved_folder(start / records)
        if folder is None:
            raise ProjectNotFoundError(
                f"there is no folder {records}", "name the folder that holds the records with --dir"
            )
        return Place(_root_above(folder), folder)
    found: Place | None = None
    for candidate in _upwards(start):
        place = _place_at(candidate)
        # From within `decisions`, its sub-folder `adr` is found first, and is part of the project above.
        if place is not None and (found is None or found.records.is_relative_to(place.records)):
            found = place
    if found is not None:
        return found
    if _holds_records(start):
        return Place(start, start)
    raise ProjectNotFoundError(
        f"there are no records in {start} or above it", "start with `adr init`, or name their folder with --dir"
    )


def _place_at(candidate: Path) -> Place | None:
    """The project whose root is `candidate`, by its settings or by one of `RECORD_FOLDERS`; None where it is none."""
    named = _named_folder(candidate)
    if named is not None:
        folder = _resolved_folder(candidate / named)
        if folder is None:
            raise SettingsError(
                f"the settings in {candidate} name the folder {named}, which does not exist",
                "create it with `adr init` or correct the setting `records`",
            )
        if not folder.is_relative_to(candidate):
            raise SettingsError(
                f"the setting `records` names {named}, outside of the project", "name a folder below the root"
            )
        return Place(candidate, folder)
    for name in RECORD_FOLDERS:
        folder = candidate / name
        if folder.is_dir() and _holds_records(folder):
            return Place(candidate, folder)
    return None


def _existing_folder(start: Path) -> Path:
    folder = _resolved_folder(start)
    if folder is None:
        raise SettledError(f"there is no folder {start}", "check the path behind -C")
    return folder


def _resolved_folder(path: Path) -> Path | None:
    """The folder at `path` with its links followed; None where there is none, or no path could be like that."""
    try:
        folder = path.resolve(strict=True)
        return folder if folder.is_dir() else None
    except (OSError, RuntimeError, ValueError):
        return None


def _upwards(start: Path) -> Iterator[Path]:
    for folder in (start, *start.parents):
        yield folder
        if (folder / ".git").exists():
            return


def _root_above(folder: Path) -> Path:
    """The nearest folder above the records that has settings or a repository; else the folder's parent."""
    for candidate in _upwards(folder):
        if _has_settings(candidate) or (candidate / ".git").exists():
            return candidate
    return folder.parent if folder.name in {"decisions", "adr"} else folder


def _has_settings(folder: Path) -> bool:
    return any(settings_table(folder / name) is not None for name in ("settled.toml", "pyproject.toml"))


def _named_folder(folder: Path) -> str | None:
    if _has_settings(folder):
        settings = read_settings(folder)
        if settings.records is not None:
            return settings.records
    pointer = folder / ".adr-dir"
    if pointer.is_file():
        lines = pointer.read_text(encoding="utf-8", errors="replace").strip().splitlines()
        return lines[0].strip() if lines else None
    return None


def _holds_records(folder: Path) -> bool:
    if (folder / CATALOG_FILE).is_file() or any((folder / kind.folder).is_dir() for kind in Kind):
        return True
    if folder.name == "decisions":
        return True
    return any(number_of_file(path.stem) is not None for path in folder.glob("*.md"))


def markdown_pages(root: Path) -> Iterator[str]:
    """Every Markdown file below `root`, relative to it with `/`: not what is hidden, installed or built."""
    for current, folders, names in os.walk(root):
        folders[:] = sorted(
            name
            for name in folders
            if not _HIDDEN.match(name)
            and name not in {"node_modules", "site", "venv"}
            and not (Path(current) / name / "pyvenv.cfg").exists()
            and not (Path(current) / name / ".git").exists()
        )
        for name in sorted(names):
            if name.lower().endswith(".md") and not _HIDDEN.match(name):
                yield PurePosixPath(os.path.relpath(Path(current) / name, root)).as_posix()


def may_be_record(path: PurePosixPath) -> bool:
    """True for a Markdown file (its path below the records folder) that is no template, index or hidden file."""
    is_named_so = path.suffix.lower() == ".md" and not _HIDDEN.match(path.name) and not _NOT_RECORDS.match(path.stem)
    return is_named_so and not any(_is_passed_over(folder) for folder in path.parts[:-1])


def unique_number(path: str, *, is_programme: bool) -> tuple[str, Kind, int] | None:
    """The number of the record at `path` (below the records folder) with what it is unique in.

    That is the kind in a programme, and the kind and the folder in a plain ADR folder, which may count anew in
    each of its folders. None for what is no record, or has no number.
    """
    place = PurePosixPath(path)
    number = number_of_file(place.stem) if may_be_record(place) else None
    if number is None:
        return None
    return "" if is_programme else place.parent.as_posix(), folder_kind(path) or Kind.DECISION, number


def _is_passed_over(folder: str) -> bool:
    return bool(_HIDDEN.match(folder)) or folder in {"templates", "node_modules"}


def record_files(folder: Path) -> Iterator[tuple[Path, Kind | None]]:
    """Every Markdown file below the folder that may be a record, with the kind that its folder says."""
    kinds = {kind.folder: kind for kind in Kind}
    root = str(folder)
    for current, folders, names in os.walk(root):
        folders[:] = sorted(name for name in folders if not _is_passed_over(name))
        # A folder called `x.md` is shown as what it is.
        names = sorted([*names, *(name for name in folders if name.lower().endswith(".md"))])
        parts = PurePosixPath(os.path.relpath(current, root)).parts
        kind = next((kinds[part] for part in parts if part in kinds), None)
        for name in names:
            if may_be_record(PurePosixPath(name)):
                yield Path(current) / name, kind
