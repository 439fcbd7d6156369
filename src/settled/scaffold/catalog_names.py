"""Looks up in the catalog what answers name, before anything is written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from settled.flows.named_things import OBJECT, SYSTEM, TEAM, mentions_in
from settled.model.decision import RecordFields
from settled.model.known_words import nearest
from settled.model.written_values import Path, path_in_words
from settled.project.catalog import Catalog
from settled.scaffold.answers import Answers

_MOST_LISTED = 12


def unknown_names(content: RecordFields, answers: Answers, catalog: Catalog | None) -> Iterator[tuple[Path, str, str]]:
    """What `content` names and `catalog` lacks: the place, what is wrong, and what to do.

    `answers` are what `content` was read from. Where the catalog lists nothing of a kind, anything may be named.
    """
    if catalog is None:
        return
    known: dict[str, Mapping[str, object]] = {
        SYSTEM: catalog.systems, TEAM: catalog.teams, OBJECT: catalog.objects
    }  # fmt: skip
    owners = [
        ((*path, "owner"), TEAM, leaf["owner"])
        for path, leaf in answers.items()
        if isinstance(leaf, dict) and leaf.get("owner")
    ]
    for path, kind, name in (*mentions_in(content), *owners):
        words = known.get(kind)
        if not words or name in words:
            continue
        guess = nearest(name, words)
        listed = f"known are: {', '.join(words)}" if len(words) <= _MOST_LISTED else f"see {catalog.file}"
        hint = f"did you mean `{guess}`?" if guess else f"{listed}; or add it to {catalog.file}"
        yield path, f"`{path_in_words(path)}` names the {kind} `{name}`, which the catalog does not have", hint
