"""One entrance for the command line and the site: a folder becomes a project with all its records."""

from __future__ import annotations

import contextlib
import dataclasses
import datetime
import gc
import os
from collections.abc import Iterator
from pathlib import Path

from settled.model.baseline import Baseline
from settled.model.errors import SettingsError
from settled.model.findings import Problem
from settled.model.kinds import kinds
from settled.model.references import format_id, name_of_record, number_of_file, number_of_record
from settled.model.vocabulary import Kind, Status
from settled.project.baseline_file import read_baseline
from settled.project.catalog import CATALOG_FILE, read_catalog
from settled.project.discovery import find_place
from settled.project.judging_day import JudgingDay, judging_day
from settled.project.own_profiles import Profiles, read_profiles
from settled.project.place import Place, area_of, files_of
from settled.project.project import Project
from settled.project.record_files import is_named_as_record, numbered_apart, qualifiers
from settled.records import ReadRecord, Record, RecordFile, kept_records, pages_beside, read_record_files
from settled.settings.reading import Settings, read_settings


def load(start: Path, records: str | None = None, *, on: datetime.date | None = None, by_name: bool = False) -> Project:
    """Load the project that `start` lies in; see `find_place` for `records`.

    `on` is the day as of which it is judged, where that is known; see `judging_day`. With `by_name` no record is
    read whose kind and number its name
    tells: these stand in `numbers_by_name`, for who wants to know which numbers are taken. Raises SettledError where
    there is no project or its settings are bad; whatever is wrong with a record is one of the project's problems.
    """
    return load_place(dataclasses.replace(find_place(start, records), as_of=on), by_name=by_name)


def load_place(
    place: Place,
    *,
    judged: JudgingDay | None = None,
    with_baseline: bool = True,
    settings: Settings | None = None,
    by_name: bool = False,
) -> Project:
    """Load the project at a place that is already known; without its baseline where only the records are there.

    With `settings` it is read and judged by these, whatever stands in its own files.
    """
    with _collector_paused():
        return _load(place, judged, settings or read_settings(place.root), with_baseline=with_baseline, by_name=by_name)


