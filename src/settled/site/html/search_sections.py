"""What a search is to know of a page: its sections, each with the words of its heading and of what follows."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import chain, repeat

# Our own HTML has no part of these within the same part, and escapes `>` in every value.
_LEFT_OUT = re.compile(r"<(?:(table|form|ul) [^>]*\bdata-search-exclude\b|(nav|svg|thead|caption)\b)")
# A tag and the text behind it: a heading that makes an entry of its own (smaller ones would be more markup than
# words), or what is not said by its text: the name of a field, a button, a symbol.
_PIECE = re.compile(r'<(?:(/?h[12]\b[^>]*)|((?:dt|button)\b|[^>]*aria-hidden="true")?[^>]*)>\s*([^<]*)')
_ANCHOR = re.compile(r'\bid="([^"]*)"')


@dataclass(frozen=True, slots=True)
class SearchSection:
    """A part of a page that a search leads to: the anchor and title of its heading, and its text, both as HTML.

    What stands in front of the first heading has neither anchor nor title.
    """

    anchor: str
    title: str
    text: str


def own_sections(*parts: str) -> list[tuple[SearchSection, ...]]:
    """The sections of each of `parts`, the HTML of ours on one page, with each text once.

    A page says the same of several things (a team, a system, what is missing), and one place is enough to find
    it. Names of columns and fields, symbols and what is marked with `data-search-exclude` are left out, since
    other pages or other parts of the page say it.
    """
    seen: set[str] = set()
    return [tuple(_own_sections(part, seen)) for part in parts]


def with_anchors(sections: Iterable[SearchSection], anchors: Mapping[str, str]) -> Iterable[SearchSection]:
    """The sections with the anchors that they have got on their page, by what they were called."""
    if all(name == new for name, new in anchors.items()):
        return sections
    return [replace(section, anchor=anchors.get(section.anchor, section.anchor)) for section in sections]


def joined(parts: Iterable[Iterable[SearchSection]]) -> list[SearchSection]:
    """The sections of a page made of `parts`: what stands in front of a heading belongs to the section before."""
    found: list[SearchSection] = []
    for part in parts:
        for section in part:
            if section.anchor or not found:
                found.append(section)
            elif section.text:
                found[-1] = replace(found[-1], text=f"{found[-1].text} {section.text}".strip())
    return found


def under_title(sections: list[SearchSection], title: str) -> list[SearchSection]:
    """The sections of a page called `title`, a plain text; the first is found by it, and not by its heading alone.

    A heading shows the title of a record without its id, and that of a register with a count.
    """
    if not sections:
        return []
    return [replace(sections[0], title=html.escape(title, quote=False)), *sections[1:]]


def as_html(sections: Iterable[SearchSection]) -> str:
    """`sections` as HTML, for a search that takes pages apart by itself; the first one is the page's own."""
    return "".join(
        (f'<h{level} id="{section.anchor}">{section.title}</h{level}>' if section.anchor else "") + section.text
        for level, section in zip(chain([1], repeat(2)), sections, strict=False)
    )


def _own_sections(part: str, seen: set[str]) -> Iterator[SearchSection]:
    anchor = title = ""
    words: list[str] = []
    is_heading = False
    for heading, is_unsaid, text in _PIECE.findall(_without_left_out(part)):
        if heading.startswith("/"):
            title, words, is_heading = " ".join(words), [], False
        elif heading and (found := _ANCHOR.search(heading)):
            if anchor or words:
                yield SearchSection(anchor, title, " ".join(words))
            anchor, title, words, is_heading = found[1], "", [], True
        if is_unsaid or not text:
            continue
        said = " ".join(text.split())
        if is_heading or said not in seen:
            seen.add(said)
            words.append(html.escape(html.unescape(said), quote=False) if "&" in said else said)
    if anchor or words:
        yield SearchSection(anchor, title, " ".join(words))


def _without_left_out(part: str) -> str:
    kept: list[str] = []
    position = 0
    while match := _LEFT_OUT.search(part, position):
        kept.append(part[position : match.start()])
        closing = f"</{match[1] or match[2]}>"
        end = part.find(closing, match.end())
        position = end + len(closing) if end >= 0 else len(part)
    kept.append(part[position:])
    return " ".join(kept)
