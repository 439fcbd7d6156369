"""A record's Markdown as HTML without a site builder: what MkDocs makes of it with the built-in configuration."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from xml.etree import ElementTree as Tree

import markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor
from markdown.util import AMP_SUBSTITUTE

from settled.formats.conversion_cost import find_obstacle
from settled.site.html.cleaning import without_broken_addresses
from settled.site.html.conversion_limit import ConversionEndedError, conversion_limit
from settled.site.html.plain_text import TOO_LONG, in_words, plain_text
from settled.site.mkdocs.builtin_config import MARKDOWN_EXTENSIONS

# MkDocs brings these along whatever its configuration says.
_ALWAYS = ("toc", "tables", "fenced_code")


def to_html(text: str, resolve: Callable[[str], str]) -> str:
    """`text` as HTML, not cleaned yet; `resolve` gives for the address of a link or image the one on the page.

    A text that takes too long to convert comes out as it is written.
    """
    obstacle = find_obstacle(text)
    if obstacle is not None:
        return plain_text(text, in_words(obstacle, 1))
    converter = markdown.Markdown(extensions=[*_ALWAYS, *MARKDOWN_EXTENSIONS, _Addresses(resolve)])
    try:
        with conversion_limit(len(text)):
            html: str = converter.convert(without_broken_addresses(text))
    except ConversionEndedError:
        return plain_text(text, TOO_LONG)
    return html


class _Addresses(Extension):
    """Puts every address through `resolve`, once all of them are known."""

    def __init__(self, resolve: Callable[[str], str]) -> None:
        super().__init__()
        self._resolve = resolve

    def extendMarkdown(self, md: Any) -> None:  # noqa: N802 (the library's name)
        md.treeprocessors.register(_AddressProcessor(md, self._resolve), "addresses", 0)


class _AddressProcessor(Treeprocessor):
    def __init__(self, md: Any, resolve: Callable[[str], str]) -> None:
        super().__init__(md)
        self._resolve = resolve

    def run(self, root: Tree.Element) -> None:
        for element in root.iter():
            name = {"a": "href", "img": "src"}.get(element.tag)
            address = element.get(name) if name else None
            # The library writes mail addresses in a cipher of its own.
            if name and address and AMP_SUBSTITUTE not in address:
                element.set(name, self._resolve(address))
