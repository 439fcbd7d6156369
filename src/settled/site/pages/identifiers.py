"""The identifiers of a flow, side by side: what each is called in every system and environment."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from settled.model.detailed_text import details_of
from settled.model.flow import Flow, Identifier
from settled.model.flow_terms import FieldTerms
from settled.records import Record
from settled.site import words
from settled.site.pages.composed import said
from settled.site.pages.page_view import PageView
from settled.site.pages.shapes import Link, Value

NO_PREFIX = "not-applicable"
"""What stands in the place of the environments where an identifier has no prefix, with the reason."""


@dataclass(frozen=True, slots=True)
class IdentifierColumn:
    """An identifier: its name and what it is for."""

    name: Value
    role: Value


@dataclass(frozen=True, slots=True)
class IdentifierTable:
    """The identifiers of a flow side by side: fields by system, prefixes by environment, and the values themselves."""

    columns: tuple[IdentifierColumn, ...]
    fields: tuple[tuple[Link, tuple[Value, ...]], ...]
    prefixes: tuple[tuple[str, tuple[Value, ...]], ...]
    terms: tuple[tuple[str, tuple[Value, ...]], ...]


def identifier_table(view: PageView, record: Record, flow: Flow) -> IdentifierTable | None:
    """The identifiers of a flow, None where it has none."""
    if not isinstance(flow.identifiers, list):
        return None
    entries = [(index, entry) for index, entry in enumerate(flow.identifiers) if isinstance(entry, Identifier)]
    if not entries:
        return None
    fields = [entry.in_ if isinstance(entry.in_, dict) else {} for _, entry in entries]
    prefixes = [entry.prefix if isinstance(entry.prefix, dict) else {} for _, entry in entries]

    def row(key: str, name: str, maps: list[Any], show: Callable[[Any], Link]) -> tuple[Value, ...]:
        return tuple(
            view.value(record, ("identifiers", index, key, name), answers[name], show)
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
        fields=tuple((view.system(name), row("in", name, fields, field_link)) for name in _keys_of(fields)),
        prefixes=tuple(
            ("no prefix, because", row("prefix", name, prefixes, _as_text))
            if name == NO_PREFIX
            else (name, row("prefix", name, prefixes, as_id))
            for name in sorted(_keys_of(prefixes), key=lambda name: name == NO_PREFIX)
        ),
        terms=_terms(view, record, entries),
    )


def _keys_of(maps: list[Any]) -> list[str]:
    return list(dict.fromkeys(key for answers in maps for key in answers))


def _terms(
    view: PageView, record: Record, entries: list[tuple[int, Identifier]]
) -> tuple[tuple[str, tuple[Value, ...]], ...]:
    """What is known of the values, a row for each thing that is said of one of the identifiers."""
    rows: list[tuple[str, tuple[Value, ...]]] = []
    for label, key, show in (
        ("identifies", "of", view.business_object),
        ("given by", "assigned-by", view.system),
        ("longest value", "length", _letters_long),
        ("letters", "letters", None),
    ):
        answers = [(index, getattr(entry, key.replace("-", "_"))) for index, entry in entries]
        paths = [("identifiers", index, key) for index, _ in answers]
        if any(answer is not None for _, answer in answers) or any(map(record.is_invalid, paths)):
            values = tuple(
                view.value(record, path, answer, show)
                if answer is not None or record.is_invalid(path)
                else Value(note=words.NOTHING)
                for path, (_, answer) in zip(paths, answers, strict=True)
            )
            rows.append((label, values))
    return tuple(rows)


def _letters_long(length: int) -> Link:
    return Link(words.counted(length, "letter"))


def _as_text(value: Any) -> Link:
    return Link(words.text(value))


def as_id(value: Any) -> Link:
    """A name as it stands in a system."""
    return Link(words.text(value), is_id=True)


def field_link(value: Any) -> Link:
    """The field of an identifier, with what it can hold and by which contract where that is said."""
    known = details_of(value, FieldTerms)
    holds = [
        f"{said(known.length)} letters" if said(known.length) else "",
        said(known.letters),
        f"contract {said(known.contract)}" if said(known.contract) else "",
    ]
    beside = ", ".join(part for part in holds if part)
    return Link(f"{words.text(value)} ({beside})" if beside else words.text(value), is_id=True)
