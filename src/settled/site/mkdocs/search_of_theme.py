"""The theme's search plugin: its parser for texts of others, its index for sections that are known already."""

from __future__ import annotations

import base64
import gzip
import json
import re
from collections.abc import Iterable
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.pages import Page

from settled.site.html.search_sections import SearchSection
from settled.site.html.text_sections import cleaned_text_sections
from settled.site.mkdocs.adapter import search_entries, search_parser, search_settings
from settled.site.speed.switch import is_plain

_LINE_NUMBERS = "linenodiv"  # beside code; the theme leaves them out


def text_sections(text: str, *, is_clean: bool) -> tuple[SearchSection, ...]:
    """The sections of `text`, the HTML of somebody's Markdown, as the theme's search finds them.

    `is_clean` where it comes from our cleaner: it can be cut at its tags then.
    """
    if not text:
        return ()
    if is_clean and not is_plain() and _LINE_NUMBERS not in text:
        return cleaned_text_sections(text)
    parser = search_parser()
    # The theme takes the first heading of a page for its title. Ours stands before the text.
    parser.feed('<h1 id="top"></h1>' + text)
    parser.close()
    return tuple(
        SearchSection(part.id or "", "".join(part.title).strip(), "".join(part.text).strip())
        for part in parser.data
        if not part.is_excluded()
    )


def add_to_search(config: MkDocsConfig, page: Page, sections: Iterable[SearchSection]) -> bool:
    """Put the sections of `page` into the index, each as the plugin itself would.

    False in the plain way, and where the search is not the theme's, or does more with a text than to keep it: it then
    has to see the page.
    """
    entries = None if is_plain() else search_entries(config.plugins)
    if entries is None:
        return False
    title = str(page.meta.get("title", page.title))
    boost = page.meta.get("search") or {}  # as the theme knows it
    entries += (
        {
            # What a page says first stands at its top.
            "location": f"{page.url}#{section.anchor}" if number and section.anchor else page.url,
            "title": with_words_apart(section.title or title),
            "text": with_words_apart(section.text),
            **boost,
        }
        for number, section in enumerate(sections)
    )
    return True


_SPLIT_AT_HYPHENS = r"[\s\-]+"
"""Where the theme ends a word in English and in most languages."""
_IDS_WHOLE = r"\s+|-(?![0-9])"
"""Likewise, but for a hyphen before a digit: `FLOW-0014` and `2026-11-30` are one word."""
_UNSPACED = (
    "\u0e01-\u0e30\u0e32\u0e33\u0e40-\u0e45"  # Thai, without the marks that belong to the letter before
    "\u0e81-\u0eb0\u0eb2\u0eb3\u0ec0-\u0ec4\u1000-\u102a\u1780-\u17b3"  # Lao, Burmese, Khmer
    "\u3041-\u3096\u309d-\u30fa\u30fc-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff66-\uff9d"
)
"""The letters of writings in which words follow one another without a space, or are put together as in Korean."""
_BETWEEN_WORDS = "\u200b"
"""A space that nobody sees."""
_PUNCTUATION = "\u3000-\u303f\u30fb\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65"
_UNSPACED_APART = rf"|[{_BETWEEN_WORDS}{_PUNCTUATION}]+|(?=[{_UNSPACED}])"
"""Each of these letters begins a word: a search for some of them finds them wherever they stand."""
_END_OF_UNSPACED = re.compile(rf"(?<=[{_UNSPACED}])(?=[^\W{_UNSPACED}])")


def keep_ids_whole(config: MkDocsConfig) -> None:
    """Have the search take an id for one word, so that whoever types it finds its record and not all that share a part.

    A team that says itself where words end is left alone.
    """
    settings = search_settings(config.plugins)
    if settings is not None and settings.get("separator") == _SPLIT_AT_HYPHENS:
        settings["separator"] = _IDS_WHOLE + _UNSPACED_APART


def with_words_apart(text: str) -> str:
    """`text` with an unseen space behind the last letter of a writing without spaces: in `移行API` stand two words."""
    return text if text.isascii() else _END_OF_UNSPACED.sub(_BETWEEN_WORDS, text)


def pack_index(site: Path) -> None:
    """Pack the copy of the index that is for a site on a disk; `worker-shim.js` unpacks it.

    The theme's offline plugin writes the index a second time, as a script, since a browser reads no other file from
    a disk. Packed, it has a quarter of the size.
    """
    index, script = site / "search/search_index.json", site / "search/search_index.js"
    if index.is_file() and script.is_file():
        packed = base64.b64encode(gzip.compress(index.read_bytes(), compresslevel=4, mtime=0)).decode()
        script.write_text(f"var __index = {json.dumps({'config': {}, 'docs': {'packed': packed}})}\n", encoding="utf-8")
