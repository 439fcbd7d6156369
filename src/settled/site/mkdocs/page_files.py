"""The files that MkDocs is told to make our pages of: they pretend to lie where the records lie."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Container, Iterable, Iterator
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, InclusionLevel

from settled.project import Project
from settled.records import Record
from settled.site.links import PageLinks
from settled.site.mkdocs.shared_converter import (
    EMPTY_FRONT_MATTER,
    Conversions,
    SharingPage,
    may_share,
    shared_converter,
)
from settled.site.mkdocs.whereabouts import Whereabouts
from settled.site.other_markup import other_sources, with_links_to_pages
from settled.site.page import Page
from settled.site.record_text import record_text


class PageFiles:
    """Makes the files of one build; those of the records at once, since their texts are known before all else."""

    def __init__(
        self, project: Project, links: PageLinks, where: Whereabouts, config: MkDocsConfig, conversions: Conversions
    ) -> None:
        self._project, self._links, self._where, self._config = project, links, where, config
        self._conversions = conversions
        self._converter = shared_converter(config) if may_share(config) else None
        self._others = other_sources(project)
        self.of_records = {links.pages[record.file]: self._of_record(record) for record in project.records}

    def file(self, path: str, page: Page, taken: Container[str]) -> File:
        """The file of our page `path`; `taken` are the sources of the pages before it."""
        known = self.of_records.get(path)
        if known is not None:
            return known
        source = self._where.source_of(page.source) if page.is_record else posixpath.join(self._where.base, path)
        if not page.is_record and source in taken:
            source = source.removesuffix(".md") + ".overview.md"  # a record has the name of a page of ours
        return self._file(path, source, page.markdown, record=page.source, is_listed=bool(page.label))

    def _of_record(self, record: Record) -> File:
        text = with_links_to_pages(record_text(record)[0], record.file, self._others)
        return self._file(self._links.pages[record.file], self._where.source_of(record.file), text, record=record.file)

    def _file(self, path: str, source: str, text: str, *, record: str, is_listed: bool = False) -> File:
        file = File.generated(self._config, source, content=EMPTY_FRONT_MATTER + text)
        # Records never go into the sidebar: a thousand entries would stand on each of a thousand pages.
        file.inclusion = InclusionLevel.INCLUDED if is_listed else InclusionLevel.NOT_IN_NAV
        file.dest_uri = posixpath.join(self._where.base, self._links.destination(path))
        if record:
            file.edit_uri = Path(os.path.relpath(self._project.root / record, self._config.docs_dir)).as_posix()
        if self._converter is not None and not is_listed:
            sharing = SharingPage(None, file, self._config)  # becomes the page of the file
            sharing.converter, sharing.conversions, sharing.record = self._converter, self._conversions, record
        return file


def sharing_pages(files: Iterable[File]) -> Iterator[SharingPage]:
    """The pages of `files` that share one converter."""
    return (file.page for file in files if isinstance(file.page, SharingPage))
