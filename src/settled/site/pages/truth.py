"""Which system holds the truth of each business object, and whether those who say so agree."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from settled.project.catalog import Catalog
from settled.site.pages.involvement import Involvement


@dataclass(frozen=True, slots=True)
class Truth:
    """The systems that are called the source of an object: by its flows, else by the catalog.

    `conflict` says in words why they cannot all be right, empty where they can.
    """

    systems: tuple[str, ...]
    conflict: str


def truths(touching: Involvement, catalog: Catalog) -> dict[str, Truth]:
    """The truth of every object of the catalog, in its order, then of those that only flows name."""
    order = catalog_order(catalog)
    names = [*catalog.objects, *sorted(set(touching.flows_of_object) - set(catalog.objects) - {""})]
    return {name: _truth(touching, catalog, name, order) for name in names}


def catalog_order(catalog: Catalog) -> Callable[[str], tuple[int, str]]:
    """A key that puts systems in the order of the catalog, behind them by name those that it does not know."""
    places = {system: place for place, system in enumerate(catalog.systems)}
    return lambda system: (places.get(system, len(places)), system)


def _truth(touching: Involvement, catalog: Catalog, name: str, order: Callable[[str], tuple[int, str]]) -> Truth:
    called = {
        system
        for flow in touching.flows_of_object.get(name, ())
        for system, doings in touching.doings[flow.file].items()
        if "source" in doings
    }
    sources = tuple(sorted(called, key=order))
    entry = catalog.objects.get(name)
    declared = entry.source if entry else None
    if len(sources) > 1:
        return Truth(sources, f"{len(sources)} systems are each called the source")
    if declared and sources and sources != (declared,):
        return Truth(sources, f"the catalog names {catalog.system_name(declared)}")
    return Truth(sources or ((declared,) if declared else ()), "")
