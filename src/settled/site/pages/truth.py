"""Which system holds the truth of a business object, and whether those who say so agree."""

from __future__ import annotations

from dataclasses import dataclass

from settled.site.pages.site_view import SiteView


@dataclass(frozen=True, slots=True)
class Truth:
    """The systems that are called the source of an object: by its flows, else by the catalog.

    `conflict` says in words why they cannot all be right, empty where they can.
    """

    systems: tuple[str, ...]
    conflict: str


def truth_of(site: SiteView, business_object: str) -> Truth:
    """The truth of `business_object` by its flows in force and the catalog."""
    touching = site.involvement
    called = {
        system
        for flow in touching.flows_of_object.get(business_object, ())
        for system, doings in touching.doings[flow.file].items()
        if "source" in doings
    }
    sources = site.in_catalog_order(called)
    entry = site.catalog.objects.get(business_object)
    declared = entry.source if entry else None
    if len(sources) > 1:
        return Truth(sources, f"{len(sources)} systems are each called the source")
    if declared and sources and sources != (declared,):
        return Truth(sources, f"the catalog names {site.catalog.system_name(declared)}")
    return Truth(sources or ((declared,) if declared else ()), "")
