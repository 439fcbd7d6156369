"""Where our pages stand in the sidebar of a site that may have pages of its own."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

SECTION = "Decisions"
"""What our part of somebody's sidebar is called."""
OTHERS = "More"
"""What the pages that lie beside the records are called in our sidebar."""
MOST_OTHERS = 40
"""So many of them are listed: all of the sidebar stands on every page. The search finds the rest, and links do."""


def navigation(
    nav: list[Any] | None, others: list[Any], sidebar: list[dict[str, str]], *, is_whole_site: bool
) -> list[Any]:
    """The sidebar: our pages alone where there are no others, else with these in one of two ways.

    `nav` is what the team wrote, None where it wrote none; it is kept as it is where it names a page of ours.
    `others` are the entries of the other pages where it wrote none, `sidebar` our pages by their labels.
    Where the records are the whole site the others stand at its end, as far as they are few; else ours do.
    """
    if nav is not None:
        if set(pages_in(sidebar)) & set(pages_in(nav)):
            return list(nav)
        return [*nav, {SECTION: sidebar}] if nav else list(sidebar)
    if is_whole_site:
        is_few = len(list(pages_in(others))) <= MOST_OTHERS
        return [*sidebar, {OTHERS: others}] if others and is_few else list(sidebar)
    return [*others, {SECTION: sidebar}] if others else list(sidebar)


def pages_in(nav: Any) -> Iterable[str]:
    """The source paths that a navigation names, in their order."""
    if isinstance(nav, str):
        return [nav]
    values = nav.values() if isinstance(nav, dict) else nav if isinstance(nav, list) else ()
    return [path for value in values for path in pages_in(value)]
