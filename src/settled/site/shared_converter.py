"""Pages of MkDocs that share one Markdown converter, and texts that were converted before in the same process.

To make a converter for each page takes as long as to convert many a text; and while a site is served, nearly all
texts are what they were when it was built last.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import markdown
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure import pages
from mkdocs.structure.files import Files
from mkdocs.structure.toc import TableOfContents, get_toc

from settled.site.cleaning import without_broken_addresses
from settled.site.two_processes import in_two_processes

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
    """What MkDocs wants to know of a page that was converted.

    `links` are the anchors that it links to in other files, by their path. `warnings` are what was said of its links.
    """

    markdown: str
    content: str
    toc: TableOfContents
    title: str | None
    anchors: set[str]
    links: dict[str, dict[str, str]]
    warnings: tuple[tuple[int, str], ...]


class Conversions:
    """Texts that were converted, for this build and, while a site is served, for the next one.

    Those of an earlier build hold as long as their links lead where they led.
    """

    def __init__(self, *, is_serving: bool = False) -> None:
        self._known: dict[str, _Converted] = {}
        self._site: frozenset[tuple[str, str]] = frozenset()
        self._is_serving = is_serving

    def begin(self, sharing: Iterable[SharingPage], config: MkDocsConfig, files: Files) -> None:
        """Convert the texts of all `sharing` pages that are not known yet, in two processes where that pays."""
        site = frozenset((file.src_uri, file.dest_uri) for file in files)
        if site != self._site:
            self._known.clear()
        self._site = site
        waiting = [(page, text) for page in sharing if (text := page.text()) and self._found(page, text) is None]

        def convert(some: Sequence[tuple[SharingPage, str]]) -> list[_Converted]:
            with _warnings() as said:
                return [page.converted(text, config, files, said) for page, text in some]

        for (page, _), converted in zip(waiting, in_two_processes(convert, waiting), strict=True):
            self._known[page.file.src_uri] = converted

    def take(self, page: SharingPage, text: str) -> _Converted | None:
        """What `text`, the text of `page`, became, where that is known."""
        found = self._found(page, text)
        if found is not None and not self._is_serving:
            del self._known[page.file.src_uri]
        return found

    def _found(self, page: SharingPage, text: str) -> _Converted | None:
        found = self._known.get(page.file.src_uri)
        return found if found is not None and found.markdown == text else None


class SharingPage(pages.Page):
    """A page that is converted as MkDocs does it, by a converter that others use before and after it."""

    converter: markdown.Markdown
    conversions: Conversions

    def text(self) -> str:
        """The text as it will most likely be converted: no plugin changes it on the way."""
        return without_broken_addresses(self.file.content_string.removeprefix(EMPTY_FRONT_MATTER))

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
        converted = self.conversions.take(self, self.markdown)
        if converted is None:
            with _warnings() as said:
                converted = self.converted(self.markdown, config, files, said)
        for level, message in converted.warnings:
            pages.log.log(level, message)
        self.content, self.toc = converted.content, converted.toc
        self._title_from_render = converted.title
        self.present_anchor_ids = converted.anchors
        if pages.log.getEffectiveLevel() > logging.DEBUG:
            self.links_to_anchors = {files.src_uris[path]: links for path, links in converted.links.items()}

    def converted(self, text: str, config: MkDocsConfig, files: Files, said: list[tuple[int, str]]) -> _Converted:
        """What `text` becomes on this page; `said` is where the warnings of its links are collected."""
        already = len(said)
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
        return _Converted(
            text,
            content,
            get_toc(getattr(converter, "toc_tokens", [])),
            title.title,
            anchors.present_anchor_ids | raw_html.present_anchor_ids,
            {file.src_uri: links for file, links in addresses.links_to_anchors.items()},
            tuple(said[already:]),
        )


class _Said(logging.Handler):
    """Keeps what is said of links, so that it can be said in the order of the pages."""

    def __init__(self, said: list[tuple[int, str]]) -> None:
        super().__init__()
        self._said = said

    def emit(self, record: logging.LogRecord) -> None:
        self._said.append((record.levelno, record.getMessage()))


@contextmanager
def _warnings() -> Iterator[list[tuple[int, str]]]:
    said: list[tuple[int, str]] = []
    handler, propagate = _Said(said), pages.log.propagate
    pages.log.addHandler(handler)
    pages.log.propagate = False
    try:
        yield said
    finally:
        pages.log.removeHandler(handler)
        pages.log.propagate = propagate
