"""`adr index`: a table of the records in a page of Markdown, between two markers."""

from __future__ import annotations

import os
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

import click

from settled.cli.context import Invocation, pass_invocation
from settled.files.shown_path import relative_path, shown_path
from settled.model.errors import UsageError

if TYPE_CHECKING:
    from settled.project import Project

_PAGES = ("readme.md", "index.md")
_NEW_PAGE = "# Decisions\n"


@click.command("index")
@click.argument("file", required=False)
@click.option("--check", "only_check", is_flag=True, help="Write nothing; end with 1 where the index is not fresh.")
@pass_invocation
def command(invocation: Invocation, file: str | None, only_check: bool) -> int:
    """Write or refresh a table of all records in FILE, and print the path of a file that was changed.

    It stands between the lines `<!-- adr-index -->` and `<!-- /adr-index -->`; nothing else is touched. Without
    FILE it goes into the README.md or index.md beside the records that has them, else to the end of README.md.
    """
    from settled.cli.changing import changeable_text
    from settled.report.record_index import index_lines, with_index

    project = invocation.load_project()
    page = _default_page(project) if file is None else _page_called(invocation, project, file)
    name = relative_path(page, project.root)
    is_there = os.path.lexists(page)
    before = changeable_text(project.root, name) if is_there else ""
    after = with_index(before if is_there else _NEW_PAGE, name, index_lines(project, page))
    for entry in project.unreadable:
        invocation.say(f"{entry.first_location}: cannot be read, see `adr check`")
    if after == before:
        invocation.say(f"{name}: the index is fresh")
        return 0
    if only_check:
        from settled.report.unified_diff import unified_diff

        click.echo(unified_diff({name: before}, {name: after}).encode("utf-8", "surrogateescape"), nl=False)
        invocation.say(f"{name}: the index is not fresh; write it with `adr index{'' if file is None else ' ' + file}`")
        return 1
    _write(page, name, before if is_there else None, after)
    click.echo(shown_path(page))
    return 0


def _default_page(project: Project) -> Path:
    """The page beside the records that has markers, else their README, which need not exist."""
    from settled.files.reading import read_text_file
    from settled.records import MAXIMUM_FILE_BYTES
    from settled.report.record_index import holds_markers

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


def _page_called(invocation: Invocation, project: Project, file: str) -> Path:
    """The absolute path of the page that a person named; UsageError where no index can stand there."""
    from settled.project.record_files import may_be_record

    asked = invocation.start / file
    if not file.strip() or asked.is_dir():
        raise UsageError(f"`{file}` is no file", "name a page of Markdown, as in adr index docs/README.md")
    page = asked.parent.resolve() / asked.name
    if page.suffix.lower() not in {".md", ".markdown"}:
        raise UsageError(f"{file} is no Markdown", "name a page that ends with .md")
    if not page.is_relative_to(project.repository_root):
        raise UsageError(f"{file} lies outside of the project", "name a page that links can lead from")
    if not page.parent.is_dir():
        raise UsageError(f"there is no folder for {file}", "create it first")
    for folder in project.folders:
        if page.is_relative_to(folder) and may_be_record(PurePosixPath(page.relative_to(folder).as_posix())):
            raise UsageError(f"{file} is or would be read as a record", "name the README.md or index.md beside it")
    return page


def _write(page: Path, name: str, before: str | None, after: str) -> None:
    from settled.files.writing import Edit, create_file, replace_files, saying_what_failed

    with saying_what_failed(name):
        if before is None:
            create_file(page, after.encode("utf-8"))
        else:
            replace_files([Edit(page, before.encode("utf-8"), after.encode("utf-8"))])
