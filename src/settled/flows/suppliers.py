"""Which flow brings an identifier that another one joins on: of another object, or given by another system."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from settled.flows.routes import Hop, HopIdentifier


@dataclass(frozen=True, slots=True)
class IdentifierSupply:
    """An identifier that a flow needs, and the flows that bring it, of which any one is enough."""

    identifier: HopIdentifier
    suppliers: tuple[Hop, ...]


def identifier_supplies(hop: Hop, hops: Sequence[Hop]) -> Iterator[IdentifierSupply]:
    """What `hop` joins on and other flows of `hops` bring, with these flows in the order of `hops`.

    An identifier `of` another object is brought by the flows of that object to a system that has a field for it. One
    that is `assigned-by` another system comes with that system's flows to the source, unless the system is a consumer
    of `hop` itself, which then gives it in answer.
    """
    for identifier in hop.identifiers:
        if identifier.of is None and identifier.assigned_by is None:
            continue  # as most are
        found = tuple(
            other
            for other in hops
            if other.file != hop.file
            and (_brings_object(hop, identifier, other) or _brings_assigned(hop, identifier, other))
        )
        if found:
            yield IdentifierSupply(identifier, found)


def _brings_object(hop: Hop, identifier: HopIdentifier, other: Hop) -> bool:
    if identifier.of is None or identifier.of == hop.business_object or other.business_object != identifier.of:
        return False
    return not set(identifier.fields).isdisjoint(other.consumers)


def _brings_assigned(hop: Hop, identifier: HopIdentifier, other: Hop) -> bool:
    system = identifier.assigned_by
    if system is None or system in hop.sources or system in hop.consumers or system not in other.sources:
        return False
    is_carried = any(each.key == identifier.key for each in other.identifiers)
    return is_carried and not set(hop.sources).isdisjoint(other.consumers)
