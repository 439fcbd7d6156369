"""Writes the next record of a folder of adr-tools, with the records that it supersedes or is linked to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from settled.adr_tools.folder import POINTER, AdrToolsFolder, RecordFile, pointed_to
from settled.adr_tools.linking import SUPERSEDES, linked, superseded
from settled.adr_tools.naming import named_record, slug_as_adr_tools
from settled.adr_tools.record_text import (
    FIRST_RECORD,
    FIRST_TITLE,
    built_in_template,
    date_of_today,
    filled,
    named_from,
    template_text,
    title_of,
)
from settled.edit.links import takes_paragraphs
from settled.edit.record_edits import Read, RecordEdits
from settled.files.writing import Edit, saying_what_failed, write_file
from settled.history import read_files_elsewhere
from settled.model.branches import FilesElsewhere
from settled.model.errors import TemplateError, UsageError
from settled.model.vocabulary import Kind
from settled.scaffold.numbered_files import Creation, create_numbered
from settled.scaffold.numbering import DEFAULT_WIDTH, next_number, numbers_elsewhere, used_numbers
from settled.scaffold.templates import RecordTemplate

_ACCEPTED = "Accepted"


@dataclass(frozen=True, slots=True)
class Link:
    """A link that a new record begins with: to which record, what it says, and what that record says back."""

    target: str
    label: str
    reverse: str


@dataclass(frozen=True, slots=True)
class Request:
    """What was asked for, as it was typed: `supersedes` and the targets of `links` name records."""

    title: str
    supersedes: Sequence[str] = ()
    links: Sequence[Link] = ()
    status: str = _ACCEPTED
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Written:
    """The record that was written, and why numbers elsewhere were not looked at (nothing: they were)."""

    name: str
    warning: str = ""


def read_link(typed: str) -> Link:
    """What `-l TARGET:LINK:REVERSE-LINK` says; UsageError where a part is missing."""
    parts = [part.strip() for part in typed.split(":", 2)]
    if len(parts) != 3 or not all(parts):
        raise UsageError(
            f"`-l {typed}` is no link", 'write target, link and link back, as in `-l "5:Amends:Amended by"`'
        )
    return Link(*parts)


def write_record(folder: AdrToolsFolder, request: Request, start: Path, read: Read) -> Written:
    """Write the next record with the edits of those that it names; all files or none.

    `start` is the folder that paths are seen from, `read` gives the text of a file below the folder's base. Raises
    SettledError where something named is not there or cannot be changed for certain.
    """
    title, date = title_of(request.title), date_of_today()
    folder.refuse_what_is_in_the_way()
    template = template_text(folder, start)
    named = [*request.supersedes, *(link.target for link in request.links)]
    records = {reference: named_record(folder, reference, start) for reference in named}
    elsewhere = _files_elsewhere(folder)
    width = _width(folder)

    def creation(number: int) -> Creation:
        name = f"{number:0{width}d}-{slug_as_adr_tools(title)}.md"
        text = filled(template, number, title, date, request.status)
        if named and not takes_paragraphs(text, name):
            message = f"{template.file} has no section `## Status` with a status, where links belong"
            raise TemplateError(message, "give it one, with STATUS as its text, or write the record without links")
        edits = _Edits(folder, name, text, read)
        for reference in request.supersedes:
            edits.link(records[reference], SUPERSEDES, superseded if request.status == _ACCEPTED else None)
        for link in request.links:
            edits.link(records[link.target], link.label, _linking_back(link.reverse))
        return edits.creation()

    number, is_fixed = _number(folder, elsewhere, request.number)
    beside = list(elsewhere.folders)
    with saying_what_failed(f"a record in {folder.shown()}"):
        path = create_numbered(folder.path, number, creation, is_fixed=is_fixed, beside=beside, shared=elsewhere.shared)
    return Written(path.name, "" if elsewhere.is_known else elsewhere.reason)


def _linking_back(reverse: str) -> Callable[..., str]:
    return lambda text, file, named: linked(text, file, reverse, named)


class _Edits:
    """The text of a new record and of those that it names, while links go into both."""

    def __init__(self, folder: AdrToolsFolder, name: str, text: str, read: Read) -> None:
        self._folder, self._name, self._text = folder, name, text
        self._file = folder.file(name)
        self._read = read
        self._bare = text
        self._edits = RecordEdits(read)

    def link(self, record: RecordFile, label: str, back: Callable[..., str] | None) -> None:
        """Let the new record name `record` behind `label`, and `record` the new one as `back` does it."""
        file = self._folder.file(record.name)
        self._text = linked(self._text, self._file, label, named_from(file, self._read(file), seen_from=self._file))
        if back is not None:
            named = named_from(self._file, self._bare, seen_from=file)
            self._edits.edit(file, lambda text: back(text, file, named))

    def creation(self) -> Creation:
        planned, base = self._edits.planned(), self._folder.base
        edits = [
            Edit((base / file).resolve(), planned.before[file].encode("utf-8"), text.encode("utf-8"))
            for file, text in planned.after.items()
        ]
        return Creation(self._name, self._text.encode("utf-8"), edits)


def _files_elsewhere(folder: AdrToolsFolder) -> FilesElsewhere:
    """What branches and other working trees hold of the folder itself: what lies in sub-folders is no record here."""
    if not folder.path.is_dir():
        return FilesElsewhere()
    found = read_files_elsewhere(folder.path)
    return replace(found, places={path: place for path, place in found.places.items() if "/" not in path})


def _number(folder: AdrToolsFolder, elsewhere: FilesElsewhere, asked: int | None) -> tuple[int, bool]:
    """The number to begin with, and whether no other will do; UsageError where the one asked for is taken."""
    used = used_numbers(folder.path)
    taken = numbers_elsewhere(elsewhere, ".", ".", Kind.DECISION)
    if asked is None:
        return next_number(used | taken.keys()), False
    if asked in used or asked in taken:
        where = "" if asked in used else f" {taken[asked]}"
        raise UsageError(f"the number {asked} is taken{where}", "leave out --number for the next free one")
    return asked, True


def _width(folder: AdrToolsFolder) -> int:
    """How many digits a name has at least: four, or fewer where no record of the folder has as many."""
    names = [record.name for record in folder.records()] if folder.path.is_dir() else []
    return min(DEFAULT_WIDTH, max((len(name.partition("-")[0]) for name in names), default=DEFAULT_WIDTH))


@dataclass(frozen=True, slots=True)
class Started:
    """What `start_folder` did: the name of the first record (None: there were records), and the folder left behind."""

    folder: AdrToolsFolder
    first: str | None
    former: str | None = None


def start_folder(here: Path, directory: str | None, present: AdrToolsFolder) -> Started:
    """Start a folder of records: the first record in it, and `.adr-dir` in `here` where `directory` names the folder.

    `present` is the folder that holds without a `directory`. A folder that has records gets no other one. Raises
    UsageError for a folder that lies outside of `here`, and SettledError where something cannot be written.
    """
    folder = present if directory is None else AdrToolsFolder(here, _checked(here, directory))
    folder.refuse_what_is_in_the_way()
    former = pointed_to(here) if directory is not None else None
    first: str | None = None
    if not (folder.path.is_dir() and folder.records()):
        first = _write_first(folder, built_in_template(FIRST_RECORD))
    if directory is not None and former != directory:
        try:
            with saying_what_failed(POINTER):
                write_file(here / POINTER, f"{directory}\n".encode())
        except BaseException:
            if first is not None:
                (folder.path / first).unlink()
            raise
    return Started(folder, first, former if former != directory else None)


def _write_first(folder: AdrToolsFolder, template: RecordTemplate) -> str:
    date = date_of_today()

    def creation(number: int) -> Creation:
        name = f"{number:04d}-{slug_as_adr_tools(FIRST_TITLE)}.md"
        return Creation(name, filled(template, number, FIRST_TITLE, date).encode("utf-8"))

    with saying_what_failed(f"a record in {folder.shown()}"):
        return create_numbered(folder.path, 1, creation, is_fixed=False).name


def _checked(here: Path, directory: str) -> str:
    """`directory`, if `.adr-dir` in `here` can name it."""
    if not directory.strip() or directory != directory.strip() or len(directory.splitlines()) != 1:
        raise UsageError(f"`{directory}` is no folder that {POINTER} can name", "name a folder without space around it")
    if not (here / directory).resolve().is_relative_to(here.resolve()):
        raise UsageError(f"{directory} lies outside of this folder", "run the command in a folder above both")
    return directory
