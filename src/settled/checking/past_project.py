"""The project as it was at a revision of git."""

from __future__ import annotations

import tempfile
from pathlib import Path

from settled.history import commit_at_end_of, day_named, write_revision
from settled.model.errors import UsageError
from settled.project import GitPlace, Project, Workspace, load_place
from settled.project.place import Place


def workspace_at(project: Project, reference: str) -> Workspace:
    """The same project as it was at the revision `reference`, or at the end of the day that it names.

    UsageError where its records were not there then.
    """
    day = day_named(reference)
    commit = reference if day is None else commit_at_end_of(project.records_folder, day)
    with tempfile.TemporaryDirectory(prefix="settled-") as name:
        revision = write_revision(project.root, project.records_folder, commit, Path(name).resolve())
        then = load_place(
            Place(revision.root, revision.records, project.layout),
            judged=project.judged,
            with_baseline=False,
            settings=project.settings,
        )
    if not then.files:
        raise UsageError(f"there were no records in {project.records_path} at {reference}", "name a later revision")
    git_place = GitPlace(project.root, project.records_folder, revision.commit)
    return Workspace(then, revision.paths, git_place)
