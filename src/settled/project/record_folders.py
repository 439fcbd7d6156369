"""Which folders hold records: what they are called, and what lies in them."""

from __future__ import annotations

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


def is_called_records_folder(path: Path) -> bool:
    """True where the folder at `path` (below where the search began) is called as folders of records are."""
    return _is_called_otherwise(path.name) or any(_ends_with(path, name) for name in RECORD_FOLDERS)


def _is_called_otherwise(name: str) -> bool:
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


def holds_records(folder: Path) -> bool:
    """True for a folder with one of `RECORD_FOLDERS`' names that has a catalog, folders of kinds, or any record."""
    if (folder / CATALOG_FILE).is_file() or any((folder / name).is_dir() for name in kind_folders()):
        return True
    return folder.name == "decisions" or next(record_files(folder), None) is not None


def is_programme_folder(folder: Path) -> bool:
    """True for a folder in which the kinds of a programme lie side by side: then none of these is a project alone.

    That is a catalog beside the folder of a kind, or two such folders with numbered records in them.
    """
    kinds = [folder / name for name in kind_folders() if (folder / name).is_dir()]
    if (folder / CATALOG_FILE).is_file():
        return bool(kinds)
    return len(kinds) > 1 and sum(map(_holds_numbered_records, kinds)) > 1


def is_records_folder(folder: Path) -> bool:
    """True for a folder that no name gives away: by its catalog, its kinds' folders or its numbered records."""
    if (folder / CATALOG_FILE).is_file() or any((folder / name).is_dir() for name in kind_folders()):
        return True
    if folder.name == "decisions" or _holds_numbered_records(folder):
        return True
    return _is_called_otherwise(folder.name) and _holds_folders_as_records(folder)


def is_plain_records_folder(folder: Path) -> bool:
    """True for a folder with numbered records, or with folders as records, in it."""
    return _holds_numbered_records(folder) or _holds_folders_as_records(folder)


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
