"""Which number the next record gets, and how many digits it has in the file name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath

from settled.model.branches import FilesElsewhere
from settled.model.references import folder_kind, name_of_record, number_of_file
from settled.model.vocabulary import Kind
from settled.project.record_files import may_be_record

DEFAULT_WIDTH = 4
MAXIMUM_NUMBER = 999_999
"""Above it a number begins to look like a date."""


def used_numbers(folder: Path, known: Iterable[int] = ()) -> frozenset[int]:
    """Every number that is taken for the records of one kind in the working tree.

    `known` are the numbers of the project's records of that kind, wherever they lie; the names in
    `folder` add the files that are no readable record.
    """
    return frozenset(known) | numbers_in(folder)


def numbers_elsewhere(elsewhere: FilesElsewhere, records: str, folder: str, kind: Kind) -> dict[int, str]:
    """Every number that is taken for the records of one kind outside of the working tree, with where and by what.

    `records` is the records folder and `folder` where the next one goes, both below the project's root.
    """
    taken: dict[int, str] = {}
    below = PurePosixPath(folder).relative_to(records)
    for path, place in elsewhere.places.items():
        for name in _names_that_count(PurePosixPath(path), below, kind):
            number = number_of_file(name)
            if number is not None:
                taken.setdefault(number, f"{place} by {(PurePosixPath(records) / path).as_posix()}")
    for tree in elsewhere.folders:
        for name in sorted(_names(tree / below)):
            number = number_of_file(name)
            if number is not None:
                taken.setdefault(number, f"in another working tree by {tree / below / name}")
    return taken


def _names_that_count(path: PurePosixPath, folder: PurePosixPath, kind: Kind) -> Iterator[str]:
    """What is called by a number as the working tree would show it: whatever lies in `folder`, and every record."""
    if path.is_relative_to(folder):
        yield path.relative_to(folder).parts[0]
    if may_be_record(path) and (folder_kind(path.as_posix()) or Kind.DECISION) is kind:
        yield name_of_record(path.as_posix())


def next_number(used: Iterable[int]) -> int:
    """One more than the highest number in use; gaps are not filled, because a link may still point there."""
    return max((number for number in used if number < MAXIMUM_NUMBER), default=0) + 1


def numbers_in(folder: Path) -> frozenset[int]:
    """The numbers that the names in `folder` begin with, whatever the files hold."""
    return frozenset(number for number in map(number_of_file, _names(folder)) if number is not None)


def name_width(folder: Path) -> int:
    """How many digits the file names in `folder` have at least: 4 where there are none to follow."""
    digits = [match[0] for match in (re.match(r"\d+(?=[-_. ])", name) for name in _names(folder)) if match]
    numbered = [text for text in digits if number_of_file(text) is not None]
    return min((len(text) for text in numbered), default=DEFAULT_WIDTH)


def _names(folder: Path) -> list[str]:
    try:
        return [path.name for path in folder.iterdir()]
    except (FileNotFoundError, NotADirectoryError):
        return []
