"""The records as they were at a commit, written into a folder where they can be read like any others."""

from __future__ import annotations

import datetime
import os
import re
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from settled.history.repository import Repository, open_repository
from settled.model.errors import HistoryError, UsageError
from settled.model.markup import has_record_ending

_MAXIMUM_BYTES = 8 * 1024 * 1024
_SETTINGS = ("settled.toml", "pyproject.toml", ".log4brains.yml")


@dataclass(frozen=True, slots=True)
class Revision:
    """A commit that was written out: `root` and `records` are the project's places below the folder.

    `paths` are all files of that commit, absolute below the folder, also those that were not written.
    """

    commit: str
    root: Path
    records: Path
    paths: frozenset[str]


def write_merge_base(root: Path, records: Path, reference: str, into: Path) -> Revision:
    """Write the records, the catalog and the settings of the merge base of HEAD and `reference` below `into`.

    Raises HistoryError where there is no repository, no such revision or no merge base here.
    """
    repository = open_repository(records)
    return _write_commit(repository, _merge_base(repository, reference), root, records, into)


def write_revision(root: Path, records: Path, reference: str, into: Path) -> Revision:
    """Write the records, the catalog and the settings as they were at the commit `reference` below `into`.

    Raises HistoryError where there is no repository or no such commit here.
    """
    repository = open_repository(records)
    return _write_commit(repository, _commit_named(repository, reference), root, records, into)


def _write_commit(repository: Repository, commit: str, root: Path, records: Path, into: Path) -> Revision:
    top = repository.top
    root_below = PurePosixPath(os.path.relpath(root.resolve(), top)).as_posix()
    records_below = PurePosixPath(os.path.relpath(records.resolve(), top)).as_posix()
    if ".." in PurePosixPath(root_below).parts:
        raise HistoryError("the project's root is not in the repository of its records")
    listing = repository.run("ls-tree", "-r", "-z", "-l", "--full-tree", commit)
    entries = [_entry(line) for line in listing.split(b"\0") if line]
    wanted = [
        (path, blob)
        for path, blob, size in entries
        if blob is not None and size <= _MAXIMUM_BYTES and _is_wanted(path, root_below, records_below)
    ]
    _write(repository, wanted, into)
    (into / records_below).mkdir(parents=True, exist_ok=True)
    paths = frozenset(os.path.normpath(into / path) for path, _, _ in entries)
    return Revision(commit, into / root_below, into / records_below, paths)


def _merge_base(repository: Repository, reference: str) -> str:
    named = _commit_named(repository, reference)
    if repository.head is None:
        raise HistoryError("the repository has no commit yet")
    try:
        base = repository.run("merge-base", repository.head, named)
    except HistoryError:
        reason = "this clone is too shallow to tell" if repository.is_shallow else "they have no common commit"
        raise HistoryError(
            f"where this branch left `{reference}` cannot be told: {reason}", "fetch the older commits"
        ) from None
    return base.decode("ascii").strip()


def day_named(text: str) -> datetime.date | None:
    """The day that `text` names, None where it looks like none; UsageError for a day that does not exist."""
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text.strip()):
        return None
    try:
        return datetime.date.fromisoformat(text.strip())
    except ValueError:
        raise UsageError(f"{text} is a day that does not exist", "check the month and the day") from None


def commit_at_end_of(folder: Path, day: datetime.date) -> str:
    """The hash of the last commit on HEAD up to the end of `day`; see `commit_before`."""
    if day == datetime.date.max:
        return "HEAD"
    return commit_before(folder, day + datetime.timedelta(days=1))


def commit_before(folder: Path, day: datetime.date) -> str:
    """The hash of the last commit on HEAD before `day` began (by the committer's clock, in this machine's zone).

    Raises HistoryError where there is none, which in a shallow clone may only mean that it is not here.
    """
    repository = open_repository(folder)
    if repository.head is None:
        raise HistoryError("the repository has no commit yet")
    found = repository.run("rev-list", "-1", f"--before={day.isoformat()} 00:00:00", repository.head).decode("ascii")
    if found.strip():
        return found.strip()
    shallow = " here, in a shallow clone" if repository.is_shallow else ""
    raise HistoryError(f"there is no commit before {day}{shallow}", "name a later day")


def _commit_named(repository: Repository, reference: str) -> str:
    """The full hash of the commit that a person names; nothing they write is taken for an option of git."""
    try:
        named = repository.run("rev-parse", "--verify", "--quiet", "--end-of-options", f"{reference}^{{commit}}")
    except HistoryError:
        shallow = "; this is a shallow clone" if repository.is_shallow else ""
        raise HistoryError(f"there is no revision `{reference}` here{shallow}", "fetch it first") from None
    return named.decode("ascii").strip()


def _entry(line: bytes) -> tuple[str, str | None, int]:
    """Path, blob and size of a line of `ls-tree -l`; no blob for links and submodules."""
    about, path = line.split(b"\t", 1)
    mode, _, blob, size = about.split()
    is_file = mode in {b"100644", b"100755"}
    return os.fsdecode(path), blob.decode("ascii") if is_file else None, int(size) if size.isdigit() else 0


def _is_wanted(path: str, root: str, records: str) -> bool:
    if records == "." or path.startswith(records + "/"):
        return has_record_ending(path) or path.lower().endswith((".yml", ".yaml"))
    return PurePosixPath(path).name in _SETTINGS and PurePosixPath(path).parent.as_posix() == root


def _write(repository: Repository, wanted: list[tuple[str, str]], into: Path) -> None:
    if not wanted:
        return
    with repository.stream("cat-file", "--batch", "--buffer", lines=[blob for _, blob in wanted]) as output:
        for path, _ in wanted:
            header = output.readline().split()
            if len(header) != 3:
                raise HistoryError("the repository lacks the text of earlier versions", "fetch them first")
            content = output.read(int(header[2]))
            output.read(1)
            target = Path(os.path.normpath(into / path))
            if not target.is_relative_to(into):
                continue
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
