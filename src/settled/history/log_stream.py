"""One `git log` as bytes becomes commits with the files that they changed.

A non-merge lists what differs from its parent; a merge (`-c`) only what differs from every parent, with
the blob and the name on each side. The stream is read by position between NULs, so no name, author or
subject can be taken for something else.
"""

from __future__ import annotations

import datetime
import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from settled.history.folder_log import folder_log
from settled.history.repository import Repository
from settled.model.history import Commit
from settled.model.markup import RECORD_ENDINGS, has_record_ending

UNKNOWN_DATE = datetime.datetime(1, 1, 1, tzinfo=datetime.UTC)
"""Stands where a commit has a date that cannot be read."""

_FIELDS = ("%H", "%P", "%aN", "%ad", "%at", "%cd", "%ct", "%s")
_FORM = ("--encoding=UTF-8", "--date=raw", "--format=" + "%x00".join(_FIELDS))
_ZONE = re.compile(r"-?\d+ ([+-])(\d{2})(\d{2})")
_DIFF = ("-c", "--combined-all-paths", "--raw", "-z", "--no-abbrev", "-M", "--no-ext-diff", "--no-textconv")
ALL_RECORDS = tuple(f":(top,icase,glob)**/*{ending}" for ending in RECORD_ENDINGS)
"""The pathspecs of every file of a repository that ends as records do."""


@dataclass(frozen=True, slots=True)
class Side:
    """A file as it was before a change: its path from the top and its blob."""

    path: str
    blob: str


@dataclass(frozen=True, slots=True)
class FileChange:
    """A file of a commit: where it is now and its blob (empty where it was deleted).

    `before` has a side for each parent that had the file, in the order of the parents.
    """

    path: str
    blob: str
    before: tuple[Side, ...]


@dataclass(frozen=True, slots=True)
class LoggedCommit:
    """A commit with the hashes of its parents and the files that it changed and that may be records."""

    commit: Commit
    parents: tuple[str, ...]
    changes: tuple[FileChange, ...]

    @property
    def is_merge(self) -> bool:
        """True for a commit with more than one parent."""
        return len(self.parents) > 1


def log_output(
    repository: Repository, head: str, places: Iterable[str], below: str | None = None, *, is_large: bool = False
) -> bytes:
    """Git's log of every commit up to `head` that touches `places` (pathspecs), parents before children.

    With `below` only of what `head` has and that commit has not. With `is_large` the records folder has so many files
    that reading its trees takes most of the time.
    """
    places = tuple(places)
    if is_large and below is None and places == (repository.place,) and "\n" not in repository.prefix:
        return folder_log(repository, head, (*_FORM, *_DIFF), len(_FIELDS))
    return repository.run(
        "log", head, *(("--not", below, "--not") if below else ()), "--topo-order", "--reverse", *_FORM, *_DIFF,
        "--", *places,
    )  # fmt: skip


def read_unshared(repository: Repository, tips: Iterable[str], shared: str | None) -> list[LoggedCommit]:
    """Every commit up to the `tips` that is not up to the commit `shared`, children before parents.

    With the records that each adds, deletes or changes; a renamed one is deleted and added. Commits that
    touch no record are there too, so that the parents lead from one to the next.
    """
    output = repository.run(
        "log", "--stdin", "--topo-order", "--full-history", "--sparse", *_FORM, *_DIFF, "--no-renames",
        "--", *([f":(top,literal){repository.prefix}"] if repository.prefix else ALL_RECORDS),
        lines=[*tips, *([f"^{shared}"] if shared else [])],
    )  # fmt: skip
    return [logged for _, logged in parse_log(output)]


def read_whole_changes(repository: Repository, hashes: Iterable[str]) -> Iterator[tuple[str, tuple[FileChange, ...]]]:
    """Each of the commits with all files of the repository that may be records and that it added, deleted or moved."""
    # No pathspec: git would match it against every file of every folder that changed, which takes far longer.
    output = repository.run("diff-tree", "--stdin", "-r", "--diff-filter=ADR", *_DIFF, lines=hashes)
    tokens = output.split(b"\0")
    position = 0
    while position + 1 < len(tokens):
        hash_ = tokens[position].decode("ascii")
        changes, position = _changes(tokens, position + 1)
        yield hash_, changes


def parse_log(output: bytes) -> Iterator[tuple[int, LoggedCommit]]:
    """The commits of a log, each with the place in `output` at which it begins."""
    tokens = output.split(b"\0")
    position = start = 0
    while position + len(_FIELDS) <= len(tokens):
        begin = position
        fields = [token.decode("utf-8", "replace") for token in tokens[position : position + len(_FIELDS)]]
        hash_, parents, author, author_date, author_time, committer_date, committer_time, subject = fields
        changes, position = _changes(tokens, position + len(_FIELDS))
        commit = Commit(
            hash=hash_.strip(),
            author=author,
            author_date=_date(author_date, author_time),
            committer_date=_date(committer_date, committer_time),
            subject=subject,
        )
        yield start, LoggedCommit(commit, tuple(parents.split()), changes)
        start += sum(map(len, tokens[begin:position])) + position - begin


def _changes(tokens: list[bytes], position: int) -> tuple[tuple[FileChange, ...], int]:
    """The file changes from `position` on, and the position of what follows them."""
    changes: list[FileChange] = []
    while position < len(tokens):
        token = tokens[position].lstrip(b"\n")
        if not token.startswith(b":"):
            if token:
                break
            position += 1
            continue
        parents = len(token) - len(token.lstrip(b":"))
        # Modes and blobs of each parent and of the result, then one letter for each parent.
        words = token.lstrip(b":").decode("ascii").split()
        *old_blobs, blob = (_blob(word) for word in words[parents + 1 : -1])
        count = parents + 1 if parents > 1 or words[-1].startswith("R") else 1
        paths = [os.fsdecode(path) for path in tokens[position + 1 : position + 1 + count]]
        position += 1 + count
        path, old_paths = paths[-1], paths[:-1] if parents > 1 else paths[:1]
        if has_record_ending(path):
            before = tuple(Side(old, old_blob) for old, old_blob in zip(old_paths, old_blobs, strict=True) if old_blob)
            changes.append(FileChange(path, blob, before))
    return tuple(changes), position


def _blob(word: str) -> str:
    return word if word.strip("0") else ""


def _date(text: str, seconds: str) -> datetime.datetime:
    """The date with the author's time zone; where that zone cannot be, the same moment in UTC."""
    try:
        moment = datetime.datetime.fromtimestamp(int(seconds), datetime.UTC)
    except (ValueError, OverflowError, OSError):
        return UNKNOWN_DATE
    zone = _ZONE.fullmatch(text)
    try:
        # Git writes the date out itself for `%aI`, and ends where zone and moment lie before 1970.
        date = moment.astimezone(_zone(*zone.groups())) if zone else datetime.datetime.fromisoformat(text)
    except (ValueError, OverflowError):
        return moment
    return date if date == moment else moment


def _zone(sign: str, hours: str, minutes: str) -> datetime.timezone:
    if int(minutes) > 59:
        raise ValueError(f"no zone has {minutes} minutes")
    offset = datetime.timedelta(hours=int(hours), minutes=int(minutes))
    return datetime.timezone(-offset if sign == "-" else offset)
