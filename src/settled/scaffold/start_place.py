"""Where a project is started: its records folder, and what is there already."""

from __future__ import annotations

import os
from pathlib import Path

from settled.files.shown_path import shown_path
from settled.model.errors import ProjectNotFoundError, SettledError
from settled.project.discovery import find_place
from settled.scaffold.init_project import DEFAULT_RECORDS
from settled.settings.reading import read_settings


def asked_records_folder(root: Path, asked: str | None) -> str:
    """The records folder below the root: as asked for with `--dir`, as the settings say, or the default."""
    if asked is not None:
        return os.path.normpath(asked).replace(os.sep, "/")
    return read_settings(root).records or DEFAULT_RECORDS


def note_of_other_records(root: Path, records: str) -> str:
    """What to say where records are kept in another place already; nothing where they are not."""
    existing = next(folder for folder in (root, *root.parents) if folder.exists())
    try:
        place = find_place(existing if existing.is_dir() else existing.parent)
    except ProjectNotFoundError as error:
        # Several lie below, or more than was looked at.
        return f"note: {error}; from now on {records} is read here" if error.is_several else ""
    except SettledError:
        return ""
    if place.records == (root / records).resolve():
        return ""
    other = shown_path(place.records)
    return f"note: {other} holds records already; from now on {records} is read, and the others with --dir {other}"
