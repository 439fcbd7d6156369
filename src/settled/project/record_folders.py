"""Which folders hold records: what they are called, and what lies in them."""

from __future__ import annotations

import os
import re
from pathlib import Path, PurePosixPath

from settled.model.markup import has_record_ending
from settled.model.references import is_counted, is_folder_page, kind_folders
from settled.project.catalog import CATALOG_FILE
from settled.project.record_files import is_named_as_record, record_files

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

ALSO_CALLED = (
    "adr", "decision", "decision-record", "decision-log",
    "architecture-adr", "architecture-decision", "architecture-decision-record", "architecture-decision-log",
    "architectural-decision", "architectural-decision-record", "architectural-decision-log",
)  # fmt: skip
"""What folders are called that are searched for below a folder in which no records are found.

In any case and number, with any or no sign between the words, and with or without a number in front:
`09-Architecture_Decisions`.
"""

_ALSO_CALLED = frozenset(name.replace("-", "") for name in ALSO_CALLED)
_DEEPEST = 6
_NOT_SEARCHED = frozenset({"node_modules", "vendor", "venv", "site", "target", "dist", "build"})


def folders_below(start: Path) -> list[Path]:
    """The folders below `start` that are called as folders of records are and hold numbered records, by path."""
    found: list[Path] = []
    for current, folders, _ in os.walk(start):
        folder = Path(current)
        depth = len(folder.relative_to(start).parts)
        folders[:] = sorted(
            name for name in folders if depth < _DEEPEST and not name.startswith(".") and name not in _NOT_SEARCHED
        )
        has_usual_name = _has_usual_name(folder.relative_to(start))
        if has_usual_name and (_holds_numbered_records(folder) or _holds_folders_as_records(folder)):
            found.append(folder)
            folders[:] = []
    return found


def _has_usual_name(path: Path) -> bool:
    return _has_another_usual_name(path.name) or any(_ends_with(path, name) for name in RECORD_FOLDERS)


def _has_another_usual_name(name: str) -> bool:
    words = re.sub(r"^\d+[-_. ]+|[-_ ]", "", name.casefold())
    return words.removesuffix("s") in _ALSO_CALLED


def _ends_with(path: Path, name: str) -> bool:
    tail = Path(name).parts
    return path.parts[-len(tail) :] == tail


def package_of(folder: Path, root: Path) -> str:
    """What the records in `folder` are called by: where it lies, without what every such folder is called."""
    path = folder.relative_to(root)
    longest = max((len(Path(name).parts) for name in RECORD_FOLDERS if _ends_with(path, name)), default=0)
    if longest == 0:
        longest = 2 if path.parent.name in {"doc", "docs"} else 1
    return Path(*path.parts[: len(path.parts) - longest]).as_posix().removeprefix(".")


def candidates(root: Path) -> list[Path]:
    """Every folder at or below `root` that the names alone would make a records folder, by path."""
    named = [root / name for name in RECORD_FOLDERS if (root / name).is_dir() and holds_records(root / name)]
    return sorted({*named, *folders_below(root)})


def holds_records(folder: Path) -> bool:
    """True for a folder with one of `RECORD_FOLDERS`' names that has a catalog, folders of kinds, or any record."""
    if (folder / CATALOG_FILE).is_file() or any((folder / name).is_dir() for name in kind_folders()):
        return True
    return folder.name == "decisions" or next(record_files(folder), None) is not None


def is_records_folder(folder: Path) -> bool:
    """True for a folder that no name gives away: by its catalog, its kinds' folders or its numbered records."""
    if (folder / CATALOG_FILE).is_file() or any((folder / name).is_dir() for name in kind_folders()):
        return True
    if folder.name == "decisions" or _holds_numbered_records(folder):
        return True
    return _has_another_usual_name(folder.name) and _holds_folders_as_records(folder)


def _holds_numbered_records(folder: Path) -> bool:
    try:
        return any(is_named_as_record(PurePosixPath(path.name)) for path in folder.iterdir())
    except OSError:
        return False  # nobody may look into it


def _holds_folders_as_records(folder: Path) -> bool:
    """True where a record is a folder with a page in it, as in `0001-x/README.md`."""
    try:
        return any(
            is_folder_page(f"{below.name}/{path.name}") and has_record_ending(path.name)
            for below in folder.iterdir()
            if is_counted(below.name) and below.is_dir()
            for path in below.iterdir()
        )
    except OSError:
        return False  # nobody may look into it
