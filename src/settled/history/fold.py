"""Folds the versions that led to a committed file into the history of its record."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from settled.history.answers import FoldedVersions
from settled.history.lineage import Version
from settled.history.log_stream import Side
from settled.model.decided_values import Values, differences
from settled.model.history import Commit, RecordVersion, StatusChange, ValueChange
from settled.model.vocabulary import Status

StatusOf = Callable[[str, str], Status | None]
"""The status of the version with a path and a blob."""
ValuesOf = Callable[[str, str], tuple[Values, ...]]
"""What a flow decided in the version with a path and a blob."""


def fold_versions(versions: list[Version], tip: int, status_of: StatusOf, values_of: ValuesOf) -> FoldedVersions:
    """Fold all versions that led to the version at `tip`."""
    order = _in_order(versions, tip, status_of)
    changes: list[StatusChange] = []
    deciding: set[int] = set()
    current: Status | None = None
    for place in order:
        version = versions[place]
        after = status_of(version.path, version.blob)
        if version.is_cut_off:
            current = after  # who gave it that status stands in a commit that is not here
            continue
        before = _status_before(version, versions, current, after, status_of)
        if before is not after:
            changes.append(StatusChange(version.commit, before, after, version.path))
            deciding.add(place)
            current = after
    texts = tuple(
        RecordVersion(
            version.commit, version.path, version.blob, status_of(version.path, version.blob), version.is_merge
        )
        for version in (versions[place] for place in order)
        if not version.is_cut_off
    )
    return FoldedVersions(
        tuple(changes),
        _created(versions, order),
        _last_edited(versions, tip, deciding),
        texts,
        tuple(_value_changes(versions, order, values_of)),
    )


def _value_changes(versions: list[Version], order: list[int], values_of: ValuesOf) -> Iterator[ValueChange]:
    """What each commit made of values that were there before it; what a merge brought along is told of its branch.

    A version that cannot be read says nothing; the next one is compared with the last that could.
    """
    known: tuple[Values, ...] = ()
    for place in order:
        version = versions[place]
        if version.is_cut_off:
            continue
        sides = version.before or tuple(
            Side(versions[origin].path, versions[origin].blob) for origin in version.origins[:1]
        )
        after = values_of(version.path, version.blob)
        found = [values_of(side.path, side.blob) or known for side in sides]
        known = after or known
        if not all(found) or not after or after in found or not found:
            continue
        values = _as_mapping(after)
        changed = [list(differences(_as_mapping(before), values)) for before in found]
        elsewhere = [{key for key, _, _ in each} for each in changed[1:]]
        for key, old, new in changed[0]:
            if all(key in keys for keys in elsewhere):
                yield ValueChange(version.commit, key, old, new, version.path)


def _as_mapping(values: tuple[Values, ...]) -> dict[str, str]:
    return dict(pair for each in values for pair in each)


def _status_before(
    version: Version, versions: list[Version], current: Status | None, after: Status | None, status_of: StatusOf
) -> Status | None:
    """The status that the commit of `version` found; equal to `after` where the commit did not change it."""
    if not version.before:
        if version.origins:  # deleted, and added again
            return _status_at(versions, version.origins[0], status_of)
        return current
    found = [status_of(side.path, side.blob) for side in version.before]
    if version.is_merge and after in found:
        # One of the branches has brought this status, unless the merge kept an older one against the other branch.
        return next((status for status in found if status is not after and current is not after), after)
    return found[0]


def _in_order(versions: list[Version], tip: int, status_of: StatusOf) -> list[int]:
    """All that led to `tip`, origins first; at a merge, the branch whose status was kept comes last."""
    order: list[int] = []
    done: set[int] = set()
    waiting = [(tip, False)]
    while waiting:
        place, origins_are_done = waiting.pop()
        if origins_are_done:
            order.append(place)
            continue
        if place in done:
            continue
        done.add(place)
        waiting.append((place, True))
        version = versions[place]
        after = status_of(version.path, version.blob)
        # What is put in last comes out first: so the kept branch goes in first. Of two, the first parent is kept.
        kept_first = sorted(version.origins, key=lambda origin: _status_at(versions, origin, status_of) is not after)
        waiting.extend((origin, False) for origin in kept_first)
    return order


def _created(versions: list[Version], order: list[int]) -> Commit | None:
    roots = [versions[place] for place in order if not versions[place].origins]
    if any(root.before or root.is_cut_off for root in roots):
        return None
    return roots[0].commit


def _last_edited(versions: list[Version], tip: int, deciding: set[int]) -> Commit | None:
    """The commit that last changed the text; a move, a restored file and a plain merge change none."""
    edits: list[Commit] = []
    seen: set[int] = set()
    waiting = [tip]
    while waiting:
        place = waiting.pop()
        if place in seen:
            continue
        seen.add(place)
        version = versions[place]
        if version.is_cut_off:
            continue
        if place in deciding or _changes_text(version, versions):
            edits.append(version.commit)
        else:
            waiting.extend(version.origins)
    # Several only where branches met, and then none of them came before another.
    return max(edits, key=lambda commit: commit.committer_date, default=None)


def _changes_text(version: Version, versions: list[Version]) -> bool:
    if version.is_merge:
        return False
    sides = version.before or tuple(Side(versions[origin].path, versions[origin].blob) for origin in version.origins)
    return all(side.blob != version.blob for side in sides)


def _status_at(versions: list[Version], place: int, status_of: StatusOf) -> Status | None:
    return status_of(versions[place].path, versions[place].blob)
