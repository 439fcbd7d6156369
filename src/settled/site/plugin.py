"""The MkDocs plugin `settled`: puts the rendered pages into a build, in memory; the work is done in `render`."""

from __future__ import annotations

import html
import posixpath
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import Any

import jinja2
from mkdocs.config import config_options
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.structure.toc import AnchorLink, TableOfContents
from mkdocs.utils import get_relative_url, nest_paths
from mkdocs.utils.templates import TemplateContext

from settled.catalog import CATALOG_FILE
from settled.discovery import Place, find_place
from settled.errors import SettledError
from settled.project import load_place
from settled.settings import SearchIndex
from settled.site.cleaning import clean, plain, without_broken_addresses
from settled.site.content import SiteContent, gather
from settled.site.errors import UnreadableRecordsError
from settled.site.feed import MEDIA_TYPE
from settled.site.links import FEED, PageLinks, record_pages
from settled.site.other_markup import in_other_markup, page_source, with_links_to_pages
from settled.site.page import Page, Section, searchable
from settled.site.page_frames import TEMPLATE, FrameLoader
from settled.site.render import ASSETS, SCRIPT, STYLESHEET, WORKER_SHIM, render
from settled.site.shared_converter import EMPTY_FRONT_MATTER, Conversions, SharingPage, may_share, shared_converter

FOREIGN_SHIM = "unpkg.com/iframe-worker"
"""The worker shim that the theme's offline plugin would fetch from a public host."""

# Files of the records folder that a browser would run when it is led to them.
_ACTIVE_FILES = {
    ".html",
    ".htm",
    ".xhtml",
    ".xht",
    ".shtml",
    ".js",
    ".mjs",
    ".xml",
    ".xsl",
    ".xslt",
    ".svgz",
    ".mht",
    ".mhtml",
}
# Plugins that are known to do nothing else with a page than to read it.
_KNOWN_PLUGINS = {"search", "material/search", "settled", "offline", "material/offline"}
_MARKDOWN = {".md", ".markdown", ".mdown", ".mkdn", ".mkd"}


class SettledConfig(Config):  # type: ignore[no-untyped-call]  # MkDocs does not type it
    """The options of the plugin; all of them may be left out."""

    records = config_options.Optional(config_options.Type(str))
    path = config_options.Optional(config_options.Type(str))
    keep_going = config_options.Type(bool, default=False)
    place = config_options.Optional(config_options.Type(Place))  # for `adr build`, which knows it already


