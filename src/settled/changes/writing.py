"""Writes planned texts of records: all of them, with the new names that belong to them, or none."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from settled.files.writing import Edit, replace_files, saying_what_failed
from settled.model.references import number_of_file
from settled.scaffold.numbered_files import move_numbered

_NO_MOVES: Mapping[str, str] = MappingProxyType({})


def write_texts(
    root: Path, before: Mapping[str, str], after: Mapping[str, str], moved_to: Mapping[str, str] = _NO_MOVES
) -> None:
    """Give the files below `root` the texts in `after`, then the names in `moved_to`.

    Raises SettledError where a file cannot be written, no longer holds what it held `before`, or cannot get its name;
    then all is as it was.
    """
    edits = [
        Edit((root / file).resolve(), before[file].encode("utf-8"), text.encode("utf-8"))
        for file, text in after.items()
    ]
    with saying_what_failed(", ".join((*after, *moved_to))):
        replace_files(edits)
        try:
            for old, new in moved_to.items():
                target = root / new
                move_numbered(root / old, target, number_of_file(target.stem) or 0)
        except BaseException:
            replace_files([Edit(edit.path, edit.after, edit.before) for edit in edits])
            raise
