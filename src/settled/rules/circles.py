"""Circles in what points from one record to others: each alone where there are few, as one where all is entangled."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from settled.flows.delivery_order import connected_groups

MOST_NAMED = 12
"""So many records of a circle are named."""
_MOST_LINKS = 24
"""Records with more links between them are told as one: the number of their circles grows beyond all bounds."""


@dataclass(frozen=True, slots=True)
class Circle:
    """Files of which each points to the next one and the last to the first, beginning with the smallest.

    Where `links` is given, it is so many links between files that reach one another in more ways than can be told;
    then they are in the order of their names.
    """

    files: tuple[str, ...]
    links: int | None = None


def circles(successors: Mapping[str, set[str]]) -> list[Circle]:
    """Each circle once where files have few links between them, else all of these files as one."""
    group = connected_groups(sorted(successors), lambda file: iter(sorted(successors.get(file, ()))))
    members: dict[int, list[str]] = {}
    for file, number in group.items():
        members.setdefault(number, []).append(file)
    found: list[Circle] = []
    for files in members.values():
        inner = set(files)
        links = {file: successors.get(file, set()) & inner for file in sorted(files)}
        count = sum(map(len, links.values()))
        if count > _MOST_LINKS and count > len(files):
            found.append(Circle(tuple(links), count))
        elif count:
            found += [Circle(tuple(files)) for files in _each_circle(links)]
    return sorted(found, key=lambda circle: circle.files)


def in_words(circle: Circle, names: Sequence[str]) -> str:
    """The circle by the names of its files, shortened where there are many."""
    shown = list(names[:MOST_NAMED])
    more = len(names) - len(shown)
    if circle.links is not None:
        others = f" and {more} more" if more else ""
        return f"{', '.join(shown)}{others} ({circle.links:,} links between {len(names):,} records)"
    return " → ".join([*shown, *([f"… {more} more"] if more else []), names[0]])


def _each_circle(successors: Mapping[str, set[str]]) -> Iterator[list[str]]:
    """Circles that a walk through the links closes, each beginning with its smallest file; without recursion."""
    state: dict[str, int] = {}
    found: dict[frozenset[str], list[str]] = {}
    for start in successors:
        if state.get(start):
            continue
        path = [start]
        stack = [(start, sorted(successors[start], reverse=True))]
        state[start] = 1
        while stack:
            file, waiting = stack[-1]
            if not waiting:
                stack.pop()
                path.pop()
                state[file] = 2
                continue
            following = waiting.pop()
            if state.get(following) == 1:
                circle = path[path.index(following) :]
                smallest = circle.index(min(circle))
                found.setdefault(frozenset(circle), circle[smallest:] + circle[:smallest])
            elif not state.get(following):
                state[following] = 1
                path.append(following)
                stack.append((following, sorted(successors[following], reverse=True)))
    yield from found.values()
