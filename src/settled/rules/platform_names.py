"""Part of `unknown-reference`: a platform of the catalog that is most likely a misspelt one."""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from settled.model.findings import Location, Problem
from settled.profiles.concerned import plain
from settled.project import Project
from settled.project.own_profiles import NO_PLATFORM, PROFILES_FOLDER

_ALIKE = 0.8
"""So much of each word of a name has to agree."""


def misspelt_platforms(project: Project) -> Iterator[Problem]:
    """Systems whose platform has no profile, and nearly the name of one: without it no fact would be looked at."""
    catalog, profiles = project.catalog, project.profiles
    for system, entry in catalog.systems.items() if catalog is not None else ():
        name = (entry.platform or "").strip()
        if catalog is None or plain(name) in {"", NO_PLATFORM} or profiles.knows(name):
            continue
        guess = profiles.nearest(name)
        if guess is None or not _is_alike(name, guess):
            continue
        path = ("systems", system, "platform")
        location = catalog.yaml_document.at(path) if catalog.yaml_document is not None else Location(catalog.file)
        folder = f"{project.records_path}/{PROFILES_FOLDER}/"
        yield Problem(
            "",
            location,
            f"`systems.{system}.platform` is `{name}`, which has no profile",
            f"did you mean `{guess}`? Else write `{NO_PLATFORM}`, or a profile of your own in {folder}",
            field=f"systems.{system}.platform",
            value=name,
        )


def _is_alike(name: str, guess: str) -> bool:
    """True for a slip of the pen; `salesforce` and `salesforce-b2b` are platforms of their own, without a profile."""
    words, others = name.lower().replace("_", "-").replace(" ", "-").split("-"), guess.split("-")
    pairs = zip(words, others, strict=False)
    return len(words) == len(others) and all(
        difflib.SequenceMatcher(None, word, other).ratio() >= _ALIKE for word, other in pairs
    )
