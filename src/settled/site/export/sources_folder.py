"""Writes plain sources into a folder, where nothing of an earlier export remains and nothing of anybody else's goes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path, PurePosixPath

from settled.files.writing import put_file, saying_what_failed
from settled.model.errors import UsageError
from settled.project.place import Place

MARKER = ".settled-sources"
"""The file that tells a folder of ours, and lists what an export wrote there."""

_OPENING = "# Written by `adr export --sources`, which takes these files away when they are no longer part of it.\n"


def check_sources_folder(place: Place, folder: Path, *, is_forced: bool = False) -> None:
    """Raise UsageError unless sources may be written to `folder`: it is new, empty, or of an earlier export.

    With `is_forced` it may hold other files, which stay unless one has the name of a page. A folder of which the
    records or the project are a part, or that lies among the records, is refused all the same.
    """
    folder, records, root = folder.resolve(), place.records.resolve(), place.root.resolve()
    if folder.is_relative_to(records):
        raise UsageError(f"the folder {folder} lies among the records", "name a folder outside of them")
    if records.is_relative_to(folder) or root.is_relative_to(folder):
        raise UsageError(f"the folder {folder} holds the records", "name a folder of its own")
    if folder.exists() and not folder.is_dir():
        raise UsageError(f"{folder} is a file", "name a folder")
    if is_forced or not folder.is_dir() or not any(folder.iterdir()) or (folder / MARKER).is_file():
        return
    raise UsageError(
        f"the folder {folder} holds files that no export wrote",
        "name another one, or write among them with --force",
    )


def write_sources(files: Mapping[str, bytes | Path], folder: Path) -> None:
    """Write `files`, by path below `folder`, and take away what an earlier export wrote and this one did not.

    Each file is replaced at once, and one that is the same already stays as it is. An export that was ended halfway
    is made good by the next. Raises SettledError where a file cannot be written.
    """
    before = _listed(folder)
    with saying_what_failed(str(folder)):
        folder.mkdir(parents=True, exist_ok=True)
        # Whatever happens from here on, the list names all that may have been written.
        _list(folder, {*before, *files})
    for name, content in files.items():
        with saying_what_failed(name):
            _put(folder / name, content)
    with saying_what_failed(str(folder)):
        for name in before - set(files):
            _take_away(folder, name)
        _list(folder, files)


def _listed(folder: Path) -> set[str]:
    """What the last export wrote; nothing where the list names a place outside of the folder."""
    try:
        lines = (folder / MARKER).read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return set()
    names = {line for line in lines if line and not line.startswith("#")}
    return {name for name in names if not PurePosixPath(name).is_absolute() and ".." not in PurePosixPath(name).parts}


def _list(folder: Path, names: Iterable[str]) -> None:
    _put(folder / MARKER, (_OPENING + "".join(f"{name}\n" for name in sorted(names))).encode())


def _put(path: Path, content: bytes | Path) -> None:
    with suppress(OSError):
        if path.read_bytes() == (content if isinstance(content, bytes) else content.read_bytes()):
            return
    path.parent.mkdir(parents=True, exist_ok=True)
    put_file(path, content)


def _take_away(folder: Path, name: str) -> None:
    """Delete a file of an earlier export, and the folders that it leaves empty."""
    path = folder / name
    # A folder that was put in the place of ours since may lead elsewhere.
    if not path.parent.resolve().is_relative_to(folder.resolve()) or path.is_dir():
        return
    with suppress(FileNotFoundError):
        path.unlink()
    for parent in path.parents:
        if parent == folder:
            return
        with suppress(OSError):
            parent.rmdir()
