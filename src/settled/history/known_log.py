"""The log of an earlier run, read on from where the history since then left it.

Two heads share all that lies below a commit through which every way down from either of them leads. Git tells
of that part the same, in the same order, whichever of the heads it is asked about. So it is kept, and git is
asked only for what lies above it. A commit that was only an ancestor would not do: a branch that is older than
it and was merged later changes what stands where in the log, and which commits git leaves out of it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from settled.history.log_stream import LoggedCommit, log_output, parse_log
from settled.history.repository import Repository
from settled.history.status_reader import ReadingMode, VersionFacts
from settled.model.decided_values import Values
from settled.model.errors import HistoryError
from settled.model.kinds import kinds
from settled.model.markup import Dialect
from settled.model.vocabulary import Kind, Status

_MOST_STEPS = 16
_MOST_COMMITS_BELOW = 200

Facts = Mapping[tuple[str, ReadingMode], VersionFacts]
"""The facts of a blob, read in the manner that its path asks for."""


@dataclass(frozen=True, slots=True)
class SavedLog:
    """What was read at `head`: git's output for each list of places, folders that records came from, and facts."""

    head: str
    outputs: Mapping[tuple[str, ...], bytes]
    folders: Mapping[str, list[str]]
    facts: Facts


class KnownLog:
    """Reads logs up to `head`, and keeps what it read and what it was told as a `SavedLog`."""

    def __init__(self, repository: Repository, head: str, saved: SavedLog | None, *, is_large: bool = False) -> None:
        self._repository, self._head, self._is_large = repository, head, is_large
        self._shared = None if saved is None else _shared_history(repository, saved.head, head)
        self._saved = None if self._shared is None else saved
        self._outputs: dict[tuple[str, ...], bytes] = {}
        self._folders = {} if self._saved is None else dict(self._saved.folders)
        self._checked: set[str] = set()

    def read(self, places: Iterable[str]) -> list[LoggedCommit]:
        """Every commit up to the head that touches `places` (pathspecs), parents before children."""
        places = tuple(places)
        output, commits = b"", list[LoggedCommit]()
        below: str | None = None
        if self._shared is not None and self._saved is not None and places in self._saved.outputs:
            below = self._shared.below
            output, commits = _kept(self._saved.outputs[places], self._shared.left)
            self._checked.update(logged.commit.hash for logged in commits)
        if below != self._head:
            new = log_output(self._repository, self._head, places, below, is_large=self._is_large)
            output += new
            commits += [logged for _, logged in parse_log(new)]
        self._outputs[places] = output
        return commits

    def without_folders(self, hashes: Iterable[str]) -> list[str]:
        """Those of the commits of which it is not known from which folders records came in them."""
        return [hash_ for hash_ in hashes if hash_ not in self._checked]

    def note_folders(self, hash_: str, folders: list[str]) -> None:
        """Note from which folders records came in a commit."""
        if folders:
            self._folders[hash_] = folders

    def folders(self, hash_: str) -> list[str]:
        """The folders that were noted for a commit."""
        return self._folders.get(hash_, [])

    def saved(self, facts: Facts) -> SavedLog:
        """All that was read."""
        return SavedLog(self._head, self._outputs, self._folders, facts)


@dataclass(frozen=True, slots=True)
class _SharedHistory:
    """`below` is the commit through which both heads lead, `left` what the earlier head has above it."""

    below: str
    left: frozenset[str] = field(default_factory=frozenset)


def _shared_history(repository: Repository, earlier: str, head: str) -> _SharedHistory | None:
    """What two heads share in the sense of this module; None where they share nothing."""
    if earlier == head:
        return _SharedHistory(head)
    candidates = {earlier, head}
    try:
        for _ in range(_MOST_STEPS):
            below = repository.run("merge-base", "--octopus", *sorted(candidates)).decode("ascii").strip()
            parents = _parents_above(repository, below, (earlier, head))
            outside = {parent for found in parents.values() for parent in found} - parents.keys() - {below}
            if not all(parents.values()) or len(outside) > _MOST_COMMITS_BELOW:
                return None
            if not outside:
                return _SharedHistory(below, _above(parents, earlier))
            candidates = {below, *outside}
    except HistoryError:  # the earlier head is not here any more, or there is no such commit
        pass
    return None


def _parents_above(repository: Repository, below: str, heads: tuple[str, str]) -> dict[str, list[str]]:
    listing = repository.run("rev-list", "--parents", *heads, "--not", below).decode("ascii")
    return {words[0]: words[1:] for words in map(str.split, listing.splitlines())}


def _above(parents: Mapping[str, list[str]], head: str) -> frozenset[str]:
    found: set[str] = set()
    waiting = [head]
    while waiting:
        commit = waiting.pop()
        if commit in parents and commit not in found:
            found.add(commit)
            waiting.extend(parents[commit])
    return frozenset(found)


def _kept(output: bytes, left: frozenset[str]) -> tuple[bytes, list[LoggedCommit]]:
    """The part of a log before the first of the commits `left`."""
    commits: list[LoggedCommit] = []
    for position, logged in parse_log(output):
        if logged.commit.hash in left:
            return output[:position], commits
        commits.append(logged)
    return output, commits


def written(saved: SavedLog) -> bytes:
    """The log as bytes for `read_saved_log`."""
    pieces: dict[Values, int] = {}
    facts = [
        [blob, *mode, facts.status, facts.own_id, [pieces.setdefault(each, len(pieces)) for each in facts.values]]
        for (blob, mode), facts in saved.facts.items()
    ]
    header = {
        "head": saved.head,
        "outputs": [[places, len(output)] for places, output in saved.outputs.items()],
        "folders": dict(saved.folders),
        # The versions of a flow differ in a line or two: what they have in common is written once.
        "values": list(pieces),
        "facts": facts,
    }
    return b"".join((json.dumps(header, separators=(",", ":")).encode("ascii"), b"\n", *saved.outputs.values()))


def read_saved_log(content: bytes) -> SavedLog:
    """The log that `written` made into `content`."""
    start = content.index(b"\n") + 1
    header = json.loads(content[:start])
    outputs = {}
    for places, size in header["outputs"]:
        outputs[tuple(places)] = content[start : start + size]
        start += size
    by_word: dict[str | None, Kind | None] = {None: None, **{spec.kind.value: spec.kind for spec in kinds()}}
    dialects = {dialect.value: dialect for dialect in Dialect}
    statuses: dict[str | None, Status | None] = {None: None, **{status.value: status for status in Status}}
    pieces = [tuple((path, text) for path, text in piece) for piece in header["values"]]
    facts = {
        (blob, ReadingMode(by_word[kind], dialects[dialect])): VersionFacts(
            statuses[status], own_id, tuple(pieces[place] for place in places)
        )
        for blob, kind, dialect, status, own_id, places in header["facts"]
    }
    return SavedLog(header["head"], outputs, header["folders"], facts)
