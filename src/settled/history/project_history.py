"""Reads the histories of all records of a project at once, and says honestly where git cannot tell."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path, PurePosixPath

from settled.errors import HistoryError, NoRepositoryError
from settled.history.blobs import FactsByVersion, read_facts
from settled.history.fold import fold_versions
from settled.history.identity import pair_moves, path_in_records
from settled.history.lineage import Lineage
from settled.history.log_stream import ALL_MARKDOWN, UNKNOWN_DATE, LoggedCommit, read_log, read_whole_changes
from settled.history.repository import Repository, open_repository
from settled.history.status_reader import VersionFacts, folder_kind
from settled.model.history import GoneRecord, ProjectHistory, RecordHistory
from settled.model.status_words import STATUS_WORDS, StatusWords
from settled.model.vocabulary import Kind, Status
from settled.references import format_id, number_of_file

_MOST_PLACES = 8


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
    paths = _paths_from_top(repository, root, files)
    if repository.head is None:
        records = {file: RecordHistory(file, record, is_uncommitted=True) for file, record in files.items()}
        return ProjectHistory(
            records, False, "the repository has no commit yet", repository.remote(), has_commits=False
        )
    try:
        changed = repository.changed_files() if at is None else frozenset[str]()
        return _read(repository, repository.head, files, paths, changed, statuses)
    except HistoryError as error:
        return ProjectHistory(is_complete=False, reason=str(error), remote=repository.remote(), is_available=False)


def _paths_from_top(repository: Repository, root: Path, files: Iterable[str]) -> dict[str, str]:
    """The path of each file from the top of the working tree, as git names it."""
    root = root.resolve()
    below = {file: os.path.relpath(root / file, repository.folder).replace(os.sep, "/") for file in files}
    return {file: repository.prefix + path for file, path in below.items()}


def _read(
    repository: Repository,
    head: str,
    files: Mapping[str, str],
    paths: Mapping[str, str],
    changed: frozenset[str],
    statuses: StatusWords,
) -> ProjectHistory:
    committed = repository.committed_files(head)
    commits = _read_commits(repository, head)
    facts, missing = read_facts(repository, _wanted_versions(commits, repository.prefix), statuses)
    known = _Facts(facts, repository.prefix)
    lineage = Lineage(commits, repository.prefix, known.own_id, repository.cut_off_at)
    records: dict[str, RecordHistory] = {}
    untold = 0
    for file, record in files.items():
        path = paths[file]
        tip = lineage.newest(path, committed[path]) if path in committed else None
        if tip is None:
            untold += path in committed
            records[file] = RecordHistory(file, record, is_uncommitted=path not in committed)
        else:
            told = fold_versions(lineage.versions, tip, known.status)
            records[file] = RecordHistory(
                file, record, told.changes, told.created, told.last_edited, versions=told.versions
            )
        if path in committed and path in changed:
            records[file] = replace(records[file], is_changed=True)
    reason = _why_incomplete(repository, commits, missing, untold)
    gone = tuple(_gone(lineage, known, repository.prefix, committed, files))
    return ProjectHistory(records, not reason, reason, repository.remote(), gone)


def _gone(
    lineage: Lineage, known: _Facts, prefix: str, committed: Mapping[str, str], files: Mapping[str, str]
) -> Iterator[GoneRecord]:
    """The records that were deleted, the latest last: not what lives on elsewhere, and not pages without number."""
    living = set(files.values())
    for version, commit in lineage.gone():
        number = number_of_file(PurePosixPath(version.path).stem)
        kind = folder_kind(path_in_records(version.path, prefix)) or Kind.DECISION
        own_id = known.own_id(version.path, version.blob)
        record = format_id(kind, number) if number is not None else own_id
        if record is None or record in living or version.path in committed or not version.path.startswith(prefix):
            continue
        yield GoneRecord(record, version.path, known.status(version.path, version.blob), commit)


def _read_commits(repository: Repository, head: str) -> list[LoggedCommit]:
    """All commits that touched the records, in every folder that they have lived in.

    A log of the records folder sees a record that came from another folder as new. Where that happened
    the log is read once more, with the other folder.
    """
    places = [f":(top,literal){repository.prefix}" if repository.prefix else ALL_MARKDOWN]
    checked: set[str] = set(repository.cut_off_at)
    while True:
        commits = read_log(repository, head, places)
        adding = [
            logged.commit.hash
            for logged in commits
            if len(logged.parents) == 1
            and logged.commit.hash not in checked
            and any(change.blob and not change.before for change in logged.changes)
        ]
        checked.update(adding)
        if not adding or not repository.prefix or len(places) > _MOST_PLACES:
            return commits
        found = dict.fromkeys(_glob(folder) for folder in _folders_left(repository, adding))
        further = [place for place in found if place not in places]
        if not further:
            return commits
        places += further


def _folders_left(repository: Repository, hashes: list[str]) -> Iterator[str]:
    """The folders outside of the records folder from which records came in these commits."""
    for changes in read_whole_changes(repository, hashes):
        for change in pair_moves(changes, repository.prefix, lambda path, blob: None):
            for side in change.before:
                if change.blob and side.path != change.path and not side.path.startswith(repository.prefix):
                    yield side.path.rpartition("/")[0]


def _glob(folder: str) -> str:
    """The pathspec of the Markdown files that lie in `folder` itself."""
    escaped = "".join(f"\\{character}" if character in "*?[]\\" else character for character in folder)
    return f":(top,glob){escaped}{'/' if folder else ''}*.[mM][dD]"


def _wanted_versions(commits: Iterable[LoggedCommit], prefix: str) -> Iterator[tuple[str, Kind | None]]:
    by_name: dict[str, list[tuple[str, Kind | None]]] = {}
    for logged in commits:
        for change in logged.changes:
            sides = [(side.path, side.blob) for side in change.before]
            for path, blob in (*sides, (change.path, change.blob)):
                if blob:
                    wanted = (blob, folder_kind(path_in_records(path, prefix)))
                    by_name.setdefault(path.rpartition("/")[2], []).append(wanted)
    for versions in by_name.values():
        yield from versions


class _Facts:
    """Answers from the facts of all versions, by path and blob."""

    def __init__(self, facts: FactsByVersion, prefix: str) -> None:
        self._facts, self._prefix = facts, prefix
        self._kinds: dict[str, Kind | None] = {}

    def _of(self, path: str, blob: str) -> VersionFacts:
        if path not in self._kinds:
            self._kinds[path] = folder_kind(path_in_records(path, self._prefix))
        return self._facts.get((blob, self._kinds[path])) or VersionFacts()

    def status(self, path: str, blob: str) -> Status | None:
        """The status of a version, None where it cannot be told."""
        return self._of(path, blob).status

    def own_id(self, path: str, blob: str) -> str | None:
        """The `id` that a version gives itself."""
        return self._of(path, blob).own_id


def _why_incomplete(repository: Repository, commits: list[LoggedCommit], missing: int, untold: int) -> str:
    """What keeps the history from being complete, in one line for people; empty where nothing does."""
    if repository.is_shallow:
        return "this is a shallow clone, which lacks the older commits; fetch them with `git fetch --unshallow`"
    if missing:
        return f"the repository lacks the text of {missing} earlier version{'s' if missing > 1 else ''} of its records"
    if untold:
        return f"git does not tell how {untold} committed record{'s' if untold > 1 else ''} came to be"
    for logged in commits:
        if UNKNOWN_DATE in {logged.commit.author_date, logged.commit.committer_date}:
            return f"the commit {logged.commit.short_hash} has a date that cannot be read"
    return ""
