"""What the search is told of pages of ours: sections that are known, in the place of markup that takes long to read."""

from __future__ import annotations

from collections.abc import Iterable

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.pages import Page

from settled.site.html.search_sections import SearchSection, as_html
from settled.site.mkdocs.search_of_theme import add_to_search


class PageSearch:
    """The sections of the pages of one build by source; each page shows less while the search looks at it."""

    def __init__(self) -> None:
        self._sections: dict[str, list[SearchSection]] = {}
        self._whole: str | None = None

    def keep(self, source: str, sections: Iterable[SearchSection]) -> None:
        """Keep the sections of the page that is made of `source`."""
        self._sections[source] = list(sections)

    def show_less(self, page: Page, config: MkDocsConfig) -> None:
        """Put what the search is to know in the place of the page's content, if that is a page of ours."""
        sections = self._sections.pop(page.file.src_uri, None)
        if sections is not None:
            self._whole = page.content
            is_reported = add_to_search(config, page, sections)
            page.content = "" if is_reported else as_html(sections)

    def show_all(self, page: Page) -> None:
        """Give the page its content back."""
        if self._whole is not None:
            page.content, self._whole = self._whole, None
