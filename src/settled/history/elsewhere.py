"""What a records folder holds beside the working tree: in the index, on all branches, in other working trees."""

from __future__ import annotations

import os
from pathlib import Path

from settled.history.branches import files_in_head, files_not_in_head, read_branches
from settled.history.repository import Repository, open_repository
from settled.model.branches import FilesElsewhere
from settled.model.errors import HistoryError, NoRepositoryError


def read_files_elsewhere(folder: Path) -> FilesElsewhere:
    """The files that the records folder `folder` has in the index, in the last commit and on all branches.

    Never raises for what git or the repository is like: where git cannot tell, the result says so. At
    most nine git processes, however many branches and records there are.
    """
    try:
        repository = open_repository(folder)
        return FilesElsewhere(_places(repository), _other_folders(repository), _shared_folder(repository))
    except NoRepositoryError:
        return FilesElsewhere()
    except HistoryError as error:
        return FilesElsewhere(is_known=False, reason=str(error))


def _places(repository: Repository) -> dict[str, str]:
    places: dict[str, str] = {}
    for file in files_not_in_head(repository, read_branches(repository)):
        places.setdefault(file.path, f"on branch `{file.branches[0].name}`")
    for file in files_in_head(repository):
        places[file.path] = "in the last commit"
    for path in repository.run("ls-files", "-z", "--", repository.place).split(b"\0"):
        if path:
            places[os.fsdecode(path)[len(repository.prefix) :]] = "in the index"
    return places


def _other_folders(repository: Repository) -> tuple[Path, ...]:
    """The records folder in the repository's other working trees, where they have it."""
    listing = os.fsdecode(repository.run("worktree", "list", "--porcelain"))
    trees = [line.removeprefix("worktree ") for line in listing.split("\n") if line.startswith("worktree ")]
    folders = [Path(tree) / repository.prefix for tree in trees]
    return tuple(folder for folder in folders if folder.is_dir() and not folder.samefile(repository.folder))


def _shared_folder(repository: Repository) -> Path:
    """The folder of the repository itself, which all its working trees have in common."""
    return repository.common_folder.resolve()
