"""What other branches, the index and other working trees hold: the files that may take a record's number."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class NumberConflict:
    """Another record with the same number: its file on the branches that have it, relative to the root.

    `is_on_trunk` says that the first of them is the one that others are merged into: that record was there first.
    """

    file: str
    branches: tuple[str, ...]
    is_on_trunk: bool = True


@dataclass(frozen=True, slots=True)
class OtherBranches:
    """The rivals of the records here, by the record's file; the files that have none are absent.

    `is_known` is False where git could not tell, and `reason` says why in one line. Outside of a
    repository there are no branches: that is known.
    """

    number_conflicts: Mapping[str, tuple[NumberConflict, ...]] = field(default_factory=dict)
    is_known: bool = True
    reason: str = ""


@dataclass(frozen=True, slots=True)
class FilesElsewhere:
    """The files of a records folder that are, or may be, not in the working tree.

    `places` says by the file's path below the records folder where it is, as in "on branch `pricing`".
    `folders` are the same records folder in the repository's other working trees, and `shared` is a folder
    that all its working trees have in common (None: there is no repository, or git cannot tell).
    `is_known` is False where git could not tell, and `reason` says why in one line.
    """

    places: Mapping[str, str] = field(default_factory=dict)
    folders: tuple[Path, ...] = ()
    shared: Path | None = None
    is_known: bool = True
    reason: str = ""
