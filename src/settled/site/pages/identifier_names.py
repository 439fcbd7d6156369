"""What identifiers are called in a system: one line for flows that say the same, so that differences stand out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from settled.model.flow import Identifier
from settled.records import Record
from settled.site.pages.catalog_tables import Shown, named_flows, shown
from settled.site.pages.identifiers import NO_PREFIX, as_id, field_link
from settled.site.pages.page_view import PageView
from settled.site.pages.shapes import Link, Value


@dataclass(frozen=True, slots=True)
class IdentifierLine:
    """An identifier, its field in a system, its prefix per environment, and the flows that say so."""

    name: Value
    role: Value
    system: Link
    field: Value
    prefixes: tuple[tuple[str, Value], ...]
    flows: Shown[Link]


Said = tuple[Value, Value, Link, Value, tuple[tuple[str, Value], ...]]
"""All that a line says but for its flows: what two flows must share to stand on one line."""


def identifier_lines(view: PageView, flows: Iterable[Record], system: str | None = None) -> Shown[IdentifierLine]:
    """The identifiers of `flows` in `system` (None: in every system), in the order of the flows."""
    found: dict[Said, list[Record]] = {}
    for record in flows:
        entries = record.flow.identifiers if record.flow else None
        for index, entry in enumerate(entries if isinstance(entries, list) else ()):
            if not isinstance(entry, Identifier) or not isinstance(entry.in_, dict):
                continue
            for name in entry.in_ if system is None else [system] if system in entry.in_ else []:
                found.setdefault(_said(view, record, index, entry, name), []).append(record)
    ordered = sorted(found.items(), key=lambda pair: (pair[0][0].plain.casefold(), pair[0][1].plain))
    return shown(ordered, lambda pair: _line(view, *pair))


def _said(view: PageView, record: Record, index: int, entry: Identifier, system: str) -> Said:
    path = ("identifiers", index)
    fields = entry.in_ if isinstance(entry.in_, dict) else {}
    prefixes = entry.prefix if isinstance(entry.prefix, dict) else {}
    return (
        view.value(record, (*path, "name"), entry.name),
        view.value(record, (*path, "role"), entry.role),
        view.system(system),
        view.value(record, (*path, "in", system), fields[system], field_link),
        tuple(
            ("no prefix:", view.value(record, (*path, "prefix", name), prefixes[name]))
            if name == NO_PREFIX
            else (name, view.value(record, (*path, "prefix", name), prefixes[name], as_id))
            for name in prefixes
        ),
    )


def _line(view: PageView, said: Said, records: list[Record]) -> IdentifierLine:
    name, role, system, field, prefixes = said
    return IdentifierLine(name, role, system, field, prefixes, named_flows(view, records, "identifier-table"))
