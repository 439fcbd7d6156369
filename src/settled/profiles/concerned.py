"""Whether a fact is about the object that travels, or about the field that joins, by the names that teams give them."""

from __future__ import annotations

import re
from collections.abc import Iterable

_SAME_OBJECTS = (
    frozenset({"stock", "inventory", "availability", "quantity"}),
    frozenset({"product", "item", "article", "material", "catalog", "catalogue", "variant"}),
    frozenset({"customer", "account", "contact"}),
    frozenset({"shipment", "fulfillment", "fulfilment", "delivery", "dispatch", "consignment", "parcel"}),
    frozenset({"payment", "capture", "authorisation", "authorization", "transaction"}),
    frozenset({"return", "rma"}),
    frozenset({"price", "pricing", "pricebook"}),
)
"""Words that mean one object to some platform or team."""
_APART = re.compile(r"[^a-z0-9]+")
_SEGMENT = re.compile(r"[.\s/:\[\]>]+")


def plain(word: str) -> str:
    """`word` without capitals, spaces, hyphens and underscores, to compare names as people write them."""
    return _APART.sub("", word.lower())


def is_about(business_object: str, words: Iterable[str]) -> bool:
    """True where a word in the id of a business object (`return-order`) means one of `words`, in any number."""
    meant = set[str]().union(*(_meanings(word) for word in words))
    return any(not meant.isdisjoint(_meanings(part)) for part in _APART.split(business_object.lower()) if part)


def is_field(written: str, fields: Iterable[str]) -> bool:
    """True where a field as a record writes it (`order.externalId`) is one of `fields` (`external-id`, `order.id`)."""
    parts = _segments(written)
    return any((names := _segments(field)) and parts[-len(names) :] == names for field in fields)


def _segments(field: str) -> list[str]:
    return [part for segment in _SEGMENT.split(field) if (part := plain(segment))]


def _meanings(word: str) -> set[str]:
    singular = word.lower()
    for ending, instead in (("ies", "y"), ("s", "")):
        if singular.endswith(ending) and len(singular) > len(ending) + 2:
            singular = singular.removesuffix(ending) + instead
            break
    return {singular}.union(*(same for same in _SAME_OBJECTS if singular in same))
