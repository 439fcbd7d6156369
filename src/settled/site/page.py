"""What a page is before any site builder sees it: text of ours around a text that a person wrote."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from settled.site.html.search_sections import SearchSection


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
    that stays outside of it. `foot` is finished HTML below all else. `is_wide` gives up the table of contents
    for the width of a table. `data` is the file with the same for programs, `changed` the ISO date of the last
    change of what the page shows; empty where there is none, and where nobody knows. `diagrams` are texts of
    Mermaid by the words that stand for them in `markdown`. `found_before` and `found_after` are what a search is
    to know of the HTML, `is_found_by_title` leaves out the text. `search_weight` is how much a match counts
    beside one on another page. `anchors` are those of the HTML.
    """

    title: str
    before: str = ""
    markdown: str = ""
    after: str = ""
    foot: str = ""
    source: str = ""
    label: str = ""
    is_wide: bool = False
    data: str = ""
    changed: str = ""
    diagrams: Mapping[str, str] = field(default_factory=dict)
    found_before: tuple[SearchSection, ...] = ()
    found_after: tuple[SearchSection, ...] = ()
    is_found_by_title: bool = False
    search_weight: float = 1
    anchors: frozenset[str] = frozenset()
    sections_before: tuple[Section, ...] = ()
    sections_after: tuple[Section, ...] = ()

    @property
    def is_record(self) -> bool:
        """True for the page of one record."""
        return bool(self.source)
