"""What came of a Markdown text that was converted, and what it depends on besides the text."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.toc import TableOfContents

from settled.site.html.cleaning import clean
from settled.site.html.forge_markdown import Destination
from settled.site.html.search_sections import SearchSection
from settled.site.mkdocs import adapter
from settled.site.mkdocs.search_of_theme import text_sections

Answer = tuple[str, bool] | None
"""The address of a file, and whether it is left out of the site; None where there is no such file."""


class RecordingFiles(Files):
    """The files of a build, which note what they are asked for; `lookups` is emptied for each page."""

    def __init__(self, files: Files) -> None:
        super().__init__(files)
        self.lookups: dict[str, Answer] = {}

    def get_file_from_path(self, path: str) -> File | None:
        """See `Files.get_file_from_path`."""
        self.lookups[path] = answer_of(self, path)
        return super().get_file_from_path(path)


def answer_of(files: Files, path: str) -> Answer:
    """What `files` say of `path`."""
    file = Files.get_file_from_path(files, path)
    return (file.url, file.inclusion.value <= InclusionLevel.DRAFT.value) if file is not None else None


@dataclass(frozen=True, slots=True)
class CleanText:
    """What came of a Markdown text, without what could run in it, and what a search is to know of it."""

    html: str
    sections: tuple[SearchSection, ...]


def clean_text(content: str, *, is_trusted: bool) -> CleanText:
    """The HTML `content` of somebody's Markdown as it is shown; cleaned where it is not trusted."""
    html = content if is_trusted else clean(content)
    return CleanText(html, text_sections(html, is_clean=not is_trusted))


@dataclass(frozen=True, slots=True)
class ConvertedText:
    """What MkDocs wants to know of a page that was converted, and what is shown of it.

    `links` are the anchors that it links to in other files, by their path. `warnings` are what was said of its links.
    `lookups` and `destinations` are what the answers depend on besides the text: the files that it led to, or would
    have, and where its links led.
    """

    markdown: str
    content: str
    text: CleanText
    toc: TableOfContents
    title: str | None
    anchors: set[str]
    links: dict[str, dict[str, str]]
    warnings: tuple[tuple[int, str], ...]
    lookups: dict[str, Answer]
    destinations: dict[tuple[str, bool], Destination | None]


class _MessageCollector(logging.Handler):
    """Keeps what is said of links, so that it can be said in the order of the pages."""

    def __init__(self, messages: list[tuple[int, str]]) -> None:
        super().__init__()
        self._messages = messages

    def emit(self, record: logging.LogRecord) -> None:
        self._messages.append((record.levelno, record.getMessage()))


@contextmanager
def collected_warnings() -> Iterator[list[tuple[int, str]]]:
    """Collect what MkDocs says of the links of pages, as level and message, and show nothing of it meanwhile."""
    messages: list[tuple[int, str]] = []
    handler, log = _MessageCollector(messages), adapter.log_of_pages()
    propagate = log.propagate
    log.addHandler(handler)
    log.propagate = False
    try:
        yield messages
    finally:
        log.removeHandler(handler)
        log.propagate = propagate
