"""Starts a project: writes what is missing of its files, and touches nothing that is there."""

from __future__ import annotations

import datetime
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from settled.edit.yaml_text import scalar
from settled.files.shown_path import shown_path
from settled.files.writing import create_file, saying_what_failed
from settled.model.errors import UsageError
from settled.model.kinds import spec_of
from settled.model.references import number_of_file
from settled.model.vocabulary import Kind
from settled.scaffold.pipelines import pipeline
from settled.scaffold.starting_files import CATALOG, FIRST_RECORD, FIRST_RECORD_FILE, INDEX, SITE

DEFAULT_RECORDS = "decisions"
_DECISIONS = spec_of(Kind.DECISION).folder
_SITE_FILES = ("mkdocs.yml", "mkdocs.yaml")


@dataclass(frozen=True, slots=True)
class Started:
    """What a run did: the files it created, those it kept, and whether an older site file lacks our lines."""

    root: Path
    created: tuple[Path, ...]
    kept: tuple[Path, ...]
    site_file_to_complete: Path | None = None


def init_project(root: Path, records: str, today: datetime.date, forge: str | None = None) -> Started:
    """Create the missing files of a project in `root`, with its records in the folder `records` below it.

    `forge` is one of `PIPELINES`, where its pipeline is wanted too.

    Raises UsageError where a file stands in the way, SettledError where something cannot be written; then
    whatever this run had created is gone again.
    """
    records_folder = root / records
    _refuse_what_is_in_the_way(root, records_folder)
    planned, kept = _planned(root, records, today, forge)
    created: list[Path] = []
    folders: list[Path] = []
    try:
        for path, text in planned:
            with saying_what_failed(shown_path(path, root)):
                _make_folder(path.parent, folders)
                try:
                    create_file(path, text.encode("utf-8"))
                except FileExistsError:
                    kept.append(path)
                else:
                    created.append(path)
    except BaseException:
        for path in reversed(created):
            with suppress(OSError):
                path.unlink()
        for folder in reversed(folders):
            with suppress(OSError):
                folder.rmdir()
        raise
    site_file = next((path for path in kept if path.name in _SITE_FILES), None)
    needs_lines = site_file is not None and "settled" not in _text(site_file)
    return Started(root, tuple(created), tuple(kept), site_file if needs_lines else None)


def _refuse_what_is_in_the_way(root: Path, records_folder: Path) -> None:
    for folder in (root, records_folder, records_folder / _DECISIONS):
        if (folder.exists() or folder.is_symlink()) and not folder.is_dir():
            shown = folder.relative_to(root) if folder != root else folder
            raise UsageError(f"{shown} is a file where a folder is needed", "move it away, or start in another folder")
    for folder in (records_folder, records_folder / _DECISIONS):
        if not folder.resolve().is_relative_to(root.resolve()):
            raise UsageError(f"{folder.relative_to(root)} is a link out of the project", "replace it by a folder")


def _planned(
    root: Path, records: str, today: datetime.date, forge: str | None
) -> tuple[list[tuple[Path, str]], list[Path]]:
    """The files to write with their texts, and the paths that are there already."""
    folder = root / records
    name = root.resolve().name or "our"
    wanted = {
        folder / "catalog.yml": CATALOG,
        folder / "index.md": INDEX,
        folder / _DECISIONS / FIRST_RECORD_FILE: FIRST_RECORD.replace("{date}", today.isoformat()),
        root / _SITE_FILES[0]: SITE.format(site_name=scalar(f"{name} decisions"), docs_dir=scalar(records)),
    }
    if forge is not None:
        path, text = pipeline(forge, root)
        wanted[path] = text
    planned: list[tuple[Path, str]] = []
    kept: list[Path] = []
    for path, text in wanted.items():
        present = _present(path)
        if present is None:
            planned.append((path, text))
        else:
            kept.append(present)
    return planned, kept


def _present(path: Path) -> Path | None:
    """What stands there instead of `path`: itself, another spelling, or any record where it is the first one."""
    if path.exists() or path.is_symlink():
        return path
    if path.name in _SITE_FILES:
        return next((path.with_name(name) for name in _SITE_FILES if path.with_name(name).exists()), None)
    if path.name == FIRST_RECORD_FILE:
        # A team that has decisions has recorded this one in its own way, or does not want it.
        for folder in (path.parent, path.parent.parent):
            records = sorted(each for each in folder.glob("*.md") if number_of_file(each.stem) is not None)
            if records:
                return records[0]
    return None


def _make_folder(folder: Path, made: list[Path]) -> None:
    """Create `folder` and those above it, and add each that was created to `made`, outermost first."""
    missing = [candidate for candidate in (folder, *folder.parents) if not candidate.exists()]
    for candidate in reversed(missing):
        candidate.mkdir()
        made.append(candidate)


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
