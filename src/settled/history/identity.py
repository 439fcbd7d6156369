"""Which files of a commit are the same record before and after it: git compares texts, we know numbers."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable
from pathlib import PurePosixPath

from settled.history.log_stream import FileChange, Side
from settled.model.references import (
    file_name_of_record,
    folder_kind,
    kind_folders,
    name_of_record,
    number_of_record,
)
from settled.model.vocabulary import Kind

OwnId = Callable[[str, str], str | None]
"""The `id` that the version with a path and a blob gives itself."""


def path_in_records(path: str, prefix: str) -> str:
    """`path` (from the top) relative to the records folder `prefix`.

    A path from elsewhere, where the records were once, begins with its last folder that says a kind.
    """
    if path.startswith(prefix):
        return path[len(prefix) :]
    parts = path.split("/")
    folders = kind_folders()
    start = next((index for index in range(len(parts) - 2, -1, -1) if parts[index] in folders), len(parts) - 1)
    return "/".join(parts[start:])


def pair_moves(changes: Iterable[FileChange], prefix: str, own_id: OwnId) -> list[FileChange]:
    """The changes of a non-merge commit with every move told by what the files are, then by their texts.

    A record that was moved and rewritten is a deletion and an addition to git; here it is one change. And
    a new record that git takes for a deleted one, because both came from one template, is new here.
    """
    changes = list(changes)
    stayed = [change for change in changes if _stayed(change)]
    gone = {side.path: side for change in changes if not _stayed(change) for side in change.before}
    come = {change.path: change for change in changes if change.blob and not _stayed(change)}
    if not gone or not come:
        return changes
    moved: dict[str, Side] = {}

    def identity(path: str, blob: str) -> Hashable:
        return _identity(path, own_id(path, blob), prefix)

    def take(target: FileChange, source: Side) -> None:
        moved[target.path] = gone.pop(source.path)

    renamed = [(change, change.before[0]) for change in come.values() if change.before]
    for change, source in renamed:
        if identity(source.path, source.blob) == identity(change.path, change.blob):
            take(change, source)
    sources: dict[Hashable, list[Side]] = {}
    for source in gone.values():
        sources.setdefault(identity(source.path, source.blob), []).append(source)
    for change in come.values():
        candidates = sources.get(identity(change.path, change.blob), [])
        if change.path not in moved and len(candidates) == 1:
            take(change, candidates.pop())
    for change, source in renamed:
        if change.path not in moved and source.path in gone and _may_be_renamed(source, change):
            take(change, source)
    left = [FileChange(source.path, "", (source,)) for source in gone.values()]
    placed = [
        FileChange(change.path, change.blob, (moved[change.path],) if change.path in moved else ())
        for change in come.values()
    ]
    return [*stayed, *left, *placed]


def _stayed(change: FileChange) -> bool:
    return bool(change.blob) and any(side.path == change.path for side in change.before)


def _identity(path: str, own_id: str | None, prefix: str) -> Hashable:
    """Kind and number; without a number the `id` in the text, else the file name."""
    below = path_in_records(path, prefix)
    number = number_of_record(below)
    if number is None:
        return own_id or file_name_of_record(below)
    return folder_kind(below) or Kind.DECISION, number


def _may_be_renamed(source: Side, target: FileChange) -> bool:
    """Whether files that git takes for one may be one record, although number or name changed."""
    if source.blob == target.blob:
        return True
    if number_of_record(source.path) is not None and number_of_record(target.path) is not None:
        return _slug(source.path) == _slug(target.path)  # renumbered; with another name it is another record
    return "template" not in PurePosixPath(source.path).stem.lower()


def _slug(path: str) -> str:
    return re.sub(r"^(?:[A-Za-z]+[-_ ])?\d+[-_. ]*", "", name_of_record(path)).lower()
