"""What git tells of all records at one commit, in a form that is read as fast as the file that holds it.

One line of JSON says what there is and where; then comes one line for each record, which is read when
somebody asks for that record. Most commands ask for a few, and each record has many versions.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from settled.model.history import Commit, GoneRecord, RecordHistory, RecordVersion, StatusChange, ValueChange
from settled.model.vocabulary import Status

_STATUSES: dict[str | None, Status | None] = {None: None, **{status.value: status for status in Status}}


@dataclass(frozen=True, slots=True)
class FoldedVersions:
    """What the versions of a record tell; see `settled.model.history.RecordHistory` for the words."""

    changes: tuple[StatusChange, ...] = ()
    created: Commit | None = None
    last_edited: Commit | None = None
    versions: tuple[RecordVersion, ...] = ()
    values: tuple[ValueChange, ...] = ()


@dataclass(frozen=True, slots=True)
class Answers:
    """What git tells at the commit `head`, by paths from the top of the repository.

    `undated` is a commit with a date that cannot be read, by its short hash; empty where all can be read.
    `uncommitted` are paths that were asked for and are not in the commit, `unexplained` those that are there, but
    git does not say how they came to be. `gone` are all deleted records, also those whose id lives on. `blobs` has the
    committed blob of each path that was asked for and is there. `decided` has the id and the status of each record of
    the commit that is decided on, asked for or not.
    """

    head: str
    undated: str
    gone: tuple[GoneRecord, ...]
    uncommitted: frozenset[str]
    unexplained: frozenset[str]
    blobs: Mapping[str, str]
    folded: Mapping[str, FoldedVersions]
    decided: Mapping[str, tuple[str, str]]

    def knows(self, paths: Iterable[str]) -> bool:
        """Whether all these paths were asked for."""
        return all(path in self.folded or path in self.uncommitted or path in self.unexplained for path in paths)


class Records(Mapping[str, RecordHistory]):
    """The histories of the records `files` (by file their id), each put together when it is asked for.

    `paths` has the path from the top for each file; `is_changed` says of a path and its committed blob whether the
    working tree has something else there.
    """

    def __init__(
        self,
        answers: Answers,
        files: Mapping[str, str],
        paths: Mapping[str, str],
        is_changed: Callable[[str, str], bool],
    ) -> None:
        self._answers, self._files, self._paths, self._is_changed = answers, dict(files), paths, is_changed
        self._made: dict[str, RecordHistory] = {}

    def __getitem__(self, file: str) -> RecordHistory:
        made = self._made.get(file)
        if made is None:
            made = self._made[file] = self._make(file)
        return made

    def _make(self, file: str) -> RecordHistory:
        record, path = self._files[file], self._paths[file]
        if path in self._answers.uncommitted:
            return RecordHistory(file, record, is_uncommitted=True)
        blob = self._answers.blobs.get(path)
        history = RecordHistory(file, record, is_changed=blob is not None and self._is_changed(path, blob))
        folded = self._answers.folded.get(path)
        if folded is None:
            return history
        return replace(
            history,
            changes=folded.changes,
            created=folded.created,
            last_edited=folded.last_edited,
            versions=folded.versions,
            values=folded.values,
        )

    def __iter__(self) -> Iterator[str]:
        return iter(self._files)

    def __len__(self) -> int:
        return len(self._files)


def written(answers: Answers) -> bytes:
    """The answers as bytes for `read_answers`."""
    lines: list[bytes] = []
    places: dict[str, tuple[int, int]] = {}
    start = 0
    for path, folded in answers.folded.items():
        line = _line_of(folded)
        places[path] = (start, start + len(line))
        start += len(line)
        lines.append(line)
    header = {
        "head": answers.head,
        "undated": answers.undated,
        "gone": [[gone.id, gone.file, gone.status, _list_of(gone.commit)] for gone in answers.gone],
        "uncommitted": sorted(answers.uncommitted),
        "unexplained": sorted(answers.unexplained),
        "blobs": dict(answers.blobs),
        "decided": dict(answers.decided),
        "places": places,
    }
    return b"".join((json.dumps(header).encode("ascii"), b"\n", *lines))


def read_answers(content: bytes) -> Answers:
    """The answers that `written` made into `content`."""
    end = content.index(b"\n")
    header = json.loads(content[:end])
    return Answers(
        head=header["head"],
        undated=header["undated"],
        gone=tuple(
            GoneRecord(record, file, _STATUSES[status], _commit(commit))
            for record, file, status, commit in header["gone"]
        ),
        uncommitted=frozenset(header["uncommitted"]),
        unexplained=frozenset(header["unexplained"]),
        blobs=header["blobs"],
        decided=header["decided"],
        folded=_Lines(content, end + 1, header["places"]),
    )


class _Lines(Mapping[str, FoldedVersions]):
    """Reads the line of a record when it is asked for."""

    def __init__(self, content: bytes, start: int, places: dict[str, list[int]]) -> None:
        self._content, self._start, self._places = content, start, places

    def __contains__(self, path: object) -> bool:
        return path in self._places

    def __getitem__(self, path: str) -> FoldedVersions:
        start, end = self._places[path]
        return _folded(json.loads(self._content[self._start + start : self._start + end]))

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)


def _line_of(folded: FoldedVersions) -> bytes:
    """Commits once, in a list; all else names them by their place in it."""
    commits: dict[str, Commit] = {}
    used = [*(change.commit for change in folded.changes), *(version.commit for version in folded.versions)]
    used += [change.commit for change in folded.values]
    for commit in (*used, folded.created, folded.last_edited):
        if commit is not None:
            commits.setdefault(commit.hash, commit)
    place = {hash_: index for index, hash_ in enumerate(commits)}
    line = [
        [_list_of(commit) for commit in commits.values()],
        [[place[one.commit.hash], one.before, one.after, one.file] for one in folded.changes],
        [[place[one.commit.hash], one.file, one.blob, one.status, one.is_merge] for one in folded.versions],
        place[folded.created.hash] if folded.created else None,
        place[folded.last_edited.hash] if folded.last_edited else None,
        [[place[one.commit.hash], one.key, one.before, one.after, one.file] for one in folded.values],
    ]
    return json.dumps(line, separators=(",", ":")).encode("ascii") + b"\n"


def _folded(line: list[Any]) -> FoldedVersions:
    listed, changes, versions, created, last_edited, values = line
    commits = [_commit(commit) for commit in listed]
    return FoldedVersions(
        tuple(
            StatusChange(commits[place], _STATUSES[before], _STATUSES[after], file)
            for place, before, after, file in changes
        ),
        None if created is None else commits[created],
        None if last_edited is None else commits[last_edited],
        tuple(
            RecordVersion(commits[place], file, blob, _STATUSES[status], is_merge)
            for place, file, blob, status, is_merge in versions
        ),
        tuple(ValueChange(commits[place], key, before, after, file) for place, key, before, after, file in values),
    )


def _list_of(commit: Commit) -> list[str]:
    dates = commit.author_date.isoformat(), commit.committer_date.isoformat()
    return [commit.hash, commit.author, *dates, commit.subject]


def _commit(listed: list[str]) -> Commit:
    hash_, author, author_date, committer_date, subject = listed
    read = datetime.datetime.fromisoformat
    return Commit(hash_, author, read(author_date), read(committer_date), subject)
