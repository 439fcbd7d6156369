"""Where a finding is, as a forge sees it: forges count paths from the top of the git repository."""

from __future__ import annotations

from settled.project import Project, repository_root


def repository_path(project: Project, file: str) -> str:
    """`file` (relative to the project's root) relative to the top of its git repository, with `/`."""
    below = project.root.relative_to(repository_root(project.root)).as_posix()
    return file if below == "." else f"{below}/{file}"
