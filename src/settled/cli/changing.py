"""What the commands that change records share: reading what may be changed, and making or showing the change."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from settled.cli.context import Invocation
from settled.files.shown_path import shown_path
from settled.model.errors import UsageError

if TYPE_CHECKING:
    from settled.edit.record_edits import PlannedEdits
    from settled.project import Project


def diff_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """The option `--diff` of every command that changes records."""
    return click.option("--diff", is_flag=True, help="Print what would change, and write nothing.")(command)


def date_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """The option `--date` of the commands that date what they do."""
    return click.option("--date", "day", metavar="DAY", help="The day of the decision.  [default: today]")(command)


def day_of(project: Project, written: str | None) -> datetime.date:
    """The day that a person wrote, or today; UsageError where it is none."""
    if written is None:
        return project.today
    try:
        return datetime.date.fromisoformat(written.strip())
    except ValueError:
        raise UsageError(f"`{written}` is no day", "write year-month-day, as in 2026-12-15") from None


def reader(root: Path) -> Callable[[str], str]:
    """Reads the text of a file below `root` that may be changed."""
    return lambda file: changeable_text(root, file)


def make(invocation: Invocation, root: Path, planned: PlannedEdits, *, diff: bool, names_files: bool = True) -> None:
    """Make the change and print the files that it touched, or print it as a diff and write nothing.

    The files are below `root`; without `names_files` they are not printed.

    All files are written or none. Raises SettledError where that is not possible.
    """
    if diff:
        _show(planned)
    else:
        _write(root, planned)
        for file in planned.files if names_files else ():
            click.echo(shown_path(root / file))
    for words in planned.said:
        invocation.say(f"would be: {words}" if diff else words)


def _show(planned: PlannedEdits) -> None:
    from settled.report.unified_diff import unified_diff

    click.echo(unified_diff(planned.before, planned.after).encode("utf-8"), nl=False)
    for old, new in planned.moved_to.items():
        click.echo(f"rename {old} to {new}")


def _write(root: Path, planned: PlannedEdits) -> None:
    from settled.files.writing import Edit, replace_files, saying_what_failed
    from settled.model.references import number_of_file
    from settled.scaffold.numbered_files import move_numbered

    edits = [
        Edit((root / file).resolve(), planned.before[file].encode("utf-8"), text.encode("utf-8"))
        for file, text in planned.after.items()
    ]
    with saying_what_failed(", ".join((*planned.after, *planned.moved_to))):
        replace_files(edits)
        try:
            for old, new in planned.moved_to.items():
                target = root / new
                move_numbered(root / old, target, number_of_file(target.stem) or 0)
        except BaseException:
            replace_files([Edit(edit.path, edit.after, edit.before) for edit in edits])
            raise


def changeable_text(root: Path, file: str) -> str:
    """The text of a record below `root` that may be changed in its place; UsageError where it may not."""
    from settled.files.reading import read_text_file
    from settled.formats.dialect import dialect_of
    from settled.model.markup import Dialect
    from settled.records import MAXIMUM_FILE_BYTES

    dialect = dialect_of(file)
    if dialect is not Dialect.MARKDOWN:
        raise UsageError(
            f"{file} is written in {dialect}, which is read and never changed",
            "make the change by hand, and see it with `adr check`",
        )
    path = root / file
    text, problem = read_text_file(path, file, root, MAXIMUM_FILE_BYTES)
    if text is None:
        raise UsageError(f"{file} cannot be read", problem.hint if problem else "")
    if path.is_symlink():
        raise UsageError(f"{file} is a link", "mend the file that it leads to")
    if not path.stat().st_mode & 0o222:
        raise UsageError(f"{file} is read-only", "give yourself the right to write it")
    return text
