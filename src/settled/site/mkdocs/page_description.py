"""What the theme, the search and the site map are told of a page of ours."""

from __future__ import annotations

import html

from mkdocs.structure.pages import Page as MkDocsPage

from settled.site.mkdocs.page_frames import TEMPLATE
from settled.site.page import Page

# The packed site map has a date in 32 bits, and the builder takes the latest of all pages for it.
_EARLIEST_DAY, _LATEST_DAY = "1970-01-02", "2106-02-06"


def describe(page: MkDocsPage, ours: Page, *, is_framed: bool) -> None:
    """Give `page` the title, the weight in the search and the day of `ours`; the theme shows titles as HTML."""
    page.meta = {"title": html.escape(ours.title), "hide": ["toc"] if ours.is_wide else []}
    if ours.search_weight != 1:
        page.meta["search"] = {"boost": ours.search_weight}
    if _EARLIEST_DAY <= ours.changed <= _LATEST_DAY:
        page.update_date = ours.changed
    if is_framed:
        page.meta["template"] = TEMPLATE
