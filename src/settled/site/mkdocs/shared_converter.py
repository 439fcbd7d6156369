"""Pages of MkDocs that share one Markdown converter, and texts that were converted before in the same process.

To make a converter for each page takes as long as to convert many a text; and while a site is served, nearly all
texts are what they were when it was built last.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property

import markdown
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import TableOfContents, get_toc

from settled.site.html.cleaning import without_broken_addresses
from settled.site.html.conversion_limit import ConversionEndedError, conversion_limit
from settled.site.html.forge_markdown import Destination, ForgeMarkdown
from settled.site.html.plain_text import TOO_LONG, plain_text
from settled.site.mkdocs import adapter
from settled.site.mkdocs.converted_text import (
    CleanText,
    ConvertedText,
    RecordingFiles,
    answer_of,
    clean_text,
    collected_warnings,
)
from settled.site.mkdocs.text_links import TextLinks, forge_markdown_of
from settled.site.speed.switch import is_plain
from settled.site.speed.two_processes import SharedWork, in_two_processes

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
    """True where nothing of one page can be left over for the next, and that pays and can be done."""
    extensions: list[object] = list(config.markdown_extensions)
    is_reset = all(isinstance(each, ForgeMarkdown) or each in RESETTABLE for each in extensions)
    return is_reset and not is_plain() and adapter.are_usable(adapter.TO_SHARE_A_CONVERTER)


def shared_converter(config: MkDocsConfig) -> markdown.Markdown:
    """A converter like the one that MkDocs makes for each page."""
    return markdown.Markdown(extensions=config.markdown_extensions, extension_configs=config["mdx_configs"] or {})


class Conversions:
    """Texts that were converted, for this build and, while a site is served, for the next one.

    One holds as long as its links lead where they led.
    """

    def __init__(self, *, is_serving: bool = False) -> None:
        self._known: dict[str, ConvertedText] = {}
        self._begun: tuple[list[SharingPage], SharedWork[SharingPage, ConvertedText]] | None = None
        self._way: object = None
        self._is_serving = is_serving
        self.allows_html = False
        self.links: TextLinks | None = None

    def begin(self, sharing: Iterable[SharingPage], config: MkDocsConfig, files: Files, *, allows_html: bool) -> None:
        """Let a copy of this process convert the texts that are not known yet, while this one does something else.

        `files` are those that are known by now: where others are added, what depends on them is converted again.
        """
        self.give_up()
        way = (allows_html, config.markdown_extensions, config["mdx_configs"], config.validation.links)
        if way != self._way:
            self._known.clear()
        self._way, self.allows_html = way, allows_html
        waiting = self._waiting(sharing, files)
        self._begun = waiting, SharedWork(_in_portions(config, files), waiting)

    def finish(self, sharing: Iterable[SharingPage], config: MkDocsConfig, files: Files) -> None:
        """Have the texts of all `sharing` pages converted, in two processes where that pays."""
        if self._begun is not None:
            self._keep(self._begun[0], self._begun[1].finish())
            self._begun = None
        waiting = self._waiting(sharing, files)
        self._keep(waiting, in_two_processes(_in_portions(config, files), waiting))

    def give_up(self) -> None:
        """Wait no longer for what was begun: the build has failed."""
        if self._begun is not None:
            self._begun[1].give_up()
            self._begun = None

    def take(self, page: SharingPage, text: str, files: Files) -> ConvertedText | None:
        """What `text`, the text of `page`, became, where that is known."""
        found = self._found(page, text, files)
        if found is not None and not self._is_serving:
            del self._known[page.file.src_uri]
        return found

    def _keep(self, sharing: Iterable[SharingPage], converted: Iterable[ConvertedText]) -> None:
        self._known.update({page.file.src_uri: result for page, result in zip(sharing, converted, strict=True)})

    def _waiting(self, sharing: Iterable[SharingPage], files: Files) -> list[SharingPage]:
        return [page for page in sharing if (text := page.text) and self._found(page, text, files) is None]

    def _found(self, page: SharingPage, text: str, files: Files) -> ConvertedText | None:
        found = self._known.get(page.file.src_uri)
        if found is None or found.markdown != text:
            return None
        if any(answer_of(files, path) != answer for path, answer in found.lookups.items()):
            return None
        resolve = self.links.resolve(page.record, page.file, files, is_telling=False) if self.links else None
        led = found.destinations.items()
        return found if all(resolve is not None and resolve(*key) == answer for key, answer in led) else None


def _in_portions(config: MkDocsConfig, files: Files) -> Callable[[Sequence[SharingPage]], list[ConvertedText]]:
    recording = RecordingFiles(files)

    def convert(some: Sequence[SharingPage]) -> list[ConvertedText]:
        with collected_warnings() as messages:
            return [page.converted(page.text, config, recording, messages) for page in some]

    return convert


class SharingPage(Page):
    """A page that is converted as MkDocs does it, by a converter that others use before and after it."""

    converter: markdown.Markdown
    conversions: Conversions
    record: str = ""
    """The file of the record, of which the text is."""
    clean_text: CleanText | None = None
    """What came of the text, where it was converted as it is."""

    @cached_property
    def text(self) -> str:
        """The text as it will most likely be converted: no plugin changes it on the way."""
        return without_broken_addresses(self._written)

    @cached_property
    def _written(self) -> str:
        return self.file.content_string.removeprefix(EMPTY_FRONT_MATTER)

    def without_broken_addresses(self, markdown: str) -> str:
        """`markdown`, what other plugins made of the text, without addresses that would end the build."""
        return self.text if markdown == self._written else without_broken_addresses(markdown)

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
        converted = self.conversions.take(self, self.markdown, files)
        if converted is None:
            with collected_warnings() as messages:
                converted = self.converted(self.markdown, config, RecordingFiles(files), messages)
        log = adapter.log_of_pages()
        for level, message in converted.warnings:
            log.log(level, message)
        self.content, self.toc, self.clean_text = converted.content, converted.toc, converted.text
        adapter.give_title(self, converted.title)
        self.present_anchor_ids = converted.anchors
        if log.getEffectiveLevel() > logging.DEBUG:
            self.links_to_anchors = {files.src_uris[path]: links for path, links in converted.links.items()}

    def converted(
        self, text: str, config: MkDocsConfig, files: RecordingFiles, messages: list[tuple[int, str]]
    ) -> ConvertedText:
        """What `text` becomes on this page; `messages` is where the warnings of its links are collected."""
        already = len(messages)
        own = self.file.src_uri
        files.lookups = {own: answer_of(files, own)}  # all addresses begin at its own
        converter = self.converter.reset()
        processors = adapter.PageProcessors(self.file, files, config)
        processors.register(converter, has_html="<" in text)
        destinations = self._begin_links(config, files)
        try:
            with conversion_limit(len(text)):
                content = converter.convert(text)
        except ConversionEndedError:
            content = plain_text(text, TOO_LONG)
            converter.reset().toc_tokens = []  # type: ignore[attr-defined]  # an extension gives it to the converter
        return ConvertedText(
            text,
            content,
            clean_text(content, is_trusted=self.conversions.allows_html),
            get_toc(getattr(converter, "toc_tokens", [])),
            processors.title,
            processors.anchors,
            {file.src_uri: links for file, links in processors.links.items()},
            tuple(messages[already:]),
            files.lookups,
            destinations,
        )

    def _begin_links(self, config: MkDocsConfig, files: Files) -> dict[tuple[str, bool], Destination | None]:
        """Lead the links of the next text that is converted; where they led is in what is returned, afterwards."""
        led: dict[tuple[str, bool], Destination | None] = {}
        forge, links = forge_markdown_of(config), self.conversions.links
        if forge is None or links is None:
            return led
        resolve = links.resolve(self.record, self.file, files)

        def noted(address: str, is_html: bool) -> Destination | None:
            led[address, is_html] = resolve(address, is_html)
            return led[address, is_html]

        forge.begin(noted)
        return led
