"""A record's Markdown as HTML without a site builder: what MkDocs makes of it with the built-in configuration."""

from __future__ import annotations

import markdown

from settled.formats.conversion_cost import find_obstacle
from settled.site.html.cleaning import without_broken_addresses
from settled.site.html.conversion_limit import ConversionEndedError, conversion_limit
from settled.site.html.forge_markdown import ForgeMarkdown, Resolve
from settled.site.html.plain_text import TOO_LONG, in_words, plain_text
from settled.site.mkdocs.builtin_config import MARKDOWN_EXTENSIONS

# MkDocs brings these along whatever its configuration says.
_ALWAYS = ("toc", "tables", "fenced_code")


def to_html(text: str, resolve: Resolve) -> str:
    """`text` as HTML, not cleaned yet; `resolve` says where links and images lead on the page.

    A text that takes too long to convert comes out as it is written.
    """
    obstacle = find_obstacle(text)
    if obstacle is not None:
        return plain_text(text, in_words(obstacle, 1))
    forge = ForgeMarkdown()
    converter = markdown.Markdown(extensions=[*_ALWAYS, *MARKDOWN_EXTENSIONS, forge])
    forge.begin(resolve)
    try:
        with conversion_limit(len(text)):
            html: str = converter.convert(without_broken_addresses(text))
    except ConversionEndedError:
        return plain_text(text, TOO_LONG)
    return html
