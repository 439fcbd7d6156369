"""Gives records their numbers in the moment in which they are written, so that no number is given twice."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from settled.files.writing import Edit, flush_folder, give_name, replace_files, write_and_close
from settled.model.errors import UsageError
from settled.scaffold.numbering import MAXIMUM_NUMBER, numbers_in

_CLAIM = ".adr-new"
"""How the name of a file ends that stands for a number while its record is written."""


@dataclass(frozen=True, slots=True)
class Creation:
    """A file to create, with the edits of other files that belong to it."""

    name: str
    content: bytes
    edits: Sequence[Edit] = ()


def create_numbered(
    folder: Path,
    number: int,
    plan: Callable[[int], Creation],
    *,
    is_fixed: bool,
    beside: Sequence[Path] = (),
    shared: Path | None = None,
) -> Path:
    """Create the file that `plan` gives for `number`, or for the next free number after it.

    Free is a number that no name in `folder` or in the folders `beside` it has. With `is_fixed` no other
    number will do, and one that is taken is a UsageError. Who writes to another of these folders at the
    same moment must hold the same folder `shared`. The folder is created where it does not exist. On any
    failure the files are as they were.
    """
    with _folder(folder), held(shared), held(folder) as is_held:
        if is_held:
            _sweep(folder)
        while True:
            if number > MAXIMUM_NUMBER:
                raise UsageError(f"the number {number} is too high", f"numbers end at {MAXIMUM_NUMBER}")
            with _claim(folder, number) as claimed:
                if claimed is not None and not any(number in numbers_in(place) for place in (folder, *beside)):
                    handle, temporary = claimed
                    return _create_with_edits(folder, handle, temporary, plan(number))
            if is_fixed:
                raise UsageError(f"the number {number} is taken", "leave out --number for the next free one")
            number += 1


def move_numbered(path: Path, target: Path, number: int) -> None:
    """Give the record in `path` the name `target`, which carries `number`; UsageError where that is taken."""
    with held(target.parent) as is_held:
        if is_held:
            _sweep(target.parent)
        with _claim(target.parent, number) as claimed:
            if claimed is None or number in numbers_in(target.parent):
                raise UsageError(f"the number {number} is taken", "leave out --to for the next free one")
            path.rename(target)
    flush_folder(target.parent)


@contextmanager
def held(folder: Path | None) -> Iterator[bool]:
    """Wait until no other process holds `folder`, and hold it: True. The system lets go when this process ends,
    however it ends. False where there is nothing to hold, or this system or file system cannot do that."""
    if folder is None:
        yield False
        return
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:  # Windows opens no folder
        yield False
        return
    try:
        yield _has_locked(handle)
    finally:
        os.close(handle)


def _has_locked(handle: int) -> bool:
    try:
        import fcntl

        fcntl.flock(handle, fcntl.LOCK_EX)
    except (ImportError, OSError):
        return False
    return True


def _sweep(folder: Path) -> None:
    """Take away the claims of processes that were killed; only for who holds the folder, so that none is alive."""
    for path in folder.glob(f".*{_CLAIM}"):
        with suppress(OSError):
            path.unlink()


@contextmanager
def _claim(folder: Path, number: int) -> Iterator[tuple[int, str] | None]:
    """Claim `number` against processes that do not hold the folder: the open file that stands for it, or None.

    The claim is the file that the record is written to, so there is nothing else to tidy up. Two files
    of one number but different names would not notice one another otherwise.
    """
    temporary = str(folder / f".{number:04d}{_CLAIM}")
    try:
        handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
    except FileExistsError:
        yield None
        return
    try:
        yield handle, temporary
    finally:
        with suppress(OSError):
            os.close(handle)
        with suppress(FileNotFoundError):
            Path(temporary).unlink()


def _create_with_edits(folder: Path, handle: int, temporary: str, creation: Creation) -> Path:
    path = folder / creation.name
    write_and_close(os.dup(handle), creation.content)
    try:
        give_name(temporary, path)
    except FileExistsError:
        raise UsageError(f"{creation.name} exists", "choose another title") from None
    try:
        replace_files(creation.edits)
        flush_folder(folder)
    except BaseException:
        with suppress(FileNotFoundError):
            path.unlink()
        raise
    return path


@contextmanager
def _folder(folder: Path) -> Iterator[None]:
    """Create `folder` for what follows, and take it away again where that fails."""
    missing = [candidate for candidate in (folder, *folder.parents) if not candidate.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    try:
        yield
    except BaseException:
        for candidate in missing:
            with suppress(OSError):
                candidate.rmdir()
        raise
