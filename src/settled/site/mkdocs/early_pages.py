"""While a site is served: the pages of the records that changed, ahead of all that follows from the change.

Whoever writes looks at the record's own page; what follows elsewhere (tables, registers, other records' pages)
takes a full build, which comes right after.
"""

from __future__ import annotations

import dataclasses

import jinja2
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation

from settled.project import Project, load_place
from settled.project.place import Place
from settled.records import Record
from settled.site.content import SiteContent, gather
from settled.site.links import PageLinks
from settled.site.mkdocs.adapter import build_one_page
from settled.site.mkdocs.shared_converter import EMPTY_FRONT_MATTER, SharingPage
from settled.site.mkdocs.whereabouts import Whereabouts
from settled.site.other_markup import other_sources, with_links_to_pages
from settled.site.page import Page
from settled.site.render import render_records

_TOLD_BY_RECORDS = {"records", "problems", "judged", "baseline", "is_programme"}


@dataclasses.dataclass
class LastBuild:
    """What a page is made with, as the last full build left it."""

    config: MkDocsConfig
    files: Files
    nav: Navigation
    env: jinja2.Environment


def changed_records(before: Project, after: Project) -> list[Record]:
    """The records whose text changed; none where more than texts did (files, settings, catalog): all is built then."""
    for each in dataclasses.fields(Project):
        if each.name not in _TOLD_BY_RECORDS and getattr(before, each.name) != getattr(after, each.name):
            return []
    known = {record.file: record for record in before.records}
    if known.keys() != {record.file for record in after.records} or after.unreadable:
        return []
    return [record for record in after.records if _text(record) != _text(known[record.file])]


@dataclasses.dataclass(frozen=True)
class ChangedPages:
    """The pages of records that changed and their Markdown as links lead from page to page, both by source."""

    content: SiteContent
    pages: dict[str, Page]
    texts: dict[str, str]


def changed_pages(before: Project, place: Place, links: PageLinks, where: Whereabouts) -> ChangedPages | None:
    """The pages of the records at `place` that changed since `before`; None where all has to be built.

    Raises SettledError where the project cannot be read.
    """
    project = load_place(place)
    changed = changed_records(before, project)
    if not changed:
        return None
    content = gather(project)
    others = other_sources(project)
    pages = {where.source_of(page.source): page for page in render_records(content, links, changed).values()}
    texts = {source: with_links_to_pages(page.markdown, page.source, others) for source, page in pages.items()}
    return ChangedPages(content, pages, texts)


def write_page(build: LastBuild, source: str, text: str) -> bool:
    """Write the page anew that is made of `source`, whose Markdown is `text` now; raises what MkDocs raises.

    False where that page is none of ours any more, or MkDocs converted it by itself.
    """
    file = build.files.get_file_from_path(source)
    earlier = file.page if file is not None else None
    if file is None or not isinstance(earlier, SharingPage):
        return False
    file.content_string = EMPTY_FRONT_MATTER + text
    page = SharingPage(None, file, build.config)
    page.converter, page.conversions, page.record = earlier.converter, earlier.conversions, earlier.record
    build_one_page(page, build.config, build.files, build.nav, build.env)
    return True


def _text(record: Record) -> tuple[str, str]:
    return record.document.front.text, record.document.body
