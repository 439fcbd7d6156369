"""What a page is before any site builder sees it: text of ours around a text that a person wrote."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

# Our own HTML is well formed, has none of these within itself, and escapes `>` in every value.
_LEFT_OUT = re.compile(
    r"<(table|form|svg|ul)\b[^>]*\bdata-search-exclude\b.*?</\1>|<(nav|thead|caption|dt|svg)\b.*?</\2>", re.DOTALL
)
_HEADS = {"h1", "h2"}  # each makes an entry of its own, and smaller ones would be more markup than words
_TAG = re.compile(r"(<[^>]*>)")


@dataclass(frozen=True, slots=True)
class Section:
    """A heading inside the HTML of a page, for the table of contents: its anchor and its plain text."""

    anchor: str
    title: str


@dataclass(frozen=True, slots=True)
class Page:
    """A page: finished HTML `before` and `after` a Markdown text that is not trusted.

    The HTML never passes through a Markdown parser, which would read stars, brackets and blank lines in
    values as markup. `title` is plain text. `source` is the record's file relative to the project's root,
    empty for a page that the tool makes on its own; `label` is its name in the sidebar, empty for a page
    that stays outside of it. `is_wide` gives up the table of contents for the width of a table. `data` is the file
    with the same for programs, `changed` the ISO date of the last change of what the page shows; empty where there
    is none, and where nobody knows. `diagrams` are texts of Mermaid by the words that stand for them in `markdown`.
    `words_before` and `words_after` are what a search is to know of the HTML, `is_found_by_title` leaves out the text.
    """

    title: str
    before: str = ""
    markdown: str = ""
    after: str = ""
    source: str = ""
    label: str = ""
    is_wide: bool = False
    data: str = ""
    changed: str = ""
    diagrams: Mapping[str, str] = field(default_factory=dict)
    words_before: str = ""
    words_after: str = ""
    is_found_by_title: bool = False
    sections_before: tuple[Section, ...] = ()
    sections_after: tuple[Section, ...] = ()

    @property
    def is_record(self) -> bool:
        """True for the page of one record."""
        return bool(self.source)


def searchable(html: str) -> str:
    """The words of HTML of ours for a search index: the headings of its sections, and each text once.

    A page says the same of several things (a team, a system, what is missing), and one place is enough to find
    it. Names of columns and fields are left out, and what is marked with `data-search-exclude`, since other
    pages or other parts of the page say it.
    """
    kept: list[str] = []
    seen: set[str] = set()
    for piece in _TAG.split(_LEFT_OUT.sub(" ", html)):
        if piece.startswith("<"):
            if piece[1:3] in _HEADS or piece[2:4] in _HEADS:
                kept.append(piece)
            continue
        text = " ".join(piece.split())
        if text and text not in seen:
            seen.add(text)
            kept.append(text)
    return " ".join(kept)
