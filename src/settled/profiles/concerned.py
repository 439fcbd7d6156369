"""Whether a fact is about the object that travels, or about the field that joins, by the names that teams give them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

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


@lru_cache(maxsize=4096)
def plain(word: str) -> str:
    """`word` without capitals, spaces, hyphens and underscores, to compare names as people write them."""
    return _APART.sub("", word.lower())


def is_about(business_object: str, words: Iterable[str]) -> bool:
    """True where a word in the id of a business object (`return-order`) means one of `words`, in any number."""
    return _is_about(business_object, tuple(words))


@lru_cache(maxsize=8192)
def _is_about(business_object: str, words: tuple[str, ...]) -> bool:
    meant = set[str]().union(*(_meanings(word) for word in words))
    return any(not meant.isdisjoint(_meanings(part)) for part in _APART.split(business_object.lower()) if part)


def is_field(written: str, fields: Iterable[str]) -> bool:
    """True where a field as a record writes it (`order.externalId`) is one of `fields` (`external-id`, `order.id`)."""
    parts = _segments(written)
    return any((names := _segments(field)) and parts[-len(names) :] == names for field in fields)


@lru_cache(maxsize=4096)
def _segments(field: str) -> tuple[str, ...]:
    return tuple(part for segment in _SEGMENT.split(field) if (part := plain(segment)))


@lru_cache(maxsize=4096)
def _meanings(word: str) -> frozenset[str]:
    singular = word.lower()
    for ending, instead in (("ies", "y"), ("s", "")):
        if singular.endswith(ending) and len(singular) > len(ending) + 2:
            singular = singular.removesuffix(ending) + instead
            break
    return frozenset({singular}).union(*(same for same in _SAME_OBJECTS if singular in same))
