"""Reads from git what it tells of all records at one commit; what an earlier run left is not read again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from settled.history.answers import Answers
from settled.history.blobs import read_facts
from settled.history.fold import fold_versions
from settled.history.folder_log import LARGE_FOLDER
from settled.history.identity import pair_moves, path_in_records
from settled.history.known_log import Facts, KnownLog, SavedLog
from settled.history.lineage import Lineage
from settled.history.log_stream import ALL_RECORDS, UNKNOWN_DATE, LoggedCommit, read_whole_changes
from settled.history.repository import Repository
from settled.history.status_reader import ReadingMode, VersionFacts, reading_mode_of
from settled.model.decided_values import Values
from settled.model.errors import HistoryError
from settled.model.history import GoneRecord
from settled.model.markup import RECORD_ENDINGS
from settled.model.references import folder_kind, format_id, number_of_record
from settled.model.status_words import StatusWords
from settled.model.vocabulary import Kind, Status

_MOST_PLACES = 8


def read_answers_from_git(
    repository: Repository, paths: Iterable[str], statuses: StatusWords, saved: SavedLog | None
) -> tuple[Answers, SavedLog, int]:
    """The answers for `paths` (from the top), what was read for them, and how many blobs are missing.

    `saved` was read with the same words for the statuses. A few git processes, however many paths there are. Raises
    HistoryError where git fails or the repository has no commit.
    """
    head = repository.head
    if head is None:
        raise HistoryError("the repository has no commit yet")
    committed = repository.committed_files(head)
    log = KnownLog(repository, head, saved, is_large=len(committed) >= LARGE_FOLDER)
    commits = _read_commits(repository, log)
    wanted = _wanted_versions(commits, repository.prefix)
    facts, missing = read_facts(repository, wanted, statuses, saved.facts if saved is not None else {})
    known = _Facts(facts, repository.prefix)
    lineage = Lineage(commits, repository.prefix, known.own_id, repository.cut_off_at)
    asked = list(dict.fromkeys(paths))
    tips = {path: lineage.newest(path, committed[path]) for path in asked if path in committed}
    answers = Answers(
        head=head,
        undated=next((logged.commit.short_hash for logged in commits if _is_undated(logged)), ""),
        gone=tuple(_gone(lineage, known, repository.prefix, committed)),
        uncommitted=frozenset(path for path in asked if path not in committed),
        unexplained=frozenset(path for path, tip in tips.items() if tip is None),
        blobs={path: committed[path] for path in tips},
        folded={
            path: fold_versions(lineage.versions, tip, known.status, known.values)
            for path, tip in tips.items()
            if tip is not None
        },
        decided=dict(_decided(committed, known, repository.prefix)),
    )
    return answers, log.saved(facts), missing


def _decided(committed: Mapping[str, str], known: _Facts, prefix: str) -> Iterator[tuple[str, tuple[str, str]]]:
    """Each committed record that is decided on: its path, its id and its status."""
    for path, blob in committed.items():
        record, status = _id_of(path, blob, known, prefix), known.status(path, blob)
        if record is not None and status is not None and not status.is_undecided:
            yield path, (record, status.value)


def _id_of(path: str, blob: str, known: _Facts, prefix: str) -> str | None:
    """The id of a version: by its number, else as it says itself; None for a page without either."""
    below = path_in_records(path, prefix)
    number = number_of_record(below)
    if number is None:
        return known.own_id(path, blob)
    return format_id(folder_kind(below) or Kind.DECISION, number)


def _is_undated(logged: LoggedCommit) -> bool:
    return UNKNOWN_DATE in {logged.commit.author_date, logged.commit.committer_date}


def _gone(lineage: Lineage, known: _Facts, prefix: str, committed: Mapping[str, str]) -> Iterator[GoneRecord]:
    """The records that were deleted, the latest last: not pages without number."""
    for version, commit in lineage.gone():
        record = _id_of(version.path, version.blob, known, prefix)
        if record is None or version.path in committed or not version.path.startswith(prefix):
            continue
        yield GoneRecord(record, version.path, known.status(version.path, version.blob), commit)


def _read_commits(repository: Repository, log: KnownLog) -> list[LoggedCommit]:
    """All commits that touched the records, in every folder that they have lived in.

    A log of the records folder sees a record that came from another folder as new. Where that happened
    the log is read once more, with the other folder.
    """
    places = [f":(top,literal){repository.prefix}"] if repository.prefix else list(ALL_RECORDS)
    checked: set[str] = set(repository.cut_off_at)
    while True:
        commits = log.read(places)
        adding = [
            logged
            for logged in commits
            if logged.parents
            and logged.commit.hash not in checked
            and any(change.blob and len(change.before) < len(logged.parents) for change in logged.changes)
        ]
        checked.update(logged.commit.hash for logged in adding)
        if not adding or not repository.prefix or len(places) > _MOST_PLACES * len(RECORD_ENDINGS):
            return commits
        found = dict.fromkeys(glob for folder in _folders_left(repository, log, adding) for glob in _globs(folder))
        further = [place for place in found if place not in places]
        if not further:
            return commits
        places += further


def _folders_left(repository: Repository, log: KnownLog, adding: list[LoggedCommit]) -> Iterator[str]:
    """The folders outside of the records folder from which records came in these commits."""
    for is_merge in (False, True):
        unknown = log.without_folders(logged.commit.hash for logged in adding if logged.is_merge is is_merge)
        for hash_, whole in read_whole_changes(repository, unknown) if unknown else ():
            changes = whole if is_merge else pair_moves(whole, repository.prefix, lambda path, blob: None)
            log.note_folders(
                hash_,
                [
                    side.path.rpartition("/")[0]
                    for change in changes
                    for side in change.before
                    if change.blob and side.path != change.path and not side.path.startswith(repository.prefix)
                ],
            )
    for logged in adding:
        yield from log.folders(logged.commit.hash)


def _globs(folder: str) -> Iterator[str]:
    """The pathspecs of the files that may be records and lie in `folder` itself."""
    escaped = "".join(f"\\{character}" if character in "*?[]\\" else character for character in folder)
    for ending in RECORD_ENDINGS:
        in_any_case = "".join(f"[{letter}{letter.upper()}]" for letter in ending[1:])
        yield f":(top,glob){escaped}{'/' if folder else ''}*.{in_any_case}"


def _wanted_versions(commits: Iterable[LoggedCommit], prefix: str) -> Iterator[tuple[str, ReadingMode]]:
    by_name: dict[str, list[tuple[str, ReadingMode]]] = {}
    of_path: dict[str, tuple[ReadingMode, list[tuple[str, ReadingMode]]]] = {}
    for logged in commits:
        for change in logged.changes:
            sides = [(side.path, side.blob) for side in change.before]
            for path, blob in (*sides, (change.path, change.blob)):
                if path not in of_path:
                    reading_mode = reading_mode_of(path_in_records(path, prefix))
                    of_path[path] = reading_mode, by_name.setdefault(path.rpartition("/")[2], [])
                if blob:
                    reading_mode, versions = of_path[path]
                    versions.append((blob, reading_mode))
    for versions in by_name.values():
        yield from versions


class _Facts:
    """Answers from the facts of all versions, by path and blob."""

    def __init__(self, facts: Facts, prefix: str) -> None:
        self._facts, self._prefix = facts, prefix
        self._reading_modes: dict[str, ReadingMode] = {}

    def _of(self, path: str, blob: str) -> VersionFacts:
        if path not in self._reading_modes:
            self._reading_modes[path] = reading_mode_of(path_in_records(path, self._prefix))
        return self._facts.get((blob, self._reading_modes[path])) or VersionFacts()

    def status(self, path: str, blob: str) -> Status | None:
        """The status of a version, None where it cannot be told."""
        return self._of(path, blob).status

    def values(self, path: str, blob: str) -> tuple[Values, ...]:
        """What a flow decided in a version; empty for another kind."""
        return self._of(path, blob).values

    def own_id(self, path: str, blob: str) -> str | None:
        """The `id` that a version gives itself."""
        return self._of(path, blob).own_id
