"""Which records on other branches have the number of another record here, before git merges the two without a word.

Not every second file with a number is a second record. Each side, here and there, is followed back to where
the two parted; where their names or texts under one number meet on the way, they are one record that was
renamed, renumbered or merged in another way, and git will join or refuse them by itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

from settled.history.branches import (
    Branch,
    BranchFile,
    blobs_at,
    files_in_head,
    files_not_in_head,
    read_branches,
)
from settled.history.log_stream import LoggedCommit, read_unshared
from settled.history.repository import Repository, open_repository
from settled.model.branches import NumberConflict, OtherBranches
from settled.model.errors import HistoryError, NoRepositoryError
from settled.model.references import file_name_of_record, name_of_record

NumberOf = Callable[[str], Hashable | None]
"""The number of a record by its path below the records folder, with what it is unique in; None for no record."""

_HERE = 1
"""The bit of HEAD among the tips that reach a commit; each branch has one of those above."""

_MOST_NAMED = 700
"""As many commits fit into one command line on every system."""


@dataclass(frozen=True, slots=True)
class _Pair:
    """A record here and a file on branches that have the same number and are not the same file."""

    here: str
    there: BranchFile
    number: Hashable


def read_other_branches(
    root: Path, folder: Path, files: Iterable[str], number_of: NumberOf, ignored: Sequence[str] = ()
) -> OtherBranches:
    """The records on other branches that have the number of another one of the records `files` (below `root`).

    `folder` is the records folder, `ignored` are patterns (`origin/old-*`) of branches that do not count. Never
    raises for what git or the repository is like: where git cannot tell, the result says so. At most eleven git
    processes, however many branches and records there are.
    """
    records_path = folder.relative_to(root).as_posix()
    prefix = "" if records_path == "." else records_path + "/"
    here = {file.removeprefix(prefix) for file in files}
    try:
        repository = open_repository(folder)
        pairs = _without_shared(repository, _pairs(repository, here, number_of, ignored))
        found = list(_number_conflicts(repository, pairs, here, number_of)) if pairs else []
    except NoRepositoryError:
        return OtherBranches()
    except HistoryError as error:
        return OtherBranches(is_known=False, reason=str(error))
    number_conflicts: dict[str, tuple[NumberConflict, ...]] = {}
    for pair, branches in found:
        trunk_first = sorted(branches, key=lambda branch: not branch.is_trunk)
        names = tuple(branch.name for branch in trunk_first)
        number_conflict = NumberConflict(prefix + pair.there.path, names, is_on_trunk=trunk_first[0].is_trunk)
        number_conflicts[prefix + pair.here] = (*number_conflicts.get(prefix + pair.here, ()), number_conflict)
    return OtherBranches(number_conflicts)


def _pairs(repository: Repository, here: set[str], number_of: NumberOf, ignored: Sequence[str]) -> list[_Pair]:
    """The files of branches that may be another record with a number that is taken here."""
    by_number: dict[Hashable, list[str]] = {}
    for path in sorted(here):
        number = number_of(path)
        if number is not None:
            by_number.setdefault(number, []).append(path)
    pairs: list[_Pair] = []
    branches = [
        branch
        for branch in read_branches(repository)
        if not any(fnmatchcase(branch.name, pattern) for pattern in ignored)
    ]
    for file in files_not_in_head(repository, branches):
        number = number_of(file.path) if file.path not in here else None
        pairs += [_Pair(path, file, number) for path in by_number.get(number, ())]
    return pairs


def _without_shared(repository: Repository, pairs: list[_Pair]) -> list[_Pair]:
    """The pairs with only those branches that do not have the record here as well: such a branch holds both
    records already, and is told so itself."""
    wanted = dict.fromkeys((branch.tip, pair.here) for pair in pairs for branch in pair.there.branches)
    on_branches = blobs_at(repository, wanted)
    left: list[_Pair] = []
    for pair in pairs:
        branches = tuple(branch for branch in pair.there.branches if (branch.tip, pair.here) not in on_branches)
        if branches:
            left.append(_Pair(pair.here, BranchFile(pair.there.path, pair.there.blob, branches), pair.number))
    return left


def _number_conflicts(
    repository: Repository, pairs: list[_Pair], here: set[str], number_of: NumberOf
) -> Iterator[tuple[_Pair, list[Branch]]]:
    tips = list(dict.fromkeys(branch.tip for pair in pairs for branch in pair.there.branches))
    heads = [repository.head] if repository.head else []
    commits = read_unshared(repository, [*heads, *tips], _common_commit(repository, [*heads, *tips]))
    if any(logged.commit.hash in repository.cut_off_at for logged in commits):
        raise HistoryError(
            "this is a shallow clone, which lacks the commits where the branches parted",
            "fetch them with `git fetch --unshallow`",
        )
    bits = {commit: 1 << place for place, commit in enumerate(tips, start=1)}
    past = _Past(repository, commits, _reach(commits, bits, repository.head), number_of)
    present = _Present(repository, here, pairs, number_of)
    for pair in pairs:
        branches = [
            branch for branch in pair.there.branches if not _is_one_record(pair, present, past, bits[branch.tip])
        ]
        if branches:
            yield pair, branches


def _is_one_record(pair: _Pair, present: _Present, past: _Past, tip: int) -> bool:
    """True where the record here and the file there are one, or the file is one that HEAD had and gave up."""
    now_here, now_there = present.traces(pair.number), {_name(pair.there.path), pair.there.blob}
    for trace in now_here | now_there | past.traces_here(pair.number):
        reaches = past.reaches(pair.number, trace)
        was_here = trace in now_here or _is_in(reaches, _HERE, tip)
        if was_here and (trace in now_there or _is_in(reaches, tip, _HERE)):
            return True
    # Renumbered here: the same text, or the same name under a number that was given since the two parted.
    return pair.there.blob in present.texts or past.has(pair.there, tip)


class _Present:
    """The records as they are here: in the working tree, in the index and in the last commit."""

    def __init__(self, repository: Repository, here: set[str], pairs: list[_Pair], number_of: NumberOf) -> None:
        committed = files_in_head(repository)
        staged = blobs_at(repository, dict.fromkeys(("", pair.here) for pair in pairs))
        self.texts = {file.blob for file in committed} | set(staged.values())
        self._traces: dict[Hashable | None, set[str]] = {}
        for path in here:
            self._traces.setdefault(number_of(path), set()).add(_name(path))
        for file in committed:
            self._traces.setdefault(number_of(file.path), set()).update((_name(file.path), file.blob))
        for (_, path), blob in staged.items():
            self._traces.setdefault(number_of(path), set()).add(blob)

    def traces(self, number: Hashable) -> set[str]:
        """The names and blobs of the records with a number."""
        return self._traces.get(number, set())


class _Past:
    """The names and blobs that records had in the commits that HEAD and a branch do not share.

    Each with the sets of tips that the commits were reached from: a branch may share some with another one.
    """

    def __init__(
        self, repository: Repository, commits: list[LoggedCommit], reach: Mapping[str, int], number_of: NumberOf
    ) -> None:
        self._by_number: dict[Hashable | None, dict[str, set[int]]] = {}
        self._here: dict[Hashable, set[str]] = {}
        self._texts: dict[str, set[int]] = {}
        self._titles: dict[str, set[int]] = {}
        for logged in commits:
            reached_by = reach[logged.commit.hash]
            for change in logged.changes:
                path = change.path.removeprefix(repository.prefix)
                blobs = {change.blob, *(side.blob for side in change.before)} - {""}
                traces = self._by_number.setdefault(number_of(path), {})
                for trace in (_name(path), *blobs):
                    traces.setdefault(trace, set()).add(reached_by)
                for blob in blobs:
                    self._texts.setdefault(blob, set()).add(reached_by)
                if not change.before:
                    self._titles.setdefault(_title(path), set()).add(reached_by)

    def reaches(self, number: Hashable, trace: str) -> Iterable[int]:
        """The sets of tips that reach the commits in which the record with a number had a name or blob."""
        return self._by_number.get(number, {}).get(trace, ())

    def traces_here(self, number: Hashable) -> set[str]:
        """The names and blobs under a number in commits of HEAD; few, however many branches there are."""
        if number not in self._here:
            traces = self._by_number.get(number, {})
            self._here[number] = {trace for trace, reaches in traces.items() if _is_in(reaches, _HERE, 0)}
        return self._here[number]

    def has(self, file: BranchFile, tip: int) -> bool:
        """True where HEAD had the text of `file`, or made a record of its title, in a commit that `tip` has not."""
        reaches = self._texts.get(file.blob, set()) | self._titles.get(_title(file.path), set())
        return _is_in(reaches, _HERE, tip)


def _is_in(reaches: Iterable[int], wanted: int, excluded: int) -> bool:
    return any(reached_by & wanted and not reached_by & excluded for reached_by in reaches)


def _common_commit(repository: Repository, commits: list[str]) -> str | None:
    """A commit that all the others come from; None where there is none, or too many are given to ask for it.

    It only shortens the way back.
    """
    if not 2 <= len(commits) <= _MOST_NAMED:
        return None
    try:
        return repository.run("merge-base", "--octopus", *commits).decode("ascii").strip() or None
    except HistoryError:
        return None


def _reach(commits: Iterable[LoggedCommit], tips: Mapping[str, int], head: str | None) -> dict[str, int]:
    """For each commit (children come first) the bits of the tips that it is in the history of."""
    reach = dict(tips)
    if head is not None:
        reach[head] = reach.get(head, 0) | _HERE
    for logged in commits:
        bits = reach.setdefault(logged.commit.hash, 0)
        for parent in logged.parents:
            reach[parent] = reach.get(parent, 0) | bits
    return reach


def _name(path: str) -> str:
    """The file's name, as file systems compare it that do not tell capital letters."""
    return file_name_of_record(path).casefold()


def _title(path: str) -> str:
    """The file's name without its number; the whole name where nothing else is in it."""
    stem = name_of_record(path).casefold()
    return re.sub(r"^(?:[a-z]+[-_ ])*\d+[-_. ]*", "", stem) or stem
