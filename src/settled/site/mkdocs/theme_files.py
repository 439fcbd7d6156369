"""The files of the theme that no page asks for."""

from __future__ import annotations

from collections.abc import Collection, Iterable


def unused_files(paths: Iterable[str], languages: Collection[str]) -> list[str]:
    """Of the theme's files at `paths` those that a site searched in `languages` (two-letter codes) never loads.

    Source maps are for who develops the theme, and the search loads the rules of a language only where it is
    another one than English; together they are more than the rest of the theme.
    """
    found = []
    for path in paths:
        is_map = path.startswith("assets/") and path.endswith((".js.map", ".css.map"))
        is_language = path.startswith("assets/javascripts/lunr/") and set(languages) <= {"en"}
        if is_map or is_language:
            found.append(path)
    return found
