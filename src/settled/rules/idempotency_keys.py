"""Family J: whether the key by which duplicates are recognised is one, for this object and for ever."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from settled.flows.landscape import Landscape
from settled.flows.time_budget import idempotency_of
from settled.model.findings import Problem, Severity
from settled.model.flow import Identifier
from settled.model.vocabulary import Phase
from settled.records import Record
from settled.rules.content import object_name_of
from settled.rules.context import Context
from settled.rules.reporting import flow_variants, is_reported, problem_at, shortened
from settled.rules.retries import says_that_there_is_no_key
from settled.rules.value_sources import identifiers_of
from settled.settings.word_lists import WordLists

_CAMEL = re.compile(r"(?<=[a-z\d])(?=[A-Z])")
_WORD = re.compile(r"[^\W_]+")
# What joins a second part to a key: `order number and line`, `order number + line`, `order number, line`.
_JOINED = re.compile(r"[+,;/&|:]|\b(?:and|plus|with|per|by|together)\b", re.IGNORECASE)
_PATH = ("idempotency", "key")
_FILLING = frozenset({"a", "an", "the", "new", "fresh", "generated", "unique", "of", "per", "each", "every", "this"})
"""Before a word such as `uuid` these name nothing that it could be the number of."""


def key_coarser_than_object(context: Context) -> Iterator[Problem]:
    """The idempotency key identifies an object of which the flow's object is a part.

    Asked where the key names identifiers of the flow by their name or field, and all of them are `of` an object of
    which the catalog says that the flow's object is a part (`part-of`). A key with a further part is no such key.

    Why: an order is sent in three parcels. With the order number as the key the second and the third parcel are
    duplicates, and nobody is told that they left.

    Wrong:
        shipment: {part-of: order}                     (in the catalog)

        object: shipment
        identifiers:
          - {name: order number, role: join, of: order, in: {wms: external_id, erp: VBAK-BSTNK}}
        idempotency: {key: order number}

    Right:
        idempotency: {key: shipment number}
    """
    landscape = context.project.landscape
    for record in flow_variants(context.project):
        key, name = _key_of(record), object_name_of(record)
        wholes = landscape.wholes_of(name)
        named = _named_in(key, record) if wholes else []
        objects = [_object_of(identifier) for _, identifier in named]
        if not named or not all(each in wholes for each in objects) or _has_a_further_part(key, named):
            continue
        index, identifier = named[0]
        yield problem_at(
            record,
            _PATH,
            f"the key `{shortened(key)}` identifies `{objects[0]}`, and one of these has several of `{name}`",
            f"take a key that identifies one `{name}`, alone or together with this one",
            value=f"{key} {name}",
            related=(
                (record.at(("identifiers", index, "of")), f"here `{identifier.name}` identifies `{objects[0]}`"),
                (landscape.at(("objects", name, "part-of")), f"here `{name}` is a part of `{_whole(landscape, name)}`"),
            ),
        )


def _whole(landscape: Landscape, name: str) -> str:
    return landscape.object_of(name).part_of or ""


def key_is_not_stable(context: Context) -> Iterator[Problem]:
    """The idempotency key is a time, a random value or a number of the transport; or it names no identifier.

    A key that names an identifier of the flow, by its name or one of its fields, is stable. The words are the setting
    `words.unstable-words`, compared word by word; a uuid or guid *of* something (`cart uuid`) is none of them. From
    build on it is a warning where the key names no identifier of the flow at all.

    Why: a replay sends the same order with a new time and a new message id. Nothing recognises it, and it is shipped
    a second time.

    Wrong:
        idempotency: {key: message id and timestamp}

    Right:
        idempotency: {key: order number}
    """
    words = context.project.settings.words
    for record in flow_variants(context.project):
        key = _key_of(record)
        if not key or _named_in(key, record) or not _is_complete(record):
            continue
        unstable = _unstable_in(key, words)
        if unstable:
            yield problem_at(
                record,
                _PATH,
                f"the key `{shortened(key)}` is another one when the same is sent again: `{unstable}`",
                "take an identifier of the object, which a replay sends unchanged",
                value=key,
            )
        elif context.phase_of(record) is not Phase.DESIGN:
            yield problem_at(
                record,
                _PATH,
                f"the key `{shortened(key)}` names no identifier of the flow",
                "name the identifier in the words under `identifiers`, or add it there",
                value=key,
                related=((record.at(("identifiers",)), "here are its identifiers"),),
                at_most=Severity.WARNING,
            )


def _key_of(record: Record) -> str:
    """The key as it is written; empty where there is none, which another rule tells."""
    key = idempotency_of(record).key
    if not isinstance(key, str) or says_that_there_is_no_key(key) or is_reported(record, _PATH):
        return ""
    return key.strip()


def _is_complete(record: Record) -> bool:
    """True where the identifiers are known, so that it can be said what is none."""
    entries = record.flow.identifiers if record.flow is not None else None
    known = [identifier for _, identifier in identifiers_of(record) if isinstance(identifier.name, str)]
    return isinstance(entries, list) and bool(entries) and len(known) == len(entries)


@lru_cache(maxsize=8192)  # the same names stand in many flows
def _words(text: str) -> tuple[str, ...]:
    """The words of `text` in lower case and in the singular, whatever stands between them: `orderNumber` has two."""
    found = [word.casefold() for word in _WORD.findall(_CAMEL.sub(" ", text))]
    return tuple(word[:-1] if len(word) > 3 and word[-1] == "s" and word[-2] != "s" else word for word in found)


def _place_of(words: tuple[str, ...], within: tuple[str, ...]) -> int | None:
    """Where `words` stand one after the other in `within`."""
    size = len(words)
    return next((at for at in range(len(within) - size + 1) if size and within[at : at + size] == words), None)


def _names_of(identifier: Identifier) -> Iterator[tuple[str, ...]]:
    """The words by which a key may name an identifier: its name, and its fields."""
    if isinstance(identifier.name, str):
        yield _words(identifier.name)
    for written in (identifier.in_ if isinstance(identifier.in_, dict) else {}).values():
        if isinstance(written, str) and written.strip():
            yield _words(written)


def _named_in(key: str, record: Record) -> list[tuple[int, Identifier]]:
    """The identifiers of a flow that its key names, each with its position in the list."""
    words = _words(key)
    return [
        (index, identifier)
        for index, identifier in identifiers_of(record)
        if any(_place_of(name, words) is not None for name in _names_of(identifier))
    ]


def _object_of(identifier: Identifier) -> str:
    return identifier.of.strip() if isinstance(identifier.of, str) else ""


def _has_a_further_part(key: str, named: list[tuple[int, Identifier]]) -> bool:
    """True where the key has a part that names none of the identifiers."""
    known = [name for _, identifier in named for name in _names_of(identifier)]
    parts = [_words(part) for part in _JOINED.split(key)]
    return any(part and all(_place_of(name, part) is None for name in known) for part in parts)


def _unstable_in(key: str, lists: WordLists) -> str:
    """The word in a key that makes it another one each time; empty where there is none."""
    words = _words(key)
    for phrase in lists.unstable_words.words:
        at = _place_of(_words(phrase), words)
        before = words[at - 1] if at else ""
        is_of_something = phrase in lists.identifying_words and before and before not in _FILLING
        is_random = before in {"random", "message", "delivery", "request", "event", "call", "attempt"}
        if at is not None and (not is_of_something or is_random):
            return phrase
    return ""
