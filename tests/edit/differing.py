"""Which lines an edit changed."""

from __future__ import annotations

from itertools import takewhile


def differing(before: str, after: str) -> tuple[list[str], list[str]]:
    """The lines of either text between the first and the last one in which the two differ."""
    old, new = before.split("\n"), after.split("\n")
    head = _shared(old, new)
    tail = _shared(old[head:][::-1], new[head:][::-1])
    return old[head : len(old) - tail], new[head : len(new) - tail]


def _shared(one: list[str], other: list[str]) -> int:
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
