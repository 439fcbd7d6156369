"""Where the records of a succession lie: a column for each generation, and what finds no room as a number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

BOX_WIDTH, BOX_HEIGHT = 154.0, 48.0
MOST_COLUMNS, MOST_ROWS = 5, 5
"""So many generations and so many records of one are drawn; the others are counted."""
_REST_WIDTH, _BETWEEN, _ROW, _EDGE, _BELOW = 50.0, 30.0, 60.0, 3.0, 20.0


@dataclass(frozen=True, slots=True)
class PlacedBox:
    """A box that was placed, by its upper left corner: the record `id`, or those of `ids` that are only counted."""

    id: str
    ids: tuple[str, ...]
    x: float
    y: float
    width: float


@dataclass(frozen=True, slots=True)
class SuccessionLayout:
    """A succession that was laid out, in pixels; `place_of` says which box stands for a record."""

    width: float
    height: float
    boxes: tuple[PlacedBox, ...]
    place_of: dict[str, int]


def lay_out_succession(ids: Sequence[str], lines: Sequence[tuple[str, str]], this: str) -> SuccessionLayout:
    """Place the records `ids`, each right of those that it comes after by `lines` (older, newer), around `this`.

    Records that come after one another in a circle stand in the order given, with room below for what leads back.
    """
    columns = _with_rests(_columns(ids, lines), this)
    height = max(len(column) for column in columns) * _ROW - (_ROW - BOX_HEIGHT) + 2 * _EDGE
    boxes: list[PlacedBox] = []
    place_of: dict[str, int] = {}
    x = _EDGE
    for column in columns:
        width = max(_REST_WIDTH if len(members) > 1 else BOX_WIDTH for members in column)
        y = (height - (len(column) - 1) * _ROW - BOX_HEIGHT) / 2
        for members in column:
            place_of.update(dict.fromkeys(members, len(boxes)))
            boxes.append(PlacedBox(members[0], members, x, y, width if len(members) > 1 else BOX_WIDTH))
            y += _ROW
        x += width + _BETWEEN
    goes_back = any(
        boxes[place_of[newer]].x <= boxes[place_of[older]].x and place_of[newer] != place_of[older]
        for older, newer in lines
        if older in place_of and newer in place_of
    )
    return SuccessionLayout(x - _BETWEEN + _EDGE, height + _BELOW * goes_back, tuple(boxes), place_of)


def _columns(ids: Sequence[str], lines: Sequence[tuple[str, str]]) -> list[list[str]]:
    older: dict[str, set[str]] = {each: set() for each in ids}
    for first, second in lines:
        if first != second and first in older and second in older:
            older[second].add(first)
    generation: dict[str, int] = {}
    waiting = list(ids)
    while waiting:
        following = next((each for each in waiting if older[each] <= generation.keys()), waiting[0])
        before = [generation[each] for each in older[following] if each in generation]
        generation[following] = max(before, default=-1) + 1
        waiting.remove(following)
    columns: list[list[str]] = [[] for _ in range(max(generation.values(), default=0) + 1)]
    for each in ids:
        columns[generation[each]].append(each)
    return columns


def _with_rests(columns: list[list[str]], this: str) -> list[list[tuple[str, ...]]]:
    """The columns as boxes of one record each, with one box for all the records that are left out at a place."""
    middle = next((index for index, column in enumerate(columns) if this in column), 0)
    last = len(columns) - 1
    by_closeness = sorted(range(len(columns)), key=lambda index: (index not in {0, last}, abs(index - middle), index))
    kept = set(by_closeness[:MOST_COLUMNS])
    found: list[list[tuple[str, ...]]] = []
    left_out: list[str] = []
    for index, column in enumerate(columns):
        if index not in kept:
            left_out += column
            continue
        if left_out:
            found.append([tuple(left_out)])
            left_out = []
        found.append(_rows(column, this))
    return found


def _rows(column: list[str], this: str) -> list[tuple[str, ...]]:
    if len(column) <= MOST_ROWS:
        return [(each,) for each in column]
    first = set(sorted(column, key=lambda each: each != this)[: MOST_ROWS - 1])
    return [*((each,) for each in column if each in first), tuple(each for each in column if each not in first)]
