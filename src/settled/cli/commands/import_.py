"""`adr import`: the records of a folder, in whatever form, as records with front matter."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from settled.cli.context import Invocation, pass_invocation
from settled.files.shown_path import shown_path
from settled.model.errors import UsageError

if TYPE_CHECKING:
    from settled.conversion.import_plan import ImportPlan
    from settled.conversion.target_folder import FileChanges
    from settled.project import Project


_MOST_JSON_BYTES = 64 * 1024 * 1024


@click.command("import")
@click.argument("source", metavar="[FOLDER|FILE.json]", required=False)
@click.option("--into", metavar="DIRECTORY", help="Write the records below DIRECTORY; the folder stays as it is.")
@click.option("--in-place", is_flag=True, help="Convert the records where they are.")
@click.option(
    "--to",
    "target",
    type=click.Choice(("settled", "madr")),
    default="settled",
    show_default=True,
    help="The form to write: our front matter, or MADR 4.",
)
@click.option("--renumber", is_flag=True, help="Number the decisions from 1 without gaps; what names them follows.")
@click.option("--dry-run", is_flag=True, help="Print what would change as a diff, and write nothing.")
@pass_invocation
def command(
    invocation: Invocation,
    source: str | None,
    into: str | None,
    in_place: bool,
    target: str,
    renumber: bool,
    dry_run: bool,
) -> int:
    """Convert the records of FOLDER (by default those of this project), in whatever forms they are, and lose nothing.

    Status, date, deciders, tags and links become front matter; every other word stays in the text, and links lead
    where they led. Prints the files that were written, and lists what could not be told, with what to do. All is
    written or nothing, and no file that exists and holds something else is touched. FILE.json is one in JSON-ADR.
    Ends with 1 where a file could not be read; the others are imported.
    """
    from settled.conversion.target_folder import changes_for, check_committed, make_changes

    if in_place == (into is not None):
        raise UsageError(
            "say where the records shall go" if into is None else "--into and --in-place are two places",
            "write --into DIRECTORY for a new folder, or --in-place to convert them where they are",
        )
    if source is not None and source.lower().endswith(".json") and (invocation.start / source).is_file():
        plan, replaceable = _plan_of_json(invocation, source, into, target, renumber=renumber), set[Path]()
    else:
        project = _project(invocation, source)
        if into is None:
            plan = _plan_in_place(project, target, renumber=renumber)
            replaceable = {*plan.sources.values(), *plan.pages}
        else:
            plan = _plan(project, _target_folder(invocation, project, into), target, renumber=renumber)
            replaceable = set()
    changes = changes_for({**plan.texts, **plan.pages}, replaceable, hint="name an empty folder with --into")
    touched = {*(edit.path for edit in changes.edited), *changes.removed}
    if touched and not dry_run:
        check_committed(Path(os.path.commonpath([path.parent for path in touched])), touched)
    if dry_run:
        _show(invocation, changes)
    else:
        make_changes(changes, into or source or "the records")
        for path in changes.paths:
            click.echo(shown_path(path))
    _tell(invocation, plan, changes, dry_run=dry_run)
    return 1 if plan.unreadable else 0


def _project(invocation: Invocation, source: str | None) -> Project:
    from settled.project import load

    if source is None:
        return invocation.load_project()
    if not source.strip() or not (invocation.start / source).is_dir():
        raise UsageError(f"there is no folder {source}", "name the folder that holds the records, or a file.json")
    project = load(invocation.start, source)
    if not project.records and not project.unreadable:
        raise UsageError(f"there are no records in {source}", "name the folder that holds them")
    return project


def _plan(project: Project, folder: Path, target: str, *, renumber: bool) -> ImportPlan:
    from settled.conversion.import_plan import plan_import
    from settled.conversion.new_names import numbers_below
    from settled.conversion.target_format import TargetFormat

    return plan_import(project, folder, TargetFormat(target), renumber=renumber, there=numbers_below(folder))


def _plan_in_place(project: Project, target: str, *, renumber: bool) -> ImportPlan:
    from settled.conversion.import_plan import plan_in_place
    from settled.conversion.target_format import TargetFormat
    from settled.project.discovery import markdown_pages

    known = set(project.files)
    pages = [file for file in markdown_pages(project.root) if file not in known]
    return plan_in_place(project, TargetFormat(target), pages, renumber=renumber)


def _plan_of_json(invocation: Invocation, source: str, into: str | None, target: str, *, renumber: bool) -> ImportPlan:
    from settled.conversion.json_adr_import import plan_json_import, read_json_adr
    from settled.conversion.new_names import numbers_below
    from settled.conversion.target_format import TargetFormat
    from settled.files.reading import read_text_file

    if into is None:
        raise UsageError(f"{source} is no folder that could be converted in place", "name a folder with --into")
    path = Path(os.path.realpath(invocation.start / source))
    text, problem = read_text_file(path, source, path.parent, _MOST_JSON_BYTES)
    if text is None:
        raise UsageError(
            f"{problem.location}: {problem.message}" if problem else source, problem.hint if problem else ""
        )
    folder = _folder_called(invocation, into)
    adrs = read_json_adr(text.removeprefix("\ufeff"), source)
    there = numbers_below(folder)
    return plan_json_import(adrs, path, folder, TargetFormat(target), renumber=renumber, there=there)


def _target_folder(invocation: Invocation, project: Project, into: str) -> Path:
    folder = _folder_called(invocation, into)
    if folder == project.records_folder:
        raise UsageError(f"{into} holds the records themselves", "convert them there with --in-place")
    if folder.is_relative_to(project.records_folder):
        raise UsageError(f"{into} lies in the folder that is imported", "name one outside of it with --into")
    return folder


def _folder_called(invocation: Invocation, into: str) -> Path:
    folder = Path(os.path.realpath(invocation.start / into)) if into.strip() else None
    if folder is None or (folder.exists() and not folder.is_dir()):
        raise UsageError(f"`{into}` is no folder", "name a folder with --into")
    return folder


def _show(invocation: Invocation, changes: FileChanges) -> None:
    from settled.report.unified_diff import unified_diff

    paths = [*changes.created, *changes.removed, *(edit.path for edit in changes.edited)]
    if not paths:
        return
    base = _base(invocation, paths)
    before = dict(changes.removed)
    before |= {edit.path: edit.before for edit in changes.edited}
    after: dict[Path, bytes | None] = {**changes.created, **dict.fromkeys(changes.removed)}
    after |= {edit.path: edit.after for edit in changes.edited}
    named = {path: path.relative_to(base).as_posix() for path in paths}
    diff = unified_diff(
        {named[path]: content.decode("utf-8") for path, content in before.items()},
        {named[path]: None if content is None else content.decode("utf-8") for path, content in after.items()},
    )
    click.echo(diff.encode("utf-8"), nl=False)


def _base(invocation: Invocation, paths: list[Path]) -> Path:
    """What the paths of the diff are relative to: the folder in which `git apply` is to be called."""
    start = Path(os.path.realpath(invocation.start))
    if all(path.is_relative_to(start) for path in paths):
        return start
    base = Path(os.path.commonpath([start, *paths]))
    invocation.say(f"apply the diff in {base}")
    return base


def _tell(invocation: Invocation, plan: ImportPlan, changes: FileChanges, *, dry_run: bool) -> None:
    for remark in (*plan.unreadable, *plan.remarks):
        invocation.say(f"{shown_path(plan.root / remark.file)}: {remark.message}")
    count = len(set(changes.paths) & set(plan.texts))
    done = "would be written" if dry_run else "written"
    said = f"{count} of {len(plan.texts)} {'record' if len(plan.texts) == 1 else 'records'} {done}"
    if changes.is_empty:
        said = "nothing to write: every record is there as it would be"
    if plan.unreadable:
        said += f"; {len(plan.unreadable)} could not be read"
    if plan.remarks:
        said += f"; {len(plan.remarks)} to look at"
    invocation.say(said)
