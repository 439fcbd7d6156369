"""Writes files so that nothing is overwritten, nothing is half written, and several change together or not at all."""

from __future__ import annotations

import os
import shutil
import stat
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from settled.model.errors import SettledError, UsageError

_TEMPORARY = ".adr-writing-"
_LEFT_AFTER_SECONDS = 3600


@dataclass(frozen=True, slots=True)
class Edit:
    """New content for a file that exists; `before` is what it must still hold when it is replaced."""

    path: Path
    before: bytes
    after: bytes


def create_file(path: Path, content: bytes) -> None:
    """Create `path` with `content` at once; FileExistsError where there is anything of that name."""
    handle, temporary = tempfile.mkstemp(prefix=_TEMPORARY, dir=path.parent)
    try:
        Path(temporary).chmod(0o666 & ~_umask())
        write_and_close(handle, content)
        give_name(temporary, path)
    finally:
        with suppress(FileNotFoundError):
            Path(temporary).unlink()
    flush_folder(path.parent)


def replace_files(edits: Sequence[Edit]) -> None:
    """Make all of `edits`, or none where one of them fails.

    Raises UsageError where a file no longer holds what its edit was made for.
    """
    replaced: list[Edit] = []
    try:
        for edit in edits:
            if edit.path.read_bytes() != edit.before:
                raise UsageError(f"{edit.path.name} was changed meanwhile", "run the command again")
            replace_file(edit.path, edit.after)
            replaced.append(edit)
    except BaseException:
        for edit in replaced:
            replace_file(edit.path, edit.before)
        raise


def replace_file(path: Path, content: bytes) -> None:
    """Put `content` in place of the file `path` at once, with the rights that it has."""
    _sweep_old(path.parent)
    handle, temporary = tempfile.mkstemp(prefix=_TEMPORARY, dir=path.parent)
    try:
        Path(temporary).chmod(stat.S_IMODE(path.stat().st_mode))
        write_and_close(handle, content)
        Path(temporary).replace(path)
    except BaseException:
        with suppress(FileNotFoundError):
            Path(temporary).unlink()
        raise


def write_file(path: Path, content: bytes) -> None:
    """Put `content` into the file `path` at once, whether it exists or not."""
    if not path.exists():
        with suppress(FileExistsError):
            create_file(path, content)
            return
    replace_file(path, content)


def put_file(path: Path, content: bytes | Path) -> None:
    """Put `content`, or that of another file, in place of the file `path` at once, with the rights of a new one.

    It is not waited for until it is on the disk: that is for files that can be made again.
    """
    handle, temporary = tempfile.mkstemp(prefix=_TEMPORARY, dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            if isinstance(content, bytes):
                file.write(content)
            else:
                with content.open("rb") as source:
                    shutil.copyfileobj(source, file)
        Path(temporary).chmod(0o666 & ~_umask())
        Path(temporary).replace(path)
    except BaseException:
        with suppress(OSError):
            Path(temporary).unlink()
        raise


@contextmanager
def saying_what_failed(what: str) -> Iterator[None]:
    """Turn an error of the file system into one line: `what` cannot be written, and why."""
    try:
        yield
    except OSError as error:
        reason = error.strerror or type(error).__name__
        message = f"{what} cannot be written ({reason.lower()})"
        raise SettledError(message, "check the folder's rights and the disk") from None


def write_and_close(handle: int, content: bytes) -> None:
    """Write `content` to the open file `handle` down to the disk, and close it."""
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def give_name(temporary: str, path: Path) -> None:
    """Give the written file its name; unlike a rename this never replaces a file."""
    try:
        os.link(temporary, path)
    except FileExistsError:
        raise
    except OSError:
        # A file system without hard links: take the name first, then put the content behind it.
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666))
        try:
            Path(temporary).replace(path)
        except BaseException:
            path.unlink()
            raise


def flush_folder(folder: Path) -> None:
    """Make the new name survive a power cut, where the system can do that for folders."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _sweep_old(folder: Path) -> None:
    """Take away what processes left here that were killed while they wrote; who writes for an hour is not alive."""
    long_ago = time.time() - _LEFT_AFTER_SECONDS
    for path in folder.glob(f"{_TEMPORARY}*"):
        with suppress(OSError):
            if path.stat().st_mtime < long_ago:
                path.unlink()


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
