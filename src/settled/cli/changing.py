"""Makes a planned change of records and prints the files, or shows it and writes nothing."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from settled.cli.context import Invocation
from settled.cli.output import echo, print_data
from settled.files.shown_path import shown_path

if TYPE_CHECKING:
    from settled.edit.record_edits import PlannedEdits


def make(invocation: Invocation, root: Path, planned: PlannedEdits, *, diff: bool, names_files: bool = True) -> None:
    """Make the change and print the files that it touched, or print it as a diff and write nothing.

    The files are below `root`; without `names_files` they are not printed.

    All files are written or none. Raises SettledError where that is not possible.
    """
    from settled.changes.writing import write_texts
    from settled.report.unified_diff import unified_diff

    if diff:
        print_data(unified_diff(planned.before, planned.after).encode("utf-8"))
        for old, new in planned.moved_to.items():
            echo(f"rename {old} to {new}")
    else:
        write_texts(root, planned.before, planned.after, planned.moved_to)
        for file in planned.files if names_files else ():
            echo(shown_path(root / file))
    for words in planned.said:
        invocation.say(f"would be: {words}" if diff else words)
