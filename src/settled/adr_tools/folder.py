"""Finds the folder that adr-tools keeps its records in, and whether commands are to treat it as adr-tools does."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from settled.adr_tools.mode import Mode, asked_mode
from settled.files.reading import read_small_file, with_slashes
from settled.files.shown_path import relative_path
from settled.model.errors import ProjectNotFoundError, SettingsError, UsageError
from settled.model.references import kind_folders
from settled.project.catalog import CATALOG_FILE
from settled.project.discovery import upwards
from settled.project.place import Place

POINTER = ".adr-dir"
"""The file that holds the path of the records folder, relative to where it lies."""
DEFAULT_FOLDER = "doc/adr"
_RECORD_NAME = re.compile(r"(?P<number>[0-9]{1,18})-.*\.md", re.DOTALL)
_TITLE = re.compile(r"# 0*(?P<number>\d+)[.:] ")
TEAM_TEMPLATE = "templates/template.md"
"""The team's own template, below the records folder."""
_LOOKED_INTO = 20
_HEAD_BYTES = 4096


@dataclass(frozen=True, slots=True)
class RecordFile:
    """A record by its name in the folder, and the number that the name begins with."""

    number: int
    name: str


@dataclass(frozen=True)
class AdrToolsFolder:
    """A records folder: `base` is where it is named or lies, `written` how it is named from there."""

    base: Path
    written: str

    @cached_property
    def path(self) -> Path:
        """The folder itself."""
        return Path(os.path.normpath(self.base / self.written))

    @cached_property
    def below_base(self) -> str:
        """Its path below `base`, with `/` and nothing superfluous; `.` for the base itself."""
        return relative_path(self.path, self.base)

    def file(self, name: str) -> str:
        """The record called `name` as a path below `base`."""
        return name if self.below_base == "." else f"{self.below_base}/{name}"

    def shown(self, name: str = "") -> str:
        """The folder, or the record `name` in it, as seen from the working directory, as adr-tools prints it."""
        here = Path.cwd()
        if here.is_relative_to(self.base) and not Path(self.written).is_absolute():
            upward = "../" * len(here.relative_to(self.base).parts)
            folder = f"{upward}{self.written.rstrip('/')}"
        else:
            folder = relative_path(self.path)
        return f"{folder}/{name}" if name else folder

    def refuse_what_is_in_the_way(self) -> None:
        """Raise UsageError where a file stands in the folder's place, or a link leads out of the base."""
        if self.path.exists() and not self.path.is_dir():
            raise UsageError(f"{self.shown()} is a file where a folder is needed", "move it away, or name another")
        if self.path.is_relative_to(self.base) and not self.path.resolve().is_relative_to(self.base.resolve()):
            raise UsageError(f"{self.shown()} is a link out of the project", "replace it by a folder")

    def records(self) -> list[RecordFile]:
        """The records by number; those of one number by name. UsageError where the folder does not exist."""
        if not self.path.is_dir():
            raise UsageError(f"there is no folder {self.shown()}", "start with `adr init`, or write with `adr new`")
        try:
            found = [
                RecordFile(int(match["number"]), path.name)
                for path in self.path.iterdir()
                if (match := _RECORD_NAME.fullmatch(path.name)) is not None and not path.is_dir()
            ]
        except OSError as error:
            reason = (error.strerror or type(error).__name__).lower()
            raise UsageError(f"{self.shown()} cannot be read ({reason})", "check the folder's rights") from None
        return sorted(found, key=lambda record: (record.number, record.name))


