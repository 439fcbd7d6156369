"""The page that holds the index of the records: which one that is, what becomes of it, and how it is written."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from settled.changes.changeable_text import changeable_text
from settled.files.reading import read_text_file
from settled.files.shown_path import relative_path
from settled.files.writing import Edit, create_file, replace_files, saying_what_failed
from settled.model.errors import UsageError
from settled.project import Project, repository_root
from settled.project.record_files import may_be_record
from settled.records import MAXIMUM_FILE_BYTES
from settled.report.record_index import holds_markers, index_lines, with_index

_PAGES = ("readme.md", "index.md")
_NEW_PAGE = "# Decisions\n"


@dataclass(frozen=True, slots=True)
class IndexPage:
    """A page at `path`, called `name` as seen from the project's root, with its text now and with a fresh index.

    A page that is not there yet has no text now.
    """

    path: Path
    name: str
    before: str
    after: str
    is_there: bool

    @property
    def is_fresh(self) -> bool:
        """True where there is nothing to write."""
        return self.after == self.before

    def write(self) -> None:
        """Create the page, or replace it where it still holds what it held; SettledError where that fails."""
        with saying_what_failed(self.name):
            if self.is_there:
                replace_files([Edit(self.path, self.before.encode("utf-8"), self.after.encode("utf-8"))])
            else:
                create_file(self.path, self.after.encode("utf-8"))


def index_page(project: Project, start: Path, file: str | None) -> IndexPage:
    """The page `file`, seen from `start`, or the one beside the records; UsageError where no index can stand there."""
    path = _default_page(project) if file is None else _page_called(project, start, file)
    name = relative_path(path, project.root)
    is_there = os.path.lexists(path)
    before = changeable_text(project.root, name) if is_there else ""
    after = with_index(before if is_there else _NEW_PAGE, name, index_lines(project, path))
    return IndexPage(path, name, before, after, is_there)


def _default_page(project: Project) -> Path:
    """The page beside the records that has markers, else their README, which need not exist."""
    pages = sorted(
        (path for path in project.records_folder.iterdir() if path.name.lower() in _PAGES),
        key=lambda path: (_PAGES.index(path.name.lower()), path.name),
    )
    texts = {page: read_text_file(page, page.name, project.root, MAXIMUM_FILE_BYTES)[0] for page in pages}
    marked = [page for page, text in texts.items() if text is not None and holds_markers(text)]
    if len(marked) > 1:
        names = " and ".join(page.name for page in marked)
        raise UsageError(f"{names} have markers of an index", "name the one that is meant, as in adr index FILE")
    if marked:
        return marked[0]
    if project.records_folder not in project.folders:
        # What lies above them all may be the README of the whole repository, which nobody spoke of.
        raise UsageError("the records lie in several folders", "name the page of the index, as in adr index README.md")
    return next((page for page in pages if page.name.lower() == _PAGES[0]), project.records_folder / "README.md")


def _page_called(project: Project, start: Path, file: str) -> Path:
    """The absolute path of the page that a person named; UsageError where no index can stand there."""
    asked = start / file
    if not file.strip() or asked.is_dir():
        raise UsageError(f"`{file}` is no file", "name a page of Markdown, as in adr index docs/README.md")
    page = asked.parent.resolve() / asked.name
    if page.suffix.lower() not in {".md", ".markdown"}:
        raise UsageError(f"{file} is no Markdown", "name a page that ends with .md")
    if not page.is_relative_to(repository_root(project.root)):
        raise UsageError(f"{file} lies outside of the project", "name a page that links can lead from")
    if not page.parent.is_dir():
        raise UsageError(f"there is no folder for {file}", "create it first")
    for folder in project.folders:
        if page.is_relative_to(folder) and may_be_record(PurePosixPath(page.relative_to(folder).as_posix())):
            raise UsageError(f"{file} is or would be read as a record", "name the README.md or index.md beside it")
    return page
