"""What is shown of a text that somebody wrote: cleaned of what could run in it, between the HTML that is ours."""

from __future__ import annotations

from dataclasses import dataclass

from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.structure.toc import TableOfContents

from settled.site.diagrams import put_diagrams
from settled.site.html.anchors import set_apart
from settled.site.html.cleaning import clean
from settled.site.html.search_sections import SearchSection, joined, under_title, with_anchors
from settled.site.mkdocs.converted_text import clean_text
from settled.site.mkdocs.shared_converter import SharingPage
from settled.site.mkdocs.table_of_contents import heading_links, section_links
from settled.site.page import Page


@dataclass(frozen=True, slots=True)
class ShownText:
    """The HTML of a page, its table of contents, and what the search is to know of it."""

    html: str
    toc: TableOfContents
    sections: list[SearchSection]


def shown_beside_records(html: str, toc: TableOfContents) -> tuple[str, TableOfContents]:
    """The cleaned text and the table of contents of a page of somebody's that lies beside the records."""
    text, anchors = set_apart(clean(html))
    return text, TableOfContents(heading_links(toc, anchors))


def shown_on_page_of_ours(html: str, page: MkDocsPage, ours: Page, *, is_trusted: bool) -> ShownText:
    """What `page` shows, a page of ours, of which `html` is what came of its Markdown; cleaned unless it is trusted."""
    known = page.clean_text if isinstance(page, SharingPage) and page.content == html else None
    shown = known or clean_text(html, is_trusted=is_trusted)
    text, anchors = set_apart(shown.html, ours.anchors)
    own = list(page.toc) if is_trusted else heading_links(page.toc, anchors)
    found = () if ours.is_found_by_title else with_anchors(shown.sections, anchors)
    return ShownText(
        ours.before + put_diagrams(text, ours.diagrams) + ours.after + ours.foot,
        TableOfContents([*section_links(ours.sections_before), *own, *section_links(ours.sections_after)]),
        under_title(joined((ours.found_before, found, ours.found_after)), ours.title),
    )
