"""Where a project lies, and which of its files may be records."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from settled.model.vocabulary import Kind
from settled.project.record_files import record_files


@dataclass(frozen=True, slots=True)
class Area:
    """A folder with records of its own: its path below the project's root, and its name (empty: it needs none)."""

    path: str
    name: str


@dataclass(frozen=True)
class Layout:
    """How the records lie: in which folders (none: in all of the records folder), and how they are called.

    With `is_log4brains` a record is called by its file's name. `rule` says in words by what they were found, and
    `others` are folders that may hold records too, and are not read.
    """

    areas: tuple[Area, ...] = ()
    is_log4brains: bool = False
    rule: str = field(default="", compare=False)
    others: tuple[Path, ...] = field(default=(), compare=False)


@dataclass(frozen=True)
class Place:
    """Where a project lies: its root, the folder with its records (inside the root), and how they lie in it.

    `as_of` is the day as of which it is to be judged, where somebody asked for one.
    """

    root: Path
    records: Path
    layout: Layout = field(default_factory=Layout)
    as_of: datetime.date | None = None

    @property
    def folders(self) -> tuple[Path, ...]:
        """The folders in which records lie: those of the layout, else the records folder."""
        return tuple(self.root / area.path for area in self.layout.areas) or (self.records,)


def files_of(place: Place) -> Iterator[tuple[Path, Kind | None]]:
    """Every file of the project that may be a record, with the kind that its folder says."""
    if not place.layout.areas:
        yield from record_files(place.records)
        return
    for area in place.layout.areas:
        for path, kind in record_files(place.root / area.path):
            if area_of(place.layout, path.relative_to(place.root).as_posix()) is area:
                yield path, kind


def area_of(layout: Layout, file: str) -> Area | None:
    """The innermost area in which `file` (relative to the root) lies."""
    around = [area for area in layout.areas if PurePosixPath(file).is_relative_to(area.path)]
    return max(around, key=lambda area: len(PurePosixPath(area.path).parts), default=None)
