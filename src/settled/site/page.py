"""What a page is before any site builder sees it: text of ours around a text that a person wrote."""

from __future__ import annotations

import re
from dataclasses import dataclass

# Our own HTML is well formed, has no table within a table, and escapes `>` in every value.
_LEFT_OUT = re.compile(r"<(table|form|svg)\b[^>]*\bdata-search-exclude\b.*?</\1>|<nav\b.*?</nav>", re.DOTALL)
_MARKUP = re.compile(r"<(?!/?(?:h[1-6]|p|li|ul|ol|pre|code)\b)[^>]*>")
_BETWEEN = re.compile(r"\s{2,}")


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
    is none, and where nobody knows.
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
    sections_before: tuple[Section, ...] = ()
    sections_after: tuple[Section, ...] = ()

    @property
    def is_record(self) -> bool:
        """True for the page of one record."""
        return bool(self.source)


def searchable(html: str) -> str:
    """The words of a page for a search index: headings and paragraphs stay, all other markup goes.

    Tables, forms and pictures marked with `data-search-exclude` are left out: they repeat what other pages say.
    """
    return _BETWEEN.sub(" ", _MARKUP.sub(" ", _LEFT_OUT.sub(" ", html)))
