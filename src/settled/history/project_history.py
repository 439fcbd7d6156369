"""Reads the histories of all records of a project at once, and says honestly where git cannot tell."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from settled.history.answers import Answers, Records, read_answers, written
from settled.history.cache_key import cache_files
from settled.history.repository import Repository, open_repository
from settled.model.errors import HistoryError, NoRepositoryError
from settled.model.history import MissingRecord, ProjectHistory, RecordHistory
from settled.model.status_words import STATUS_WORDS, StatusWords
from settled.model.vocabulary import Status


def read_history(
    root: Path,
    folder: Path,
    files: Mapping[str, str],
    statuses: StatusWords = STATUS_WORDS,
    *,
    at: str | None = None,
) -> ProjectHistory:
    """The histories of the records `files` (file relative to `root`, with `/`, to record id) in `folder`.

    `statuses` are the words that mean a status, today's for all versions. With `at`, the hash of a commit, the files
    are those of that commit, and nothing later counts.

    Never raises for what git or the repository is like: where git cannot tell all, the result is not
    complete and says why. A few git processes, however many records there are.
    """
    try:
        repository = open_repository(folder)
    except HistoryError as error:
        has_commits = not isinstance(error, NoRepositoryError)
        return ProjectHistory(is_complete=False, reason=str(error), is_available=False, has_commits=has_commits)
    if at is not None:
        repository = replace(repository, head=at)
    paths = _paths_from_top(repository, root, folder, files)
    if repository.head is None:
        records = {file: RecordHistory(file, record, is_uncommitted=True) for file, record in files.items()}
        return ProjectHistory(
            records, False, "the repository has no commit yet", repository.remote(), has_commits=False
        )
    try:
        return _read(repository, files, paths, statuses, is_newest=at is None)
    except HistoryError as error:
        return ProjectHistory(is_complete=False, reason=str(error), remote=repository.remote(), is_available=False)


def _paths_from_top(repository: Repository, root: Path, folder: Path, files: Iterable[str]) -> dict[str, str]:
    """The path of each file from the top of the working tree, as git names it.

    The records folder may be a link: git has what it leads to, and the files are named by the link.
    """
    root, folder = Path.cwd() / os.path.normpath(root), Path.cwd() / os.path.normpath(folder)
    if not folder.is_relative_to(root):
        root, folder = root.resolve(), repository.folder
    below = os.path.relpath(folder, root).replace(os.sep, "/") + "/"

    def path_of(file: str) -> str:
        # Nearly all lie plainly in the records folder, and the general way takes long for thousands.
        if file.startswith(below) and ".." not in file and "/." not in file and "//" not in file:
            return repository.prefix + file[len(below) :]
        return repository.prefix + os.path.relpath(root / file, folder).replace(os.sep, "/")

    return {file: path_of(file) for file in files}


def _read(
    repository: Repository,
    files: Mapping[str, str],
    paths: Mapping[str, str],
    statuses: StatusWords,
    *,
    is_newest: bool,
) -> ProjectHistory:
    answers, missing = _answers(repository, list(paths.values()), statuses, is_newest=is_newest)
    unexplained = sum(path in answers.unexplained for path in paths.values())
    reason = _why_incomplete(repository, missing, unexplained, answers.undated)
    living = set(files.values())
    gone = tuple(record for record in answers.gone if record.id not in living)
    asked = set(paths.values())
    missing_records = tuple(
        MissingRecord(record, path, Status(status))
        for path, (record, status) in answers.decided.items()
        if is_newest and path not in asked and record not in living
    )
    records = Records(answers, files, paths, repository.is_changed if is_newest else _is_not_changed)
    return ProjectHistory(records, not reason, reason, repository.remote(), gone, missing_records)


def _is_not_changed(path: str, blob: str) -> bool:
    return False


def _answers(
    repository: Repository, paths: list[str], statuses: StatusWords, *, is_newest: bool
) -> tuple[Answers, int]:
    """What git tells of `paths`, from the cache where it has all of it, and how many texts are missing.

    Only what `is_newest` is kept: the next run will ask for that.
    """
    kept = cache_files(repository, statuses, "answers", "log")
    content = kept[0].read() if kept is not None else None
    if content is not None:
        answers = read_answers(content)
        if answers.head == repository.head and answers.knows(paths):
            return answers, 0
    # Only here: it reads texts, and all that does so takes longer to import than what is above takes to answer.
    from settled.history import known_log
    from settled.history.full_reading import read_answers_from_git

    content = kept[1].read() if kept is not None else None
    saved = None if content is None else known_log.read_saved_log(content)
    answers, read, missing = read_answers_from_git(repository, paths, statuses, saved)
    # A text that is missing may be here tomorrow.
    if kept is not None and not missing and is_newest:
        if saved is None or saved.head != repository.head:
            kept[1].write(known_log.written(read))
        kept[0].write(written(answers))
    return answers, missing


def _why_incomplete(repository: Repository, missing: int, unexplained: int, undated: str) -> str:
    """What keeps the history from being complete, in one line for people; empty where nothing does."""
    if repository.is_shallow:
        return "this is a shallow clone, which lacks the older commits; fetch them with `git fetch --unshallow`"
    if missing:
        return f"the repository lacks the text of {missing} earlier version{'s' if missing > 1 else ''} of its records"
    if unexplained:
        return f"git does not tell how {unexplained} committed record{'s' if unexplained > 1 else ''} came to be"
    return f"the commit {undated} has a date that cannot be read" if undated else ""
