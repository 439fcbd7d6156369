"""The pages of a project that are no records, and may link to one."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from settled.files.git_mark import has_git_mark
from settled.project.project import Project


def pages_that_may_link(project: Project) -> list[str]:
    """The Markdown files of the project that are no records."""
    known = set(project.files)
    return [file for file in markdown_pages(project.root) if file not in known]


def markdown_pages(root: Path) -> Iterator[str]:
    """Every Markdown file below `root`, relative to it with `/`: not what is hidden, installed or built."""
    for current, folders, names in os.walk(root):
        folders[:] = sorted(
            name
            for name in folders
            if not name.startswith(".")
            and name not in {"node_modules", "site", "venv"}
            and not (Path(current) / name / "pyvenv.cfg").exists()
            and not has_git_mark(Path(current) / name)
        )
        for name in sorted(names):
            if name.lower().endswith(".md") and not name.startswith("."):
                yield PurePosixPath(os.path.relpath(Path(current) / name, root)).as_posix()
