"""Where our pages stand in the sidebar of a site that may have pages of its own."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

SECTION = "Decisions"
"""What our part of somebody's sidebar is called."""


def navigation(nav: list[Any] | None, others: list[Any], sidebar: list[dict[str, str]]) -> list[Any]:
    """The sidebar: our pages alone where there are no others, else behind these as a section of its own.

    `nav` is what the team wrote, None where it wrote none; it is kept as it is where it names a page of ours.
    `others` are the entries of the other pages where it wrote none, `sidebar` our pages by their labels.
    """
    if nav is not None:
        if set(pages_in(sidebar)) & set(pages_in(nav)):
            return list(nav)
        others = list(nav)
    return [*others, {SECTION: sidebar}] if others else list(sidebar)


def pages_in(nav: Any) -> Iterable[str]:
    """The source paths that a navigation names, in their order."""
    if isinstance(nav, str):
        return [nav]
    values = nav.values() if isinstance(nav, dict) else nav if isinstance(nav, list) else ()
    return [path for value in values for path in pages_in(value)]
