"""Which number the next record gets, and how many digits it has in the file name."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from settled.references import number_of_file

DEFAULT_WIDTH = 4
MAXIMUM_NUMBER = 999_999
"""Above it a number begins to look like a date."""


def used_numbers(folder: Path, known: Iterable[int] = ()) -> frozenset[int]:
    """Every number that is taken for the records of one kind.

    `known` are the numbers of the project's records of that kind, wherever they lie; the names in
    `folder` add the files that are no readable record. This is the one place that says what is taken:
    whatever else holds numbers (the index, other branches) is to be added here.
    """
    return frozenset(known) | numbers_in(folder)


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
