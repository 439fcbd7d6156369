"""What git and the disk say of a project's records, beyond what was read: nothing is asked before somebody needs it."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from settled.files.git_mark import has_git_mark
from settled.model.acceptance import acceptance, changed_while_accepted, version_of
from settled.model.branches import FilesElsewhere, OtherBranches
from settled.model.history import ProjectHistory
from settled.model.vocabulary import Kind
from settled.project.project import Project
from settled.project.record_files import may_be_record, unique_number

if TYPE_CHECKING:  # who asks for no links need not load what reads headings
    from settled.project.link_targets import LinkResolver


@dataclass(frozen=True, slots=True)
class GitPlace:
    """Where git is asked about records that were written out of their repository, and as of which commit."""

    root: Path
    records: Path
    commit: str


@dataclass(frozen=True)
class Workspace:
    """The git repository and the disk around the records of `project`; each answer is read once.

    `known_paths` are all files that there are, for records that were taken out of their repository (None: the disk
    knows). `git_place` is where git is asked about such records (None: where they lie).
    """

    project: Project
    known_paths: frozenset[str] | None = field(default=None, repr=False)
    git_place: GitPlace | None = field(default=None, repr=False)

    @cached_property
    def history(self) -> ProjectHistory:
        """What git says of the records; read on first use, because most commands do not need it."""
        if self.git_place is not None:
            from settled.history import read_history

            place, files = self.git_place, {record.file: record.id for record in self.project.records}
            return read_history(place.root, place.records, files, self.project.settings.statuses, at=place.commit)
        if not self.is_in_repository:
            # Told without starting git, which a folder without a repository does not need.
            return ProjectHistory(
                is_complete=False,
                reason="the records are not in a git repository",
                is_available=False,
                has_commits=False,
            )
        from settled.history import read_history

        files = {record.file: record.id for record in self.project.records}
        history = read_history(self.project.root, self.project.records_folder, files, self.project.settings.statuses)
        history = replace(history, missing=tuple(one for one in history.missing if self._is_missing(one.file)))
        # Something that looks like a repository and that git does not know is broken: nobody may take it for none.
        return replace(history, has_commits=True) if not history.is_available else history

    def _is_missing(self, path: str) -> bool:
        """Whether the record that git has at `path` (from the top) was taken away, and is not only passed over."""
        file = self.file_then(path)
        below = PurePosixPath(os.path.relpath(self.project.root / file, self.project.records_folder))
        return may_be_record(below) and not os.path.lexists(self.project.root / file)

    @cached_property
    def earlier_texts(self) -> Mapping[str, str]:
        """The texts of records since they were accepted, by blob: of decisions that changed since, and of flows that
        decide something else."""
        from settled.history import read_texts

        wanted: list[str] = []
        for record in (*self.project.decisions, *self.project.flows):
            history = self.history.of(record.file)
            change = acceptance(history) if history is not None else None
            if history is None or change is None:
                continue
            if record.kind is Kind.FLOW and not (history.is_changed or changed_while_accepted(history)):
                continue
            texts_since = history.versions[version_of(history, change) or 0 :]
            if history.is_changed or len({version.blob for version in texts_since}) > 1:
                wanted += [version.blob for version in texts_since]
        folder = self.git_place.records if self.git_place is not None else self.project.records_folder
        return read_texts(folder, wanted) if wanted else {}

    @cached_property
    def other_branches(self) -> OtherBranches:
        """The records on other branches that have the number of a record here; without git where there is no `.git`.

        Records that were taken out of their repository have no other branches.
        """
        if self.known_paths is not None or not self.is_in_repository:
            return OtherBranches()
        from settled.history import read_other_branches

        number_of = partial(unique_number, is_programme=self.project.is_programme)
        ignored = self.project.settings.ignore_branches
        return read_other_branches(
            self.project.root, self.project.records_folder, self.project.files, number_of, ignored
        )

    @cached_property
    def files_elsewhere(self) -> FilesElsewhere:
        """What the index, the branches and other working trees hold; without git where there is no `.git`."""
        if not self.is_in_repository:
            return FilesElsewhere()
        from settled.history import read_files_elsewhere

        return read_files_elsewhere(self.project.records_folder)

    @property
    def is_in_repository(self) -> bool:
        """True where a folder above the records looks like a git repository; git itself is not asked."""
        folder = self.project.records_folder
        return any(has_git_mark(above) for above in (folder, *folder.parents))

    @cached_property
    def repository_root(self) -> Path:
        """The folder that relative links may not leave: the git repository's, else the project's root."""
        return repository_root(self.project.root)

    def file_then(self, path: str) -> str:
        """`path`, as git names it from the top, seen from the root; as it is where it lies elsewhere."""
        root = os.path.relpath(self.project.root, self.repository_root).replace(os.sep, "/")
        if root == "." or not PurePosixPath(path).is_relative_to(root):
            return path
        return PurePosixPath(path).relative_to(root).as_posix()

    @cached_property
    def links(self) -> LinkResolver:
        """Where the links of the texts lead."""
        from settled.project.link_targets import LinkResolver

        return LinkResolver(self.project, self.repository_root, self.known_paths)


def repository_root(root: Path) -> Path:
    """The folder of the git repository that a project's `root` lies in, else the root; git itself is not asked."""
    return next((folder for folder in (root, *root.parents) if has_git_mark(folder)), root)