def find_folder(start: Path, records: str | None, place_of: Callable[[], Place]) -> AdrToolsFolder | None:
    """The folder that the adr-tools commands work on from `start`; None where our own commands are meant.

    `SETTLED_MODE` decides; without it, the records that `start` lies among: they are adr-tools' where `.adr-dir`
    names their folder, or it is a `doc/adr` with a record or a template as adr-tools has them. `records` is the option
    `--dir`, and `place_of` finds the project there.
    """
    mode = asked_mode()
    if mode is Mode.SETTLED:
        return None
    if mode is Mode.ADR_TOOLS:
        return _asked_folder(start.resolve(), records)
    try:
        place = place_of()
    except ProjectNotFoundError:
        return None
    except SettingsError:
        return _folder_to_make(start)
    if place.layout.areas or place.layout.is_log4brains or _is_programme(place.records):
        return None
    named = _named_folder(place.records)
    if named is not None:
        return named
    if place.records.parts[-2:] != tuple(DEFAULT_FOLDER.split("/")) or not _holds_records_of_adr_tools(place.records):
        return None
    return AdrToolsFolder(place.records.parents[1], DEFAULT_FOLDER)


def _asked_folder(start: Path, records: str | None) -> AdrToolsFolder:
    """As adr-tools looks: the nearest `.adr-dir` or `doc/adr` upwards, else a `doc/adr` to be made in `start`."""
    if records is not None:
        return AdrToolsFolder(start, records)
    for candidate in upwards(start):
        written = pointed_to(candidate)
        if written is not None:
            return AdrToolsFolder(candidate, written)
        if (candidate / DEFAULT_FOLDER).is_dir():
            return AdrToolsFolder(candidate, DEFAULT_FOLDER)
    return AdrToolsFolder(start, DEFAULT_FOLDER)


def _folder_to_make(start: Path) -> AdrToolsFolder | None:
    """The folder that `.adr-dir` names and that is not there yet; None where something else is wrong."""
    for candidate in upwards(start.resolve()):
        written = pointed_to(candidate)
        if written is not None:
            folder = (candidate / written).resolve()
            may_be_made = folder.is_relative_to(candidate) and not folder.exists()
            return AdrToolsFolder(candidate, written) if may_be_made else None
    return None


def pointed_to(folder: Path) -> str | None:
    """What the file `.adr-dir` in `folder` names; None where there is none, or it says nothing."""
    pointer = folder / POINTER
    if not pointer.is_file():
        return None
    lines = read_small_file(pointer, f"{POINTER} in {folder}").strip().splitlines()
    return with_slashes(lines[0].strip()) if lines else None


def _named_folder(records: Path) -> AdrToolsFolder | None:
    """The records folder as a `.adr-dir` at or above it names it."""
    for candidate in upwards(records):
        written = pointed_to(candidate)
        if written is not None and (candidate / written).resolve() == records.resolve():
            return AdrToolsFolder(candidate, written)
    return None


def _is_programme(records: Path) -> bool:
    """True for a folder of ours: a catalog, or folders for kinds of records that adr-tools does not have."""
    return (records / CATALOG_FILE).is_file() or any((records / name).is_dir() for name in kind_folders())


def _holds_records_of_adr_tools(records: Path) -> bool:
    try:
        names = sorted(path.name for path in records.iterdir() if _RECORD_NAME.fullmatch(path.name))
    except OSError:
        return False  # nobody may look into it
    return any(_is_record_of_adr_tools(records / name) for name in names[:_LOOKED_INTO]) or _is_template_of_adr_tools(
        records / TEAM_TEMPLATE
    )


def _is_record_of_adr_tools(path: Path) -> bool:
    """True where the record begins with its number and title, as in `# 9. Use Rust`, and has a section Status."""
    lines = [line.rstrip() for line in _head(path).splitlines()]
    title = _TITLE.match(lines[0]) if lines else None
    name = _RECORD_NAME.fullmatch(path.name)
    return (
        title is not None and name is not None and title["number"] == str(int(name["number"])) and "## Status" in lines
    )


def _is_template_of_adr_tools(path: Path) -> bool:
    return re.search(r"\b(?:NUMBER|TITLE)\b", _head(path)) is not None


def _head(path: Path) -> str:
    """How the file begins; nothing where it cannot be read."""
    try:
        with path.open("rb") as file:
            return file.read(_HEAD_BYTES).decode("utf-8-sig", errors="replace")
    except OSError:
        return ""
