"""One value of the complete programme made worse beyond its bound: the one finding that it has to bring."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tests.rules.worse.programme import GONE, PROFILE, SETTINGS, Change

NOTHING_BETTER = object()
"""Where a value is the best that there is."""


@dataclass(frozen=True)
class Mutation:
    """The value at `path` of `file` is made `worse`, and then `found` is all that is found; `better` brings nothing.

    `setup` are the changes after which the programme is still sound, and `along` those that are made worse with it.
    `terms` is where the other terms of the sum stand, as `file path`; a path alone is in the same file.
    """

    file: str
    path: str
    worse: Any
    found: str
    better: Any = NOTHING_BETTER
    terms: tuple[str, ...] = ()
    setup: tuple[Change, ...] = ()
    along: tuple[Change, ...] = ()
    at: str | None = None

    @property
    def name(self) -> str:
        """What tests call it: the value and what it becomes."""
        worse = str(self.worse) if isinstance(self.worse, str | int) else "gone" if self.worse is GONE else "other"
        return f"{self.value} {worse}"[:70]

    @property
    def value(self) -> str:
        """The path by which the list of all values knows it."""
        return f"figures.{self.path.rpartition('.')[2]}" if self.file == PROFILE else self.path

    @property
    def worsened(self) -> tuple[Change, ...]:
        """All changes that make it worse."""
        return (*self.setup, *self.along, Change(self.file, self.path, self.worse))

    @property
    def improved(self) -> tuple[Change, ...]:
        """All changes that make it better."""
        return (*self.setup, Change(self.file, self.path, self.better))

    @property
    def place(self) -> tuple[str, str]:
        """File and path at which the finding has to stand."""
        return _split(self.at, self.file) if self.at is not None else (self.file, self.path)

    @property
    def term_places(self) -> tuple[tuple[str, str], ...]:
        """File and path of each other term."""
        return tuple(_split(term, self.file) for term in self.terms)

    @property
    def is_of_a_flow(self) -> bool:
        """True where the value stands in a record."""
        return "/flows/" in self.file and self.file not in {PROFILE, SETTINGS}


def _split(text: str, file: str) -> tuple[str, str]:
    before, _, path = text.rpartition(" ")
    return before or file, path
