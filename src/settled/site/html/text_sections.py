"""The sections of a cleaned text as the theme's search plugin finds them, in a quarter of the time.

The plugin takes every page apart with Python's parser of HTML. What the cleaner gave out has tags in lower case, every
attribute in quotes, and neither comments nor stray brackets, so that one pattern finds its tags.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from math import inf

from settled.site.html.search_sections import SearchSection

_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)((?:[^>\"]|\"[^\"]*\")*)>")
_ANCHOR = re.compile(r'\sid="([^"]*)"')
_VOID = {
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr",
}  # fmt: skip
_KEPT = {"p", "code", "pre", "li", "ol", "ul", "sub", "sup"}  # they show a result in paragraphs and lists
_LEVELS = {"h1", "h2", "h3", "h4", "h5", "h6"}
_HEADERLINK = 'class="headerlink"'


@dataclass(slots=True)
class _Part:
    """A heading with what follows it; `depth` is how many elements the heading stands in, itself included."""

    anchor: str
    level: str
    depth: float
    title: list[str] = field(default_factory=list)
    text: list[str] = field(default_factory=list)


def cleaned_text_sections(text: str) -> tuple[SearchSection, ...]:
    """The sections of `text`; what stands in front of the first heading has neither anchor nor title."""
    part = _Part("", "h1", 1)
    parts = [part]
    within: list[str] = []
    around: Counter[str] = Counter()  # how often each name is in `within`, which may be thousands deep
    links = 0  # how many of the elements around are links to the heading itself
    position = 0
    for match in _TAG.finditer(text):
        if match.start() > position and not (links and around[part.level]):
            _say(part, text[position : match.start()], around)
        position = match.end()
        is_end, name, attributes = match.groups()
        if name in _VOID:
            continue
        if not is_end:
            within.append(name)
            around[name] += 1
            if name in _LEVELS and (anchor := _ANCHOR.search(attributes)):
                part = _Part(html.unescape(anchor[1]), name, len(within))
                parts.append(part)
            links += name == "a" and _HEADERLINK in attributes
            if name in _KEPT:
                (part.title if around[part.level] else part.text).append(f"<{name}>")
        elif within and within[-1] == name:
            part = _left(part, parts, len(within))
            within.pop()
            around[name] -= 1
            links -= links > 0 and name == "a"
            if name in _KEPT:
                _close(part.title if around[part.level] else part.text, name)
    if position < len(text):
        _say(part, text[position:], around)
    return tuple(SearchSection(each.anchor, "".join(each.title).strip(), "".join(each.text).strip()) for each in parts)


def _say(part: _Part, words: str, around: Mapping[str, int]) -> None:
    said = html.unescape(words) if "&" in words else words
    is_space, is_preformatted = said.isspace(), bool(around["pre"])
    if not is_preformatted:
        said = " " if is_space else said.replace("\n", " ")
    if around[part.level]:
        part.title.append(html.escape(said, quote=False))
    elif not is_space:
        part.text.append(html.escape(said, quote=False))
    elif is_preformatted or not part.text or not part.text[-1].isspace():
        part.text.append(said)


def _left(part: _Part, parts: list[_Part], depth: int) -> _Part:
    """The part that goes on behind an element at `depth`: a heading within it holds for no more than that."""
    if part.depth > depth:
        for earlier in reversed(parts):
            if earlier.depth <= depth:
                part.depth = inf
                return earlier
    return part


def _close(pieces: list[str], name: str) -> None:
    """Close an element, or take it away where nothing was said in it."""
    opening = f"<{name}>"
    first = pieces.index(opening) if opening in pieces else len(pieces)
    if all(pieces[place].isspace() for place in range(first + 1, len(pieces))):
        del pieces[first:]
    else:
        pieces.append(f"</{name}>")
