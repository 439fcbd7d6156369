"""What narrows a table: the facets with their values, and for each row the values that it has."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

NOBODY = "nobody"
"""The value of a row that names no owner."""


@dataclass(frozen=True, slots=True)
class Facet:
    """A choice that narrows a table: its name in the address, its label, and the values there are."""

    key: str
    label: str
    values: tuple[str, ...]

    @property
    def narrows(self) -> bool:
        """True where there is something to choose from."""
        return len(self.values) > 1


@dataclass(frozen=True, slots=True)
class Facets:
    """The facets of a table and a code for each of its rows.

    A code names the row's values by their place among those of the facet, in the order of the facets: `0;2 5;` is
    the first value of the first facet, two values of the second and none of the third. A table of 5,000 rows so
    carries every word once.
    """

    shown: tuple[Facet, ...]
    codes: tuple[str, ...]


Labels = Mapping[str, str]
"""The labels of the facets by their keys, in the order in which they are offered."""
RowValues = Mapping[str, Iterable[str]]
"""The values of one row by the key of the facet; a facet may be left out where the row has none."""


def facets(labels: Labels, rows: Sequence[RowValues], orders: Mapping[str, Sequence[str]] | None = None) -> Facets:
    """The facets of `rows`. Values come in the order that `orders` gives for their facet, then by their letters."""
    all_values: dict[str, dict[str, None]] = {key: {} for key in labels}
    for row in rows:
        for key, found in row.items():
            all_values[key].update(dict.fromkeys(value for value in found if value))
    ordered = {key: _ordered(found, (orders or {}).get(key, ())) for key, found in all_values.items()}
    places = {key: {value: str(place) for place, value in enumerate(found)} for key, found in ordered.items()}
    return Facets(
        shown=tuple(Facet(key, label, ordered[key]) for key, label in labels.items()),
        codes=tuple(_code(places, row) for row in rows),
    )


def _ordered(found: Iterable[str], order: Sequence[str]) -> tuple[str, ...]:
    ranks = {value: rank for rank, value in enumerate(order)}
    return tuple(sorted(found, key=lambda value: (ranks.get(value, len(ranks)), value.lower(), value)))


def _code(places: Mapping[str, Mapping[str, str]], row: RowValues) -> str:
    return ";".join(
        " ".join(dict.fromkeys(known[value] for value in row.get(key, ()) if value)) for key, known in places.items()
    )
