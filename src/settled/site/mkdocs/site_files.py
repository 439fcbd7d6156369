"""The rendered pages and files of ours in a build: put among the files of the team, which make room for them."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel

from settled.site.content import SiteContent
from settled.site.links import FEED, LLMS
from settled.site.mkdocs.files import (
    add_attachments,
    give_addresses,
    make_room,
    other_pages,
    put,
    take_out,
    take_out_of_theme,
)
from settled.site.mkdocs.navigation import navigation, pages_in
from settled.site.mkdocs.page_files import PageFiles
from settled.site.mkdocs.whereabouts import Whereabouts
from settled.site.page import Page
from settled.site.render import ASSETS


@dataclass(frozen=True, slots=True)
class SiteFiles:
    """What was put into a build: our pages by source, those of the sidebar by label, and the feed's path if any."""

    pages: dict[str, Page]
    sidebar: list[dict[str, str]]
    feed: str


def put_site(
    rendered: Mapping[str, Page | bytes],
    content: SiteContent,
    ours: PageFiles,
    where: Whereabouts,
    files: Files,
    config: MkDocsConfig,
) -> SiteFiles:
    """Put what was `rendered` into `files`, in the place of the records and of what is not for readers."""
    take_out(files, content)
    site = _put(rendered, ours, where, files, config)
    if not where.is_inside:
        add_attachments(files, config, content, where.base)
    if not where.base:
        take_out_of_theme(files, config)
    give_addresses(files, config)
    make_room(files, [files.src_uris[path] for path in site.pages])
    return site


def put_into_sidebar(site: SiteFiles, where: Whereabouts, files: Files, config: MkDocsConfig) -> None:
    """Give our pages their place in the sidebar; those that the team's own leaves out stay out of it."""
    others = other_pages(files, site.sidebar)
    config.nav = navigation(config.nav, others, site.sidebar, is_whole_site=not where.base)
    for path in set(pages_in(site.sidebar)) - set(pages_in(config.nav)):
        files.src_uris[path].inclusion = InclusionLevel.NOT_IN_NAV  # the team's own word


def _put(
    rendered: Mapping[str, Page | bytes], ours: PageFiles, where: Whereabouts, files: Files, config: MkDocsConfig
) -> SiteFiles:
    pages: dict[str, Page] = {}
    sidebar: list[dict[str, str]] = []
    feed = ""
    for path, page in rendered.items():
        if isinstance(page, bytes):
            target = path if path.startswith(ASSETS) else posixpath.join(where.base, path)
            if path == LLMS and files.get_file_from_path(target) is not None:
                continue  # the team's own word
            feed = target if path == FEED else feed
            put(files, File.generated(config, target, content=page))
            continue
        file = ours.file(path, page, pages)
        pages[file.src_uri] = page
        put(files, file)
        if page.label:
            sidebar.append({page.label: file.src_uri})
    return SiteFiles(pages, sidebar, feed)
