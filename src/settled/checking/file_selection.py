"""Which files a run is about, where a person named some."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path

from settled.model.errors import UsageError
from settled.project import Project


def file_selection(project: Project, start: Path, paths: Sequence[str]) -> Callable[[str], bool]:
    """Whether a file is one of the given files or lies in one of the given folders (any is, where none are given).

    The paths are seen from `start`. Raises UsageError for one that is not there, or not in the project.
    """
    wanted: set[str] = set()
    for text in paths:
        path = Path(os.path.normpath(start.resolve() / text))  # a link among the records is itself the record
        if not os.path.lexists(path):
            raise UsageError(f"there is no file or folder {text}", "name records or folders of this project")
        if not path.is_relative_to(project.root):
            raise UsageError(f"{text} is not part of the project in {project.root}", "name records of this project")
        wanted.add(path.relative_to(project.root).as_posix())
    return lambda file: (
        not wanted or "." in wanted or any(file == place or file.startswith(place + "/") for place in wanted)
    )
