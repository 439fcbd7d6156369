"""Pages of MkDocs that share one Markdown converter, and texts that were converted before in the same process.

To make a converter for each page takes as long as to convert many a text; and while a site is served, nearly all
texts are what they were when it was built last.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace

import markdown
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure import pages
from mkdocs.structure.files import File, Files
from mkdocs.structure.toc import TableOfContents, get_toc

EMPTY_FRONT_MATTER = "---\nsettled: page\n---\n"
"""Keeps the first lines of a text from being read as front matter."""

RESETTABLE = {
    "admonition",
    "attr_list",
    "def_list",
    "fenced_code",
    "footnotes",
    "pymdownx.details",
    "pymdownx.highlight",
    "pymdownx.superfences",
    "pymdownx.tasklist",
    "sane_lists",
    "tables",
    "toc",
}
"""The extensions that are known to begin anew with each text."""


def may_share(config: MkDocsConfig) -> bool:
    """True where nothing of one page can be left over for the next."""
    return all(extension in RESETTABLE for extension in config.markdown_extensions)


def shared_converter(config: MkDocsConfig) -> markdown.Markdown:
    """A converter like the one that MkDocs makes for each page."""
    return markdown.Markdown(extensions=config.markdown_extensions, extension_configs=config["mdx_configs"] or {})


@dataclass(frozen=True, slots=True)
class _Converted:
    """What MkDocs wants to know of a page that was converted."""

    markdown: str
    content: str
    toc: TableOfContents
    title: str | None
    anchors: set[str]
    links: dict[File, dict[str, str]] | None


class Conversions:
    """The texts that were converted for the last build, as long as their links lead where they led."""

    def __init__(self) -> None:
        self._known: dict[str, _Converted] = {}
        self._site: frozenset[tuple[str, str]] = frozenset()

    def begin(self, files: Files) -> None:
        """Start a build of `files`; where files came, went or moved, everything is converted again."""
        site = frozenset((file.src_uri, file.dest_uri) for file in files)
        if site != self._site:
            self._known.clear()
        self._site = site

    def known(self, page: pages.Page) -> _Converted | None:
        """What the text of `page` became, where that is known."""
        found = self._known.get(page.file.src_uri)
        return found if found is not None and found.markdown == page.markdown else None

    def keep(self, page: pages.Page, converted: _Converted) -> None:
        """Keep it for the next build, which has files of its own."""
        self._known[page.file.src_uri] = replace(converted, links=None)


class SharingPage(pages.Page):
    """A page that is converted as MkDocs does it, by a converter that others use before and after it."""

    converter: markdown.Markdown
    conversions: Conversions | None = None

    def read_source(self, config: MkDocsConfig) -> None:
        """Take the text as it is: what looks like front matter at its top is text."""
        source = config.plugins.on_page_read_source(page=self, config=config)
        text = self.file.content_string if source is None else source
        self.markdown, self.meta = text.removeprefix(EMPTY_FRONT_MATTER), {}

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Convert the Markdown; see `Page.render`."""
        if not self.markdown:
            self.content, self.toc = "", TableOfContents([])
            self.present_anchor_ids = set()
            return
        converted = self.conversions.known(self) if self.conversions is not None else None
        if converted is None:
            converted = self._converted(self.markdown, config, files)
            if self.conversions is not None:
                self.conversions.keep(self, converted)
        self.content, self.toc = converted.content, converted.toc
        self._title_from_render = converted.title
        self.present_anchor_ids, self.links_to_anchors = converted.anchors, converted.links

    def _converted(self, text: str, config: MkDocsConfig, files: Files) -> _Converted:
        converter = self.converter.reset()
        raw_html = pages._RawHTMLPreprocessor()
        anchors = pages._ExtractAnchorsTreeprocessor(self.file, files, config)
        addresses = pages._RelativePathTreeprocessor(self.file, files, config)
        title = pages._ExtractTitleTreeprocessor()
        for processor in (anchors, addresses, title):
            processor._register(converter)  # takes the place of the last page's
        if "<" in text:
            raw_html._register(converter)
        else:
            converter.preprocessors.deregister("mkdocs_raw_html", strict=False)
        content = converter.convert(text)
        is_looked_at = pages.log.getEffectiveLevel() > logging.DEBUG
        return _Converted(
            text,
            content,
            get_toc(getattr(converter, "toc_tokens", [])),
            title.title,
            anchors.present_anchor_ids | raw_html.present_anchor_ids,
            addresses.links_to_anchors if is_looked_at else None,
        )
