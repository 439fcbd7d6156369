"""What stands beside a page of ours: its sections, and the headings of the text that somebody wrote."""

from __future__ import annotations

import html
from collections.abc import Mapping
from typing import Any

from mkdocs.structure.toc import AnchorLink

from settled.site.html.cleaning import plain, text_anchor
from settled.site.page import Section


def section_links(sections: tuple[Section, ...]) -> list[AnchorLink]:
    """The sections of HTML of ours."""
    return [AnchorLink(html.escape(section.title), section.anchor, 2) for section in sections]


def heading_links(toc: Any, anchors: Mapping[str, str]) -> list[AnchorLink]:
    """A table of contents without markup, without headings that are not among the `anchors` of the cleaned text.

    Headings of the first level give way to those below them.
    """
    found: list[AnchorLink] = []
    for item in toc:
        anchor = anchors.get(text_anchor(item.id))
        if item.level == 1 or anchor is None:
            found += heading_links(item.children, anchors)
            continue
        link = AnchorLink(plain(item.title), anchor, item.level)
        link.children = heading_links(item.children, anchors)
        found.append(link)
    return found
