"""Flows as hops between systems, and the routes that they form when one carries on what another brought."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache

from settled.flows.variants import variants_of
from settled.model.answers import OpenQuestion
from settled.model.flow import Identifier, Source
from settled.model.vocabulary import IdentifierRole
from settled.records import Record, texts

_BETWEEN_WORDS = re.compile(r"[\s_-]+")
LONGEST_ROUTE = 12
"""No route is followed further than this many hops."""


@dataclass(frozen=True, slots=True)
class HopIdentifier:
    """One identifier of a flow: its place in the list, its role, and its field in each system.

    A field that is open or empty is an empty text: the system is named. `prefix` is None where none is given.
    `key` is the name as it is compared: `Order-Number` and `order number` are one identifier. `of` is the object that
    it identifies and `assigned_by` the system that gives the value, None where the record says nothing of it.
    """

    index: int
    name: str
    key: str
    role: IdentifierRole | None
    fields: Mapping[str, str]
    prefix: Mapping[str, str] | None
    of: str | None = None
    assigned_by: str | None = None


@dataclass(frozen=True, slots=True)
class Hop:
    """A flow as the systems see it: where it comes from, where it goes, and what its records are known by.

    Of a flow with variants `sources` are those of all of them, and `source` is the first; where it goes and what its
    records are known by is what any of them says. `source` and `business_object` are None where they are missing or
    open. `is_identified` is True when the
    list of identifiers is complete enough to say what is not in it: none is open, bad or half filled in.
    """

    record: Record
    business_object: str | None
    source: str | None
    consumers: tuple[str, ...]
    via: tuple[str, ...]
    identifiers: tuple[HopIdentifier, ...]
    is_identified: bool
    sources: tuple[str, ...] = ()

    @property
    def file(self) -> str:
        """The file of the flow, by which hops are told apart."""
        return self.record.file

    def of_role(self, role: IdentifierRole) -> tuple[HopIdentifier, ...]:
        """The identifiers of one role."""
        return tuple(identifier for identifier in self.identifiers if identifier.role is role)

    def brings(self, system: str) -> Iterator[HopIdentifier]:
        """The identifiers for which `system` has a field in this flow."""
        return (identifier for identifier in self.identifiers if system in identifier.fields)


@dataclass(frozen=True, slots=True)
class Route:
    """Hops in the order in which an object passes them."""

    hops: tuple[Hop, ...]

    @property
    def systems(self) -> tuple[str, ...]:
        """The systems from which the object sets out, hop by hop; the last one's consumers are not among them."""
        return tuple(hop.source for hop in self.hops if hop.source)


@lru_cache(maxsize=8192)  # the same names stand in many flows, and many rules compare them
def folded(words: str) -> str:
    """`words` in lower case with one space between them, whatever stood there."""
    return " ".join(_BETWEEN_WORDS.split(words.strip().casefold()))


def hops_of_variants(record: Record) -> tuple[Hop, ...]:
    """The flow `record` as a hop in each of its variants."""
    known = record.__dict__.get("_hops")
    if known is None:
        known = record.__dict__["_hops"] = tuple(map(_hop_of, variants_of(record)))  # many rules ask
    result: tuple[Hop, ...] = known
    return result


def hop_of(record: Record) -> Hop:
    """The flow `record` as a hop."""
    hops = hops_of_variants(record)
    first = hops[0]
    if len(hops) == 1 and first.record is record:
        return first
    identifiers: dict[str, HopIdentifier] = {}
    for identifier in (identifier for hop in hops for identifier in hop.identifiers):
        known = identifiers.setdefault(identifier.key, identifier)
        identifiers[identifier.key] = replace(known, fields={**identifier.fields, **known.fields})
    return Hop(
        record=record,
        business_object=first.business_object,
        source=next((hop.source for hop in hops if hop.source), None),
        consumers=tuple(dict.fromkeys(system for hop in hops for system in hop.consumers)),
        via=tuple(dict.fromkeys(system for hop in hops for system in hop.via)),
        identifiers=tuple(identifiers.values()),
        is_identified=all(hop.is_identified for hop in hops),
        sources=tuple(dict.fromkeys(hop.source for hop in hops if hop.source)),
    )


def _hop_of(record: Record) -> Hop:
    flow = record.flow
    source = flow.source if flow is not None else None
    system = source.system if isinstance(source, Source) else None
    entries = flow.identifiers if flow is not None and isinstance(flow.identifiers, list) else []
    identifiers = tuple(
        _identifier(index, entry) for index, entry in enumerate(entries) if isinstance(entry, Identifier)
    )
    is_identified = (
        bool(entries)
        and all(isinstance(entry, Identifier) and _is_complete(entry) for entry in entries)
        and not any(path[0] == "identifiers" for path in record.invalid)
    )
    business_object = flow.object if flow is not None else None
    source_system = system.strip() or None if isinstance(system, str) else None
    consumers = texts(flow.consumers) if flow is not None else []
    return Hop(
        record=record,
        business_object=business_object.strip() or None if isinstance(business_object, str) else None,
        source=source_system,
        consumers=tuple(dict.fromkeys(system for system in consumers if system)),
        via=tuple(dict.fromkeys(texts(flow.via) if flow is not None else ())),
        identifiers=identifiers,
        is_identified=is_identified,
        sources=(source_system,) if source_system else (),
    )