class SettledPlugin(BasePlugin[SettledConfig]):  # type: ignore[no-untyped-call]  # MkDocs does not type it
    """Reads the records once per build, adds their pages, and keeps what strangers wrote from running."""

    def __init__(self) -> None:
        super().__init__()
        self.content: SiteContent | None = None
        self.pages: dict[str, Page] = {}
        self._searched: dict[str, str] = {}
        self._whole: str | None = None
        self._feed: str = ""
        self._framed: set[str] = set()
        self.tell_progress: Callable[[int, int], None] = lambda done, total: None
        self._done = 0
        self.conversions: Conversions | None = None

    @event_priority(-90)  # after the offline plugin, whose foreign shim is replaced here
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Name our assets, and watch the records where they lie outside of the docs folder."""
        place = self._place(config)
        if not place.records.is_relative_to(Path(config.docs_dir).resolve()):
            config.watch.append(str(place.records))
        polyfills = config.extra.get("polyfills") or []
        config.extra["polyfills"] = [WORKER_SHIM if FOREIGN_SHIM in str(url) else url for url in polyfills]
        if STYLESHEET not in config.extra_css:
            config.extra_css.append(STYLESHEET)
        if SCRIPT not in [str(script) for script in config.extra_javascript]:
            config.extra_javascript.append(SCRIPT)
        return config

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Read the project; before MkDocs empties the folder of the site, so that a failure leaves it whole."""
        try:
            project = load_place(self._place(config))
            if project.unreadable and not self.config.keep_going:
                raise UnreadableRecordsError(tuple(entry.file for entry in project.unreadable))
            self.content = gather(project)
        except SettledError as error:
            raise PluginError(str(error)) from error
        self.pages, self._searched, self._feed, self._done = {}, {}, "", 0

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Put our pages in the place of the records and of the files that are not for readers."""
        content = self._gathered()
        inside, base = self._inside(config), self._base(config)
        links = PageLinks(
            record_pages(content.project),
            directory_urls=config.use_directory_urls,
            site_url=posixpath.join(config.site_url, base) if config.site_url else "",
        )
        rendered = render(content, links)
        self._take_out(files, content)
        sidebar: list[dict[str, str]] = []
        converter = shared_converter(config) if may_share(config) else None
        others = in_other_markup(content.project)
        for path, page in rendered.items():
            if isinstance(page, bytes):
                target = path if path.startswith(ASSETS) else posixpath.join(base, path)
                self._feed = target if path == FEED else self._feed
                _put(files, File.generated(config, target, content=page))
                continue
            wanted = self._source_of(page, content, inside, base) or posixpath.join(base, path)
            if files.get_file_from_path(wanted) is not None and not page.is_record and wanted in self.pages:
                wanted = wanted.removesuffix(".md") + ".overview.md"  # a record has the name of a page of ours
            text = with_links_to_pages(page.markdown, page.source, others) if page.is_record else page.markdown
            file = File.generated(
                config, wanted, content=EMPTY_FRONT_MATTER + text, inclusion=InclusionLevel.NOT_IN_NAV
            )
            file.dest_uri = posixpath.join(base, links.destination(path))
            self.pages[wanted] = page
            _put(files, file)
            if converter is not None and not page.label:
                sharing = SharingPage(None, file, config)
                sharing.converter, sharing.conversions = converter, self.conversions
            if page.label:
                sidebar.append({page.label: wanted})
        self._add_attachments(files, config, content, inside, base)
        if self.conversions is not None:
            self.conversions.begin(files)
        config.nav = _navigation(config, files, sidebar, is_whole_site=not base)
        return files

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """See which of our pages the theme need not render each by itself: nobody else has a say in them."""
        is_known = config.theme.name == "material" and not (
            config.theme.custom_dir or config.hooks or set(config.plugins) - _KNOWN_PLUGINS
        )
        has_plain_titles = not self._gathered().project.settings.allow_html
        in_sidebar = {page.file.src_uri for page in nav.pages}
        self._framed = set(self.pages) - in_sidebar if is_known and has_plain_titles else set()
        return nav

    def on_env(self, env: jinja2.Environment, *, config: MkDocsConfig, files: Files) -> jinja2.Environment:
        """Let the theme's template run once for each shape of page."""
        if self._framed and env.loader is not None:
            env.loader = FrameLoader(env.loader)
        return env

    def on_page_markdown(self, markdown: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
        """Name the page; the theme shows titles as HTML, so they are escaped here."""
        ours = self.pages.get(page.file.src_uri)
        if ours is not None:
            title = html.escape(ours.title)
            page.meta = {"title": title, "hide": ["toc"] if ours.is_wide else []}
            if page.file.src_uri in self._framed:
                page.meta["template"] = TEMPLATE
        elif self._is_untrusted(page, config):
            title = html.escape(str(page.meta.get("title") or "") or page.file.name)
            page.meta = {"title": title} if page.meta.get("title") else {}
        else:
            return markdown
        return without_broken_addresses(markdown)

    def on_page_content(self, html: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
        """Clean what came of the text, and put our HTML around it."""
        self._step()
        ours = self.pages.get(page.file.src_uri)
        if ours is None:
            if not self._is_untrusted(page, config):
                return html
            page.toc = TableOfContents(_cleaned(page.toc))
            return clean(html)
        is_trusted = self._gathered().project.settings.allow_html
        body = html if is_trusted else clean(html)
        own = list(page.toc) if is_trusted else _cleaned(page.toc)
        page.toc = TableOfContents([*_anchors(ours.sections_before), *own, *_anchors(ours.sections_after)])
        self._searched[page.file.src_uri] = self._words_of(ours, body)
        # Thousands of pages are held until the last is written: once each is enough.
        self.pages[page.file.src_uri] = replace(ours, before="", markdown="", after="")
        return ours.before + body + ours.after

    @event_priority(50)
    def _show_search_less(self, /, context: TemplateContext, *, page: MkDocsPage, **_: Any) -> None:
        """Hand the search the words of a page of ours without its markup, which takes long to take apart."""
        words = self._searched.pop(page.file.src_uri, None)
        if words is not None:
            self._whole, page.content = page.content, words

    def _words_of(self, ours: Page, body: str) -> str:
        """What the search is to know of a page whose text became `body`."""
        if ours.is_record and self._gathered().project.settings.search_index is SearchIndex.TITLES:
            return searchable(ours.before.partition("<h2")[0])
        # Who changed what when is on the timeline, too.
        return searchable(ours.before) + body + searchable(ours.after.partition('<h2 id="history"')[0])

    @event_priority(-50)
    def _show_readers_all(self, /, context: TemplateContext, *, page: MkDocsPage, **_: Any) -> None:
        """Give the page back whole, once the search has seen it."""
        if self._whole is not None:
            page.content, self._whole = self._whole, None

    on_page_context = CombinedEvent(_show_search_less, _show_readers_all)

    def on_post_page(self, output: str, *, page: MkDocsPage, config: MkDocsConfig) -> str:
        """Name the feed in the head of our pages, where feed readers look for it."""
        self._step()
        if page.file.src_uri in self._framed:
            page.content = ""
        if not self._feed or page.file.src_uri not in self.pages:
            return output
        address = get_relative_url(self._feed, page.url)
        # With `alternate` alone the theme takes it for a translation, and looks for the pages of that.
        link = f'<link rel="alternate feed" type="{MEDIA_TYPE}" title="Timeline" href="{html.escape(address)}">'
        return output.replace("</head>", f"{link}</head>", 1)

    def _step(self) -> None:
        """Tell how many of the two steps that each page takes are done."""
        self._done += 1
        total = 2 * len(self.pages)
        self.tell_progress(min(self._done, total), total)

    def _place(self, config: MkDocsConfig) -> Place:
        if self.config.place is not None:
            return self.config.place
        start = Path(config.config_file_path).parent if config.config_file_path else Path.cwd()
        try:
            return find_place(start, self.config.records)
        except SettledError as error:
            raise PluginError(str(error)) from error

    def _gathered(self) -> SiteContent:
        if self.content is None:
            raise PluginError("the records were not read before the pages")
        return self.content

    def _inside(self, config: MkDocsConfig) -> str | None:
        """The records folder relative to the docs folder (empty where it is the same), None outside of it."""
        records, docs = self._place(config).records, Path(config.docs_dir).resolve()
        if not records.is_relative_to(docs):
            return None
        relative = PurePosixPath(records.relative_to(docs).as_posix()).as_posix()
        return "" if relative == "." else relative

    def _base(self, config: MkDocsConfig) -> str:
        """The folder of the site below which our pages lie."""
        if self.config.path is not None:
            return self.config.path.strip("/")
        inside = self._inside(config)
        return self._place(config).records.name if inside is None else inside

    def _source_of(self, page: Page, content: SiteContent, inside: str | None, base: str) -> str:
        """Where a record's page pretends to lie: where its file lies, so that its relative links hold."""
        if not page.is_record:
            return ""
        file = PurePosixPath(page.source).relative_to(_records_root(content))
        return posixpath.join(base if inside is None else inside, page_source(file.as_posix()))

    def _is_untrusted(self, page: MkDocsPage, config: MkDocsConfig) -> bool:
        """True for a page of somebody's beside the records, which is cleaned like a record."""
        content = self._gathered()
        path = page.file.abs_src_path
        if content.project.settings.allow_html or path is None:
            return False
        return Path(path).resolve().is_relative_to(content.project.records_folder)

    def _take_out(self, files: Files, content: SiteContent) -> None:
        """Take the records themselves, the catalog and whatever could run out of what is published."""
        project = content.project
        sources = {str(project.root / file) for file in project.files}
        sources |= {str(project.records_folder / page) for page in content.introductions}
        sources.add(str(project.records_folder / CATALOG_FILE))
        for file in list(files):
            path = file.abs_src_path
            if path is None:
                continue
            is_beside_records = Path(path).is_relative_to(project.records_folder)
            is_active = is_beside_records and not project.settings.allow_html and _is_active(Path(path))
            # A link to a file outside of the project would publish what was never meant to be.
            is_outside = is_beside_records and not Path(path).resolve().is_relative_to(project.root)
            # Where records lie in several folders, what lies between them is none of the site's business.
            is_between = is_beside_records and not any(Path(path).is_relative_to(each) for each in project.folders)
            if path in sources or is_active or is_outside or is_between:
                files.remove(file)

    def _add_attachments(
        self, files: Files, config: MkDocsConfig, content: SiteContent, inside: str | None, base: str
    ) -> None:
        """Where the records lie outside of the docs folder: their images and other attachments."""
        if inside is not None:
            return
        project = content.project
        for path in sorted(path for folder in project.folders for path in folder.rglob("*")):
            relative = path.relative_to(project.records_folder)
            is_hidden = any(part.startswith(".") for part in relative.parts)
            is_ours = path.suffix.lower() in _MARKDOWN or relative.as_posix() == CATALOG_FILE
            is_outside = not path.resolve().is_relative_to(project.root)
            is_active = not project.settings.allow_html and _is_active(path)
            if not path.is_file() or is_hidden or is_ours or is_outside or is_active:
                continue
            target = posixpath.join(base, relative.as_posix())
            if files.get_file_from_path(target) is None:
                files.append(File.generated(config, target, abs_src_path=str(path)))


def _records_root(content: SiteContent) -> PurePosixPath:
    return PurePosixPath(content.project.records_path)


def _put(files: Files, file: File) -> None:
    existing = files.get_file_from_path(file.src_uri)
    if existing is not None:
        files.remove(existing)
    files.append(file)


def _is_active(path: Path) -> bool:
    suffix = path.suffix.lower()
    if suffix == ".svg":
        text = path.read_bytes().lower()
        return any(
            word in text
            for word in (b"<script", b"javascript:", b"<foreignobject", b"<!entity", b" on", b"\non", b"\ton")
        )
    return suffix in _ACTIVE_FILES


def _navigation(config: MkDocsConfig, files: Files, sidebar: list[dict[str, str]], *, is_whole_site: bool) -> list[Any]:
    """The sidebar: our pages alone where the site is ours, else behind the others as a section of its own."""
    sources = {path for entry in sidebar for path in entry.values()}
    if config.nav is not None:
        if sources & set(_paths_in(config.nav)):
            return list(config.nav)
        others: list[Any] = list(config.nav)
    elif is_whole_site:
        others = []
    else:
        in_nav = [file for file in files.documentation_pages() if file.inclusion is not InclusionLevel.NOT_IN_NAV]
        own = [file.src_uri for file in in_nav if file.src_uri not in sources]
        others = nest_paths(own)  # type: ignore[no-untyped-call]  # MkDocs does not type it
    return [*others, {"Decisions": sidebar}] if others else list(sidebar)


def _paths_in(nav: Any) -> list[str]:
    if isinstance(nav, str):
        return [nav]
    values = nav.values() if isinstance(nav, dict) else nav if isinstance(nav, list) else ()
    return [path for value in values for path in _paths_in(value)]


def _anchors(sections: tuple[Section, ...]) -> list[AnchorLink]:
    return [AnchorLink(html.escape(section.title), section.anchor, 2) for section in sections]


def _cleaned(toc: Any) -> list[AnchorLink]:
    """A table of contents without markup in its titles, flattened to the headings of the first two levels."""
    found: list[AnchorLink] = []
    for item in toc:
        if item.level == 1:
            found += _cleaned(item.children)
            continue
        link = AnchorLink(plain(item.title), item.id, item.level)
        link.children = _cleaned(item.children)
        found.append(link)
    return found
