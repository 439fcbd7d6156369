"""Folders that are one record each (`0001-x/README.md`): which files in them are its attachments."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from settled.model.references import is_counted, is_folder_page
from settled.records.record import ReadRecord


def pages_beside(entries: Iterable[ReadRecord]) -> frozenset[str]:
    """The files among `entries` that are no records because of the numbered folder that they lie in.

    Where the page of a folder is a record these are its attachments: what has no number of its own. Where the
    folder holds other records, and its page tells no status, this page introduces them and is none itself.
    """
    entries = list(entries)
    owners = {posixpath.dirname(entry.file): entry for entry in entries if is_folder_page(entry.file)}
    inside: dict[str, list[ReadRecord]] = {folder: [] for folder in owners}
    for entry in entries if owners else ():
        for folder in _folders_around(entry.file):
            if folder in owners and owners[folder] is not entry:
                inside[folder].append(entry)
    beside: set[str] = set()
    for folder, owner in owners.items():
        if not _tells_status(owner) and any(_is_named(entry) or _tells_status(entry) for entry in inside[folder]):
            beside.add(owner.file)
        else:
            beside.update(entry.file for entry in inside[folder] if not _is_named(entry))
    return frozenset(beside)


def _folders_around(file: str) -> Iterator[str]:
    return (folder.as_posix() for folder in PurePosixPath(file).parents)


def _is_named(entry: ReadRecord) -> bool:
    return is_folder_page(entry.file) or is_counted(PurePosixPath(entry.file).stem)


def _tells_status(entry: ReadRecord) -> bool:
    """True for what says that it is a record, and for what cannot be read: nobody knows that it says nothing."""
    record = entry.record
    return record is None or record.status_text is not None or "kind" in (record.front.data or {})
