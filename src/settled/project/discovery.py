"""Finds the project that a folder lies in, and where in it the records are."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from settled.files.git_mark import has_git_mark
from settled.files.reading import read_small_file, with_slashes
from settled.model.errors import ProjectNotFoundError, SettingsError, SettledError
from settled.project.likely_folders import Choice, LikelyFolder, choose, lies_aside, likely_folder
from settled.project.log4brains import LOG4BRAINS_FILE, Log4brainsFolder, read_log4brains
from settled.project.place import Area, Layout, Place
from settled.project.projects_below import QUICK, FoundBelow, projects_below
from settled.project.record_folders import (
    RECORD_FOLDERS,
    holds_records,
    is_programme_folder,
    is_records_folder,
    package_of,
)
from settled.project.unsure_places import not_sure_which, search_given_up
from settled.settings.reading import read_settings, settings_table
from settled.settings.toml_files import toml_table

ADRS_FILE = "adrs.toml"
_BY_NAME = "it is one of the folders that records are looked for in"


def find_place(start: Path, records: str | None = None) -> Place:
    """Find the project that `start` lies in, or raise ProjectNotFoundError.

    Walks up from `start` to the top of the git repository (or of the file system). A folder is a root
    when it has settings, a file of another ADR tool, or one of `RECORD_FOLDERS`. Where none is, the folders below
    `start`, and then those below the top of the repository, are searched for projects, for folders that are
    `ALSO_CALLED` so, and for those whose files are records by what they say; several projects there are refused, and
    so are several folders of which none is clearly the one that is meant. `records` (the option `--dir`) names
    the records folder itself, relative to `start`.
    """
    start = _existing_folder(start)
    if records is not None:
        folder = _resolved_folder(start / records)
        if folder is None:
            raise ProjectNotFoundError(
                f"there is no folder {records}", "name the folder that holds the records with --dir"
            )
        return _named_place(_root_above(folder), folder)
    found: Place | None = None
    for candidate in upwards(start):
        place = _place_at(candidate)
        # From within `decisions`, its sub-folder `adr` is found first, and is part of the project above.
        if place is not None and (found is None or found.records.is_relative_to(place.records)):
            found = place
    if found is not None:
        return found
    # At the top of a repository a numbered page is no sign of what all of it is.
    if is_records_folder(start) and not (has_git_mark(start) and not _is_evident(start)):
        return Place(start, start, Layout(rule="it holds records itself"))
    return _place_around(start)


def _is_evident(folder: Path) -> bool:
    likely = likely_folder(folder, [path.name for path in folder.iterdir()], (), lambda count: True)
    return likely is not None and likely.is_sure


def _place_around(start: Path) -> Place:
    """The project below `start`, or else anywhere in its repository, where none lies above."""
    *_, top = upwards(start)
    unsure: dict[Path, LikelyFolder] = {}
    for above in dict.fromkeys((start, top) if has_git_mark(top) else (start,)):
        found = projects_below(above, _has_settings)
        choice = choose(found.likely, above)
        place = _place_below(above, found, choice)
        if place is not None:
            return place
        unsure |= {each.path: each for each in choice.others}
    if set(unsure) == {start} and is_records_folder(start):
        return Place(start, start, Layout(rule="it holds records itself, and nothing else does"))
    if unsure:
        raise not_sure_which(unsure.values(), start)
    raise ProjectNotFoundError(
        f"there are no records in {start}, above it or below it",
        "start with `adr init`, or name their folder with --dir",
    )


def _place_below(start: Path, found: FoundBelow, choice: Choice) -> Place | None:
    """The one project that lies below `start`; None where nothing does, or it is not sure which.

    Raises ProjectNotFoundError where several do, or where there was more to search than is looked at: whoever checks
    one of them must not believe that all were checked.
    """
    if found.stopped:
        raise search_given_up(found, choice, start)
    if found.projects and len(found.projects) + len(found.folders) > 1:
        names = ", ".join(str(folder.relative_to(start)) for folder in sorted((*found.projects, *found.folders)))
        raise ProjectNotFoundError(
            f"several projects lie below {start}: {names}",
            "name one with -C, as in `adr -C FOLDER check`, for each of them",
            is_several=True,
        )
    looked = f"({found.looked_at:,} folders looked at)"
    sure = tuple(sorted(each.path for each in found.likely if each.is_sure))
    if found.projects:
        place = find_place(found.projects[0])
        # Settings above it that name no folder are those of the one project that there is.
        root = start if _has_settings(start) and not place.layout.areas else place.root
        rule = f"it lies below this folder {looked}"
        return Place(root, place.records, replace(place.layout, rule=rule, others=sure))
    if found.folders:
        rule = f"it lies below this folder {looked}"
        place = _place_of(start, [(folder, package_of(folder, start)) for folder in found.folders], rule)
        return replace(place, layout=replace(place.layout, others=sure))
    if choice.meant:
        rule = f"its files say that they are decisions {looked}"
        place = _place_of(start, [(folder, package_of(folder, start)) for folder in choice.meant], rule)
        others = tuple(sorted(each.path for each in choice.others if each.is_sure))
        return replace(place, layout=replace(place.layout, others=others))
    return None


def other_folders(place: Place) -> tuple[Path, ...]:
    """Folders of the project that may hold records too and are not read, as far as a quick look tells.

    Where settings or a person name the folder, nobody wants to know.
    """
    if place.layout.rule != _BY_NAME:
        return place.layout.others
    found = projects_below(place.root, _has_settings, QUICK)
    sure = [each.path for each in found.likely if each.is_sure and not lies_aside(each.path, place.root)]
    return tuple(
        path
        for path in sorted({*found.folders, *sure})
        if not (path.is_relative_to(place.records) or place.records.is_relative_to(path))
    )


def candidates(root: Path) -> list[Path]:
    """Every folder at or below `root` that its name or its files would make a project or a records folder, by path."""
    named = [root / name for name in RECORD_FOLDERS if (root / name).is_dir() and holds_records(root / name)]
    found = projects_below(root, _has_settings)
    return sorted({*named, *found.projects, *found.folders, *(each.path for each in found.likely if each.is_sure)})


def _place_at(candidate: Path) -> Place | None:
    """The project whose root is `candidate`, by its settings or by one of `RECORD_FOLDERS`; None where it is none."""
    named = _named_folder(candidate)
    if named is not None:
        setting, name = named
        return Place(candidate, _folder_named(candidate, name, setting), Layout(rule=f"{setting} names it"))
    log4brains = read_log4brains(candidate)
    if log4brains is not None:
        return _log4brains_place(candidate, log4brains)
    adrs = _adrs_folder(candidate)
    if adrs is not None:
        where = f"`adr_dir` in {ADRS_FILE}"
        return Place(candidate, _folder_named(candidate, adrs, where), Layout(rule=f"{where} names it"))
    if is_programme_folder(candidate):
        return Place(candidate, candidate, Layout(rule="it holds a programme's records side by side"))
    for name in RECORD_FOLDERS:
        folder = candidate / name
        if folder.is_dir():
            _refuse_endless(folder, candidate)
        if folder.is_dir() and holds_records(folder):
            return Place(candidate, folder, Layout(rule=_BY_NAME))
    return None


def _refuse_endless(folder: Path, root: Path) -> None:
    """Raise SettingsError for a records folder that is a link to a folder in which it lies itself."""
    target = folder.resolve()
    if folder.parent.resolve().is_relative_to(target):
        shown = folder.relative_to(root).as_posix()
        raise SettingsError(
            f"{shown} in {root} is a link to {target}, in which it lies itself",
            "let it lead to the folder with the records, or take it away",
        )


def _named_place(root: Path, folder: Path) -> Place:
    """The project of a folder that a person named; it is part of a log4brains project where that names it too."""
    rule = "--dir names it"
    log4brains = read_log4brains(root) if (root / LOG4BRAINS_FILE).is_file() else None
    if log4brains is None:
        return Place(root, folder, Layout(rule=rule))
    areas = [area for area in _log4brains_place(root, log4brains).layout.areas if (root / area.path) == folder]
    return Place(root, folder, Layout(tuple(areas), is_log4brains=True, rule=rule))


def _log4brains_place(root: Path, folders: Iterable[Log4brainsFolder]) -> Place:
    found = [(_folder_named(root, each.folder, LOG4BRAINS_FILE), each.package) for each in folders]
    place = _place_of(root, found, f"{LOG4BRAINS_FILE} names it")
    return Place(root, place.records, Layout(place.layout.areas, is_log4brains=True, rule=place.layout.rule))


def _place_of(root: Path, folders: list[tuple[Path, str]], rule: str) -> Place:
    """The project with records in several folders, each with its name; the records folder is what all lie in."""
    if len(folders) == 1 and not (folders[0][1] and rule.startswith(LOG4BRAINS_FILE)):
        return Place(root, folders[0][0], Layout(rule=rule))
    common = Path(os.path.commonpath([folder for folder, _ in folders]))
    areas = tuple(Area(folder.relative_to(root).as_posix(), name) for folder, name in folders)
    return Place(root, common, Layout(areas, rule=rule))


def _folder_named(root: Path, name: str, where: str) -> Path:
    """The folder `name` below `root`, which `where` names; SettingsError where there is none."""
    folder = _resolved_folder(root / name)
    if folder is None:
        raise SettingsError(
            f"{where} in {root} names the folder {name}, which does not exist",
            f"create it with `adr init` or correct {where}",
        )
    if not folder.is_relative_to(root):
        raise SettingsError(f"{where} names {name}, outside of the project", "name a folder below the root")
    return folder


def _existing_folder(start: Path) -> Path:
    folder = _resolved_folder(start)
    if folder is None:
        raise SettledError(f"there is no folder {start}", "check the path behind -C")
    return folder


def _resolved_folder(path: Path) -> Path | None:
    """The folder at `path` with its links followed; None where there is none, or no path could be like that."""
    try:
        folder = path.resolve(strict=True)
        return folder if folder.is_dir() else None
    except (OSError, RuntimeError, ValueError):
        return None


def upwards(start: Path) -> Iterator[Path]:
    """`start` and the folders above it, up to the top of the git repository or of the file system."""
    for folder in (start, *start.parents):
        yield folder
        if has_git_mark(folder):
            return


def _root_above(folder: Path) -> Path:
    """The nearest folder above the records that has settings or a repository; else the folder's parent."""
    for candidate in upwards(folder):
        if _has_settings(candidate) or has_git_mark(candidate):
            return candidate
    return folder.parent if folder.name in {"decisions", "adr"} else folder


def _has_settings(folder: Path) -> bool:
    return any(settings_table(folder / name) is not None for name in ("settled.toml", "pyproject.toml"))


def _named_folder(folder: Path) -> tuple[str, str] | None:
    """What names the records folder of a project at `folder`, in words, and how; None where nothing does."""
    if _has_settings(folder):
        settings = read_settings(folder)
        if settings.records is not None:
            return "the setting `records`", settings.records
    pointer = folder / ".adr-dir"
    if pointer.is_file():
        lines = read_small_file(pointer, f".adr-dir in {folder}").strip().splitlines()
        return (".adr-dir", with_slashes(lines[0].strip())) if lines else None
    return None


def _adrs_folder(root: Path) -> str | None:
    """The folder that `adrs.toml` names; None where there is no such file, or no such key in it."""
    path = root / ADRS_FILE
    if not path.is_file():
        return None
    folder = toml_table(read_small_file(path, str(path)), str(path)).get("adr_dir")
    return with_slashes(folder) if isinstance(folder, str) and folder.strip() else None
