"""Which system a value comes from at first: through what flows forward, bring and say of their identifiers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from settled.flows.routes import folded
from settled.model.answers import OpenQuestion
from settled.model.flow import Identifier, Source
from settled.model.vocabulary import Kind
from settled.project import Project
from settled.records import Record, texts
from settled.rules.reporting import flow_variants


def identifiers_of(record: Record) -> Iterator[tuple[int, Identifier]]:
    """The identifiers of a flow that are written out, each with its position in the list."""
    entries = record.flow.identifiers if record.flow is not None else None
    for index, entry in enumerate(entries if isinstance(entries, list) else ()):
        if isinstance(entry, Identifier):
            yield index, entry


def prefixes_of(identifier: Identifier) -> dict[str, str]:
    """The prefix of each environment; empty where there is none, on purpose or not."""
    prefix = identifier.prefix if isinstance(identifier.prefix, dict) else {}
    if "not-applicable" in prefix:
        return {}
    return {environment: written.strip() for environment, written in prefix.items() if isinstance(written, str)}


def source_system_of(record: Record) -> str | None:
    """The system that a flow names as its source."""
    source = record.flow.source if record.flow is not None else None
    system = source.system if isinstance(source, Source) else None
    return system.strip() or None if isinstance(system, str) else None


def first_sources(project: Project, record: Record) -> frozenset[str]:
    """The systems in which the object of a flow begins: behind all that it forwards; empty where that is not known."""
    found: set[str] = set()
    seen: set[str] = set()
    waiting = [record]
    while waiting:
        here = waiting.pop()
        source = here.flow.source if here.flow is not None else None
        if not isinstance(source, Source) or isinstance(source.forwards, OpenQuestion):
            return frozenset()
        forwards = texts(source.forwards)
        if not forwards:
            system = source_system_of(here)
            if system is None:
                return frozenset()
            found.add(system)
        for name in forwards:
            earlier = project.resolve(name, here, Kind.FLOW)
            if earlier is None or earlier.flow is None:
                return frozenset()
            if earlier.file not in seen:
                seen.add(earlier.file)
                waiting.append(earlier)
    return frozenset(found)


class _Holding(NamedTuple):
    """A system that holds a value, under the identifier's name and in a field."""

    system: str
    name: str
    written_in: str


_Earlier = _Holding | frozenset[str]
"""Where a value was before it arrived at a system: in another one, or at the systems that are said to give it."""


@dataclass
class ValueSources:
    """Where the values of identifiers come from, of all flows in force; each value in a system is followed once.

    A value that arrives at a system with one flow, by the identifier's name or in the same field, is taken for the one
    with which the next flow leaves it. Where it comes back to where it set out nothing tells its beginning, unless a
    flow says so (`of`, `assigned-by`, `forwards`).
    """

    project: Project
    _arriving: dict[tuple[str, str, str], dict[_Earlier, None]] = field(default_factory=dict)
    _known: dict[_Holding, frozenset[str]] = field(default_factory=dict)
    _of_objects: dict[str, frozenset[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        flows = list(flow_variants(self.project))
        sources: dict[str, set[str]] = {}
        for record in flows:
            own = record.flow.object if record.flow is not None else None
            if isinstance(own, str):
                sources.setdefault(own.strip(), set()).update(first_sources(self.project, record))
        self._of_objects = {name: frozenset(found) for name, found in sources.items()}
        for record in flows:
            consumers = set(texts(record.flow.consumers)) if record.flow is not None else set()
            for _, identifier in identifiers_of(record):
                said, here = self._said(record, identifier), _holding(source_system_of(record) or "", identifier)
                fields = identifier.in_ if isinstance(identifier.in_, dict) else {}
                for system in consumers & set(fields) - {here.system}:
                    for key in _keys(_holding(system, identifier)):
                        self._arriving.setdefault(key, {})[here if said is None else said] = None

    def of(self, record: Record, identifier: Identifier) -> frozenset[str]:
        """The systems that give an identifier of a flow its values; empty where that is not known."""
        said = self._said(record, identifier)
        if said is not None:
            return said
        here = source_system_of(record)
        return self._first_of(_holding(here, identifier)) if here is not None else frozenset()

    def _said(self, record: Record, identifier: Identifier) -> frozenset[str] | None:
        """What the flow itself says of where the value comes from; None where it says nothing."""
        if identifier.assigned_by is not None:
            giver = identifier.assigned_by
            return frozenset({giver.strip()}) if isinstance(giver, str) and giver.strip() else frozenset()
        named, flow = identifier.of, record.flow
        if named is not None:
            if not isinstance(named, str):
                return frozenset()
            is_own = flow is not None and named == flow.object
            return first_sources(self.project, record) if is_own else self._of_object(named.strip())
        source = flow.source if flow is not None else None
        return first_sources(self.project, record) if isinstance(source, Source) and source.forwards else None

    def _of_object(self, name: str) -> frozenset[str]:
        catalog = self.project.catalog
        known = catalog.objects.get(name) if catalog is not None else None
        if known is not None and known.source:
            return frozenset({known.source})
        return self._of_objects.get(name, frozenset())

    def _first_of(self, start: _Holding) -> frozenset[str]:
        """The systems in which a value began that a system holds."""
        if start not in self._known:
            found: set[str] = set()
            seen, waiting, is_known = {start}, [start], True
            while waiting and is_known:
                here = waiting.pop()
                earlier = [each for key in _keys(here) for each in self._arriving.get(key, ())]
                if not earlier:
                    found.add(here.system)
                for each in earlier:
                    if isinstance(each, frozenset):
                        found |= each
                        is_known = is_known and bool(each)
                    elif each.system == start.system:
                        is_known = False
                    elif each not in seen:
                        seen.add(each)
                        waiting.append(each)
            self._known[start] = frozenset(found) if is_known else frozenset()
        return self._known[start]


def _holding(system: str, identifier: Identifier) -> _Holding:
    fields = identifier.in_ if isinstance(identifier.in_, dict) else {}
    written = fields.get(system)
    name = folded(identifier.name) if isinstance(identifier.name, str) else ""
    return _Holding(system, name, written.strip().casefold() if isinstance(written, str) else "")


def _keys(held: _Holding) -> Iterator[tuple[str, str, str]]:
    """By what a value is found again in a system: the identifier's name, and its field there."""
    if held.name:
        yield held.system, "name", held.name
    if held.written_in:
        yield held.system, "field", held.written_in
