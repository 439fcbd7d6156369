"""The identifiers of a flow, side by side: what each is called in every system and environment."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from settled.model.flow import Flow, Identifier
from settled.records import Record
from settled.site import words
from settled.site.pages.page_view import PageView
from settled.site.pages.shapes import Link, Value


@dataclass(frozen=True, slots=True)
class IdentifierColumn:
    """An identifier: its name and what it is for."""

    name: Value
    role: Value


@dataclass(frozen=True, slots=True)
class IdentifierTable:
    """The identifiers of a flow side by side: a field per system, then a prefix per environment."""

    columns: tuple[IdentifierColumn, ...]
    fields: tuple[tuple[Link, tuple[Value, ...]], ...]
    prefixes: tuple[tuple[str, tuple[Value, ...]], ...]


def identifier_table(view: PageView, record: Record, flow: Flow) -> IdentifierTable | None:
    """The identifiers of a flow, None where it has none."""
    if not isinstance(flow.identifiers, list):
        return None
    entries = [(index, entry) for index, entry in enumerate(flow.identifiers) if isinstance(entry, Identifier)]
    if not entries:
        return None
    fields = [entry.in_ if isinstance(entry.in_, dict) else {} for _, entry in entries]
    prefixes = [entry.prefix if isinstance(entry.prefix, dict) else {} for _, entry in entries]

    def row(key: str, name: str, maps: list[Any]) -> tuple[Value, ...]:
        return tuple(
            view.value(record, ("identifiers", index, key, name), answers[name], _as_id)
            if name in answers
            else Value(note=words.NOTHING)
            for (index, _), answers in zip(entries, maps, strict=True)
        )

    return IdentifierTable(
        columns=tuple(
            IdentifierColumn(
                view.value(record, ("identifiers", index, "name"), entry.name),
                view.value(record, ("identifiers", index, "role"), entry.role),
            )
            for index, entry in entries
        ),
        fields=tuple((view.system(name), row("in", name, fields)) for name in _keys_of(fields)),
        prefixes=tuple((name, row("prefix", name, prefixes)) for name in _keys_of(prefixes)),
    )


def _keys_of(maps: list[Any]) -> list[str]:
    return list(dict.fromkeys(key for answers in maps for key in answers))


def _as_id(value: Any) -> Link:
    return Link(words.text(value), is_id=True)
