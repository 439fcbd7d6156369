"""Links the versions of files to those that they came from, along the branches on which they were made.

Commits of branches that were open at the same time stand in the log in any order. So a version follows
not the one before it in the log but the one that its own commit names as its origin.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from settled.history.identity import OwnId, pair_moves
from settled.history.log_stream import FileChange, LoggedCommit, Side
from settled.model.history import Commit
from settled.model.references import file_name_of_record


@dataclass(frozen=True, slots=True)
class Version:
    """What a commit made of a file.

    `before` are the sides of its parents, `origins` the places (in the list of versions) of the versions
    those sides are, as far as the log has them; `is_cut_off` is True where a shallow clone begins.
    """

    commit: Commit
    path: str
    blob: str
    before: tuple[Side, ...]
    origins: tuple[int, ...]
    is_merge: bool
    is_cut_off: bool


class Lineage:
    """All versions of all files, every one after those that it came from."""

    def __init__(
        self, commits: Iterable[LoggedCommit], prefix: str, own_id: OwnId, cut_off_at: Collection[str] = ()
    ) -> None:
        self.versions: list[Version] = []
        self._by_side: dict[tuple[str, str], int] = {}
        self._by_path: dict[str, int] = {}
        self._by_blob: dict[tuple[str, str], int] = {}  # by blob and file name: the file in another folder
        self._gone: dict[str, int] = {}
        self._deleted_from: dict[str, int] = {}  # also what came back: it may come back on another branch as well
        self._deleted_by: dict[str, Commit] = {}
        self._gone_by_name: dict[str, int] = {}
        for logged in commits:
            changes = logged.changes if logged.is_merge else pair_moves(logged.changes, prefix, own_id)
            is_cut_off = logged.commit.hash in cut_off_at
            for change in sorted(changes, key=lambda change: bool(change.blob)):  # what left, before what came
                if change.blob:
                    self._add(logged, change, is_cut_off)
                else:
                    self._remove(change, logged.commit)

    def gone(self) -> Iterator[tuple[Version, Commit]]:
        """The last version of each file that was deleted and did not come back, and the commit that deleted it."""
        return ((self.versions[place], self._deleted_by[path]) for path, place in self._gone.items())

    def newest(self, path: str, blob: str) -> int | None:
        """The place of the last version that left `path` with the content `blob`."""
        found = self._find(Side(path, blob))
        return found if found is not None else self._by_path.get(path)

    def _find(self, side: Side) -> int | None:
        found = self._by_side.get((side.path, side.blob))
        return found if found is not None else self._by_blob.get((side.blob, _name(side.path)))

    def _add(self, logged: LoggedCommit, change: FileChange, is_cut_off: bool) -> None:
        origins = [found for side in change.before if (found := self._find(side)) is not None]
        if not change.before and not is_cut_off:
            deleted = (self._deleted_from.get(change.path), self._gone_by_name.pop(_name(change.path), None))
            origins = [max(place for place in deleted if place is not None)] if deleted != (None, None) else []
            for place in origins:
                self._gone.pop(self.versions[place].path, None)
        place = len(self.versions)
        self.versions.append(
            Version(
                commit=logged.commit,
                path=change.path,
                blob=change.blob,
                before=change.before,
                origins=tuple(dict.fromkeys(origins)),
                is_merge=logged.is_merge,
                is_cut_off=is_cut_off,
            )
        )
        self._by_side[change.path, change.blob] = self._by_path[change.path] = place
        self._by_blob[change.blob, _name(change.path)] = place
        self._gone.pop(change.path, None)

    def _remove(self, change: FileChange, commit: Commit) -> None:
        for side in change.before:
            place = self._find(side)
            if place is not None:
                self._gone[side.path] = self._deleted_from[side.path] = self._gone_by_name[_name(side.path)] = place
                self._deleted_by[side.path] = commit


def _name(path: str) -> str:
    return file_name_of_record(path)
