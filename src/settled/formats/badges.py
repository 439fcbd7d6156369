"""Pictures that tell a status: the badges of shields.io and badgen.net, and images that are called after it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote

from settled.model.status_words import StatusWords
from settled.model.vocabulary import Status

_IMAGE = re.compile(r"!\[(?P<alt>[^\[\]]{0,300})\]\((?P<target>[^()\s]{0,1000})[^()]{0,300}\)")
_HTML_IMAGE = re.compile(r"<img\b(?P<attributes>[^<>]{0,2000})>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"\b(?P<name>alt|src)\s*=\s*(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)')", re.IGNORECASE)
_IN_DASHES = re.compile(r"(?<!-)-(?!-)")
_SPACES = re.compile(r"(?<!_)_(?!_)")


def holds_image(text: str) -> bool:
    """True where `text` shows a picture."""
    return "![" in text or "<img" in text.lower()


def badge_status(text: str, statuses: StatusWords) -> Status | None:
    """The status that the pictures in `text` tell; None where they tell none, or more than one."""
    found = {status for alt, target in _images(text) for status in _told(alt, target, statuses)}
    return next(iter(found)) if len(found) == 1 else None


def _images(text: str) -> Iterator[tuple[str, str]]:
    for match in _IMAGE.finditer(text):
        yield match["alt"], match["target"]
    for match in _HTML_IMAGE.finditer(text):
        named = {each["name"].lower(): each["double"] or each["single"] or "" for each in _attributes(match)}
        yield named.get("alt", ""), named.get("src", "")


def _attributes(image: re.Match[str]) -> Iterator[re.Match[str]]:
    return _ATTRIBUTE.finditer(image["attributes"])


def _told(alt: str, target: str, statuses: StatusWords) -> set[Status]:
    """The statuses that the address tells, else those of the words that stand for the picture."""
    for pieces in (_pieces_of_address(target), [alt, *re.split(r"[:\-–—]", alt)]):
        told = {status for piece in pieces if (status := statuses.meaning_of(piece)) is not None}
        if told:
            return told
    return set()


def _pieces_of_address(target: str) -> list[str]:
    path = unquote(target.partition("?")[0].partition("#")[0])
    parts = [part for part in path.split("/") if part]
    after_badge = parts[parts.index("badge") + 1 :] if "badge" in parts else parts[-1:]
    pieces: list[str] = []
    for part in after_badge:
        bare = re.sub(r"\.(?:svg|png|gif|jpe?g|webp)$", "", part, flags=re.IGNORECASE)
        said = [piece.replace("--", "-").replace("__", "_") for piece in _IN_DASHES.split(bare)]
        pieces += [_SPACES.sub(" ", piece) for piece in said]
    return pieces
