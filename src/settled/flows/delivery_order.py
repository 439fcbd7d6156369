"""Puts things that wait for one another into waves; a circle is told, and opened at a place that is always the same.

Names are any texts. Everything is walked without recursion; the time grows with the number of waits, and with how
often a circle lies behind another circle.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

Need = tuple[str, ...]
"""What a thing needs from any one of several others, whichever comes first."""
_Node = str | Need
Node = TypeVar("Node", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Waits:
    """Who waits for whom.

    `after` names those that must all come before a name, `needs` the need of a name, and `suppliers` those of
    whom any one meets a need.
    """

    after: Mapping[str, Sequence[str]]
    needs: Mapping[str, Need]
    suppliers: Mapping[Need, Sequence[str]]


@dataclass(frozen=True, slots=True)
class DeliveryOrder:
    """The waves from 1, and what had to be left out of account for there to be any.

    `supplier` is who meets the need of a name first. `circles` are the groups that wait for one another, and
    `dropped_after` (waiting, earlier) and `dropped_needs` the waits of theirs that do not count.
    """

    waves: Mapping[str, int]
    supplier: Mapping[str, str]
    circles: tuple[tuple[str, ...], ...]
    dropped_after: frozenset[tuple[str, str]]
    dropped_needs: frozenset[str]


def delivery_order(names: Sequence[str], waits: Waits) -> DeliveryOrder:
    """Order `names`, which come by precedence: of several in a circle the first goes first.

    Every name is in the first wave in which all that it waits for lies in earlier ones. In a circle needs are
    left out before `after` is.
    """
    place = {name: index for index, name in enumerate(names)}
    circles: list[tuple[str, ...]] = []
    dropped_after: set[tuple[str, str]] = set()
    dropped_needs: set[str] = set()
    progress = _Progress(names, waits)
    while True:
        progress.deliver_all()
        stuck = [name for name in names if progress.open_waits[name]]
        if not stuck:
            break
        for circle in _closed_circles(stuck, progress):
            circle.sort(key=place.__getitem__)
            circles.append(tuple(circle))
            for name in circle:
                if progress.drop_need(name):
                    dropped_needs.add(name)
            for later, earlier in list(_backward(circle, progress.later)):
                progress.drop_after(later, earlier)
                dropped_after.add((later, earlier))
    waves, supplier = _in_waves(names, waits, dropped_after, dropped_needs)
    circles.sort(key=lambda circle: place[circle[0]])
    return DeliveryOrder(waves, supplier, tuple(circles), frozenset(dropped_after), frozenset(dropped_needs))


class _Progress:
    """What is delivered so far, and what each name still waits for.

    `ready` are the names that wait for nothing and are not delivered yet, `supplier` who met the need of a name.
    `later` holds by name those that come after it, as the keys of a dict.
    """

    def __init__(self, names: Iterable[str], waits: Waits) -> None:
        self.waits = waits
        self.open_waits = dict.fromkeys(names, 0)
        self.supplier: dict[str, str] = {}
        self.later: dict[str, dict[str, None]] = defaultdict(dict)
        self._needing: dict[Need, dict[str, None]] = defaultdict(dict)
        self._meets: dict[str, list[Need]] = defaultdict(list)
        for name in self.open_waits:
            for earlier in dict.fromkeys(waits.after.get(name, ())):
                self.later[earlier][name] = None
                self.open_waits[name] += 1
            if name in waits.needs:
                self._needing[waits.needs[name]][name] = None
                self.open_waits[name] += 1
        for need in self._needing:
            for name in waits.suppliers.get(need, ()):
                self._meets[name].append(need)
        self.ready = [name for name, count in self.open_waits.items() if not count]

    def deliver(self, name: str) -> None:
        """Free those that wait for `name`."""
        for waiting in self.later.pop(name, ()):
            self._free(waiting)
        for need in self._meets.pop(name, ()):
            for waiting in self._needing.pop(need, ()):
                self.supplier[waiting] = name
                self._free(waiting)

    def deliver_all(self) -> None:
        """Deliver until everything is, or the rest waits in circles or behind them."""
        while self.ready:
            self.deliver(self.ready.pop())

    def drop_need(self, name: str) -> bool:
        """Let `name` no longer wait for its need; False where it does not."""
        waiting = self._needing.get(self.waits.needs.get(name, ()), {})
        if name not in waiting:
            return False
        del waiting[name]
        self._free(name)
        return True

    def drop_after(self, later: str, earlier: str) -> None:
        """Let `later` no longer wait for `earlier`."""
        del self.later[earlier][later]
        self._free(later)

    def waits_for(self, node: _Node) -> Iterator[_Node]:
        """What a name or a need still waits for."""
        if not isinstance(node, str):
            yield from self.waits.suppliers.get(node, ())
            return
        for earlier in self.waits.after.get(node, ()):
            if node in self.later.get(earlier, ()):
                yield earlier
        need = self.waits.needs.get(node)
        if need is not None and node in self._needing.get(need, ()):
            yield need

    def _free(self, name: str) -> None:
        self.open_waits[name] -= 1
        if not self.open_waits[name]:
            self.ready.append(name)


def _closed_circles(stuck: Iterable[str], progress: _Progress) -> list[list[str]]:
    """The groups of names that wait for one another and for nobody else."""
    starts: Iterable[_Node] = stuck
    group = connected_groups(starts, progress.waits_for)
    leading_out = {group[node] for node in group for other in progress.waits_for(node) if group[other] != group[node]}
    found: dict[int, list[str]] = {}
    for node, number in group.items():
        if number not in leading_out and isinstance(node, str):
            found.setdefault(number, []).append(node)
    return list(found.values())


def connected_groups(starts: Iterable[Node], following: Callable[[Node], Iterator[Node]]) -> dict[Node, int]:
    """For every node the number of its strongly connected component (Tarjan, with a stack of its own).

    Two nodes have the same number where each of them is reached from the other.
    """
    number: dict[Node, int] = {}
    lowest: dict[Node, int] = {}
    group: dict[Node, int] = {}
    without_group: list[Node] = []
    walk: list[tuple[Node, Iterator[Node]]] = []

    def enter(node: Node) -> None:
        number[node] = lowest[node] = len(number)
        without_group.append(node)
        walk.append((node, following(node)))

    for start in starts:
        if start not in number:
            enter(start)
        while walk:
            node, rest = walk[-1]
            child = next(rest, None)
            if child is None:
                walk.pop()
                if walk:
                    lowest[walk[-1][0]] = min(lowest[walk[-1][0]], lowest[node])
                if lowest[node] == number[node]:
                    while node not in group:
                        group[without_group.pop()] = number[node]
            elif child not in number:
                enter(child)
            elif child not in group:
                lowest[node] = min(lowest[node], number[child])
    return group


def _backward(circle: Sequence[str], later: Mapping[str, Collection[str]]) -> Iterator[tuple[str, str]]:
    """The (waiting, earlier) that close a circle when one walks from its first name to those that wait for it."""
    inner = set(circle)
    is_on_the_way: dict[str, bool] = {}
    for start in circle:
        if start in is_on_the_way:
            continue
        is_on_the_way[start] = True
        walk = [(start, iter(later.get(start, ())))]
        while walk:
            node, rest = walk[-1]
            child = next(rest, None)
            if child is None:
                walk.pop()
                is_on_the_way[node] = False
            elif child in inner and child not in is_on_the_way:
                is_on_the_way[child] = True
                walk.append((child, iter(later.get(child, ()))))
            elif is_on_the_way.get(child):
                yield child, node


def _in_waves(
    names: Sequence[str], waits: Waits, dropped_after: Collection[tuple[str, str]], dropped_needs: Collection[str]
) -> tuple[dict[str, int], dict[str, str]]:
    """The wave of each name and who meets its need first, where no circle is left."""
    after = {
        name: [earlier for earlier in others if (name, earlier) not in dropped_after]
        for name, others in waits.after.items()
    }
    needs = {name: need for name, need in waits.needs.items() if name not in dropped_needs}
    progress = _Progress(names, Waits(after, needs, waits.suppliers))
    place = {name: index for index, name in enumerate(names)}
    waves: dict[str, int] = {}
    wave = 0
    while progress.ready:
        wave += 1
        ready, progress.ready = sorted(progress.ready, key=place.__getitem__), []
        for name in ready:
            waves[name] = wave
            progress.deliver(name)
    return waves, progress.supplier
