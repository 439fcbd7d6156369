"""Which file and which number each record gets where it is imported to."""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePosixPath

from settled.conversion.naming import NewName
from settled.files.shown_path import relative_path
from settled.formats.dialect import without_record_ending
from settled.model.markup import Dialect
from settled.model.references import file_name_of_record, folder_of_record, number_of_record
from settled.model.vocabulary import Kind
from settled.project import Project
from settled.project.record_files import record_files
from settled.records import Record

Numbers = Mapping[Path, tuple[Kind, int]]
"""The numbers that records have, by their files."""

_DEFAULT_WIDTH = 4
_DAY = re.compile(r"(?:19|20)\d{6}[-_. ]+(?=\S)")


def numbers_below(folder: Path) -> dict[Path, tuple[Kind, int]]:
    """The numbers of the records that lie below `folder` already; nothing where there is none."""
    found = {}
    for path, kind in record_files(folder):
        number = number_of_record(path.relative_to(folder).as_posix())
        if number is not None:
            found[path] = (kind or Kind.DECISION, number)
    return found


def new_names(project: Project, folder: Path, numbers: Mapping[str, int]) -> dict[str, NewName]:
    """The new name of each record below `folder`, by its file: in the sub-folder and with the number that it has,
    or that `numbers` give it by its file."""
    names: dict[str, NewName] = {}
    used: set[str] = set()
    for record in project.records:
        below = PurePosixPath(relative_path(project.root / record.file, project.records_folder))
        number = numbers.get(record.file, record.number)
        path = folder / folder_of_record(str(below)) / _file_name(record, file_name_of_record(str(below)), number)
        if str(path).casefold() in used:  # 0001-a.md and 0001-a.rst
            path = path.with_name(f"{path.stem}-{below.suffix.lstrip('.').lower()}.md")
        used.add(str(path).casefold())
        names[record.file] = NewName(path, number)
    return names


def consecutive_numbers(project: Project, taken: Iterable[tuple[Kind, int]]) -> dict[str, int]:
    """Numbers from 1 for the decisions, in the order of their numbers, then of their days, without those `taken`."""
    decisions = sorted(
        project.decisions,
        key=lambda record: (record.number is None, record.number or 0, record.date or datetime.date.max, record.file),
    )
    occupied = {number for kind, number in taken if kind is Kind.DECISION}
    numbers: dict[str, int] = {}
    number = 0
    for record in decisions:
        number += 1
        while number in occupied:
            number += 1
        numbers[record.file] = number
    return numbers


def of_an_earlier_import(names: Iterable[NewName], there: Numbers) -> frozenset[Path]:
    """The files `there` that an earlier import of the same records may have written: called alike but for numbers.

    Where there are more of one name than records, those with the highest numbers.
    """
    wanted = Counter(_unnumbered(name.path.name) for name in names)
    called: dict[str, list[Path]] = {}
    for path in sorted(there, key=lambda path: there[path][1], reverse=True):
        called.setdefault(_unnumbered(path.name), []).append(path)
    return frozenset(path for name, count in wanted.items() for path in called.get(name, [])[:count])


def _unnumbered(name: str) -> str:
    return re.sub(r"\d+", "", name, count=1)


def _file_name(record: Record, name: str, number: int | None) -> str:
    """The name of the file with the ending of Markdown, and `number` in place of the one that it has."""
    stem = without_record_ending(name)
    ending = name[len(stem) :] if record.dialect is Dialect.MARKDOWN else ".md"
    if number == record.number:
        return stem + ending
    if record.number is None:
        day = _DAY.match(stem)
        is_reported = day is not None and record.date is not None and record.date.strftime("%Y%m%d") == stem[:8]
        return f"{number:0{_DEFAULT_WIDTH}d}-{stem[day.end() :] if day and is_reported else stem}{ending}"
    return re.sub(r"\d+", lambda digits: f"{number:0{len(digits[0])}d}", stem, count=1) + ending
