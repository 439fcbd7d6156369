"""Tells an SVG picture that only shows something from one that runs, or that loads from another host."""

from __future__ import annotations

import re
from xml.parsers import expat

_RUNNING = frozenset({"script", "foreignobject", "handler", "listener", "iframe", "object", "embed", "audio", "video"})
# An animation may write an address into a link after the picture was looked at.
_ANIMATING = frozenset({"set", "animate", "animatemotion", "animatetransform"})
_ADDRESSES = frozenset({"href", "src", "action", "formaction", "data"})
_LOADING = frozenset(
    {"image", "feimage", "use", "style", "link", "pattern", "lineargradient", "radialgradient", "filter"}
)
_UNSEEN = re.compile(r"[\x00-\x20]")
_RUN_ADDRESS = re.compile(r"(?:javascript|vbscript|data(?!:image/(?:png|jpe?g|gif|webp)[;,])):", re.IGNORECASE)
_FOREIGN = re.compile(r"(?:[a-z][a-z0-9+.-]*:(?!image/)|[/\\]{2})", re.IGNORECASE)
_LOADING_STYLE = re.compile(r"@import|url\(\s*[\"']?\s*(?!\s*[\"']?#)|\\", re.IGNORECASE)


class _MovesError(Exception):
    """The picture is more than a picture."""


def is_still(svg: bytes) -> bool:
    """True for an SVG in which nothing runs and that asks no other host for anything; False where that is not sure."""
    try:
        _look_through(svg)
    except (_MovesError, expat.ExpatError, ValueError, LookupError):
        return False
    return True


def _look_through(svg: bytes) -> None:
    parser = expat.ParserCreate()
    opened: list[str] = []
    styles: list[str] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        element = _local(name)
        opened.append(element)
        if element in _RUNNING or any(_is_bad(element, key, value) for key, value in attributes.items()):
            raise _MovesError

    def end(name: str) -> None:
        opened.pop()

    def text(words: str) -> None:
        if opened and opened[-1] == "style":
            styles.append(words)

    def instruct(target: str, data: str) -> None:
        raise _MovesError

    def declare(*_: object) -> None:
        raise _MovesError

    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, text
    parser.ProcessingInstructionHandler = instruct
    parser.EntityDeclHandler = declare
    parser.AttlistDeclHandler = declare
    parser.Parse(svg, True)
    if _LOADING_STYLE.search("".join(styles)):
        raise _MovesError


def _is_bad(element: str, key: str, value: str) -> bool:
    attribute = _local(key)
    if attribute.startswith("on") or attribute == "base":
        return True
    if element in _ANIMATING and _local(value).strip() in _ADDRESSES and attribute == "attributename":
        return True
    if attribute in _ADDRESSES:
        address = _UNSEEN.sub("", value)
        return bool(_RUN_ADDRESS.match(address)) or (element in _LOADING and bool(_FOREIGN.match(address)))
    # Fills, filters and styles name what they use by an address.
    return "(" in value and bool(_LOADING_STYLE.search(value))


def _local(name: str) -> str:
    return name.rpartition(":")[2].lower()
