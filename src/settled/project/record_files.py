"""Which files below a folder may be records, why the others are none, and what their numbers are unique in."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from pathlib import Path, PurePosixPath

from settled.model.markup import has_record_ending
from settled.model.references import (
    before_number,
    folder_kind,
    folder_of_record,
    is_counted,
    is_folder_page,
    name_and_stem,
    name_of_record,
    number_of_file,
    number_of_record,
    page_order,
)
from settled.model.vocabulary import Kind

_PAGE = re.compile(r"index|readme|changelog|contributing", re.IGNORECASE)
_TEMPLATE_WORDS = (
    "templates?|tmpl|plantillas?|vorlagen?|sjablo(?:on|nen)|szablony?|[sš]ablon[ay]?|skabelon(?:er)?|[sş]ablon(?:lar)?"
    "|шаблон[иы]?|テンプレート|模板|템플릿"
)
"""What templates are called in the languages that teams write their records in, and nothing else is."""
_MODELS = (
    "formato|formular(?:io|z|e)?|mod[eè]les?|modelos?|modell[oi]|mall(?:i|ar)?|sample|example|ejemplo|exemplo|exemple|beispiel"
    "|esempio"
)
"""What they are called, too, where nothing but that is said, or the number is 0."""
_BESIDE = r"(?:m?adr|rfc|decisi[oó]n|decis[aã]o|record|short|long|minimal|full|bare|[nx]{2,}|[a-z]{2})"
"""What stands beside these words in the name of a template: what it is for, how long it is, its language."""
_TEMPLATE = re.compile(
    r"template.*|.*[-_. ]template|(?:adr|madr|decision)[-_. ](?:record[-_. ])?template.*|.*\(template\)"
    rf"|(?:{_BESIDE}[-_. ]+)*(?:{_TEMPLATE_WORDS}|{_MODELS})(?:[-_. ]+{_BESIDE})*",
    re.IGNORECASE,
)
_JOINED_TEMPLATE = re.compile(r"[A-Z]{2,}[Tt]emplate\w*|(?:adr|madr|rfc|decision|record)template\w*")
"""`APEtemplate`: joined to the letters that stand before the numbers of the records."""
_NUMBERED_TEMPLATE = re.compile(rf"\D*\d+[-_. ]+(?:adr[-_ ])?(?:{_TEMPLATE_WORDS})|.*\(template\)", re.IGNORECASE)
_SHOWS_HOW = re.compile(rf"(?<![^\W_])(?:{_TEMPLATE_WORDS}|{_MODELS})(?![^\W_])", re.IGNORECASE)
"""The words that make what has the number 0 a template."""
_TEMPLATE_FOLDER = re.compile(_TEMPLATE_WORDS, re.IGNORECASE)

_PASSED_OVER = frozenset({"node_modules"})


class SkipReason(StrEnum):
    """Why a file below the records folder is not read as a record."""

    ENDING = "its ending is none that records have"
    HIDDEN = "it is hidden"
    PAGE = "it is called as the pages around records are"
    TEMPLATE = "it is a template"
    FOLDER = "its folder is passed over"
    LINK = "it is a link to another record"


def passed_over(path: PurePosixPath | str) -> SkipReason | None:
    """Why the file at `path` (below the records folder) cannot be a record; None where it can."""
    file = str(path)
    if "/" in file and any(map(_is_passed_over, PurePosixPath(file).parts[:-1])):
        return SkipReason.FOLDER
    name, stem = name_and_stem(file)
    if _is_hidden(name):
        return SkipReason.HIDDEN
    if not has_record_ending(name):
        return SkipReason.ENDING
    if _PAGE.fullmatch(stem) and not is_folder_page(file):
        return SkipReason.PAGE
    return SkipReason.TEMPLATE if _is_template(name_of_record(file)) else None


def _is_template(stem: str) -> bool:
    """True for the name of a template: a record of its own number may be *about* templates, but not number 0."""
    stem = unicodedata.normalize("NFC", stem)
    if number_of_file(stem) == 0:
        return _SHOWS_HOW.search(stem) is not None
    if is_counted(stem):
        return _NUMBERED_TEMPLATE.fullmatch(stem) is not None
    return (_TEMPLATE.fullmatch(stem) or _JOINED_TEMPLATE.fullmatch(stem)) is not None


def is_for_templates(folder: str) -> bool:
    """True for the name of a folder in which templates lie."""
    return _TEMPLATE_FOLDER.fullmatch(unicodedata.normalize("NFC", folder)) is not None


def _is_passed_over(folder: str) -> bool:
    return _is_hidden(folder) or folder in _PASSED_OVER or is_for_templates(folder)


def may_be_record(path: PurePosixPath | str) -> bool:
    """True for a file (its path below the records folder) that is no template, index, attachment or hidden file."""
    return passed_over(path) is None


def is_named_as_record(path: PurePosixPath | str) -> bool:
    """True where the name alone says that it is a record: a number or a day stands in front of it or its folder."""
    file = str(path)
    own = "/".join(file.split("/")[-2:]) if is_folder_page(file) else name_and_stem(file)[0]
    return is_counted(name_of_record(file)) and passed_over(own) is None


def record_files(folder: Path) -> Iterator[tuple[Path, Kind | None]]:
    """Every file below the folder that may be a record, with the kind that its folder says."""
    root = str(folder)
    attached: set[str] = set()
    for current, folders, names in os.walk(root):
        folders[:] = sorted(name for name in folders if not _is_passed_over(name))
        # A folder called `x.md` is shown as what it is.
        names = sorted([*names, *(name for name in folders if has_record_ending(name))])
        below = PurePosixPath(os.path.relpath(current, root))
        kind = folder_kind(f"{below}/")
        page = None if current in attached else _page_of_folder(below, names)
        for name in names:
            if may_be_record(name) or name == page:
                path = Path(current) / name
                if not _leads_to_another_record(path, folder):
                    yield path, kind
        attached.update(str(Path(current) / name) for name in _folders_of_attachments(folders, names))


def _leads_to_another_record(path: Path, folder: Path) -> bool:
    """True for a link to a file below `folder` that may be a record itself: one text is one record."""
    if not path.is_symlink():
        return False
    try:
        target = path.resolve(strict=True)
        below = target.relative_to(folder.resolve())
    except (OSError, RuntimeError, ValueError):
        return False
    return target.is_file() and (may_be_record(below.as_posix()) or is_folder_page(below.as_posix()))


def _page_of_folder(folder: PurePosixPath, names: Iterable[str]) -> str | None:
    """Which of the files called `names` is the record that `folder`, below the records folder, is as a whole."""
    pages = [name for name in names if is_folder_page(str(folder / name)) and may_be_record(folder / name)]
    return min(pages, key=page_order, default=None)


def _folders_of_attachments(folders: Iterable[str], names: Iterable[str]) -> Iterator[str]:
    """Which of `folders` belong to a record beside them: `0001-x` and `0001-x-pictures` to `0001-x.md`."""
    stems: dict[int, list[str]] = {}
    for name in names:
        stem = PurePosixPath(name).stem
        number = number_of_file(stem) if has_record_ending(name) and name not in folders else None
        if number is not None:
            stems.setdefault(number, []).append(stem)
    for folder in folders:
        number = number_of_file(folder)
        if number is not None and any(folder.startswith(stem) for stem in stems.get(number, ())):
            yield folder


def skipped_files(folder: Path) -> Iterator[tuple[Path, SkipReason]]:
    """Every file below the folder that cannot be a record, with the reason; what is hidden is left out."""
    read = {path for path, _ in record_files(folder)}
    for current, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not (_is_hidden(name) or name == "node_modules"))
        for name in sorted(names):
            path = Path(current) / name
            reason = passed_over(PurePosixPath(os.path.relpath(path, folder)))
            if reason is None and path not in read:
                reason = SkipReason.LINK if path.is_symlink() else SkipReason.PAGE
            if reason is not None and not _is_hidden(name):
                yield path, reason


def unique_number(path: str, *, is_programme: bool) -> tuple[str, Kind, int] | None:
    """The number of the record at `path` (below the records folder) with what it is unique in.

    That is the kind in a programme. In a plain ADR folder it is the kind, the folder and what stands before the
    number (`ODH-ADR-0003`), each of which may count anew. None for what is no record, or has no number.
    """
    number = number_of_record(path) if may_be_record(path) else None
    if number is None:
        return None
    area = "" if is_programme else f"{folder_of_record(path)}/{before_number(name_of_record(path)).lower()}"
    return area, folder_kind(path) or Kind.DECISION, number


def numbered_apart(files: Iterable[str]) -> list[str]:
    """`files` without the pages that introduce numbered records in a numbered folder: these share no number."""
    files = list(files)
    introduced = {PurePosixPath(file).parent for file in files if is_counted(PurePosixPath(file).stem)}
    introduced |= {PurePosixPath(folder_of_record(file)) for file in files if is_folder_page(file)}
    return [file for file in files if not (is_folder_page(file) and PurePosixPath(file).parent in introduced)]


def qualifiers(paths: Iterable[str], areas: Mapping[str, str]) -> dict[str, str]:
    """What stands before the id of each of `paths` (below the records folder of plain ADRs), so that ids are distinct.

    `areas` are the names of folders with numbers of their own. In another folder that has a number which the
    records folder has too, every record is called by the folder: `backend/ADR-0001`; likewise by what stands
    before the number. Paths that need nothing are left out.
    """
    numbers: dict[tuple[str, str], set[int]] = {}
    keys: dict[str, tuple[str, str]] = {}
    for path in paths:
        number = number_of_record(path)
        if number is not None:
            keys[path] = (folder_of_record(path), before_number(name_of_record(path)))
            numbers.setdefault(keys[path], set()).add(number)
    how_often: dict[int, int] = {}
    for of_key in numbers.values():
        for number in of_key:
            how_often[number] = how_often.get(number, 0) + 1
    shared = {key for key, of_key in numbers.items() if any(how_often[number] > 1 for number in of_key)}
    found: dict[str, str] = {}
    for path, (folder, prefix) in keys.items():
        area = next((name for below, name in areas.items() if folder == below or folder.startswith(f"{below}/")), None)
        if area is not None:
            found[path] = f"{area}/"
        elif (folder, prefix) in shared and (folder != "." or prefix):
            found[path] = ("" if folder == "." else f"{folder}/") + prefix
    return found


def _is_hidden(name: str) -> bool:
    return name.startswith(".")
