"""Writes the files of a conversion: all of them or none, and never over a file that says something else."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from settled.files.shown_path import shown_path
from settled.files.writing import Edit, create_file, replace_files, saying_what_failed
from settled.history.repository import open_repository
from settled.model.errors import HistoryError, UsageError


@dataclass(frozen=True)
class FileChanges:
    """What is to happen: files to create, files with new content, and files to take away, with what they hold now."""

    created: Mapping[Path, bytes]
    edited: Sequence[Edit]
    removed: Mapping[Path, bytes]

    @property
    def paths(self) -> tuple[Path, ...]:
        """The files that are written, by path."""
        return tuple(sorted([*self.created, *(edit.path for edit in self.edited)]))

    @property
    def is_empty(self) -> bool:
        """True where all is as it should be already."""
        return not (self.created or self.edited or self.removed)


def changes_for(texts: Mapping[Path, str], replaceable: Iterable[Path] = (), *, hint: str) -> FileChanges:
    """The changes that bring `texts` to their paths; `hint` is what a person can do where they cannot be made.

    Files that are `replaceable` may be changed, and are taken away where no text goes there. Raises UsageError that
    names every other file that exists and holds something else.
    """
    may_change = set(replaceable)
    created: dict[Path, bytes] = {}
    edited: list[Edit] = []
    refused: list[Path] = []
    for path, text in texts.items():
        content = text.encode("utf-8")
        if not os.path.lexists(path):
            created[path] = content
        elif not path.is_file() or (path.is_symlink() and path.read_bytes() != content):
            refused.append(path)
        elif path.read_bytes() != content:
            if path in may_change:
                edited.append(Edit(path, path.read_bytes(), content))
            else:
                refused.append(path)
    if refused:
        names = ", ".join(shown_path(path) for path in sorted(refused))
        what = "exists and holds" if len(refused) == 1 else "exist and hold"
        raise UsageError(
            f"{names} {what} something else; nothing was written",
            f"{hint}, or move what is in the way",
        )
    removed = {path: path.read_bytes() for path in may_change - set(texts) if path.is_file()}
    return FileChanges(created, edited, removed)


def check_committed(folder: Path, paths: Iterable[Path]) -> None:
    """Raise UsageError where git could not give back what is about to be changed below `folder`.

    Outside of a repository nothing is asked.
    """
    try:
        repository = open_repository(folder)
        committed = repository.committed_files(repository.head) if repository.head is not None else {}
    except HistoryError:
        return
    blobs = {repository.top / path: (path, blob) for path, blob in committed.items()}
    dirty = sorted(
        path for path in set(paths) if path.is_file() and (path not in blobs or repository.is_changed(*blobs[path]))
    )
    if dirty:
        names = ", ".join(shown_path(path) for path in dirty)
        what = "differs" if len(dirty) == 1 else "differ"
        raise UsageError(f"{names} {what} from the last commit", "commit first, so that git can give it back")


def make_changes(changes: FileChanges, what: str) -> None:
    """Make all of `changes`, or none where one of them fails; folders are created where they are missing."""
    created: list[Path] = []
    folders: list[Path] = []
    removed: list[Path] = []
    with saying_what_failed(what):
        try:
            for path, content in changes.created.items():
                folders += _with_folder(path.parent)
                create_file(path, content)
                created.append(path)
            for path in changes.removed:
                path.unlink()
                removed.append(path)
            replace_files(changes.edited)
        except BaseException:
            for path in removed:
                create_file(path, changes.removed[path])
            for path in [*created]:
                path.unlink(missing_ok=True)
            for folder in reversed(folders):
                with suppress(OSError):
                    folder.rmdir()
            raise


def _with_folder(folder: Path) -> list[Path]:
    """Create `folder` with what it lies in; the folders that were missing, outermost first."""
    missing = [each for each in (folder, *folder.parents) if not each.exists()][::-1]
    folder.mkdir(parents=True, exist_ok=True)
    return missing
