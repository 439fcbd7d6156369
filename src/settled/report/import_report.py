"""What `adr import` prints: the changes as a diff, and what could not be told."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from settled.conversion.import_request import PlannedImport
from settled.conversion.target_folder import FileChanges
from settled.files.shown_path import shown_path
from settled.report.unified_diff import unified_diff


def import_diff(changes: FileChanges, start: Path) -> tuple[str, Path | None]:
    """The changes as a diff, and the folder to apply it in where that is not `start`."""
    paths = [*changes.created, *changes.removed, *(edit.path for edit in changes.edited)]
    if not paths:
        return "", None
    own = Path(os.path.realpath(start))
    # Where all lies below the start, `git apply` is called there.
    base = own if all(path.is_relative_to(own) for path in paths) else Path(os.path.commonpath([own, *paths]))
    before = dict(changes.removed)
    before |= {edit.path: edit.before for edit in changes.edited}
    after: dict[Path, bytes | None] = {**changes.created, **dict.fromkeys(changes.removed)}
    after |= {edit.path: edit.after for edit in changes.edited}
    named = {path: path.relative_to(base).as_posix() for path in paths}
    diff = unified_diff(
        {named[path]: content.decode("utf-8") for path, content in before.items()},
        {named[path]: None if content is None else content.decode("utf-8") for path, content in after.items()},
    )
    return diff, None if base == own else base


def import_lines(planned: PlannedImport, *, dry_run: bool) -> Iterator[str]:
    """What could not be read or told, file by file, and one line that sums up."""
    plan, changes = planned.plan, planned.changes
    for remark in (*plan.unreadable, *plan.remarks):
        yield f"{shown_path(plan.root / remark.file)}: {remark.message}"
    count = len(set(changes.paths) & set(plan.texts))
    done = "would be written" if dry_run else "written"
    said = f"{count} of {len(plan.texts)} {'record' if len(plan.texts) == 1 else 'records'} {done}"
    if changes.is_empty:
        said = "nothing to write: every record is there as it would be"
    if plan.unreadable:
        said += f"; {len(plan.unreadable)} could not be read"
    if plan.remarks:
        said += f"; {len(plan.remarks)} to look at"
    yield said
