"""Sums that a message can show: each term with its words, its amount and the place where it was written."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from settled.model.duration import in_words
from settled.model.findings import Location
from settled.model.written_values import Path


@dataclass(frozen=True, slots=True)
class Term:
    """One length of time in a sum: what it is, how many seconds, and where that was written.

    `name` reads within a sum: `retries for 4 h`. `path` is where in the record or the catalog it stands, and `place`
    where that is in its file, or what finds it: most sums hold, and nobody asks where their terms stand.
    """

    name: str
    seconds: float
    place: Location | Callable[[], Location] = field(compare=False)
    note: str = ""
    path: Path = ()

    @property
    def location(self) -> Location:
        """Where it was written."""
        return self.place if isinstance(self.place, Location) else self.place()

    def __str__(self) -> str:
        note = f" ({self.note})" if self.note else ""
        return f"{self.name} {in_words(self.seconds)}{note}"


@dataclass(frozen=True, slots=True)
class Sum:
    """Times that follow one another, in the order in which they pass."""

    terms: tuple[Term, ...]

    @property
    def seconds(self) -> float:
        """All of it."""
        return sum(term.seconds for term in self.terms)

    def __str__(self) -> str:
        """`6 h 40 min = run every 5 min + takes 8 min + …`; a single term is its own sum."""
        if len(self.terms) == 1:
            return str(self.terms[0])
        return f"{in_words(self.seconds)} = " + " + ".join(map(str, self.terms))

    @property
    def related(self) -> tuple[tuple[Location, str], ...]:
        """The place of each term, for a finding."""
        return tuple((term.location, f"here: {term}") for term in self.terms)


def sum_of(*parts: Iterable[Term]) -> Sum:
    """One sum of the terms of several."""
    return Sum(tuple(term for part in parts for term in part))
