"""The project as it was at a revision of git."""

from __future__ import annotations

import tempfile
from pathlib import Path

from settled.history import write_revision
from settled.model.errors import UsageError
from settled.project import GitPlace, Project, Workspace, load_place
from settled.project.discovery import Place


def workspace_at(project: Project, reference: str) -> Workspace:
    """The same project as it was at the revision `reference`; UsageError where its records were not there then."""
    with tempfile.TemporaryDirectory(prefix="settled-") as name:
        revision = write_revision(project.root, project.records_folder, reference, Path(name).resolve())
        then = load_place(
            Place(revision.root, revision.records, project.layout),
            on=project.today,
            with_baseline=False,
            settings=project.settings,
        )
    if not then.files:
        raise UsageError(f"there were no records in {project.records_path} at {reference}", "name a later revision")
    git_place = GitPlace(project.root, project.records_folder, revision.commit)
    return Workspace(then, revision.paths, git_place)
