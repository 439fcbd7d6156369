"""Pages of MkDocs that share one Markdown converter: making one for each page takes as long as many a text."""

from __future__ import annotations

import logging

import markdown
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure import pages
from mkdocs.structure.files import Files
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


class SharingPage(pages.Page):
    """A page that is converted as MkDocs does it, by a converter that others use before and after it."""

    converter: markdown.Markdown

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
        converter = self.converter.reset()
        raw_html = pages._RawHTMLPreprocessor()
        anchors = pages._ExtractAnchorsTreeprocessor(self.file, files, config)
        addresses = pages._RelativePathTreeprocessor(self.file, files, config)
        title = pages._ExtractTitleTreeprocessor()
        for processor in (anchors, addresses, title):
            processor._register(converter)  # takes the place of the last page's
        if "<" in self.markdown:
            raw_html._register(converter)
        else:
            converter.preprocessors.deregister("mkdocs_raw_html", strict=False)
        self.content = converter.convert(self.markdown)
        self.toc = get_toc(getattr(converter, "toc_tokens", []))
        self._title_from_render = title.title
        self.present_anchor_ids = anchors.present_anchor_ids | raw_html.present_anchor_ids
        if pages.log.getEffectiveLevel() > logging.DEBUG:
            self.links_to_anchors = addresses.links_to_anchors