def _identifier(index: int, entry: Identifier) -> HopIdentifier:
    name = entry.name if isinstance(entry.name, str) else ""
    return HopIdentifier(
        index=index,
        name=name,
        key=folded(name),
        role=entry.role if isinstance(entry.role, IdentifierRole) else None,
        fields=_plain_texts(entry.in_) or {},
        prefix=_plain_texts(entry.prefix),
        of=entry.of if isinstance(entry.of, str) else None,
        assigned_by=entry.assigned_by if isinstance(entry.assigned_by, str) else None,
    )


def _plain_texts(value: object) -> dict[str, str] | None:
    if isinstance(value, dict):
        return {key: item if isinstance(item, str) else "" for key, item in value.items() if key != "not-applicable"}
    return None if value is None else {}


def _is_complete(entry: Identifier) -> bool:
    return (
        isinstance(entry.role, IdentifierRole)
        and isinstance(entry.name, str)
        and isinstance(entry.in_, dict)
        and bool(entry.in_)
        and not any(isinstance(name, OpenQuestion) for name in entry.in_.values())
    )


@dataclass(frozen=True)
class Routes:
    """All hops, and which follows which.

    A hop follows another one when its source is a consumer of the other, and both carry the same object,
    or it is to be delivered after the other, or an identifier of the same name arrives with the other.
    """

    hops: tuple[Hop, ...]
    after: Mapping[str, tuple[str, ...]]
    _arriving: dict[tuple[str, str], list[Hop]] = field(default_factory=dict, repr=False)
    _by_file: dict[str, Hop] = field(default_factory=dict, repr=False)

    def keys_of(self, hop: Hop) -> Iterator[tuple[str, str]]:
        """By what hops are found that this one may follow: its source with its object or an identifier."""
        if hop.source is None:
            return
        if hop.business_object is not None:
            yield hop.source, f"object {hop.business_object}"
        for identifier in hop.brings(hop.source):
            if identifier.key:
                yield hop.source, f"identifier {identifier.key}"

    def found_by(self, key: tuple[str, str]) -> list[Hop]:
        """The hops that arrive at a system with an object or identifier; see `keys_of`."""
        return self._arriving.get(key, [])

    def delivered_before(self, hop: Hop) -> Iterator[Hop]:
        """The hops that `hop` names under `after` and that arrive at its source."""
        for file in self.after.get(hop.file, ()):
            earlier = self._by_file.get(file)
            if earlier is not None and hop.source in earlier.consumers:
                yield earlier

    def upstream(self, hop: Hop, longest: int = LONGEST_ROUTE) -> Iterator[Route]:
        """A route to `hop` from every hop that comes before it, the shortest first.

        No route comes through a system twice, or through one that `hop` itself goes to: what comes back from
        there is an answer to `hop`, not its origin. Each hop and each key is visited once, so many flows between
        the same systems cost no more than their number. No route is longer than `longest` hops.
        """
        seen_hops, seen_keys = {hop.file}, set[tuple[str, str]]()
        waiting = [Route((hop,))]
        while waiting:
            reached: list[Route] = []
            for route in waiting:
                later = route.hops[0]
                keys = [key for key in self.keys_of(later) if key not in seen_keys]
                seen_keys.update(keys)
                for earlier in (
                    *self.delivered_before(later),
                    *(found for key in keys for found in self.found_by(key)),
                ):
                    is_circle = earlier.source in hop.consumers or earlier.source in route.systems
                    if earlier.file not in seen_hops and not is_circle:
                        seen_hops.add(earlier.file)
                        reached.append(Route((earlier, *route.hops)))
            yield from reached
            waiting = [route for route in reached if len(route.hops) < longest]


def routes_of(hops: Iterable[Hop], after: Mapping[str, tuple[str, ...]]) -> Routes:
    """Index `hops` by where they arrive; `after` names by a flow's file the files of those before it."""
    routes = Routes(tuple(hops), after)
    for hop in routes.hops:
        routes._by_file[hop.file] = hop
        for system in hop.consumers:
            if system == hop.source:
                continue
            if hop.business_object is not None:
                routes._arriving.setdefault((system, f"object {hop.business_object}"), []).append(hop)
            for key in {identifier.key for identifier in hop.brings(system) if identifier.key}:
                routes._arriving.setdefault((system, f"identifier {key}"), []).append(hop)
    return routes