@contextlib.contextmanager
def _collector_paused() -> Iterator[None]:
    """Keep Python from walking all records again and again while they are read: nothing in them is garbage."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _load(
    place: Place, judged: JudgingDay | None, settings: Settings, *, with_baseline: bool, by_name: bool
) -> Project:
    root, folder = place.root, place.records
    catalog_path = folder / CATALOG_FILE
    if place.layout.is_log4brains:
        # Its manual: without a status a decision is accepted, with another word than its own a draft.
        statuses = dataclasses.replace(settings.statuses, missing=Status.ACCEPTED, unknown=Status.DRAFT)
        settings = dataclasses.replace(settings, statuses=statuses)
    # Records that lie somewhere for one run only, as those of another revision do, are not kept.
    kept = kept_records(folder, settings.statuses) if with_baseline and not by_name else None
    catalog = read_catalog(catalog_path, _relative(catalog_path, root), root, kept)
    # They say what platforms of the catalog bring along: without one nobody can name them.
    profiles, problems_of_profiles = (
        read_profiles(folder, _relative(folder, root), root, kept) if catalog.exists else (Profiles(), ())
    )
    is_programme = catalog.exists or any(
        (folder / spec.folder).is_dir() for spec in kinds() if spec.kind is not Kind.DECISION
    )
    found = [(path, _relative(path, root), kind) for path, kind in files_of(place)]
    numbers: list[tuple[Kind, int]] = []
    if by_name:
        found, numbers = _not_told_by_name(found, place, is_programme=is_programme)
    ids = {} if is_programme else _ids(place, numbered_apart(file for _, file, _ in found))
    records: list[Record] = []
    unreadable: list[ReadRecord] = []
    problems: list[Problem] = [*catalog.problems, *problems_of_profiles]
    files: list[str] = []
    passed_over: list[str] = []
    templates: list[str] = []
    read_files = read_record_files(
        [RecordFile(path, file, folder_kind, ids.get(file)) for path, file, folder_kind in found],
        root,
        is_programme=is_programme,
        statuses=settings.statuses,
        kept=kept,
    )
    if kept is not None:
        kept.save()
    pages = pages_beside(read_files)
    for entry, (_, file, folder_kind) in zip(read_files, found, strict=True):
        is_template = entry.record is not None and entry.record.is_template
        if is_template:
            templates.append(file)
        if is_template or file in pages or (entry.record and not _is_record(entry.record, folder_kind, place)):
            passed_over.append(file)
            continue
        files.append(file)
        problems.extend(entry.problems)
        if entry.record is None:
            unreadable.append(entry)
        else:
            records.append(entry.record)
    order = [spec.kind for spec in kinds()]
    records.sort(key=lambda record: (order.index(record.kind), record.number is None, record.number or 0, record.file))
    return Project(
        root=root,
        records_folder=folder,
        settings=settings,
        catalog=catalog.catalog,
        catalog_exists=catalog.exists,
        profiles=profiles,
        records=tuple(records),
        unreadable=tuple(unreadable),
        problems=tuple(problems),
        judged=judged or judging_day(settings, place.as_of),
        is_programme=is_programme,
        files=tuple(files),
        baseline=_baseline(root, settings) if with_baseline else None,
        layout=place.layout,
        notes=tuple(passed_over),
        templates=tuple(templates),
        numbers_by_name=tuple(numbers),
    )


_Found = tuple[Path, str, Kind | None]


def _not_told_by_name(
    found: list[_Found], place: Place, *, is_programme: bool
) -> tuple[list[_Found], list[tuple[Kind, int]]]:
    """The files that have to be read to know their kind and number, and what the names of the others tell.

    In a programme a file outside of the folders of kinds may be of any kind, which it says itself.
    """
    unread: list[_Found] = []
    told: list[tuple[Kind, int]] = []
    below = f"{_relative(place.records, place.root)}/"
    for path, file, kind in found:
        number = number_of_record(file.removeprefix(below))
        if number is None or (kind is None and is_programme):
            unread.append((path, file, kind))
        else:
            told.append((kind or Kind.DECISION, number))
    return unread, told


def _baseline(root: Path, settings: Settings) -> Baseline | None:
    """The baseline that the settings name; None also where it cannot be read, which only a check has to tell.

    Without it every finding counts: nobody is led to believe more than is so.
    """
    with contextlib.suppress(SettingsError):
        return read_baseline(root / settings.baseline, settings.baseline) if settings.baseline else None
    return None


def _ids(place: Place, files: list[str]) -> dict[str, str]:
    """The ids of the records of plain ADRs that are not told by their number alone, by file."""
    stems = {file: name_of_record(file) for file in files}
    if place.layout.is_log4brains:
        areas = {file: area_of(place.layout, file) for file in files}
        return {
            file: f"{area.name}/{stems[file]}" if (area := areas[file]) and area.name else stems[file] for file in files
        }
    below = {file: _relative(place.root / file, place.records) for file in files}
    names = {_relative(place.root / area.path, place.records): area.name for area in place.layout.areas if area.name}
    found = qualifiers(below.values(), names)
    return {
        file: found[path] + format_id(Kind.DECISION, number)
        for file, path in below.items()
        if path in found and (number := number_of_file(stems[file])) is not None
    }


def _is_record(record: Record, folder_kind: Kind | None, place: Place) -> bool:
    """A note without number, day, status and kind is a page beside the records, not a record."""
    return (
        folder_kind is not None
        or place.layout.is_log4brains
        or record.status_text is not None
        or is_named_as_record(record.file)
        or "kind" in (record.front.data or {})
    )


def _relative(path: Path, root: Path) -> str:
    text, above = str(path), f"{root}{os.sep}"
    if text.startswith(above):  # as all but a link are
        return text[len(above) :].replace(os.sep, "/")
    try:
        return path.relative_to(root).as_posix()
    except ValueError:
        return path.as_posix()
