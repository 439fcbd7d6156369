"""What of a page arrives in a browser: its elements and texts in their order, however the HTML was written."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

Element = tuple[str, tuple[tuple[str, str], ...]]
_FRAMES = {"settled-part", "st-text"}
"""Frames of plain sources: put around pieces of a page, and cut at headings."""
_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


class _Elements(HTMLParser):
    """Collects elements and texts: with `in_article` those of the page's article alone."""

    def __init__(self, *, in_article: bool) -> None:
        super().__init__()
        self.found: list[Element | str] = []
        self._open: list[tuple[str, bool]] = []
        self._depth = 0 if in_article else 1

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = tuple(sorted((name, value or "") for name, value in attrs))
        is_article = tag == "article"
        if self._depth and not is_article:
            is_frame = tag == "div" and dict(values).get("class") in _FRAMES
            if not is_frame:
                self.found.append((tag, values))
            if tag not in _VOID:
                self._open.append((tag, is_frame))
        self._depth += is_article

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._depth:
            self.found.append((tag, tuple(sorted((name, value or "") for name, value in attrs))))

    def handle_endtag(self, tag: str) -> None:
        if tag == "article":
            self._depth -= 1
        elif self._depth and self._open:
            name, is_frame = self._open.pop()
            assert name == tag, f"<{name}> is ended by </{tag}>"
            if not is_frame:
                self.found.append(f"/{tag}")

    def handle_data(self, data: str) -> None:
        if not self._depth:
            return
        if any(name == "pre" for name, _ in self._open):
            self.found.append(data)
        elif words := re.sub(r"\s+", " ", data).strip():
            self.found.append(words)


def elements(html: str, *, in_article: bool = False) -> list[Element | str]:
    """The elements and texts of `html` in their order; runs of blanks count as one, but in `pre`."""
    parser = _Elements(in_article=in_article)
    parser.feed(html)
    parser.close()
    joined: list[Element | str] = []
    for item in parser.found:
        if isinstance(item, str) and joined and isinstance(joined[-1], str) and "/" not in (item[0], joined[-1][0]):
            joined[-1] += f" {item}"
        else:
            joined.append(item)
    return joined


def article(page: Path) -> list[Element | str]:
    """The elements and texts of the article on the page at `page`."""
    return elements(page.read_text(encoding="utf-8"), in_article=True)
