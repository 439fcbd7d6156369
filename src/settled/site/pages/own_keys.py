"""A team's own keys of a record, `x-…`, as a page shows them: as they were written, wherever they stand."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from settled.records import Record
from settled.records.own_keys import PREFIX, own_values
from settled.site import words
from settled.site.pages.page_view import PageView
from settled.site.pages.shapes import Fact, Value


def own_facts(view: PageView, record: Record) -> list[Fact]:
    """A fact for each of a team's own keys, in the order of the record."""
    facts: list[Fact] = []
    for path, written in own_values(record):
        name = str(path[-1]).removeprefix(PREFIX)
        label = words.place((*path[:-1], name)) if len(path) > 1 else name.replace("-", " ")
        links = tuple(view.address(text) for text in _texts(written))
        facts.append(Fact(words.capital(label) or PREFIX, Value(links=links, note=words.NOTHING)))
    return facts


def _texts(written: Any) -> Iterator[str]:
    """What was written as texts, one for each entry of a list or map."""
    if isinstance(written, dict):
        for key, inner in written.items():
            yield f"{key}: {', '.join(_texts(inner)) or words.NOTHING}"
    elif isinstance(written, list):
        for item in written:
            yield from _texts(item)
    elif written is not None and str(written):
        yield str(written)
