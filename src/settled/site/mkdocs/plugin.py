"""The MkDocs plugin `settled`: puts the rendered pages into a build, in memory; the work is done in `render`."""

from __future__ import annotations

import html
import posixpath
from collections.abc import Callable, Collection
from dataclasses import replace
from pathlib import Path
from typing import Any, cast
from urllib.parse import quote

import jinja2
from mkdocs.config import config_options
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.utils.templates import TemplateContext

from settled.formats.conversion_cost import find_obstacle
from settled.model.errors import SettledError
from settled.project import Project, load_place
from settled.project.discovery import find_place
from settled.project.place import Place
from settled.rules.context import Context
from settled.site.content import SiteContent, gather, last_commit, prepare
from settled.site.errors import UnreadableRecordsError
from settled.site.html.cleaning import without_broken_addresses
from settled.site.html.forge_markdown import ForgeMarkdown
from settled.site.html.plain_text import in_words, is_ended, plain_text
from settled.site.link_destinations import Destinations
from settled.site.links import PageLinks, record_pages
from settled.site.mkdocs import adapter, not_found
from settled.site.mkdocs.early_pages import LastBuild, changed_pages, write_page
from settled.site.mkdocs.files import put
from settled.site.mkdocs.framed_pages import framed_pages
from settled.site.mkdocs.page_description import describe
from settled.site.mkdocs.page_files import PageFiles, sharing_pages
from settled.site.mkdocs.page_frames import FrameLoader
from settled.site.mkdocs.page_head import with_links_in_head, with_named_parts, with_policy
from settled.site.mkdocs.page_origin import file_of, is_untrusted
from settled.site.mkdocs.page_search import PageSearch
from settled.site.mkdocs.search_of_theme import keep_ids_whole, pack_index
from settled.site.mkdocs.shared_converter import Conversions, SharingPage
from settled.site.mkdocs.shown_text import shown_beside_records, shown_on_page_of_ours
from settled.site.mkdocs.site_assets import asks_no_other_host, has_worker_shim, load_assets
from settled.site.mkdocs.site_files import put_into_sidebar, put_site
from settled.site.mkdocs.text_links import TextLinks
from settled.site.mkdocs.whereabouts import Whereabouts, whereabouts
from settled.site.page import Page
from settled.site.render import render
from settled.site.speed.template_cache import template_cache

_BROKEN_LINK = "R010"
# What means something in an address, or is encoded in it already.
_RESERVED = "%/:?#[]@!$&()*+,;=~"


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
        self._context: Context | None = None
        self.pages: dict[str, Page] = {}
        self._search = PageSearch()
        self._feed: str = ""
        self._unconverted: dict[str, str] = {}
        self._ended: set[str] = set()
        self._foot: str = ""
        self._framed: set[str] = set()
        self.prepare_folder: Callable[[], None] = lambda: None
        self.report_progress: Callable[[int, int], None] = lambda done, total: None
        self._done = 0
        self.conversions = Conversions()
        self._links: PageLinks | None = None
        self._nav: Navigation | None = None
        self._last: LastBuild | None = None
        self._forge = ForgeMarkdown()
        self._text_links: TextLinks | None = None

    @event_priority(-90)  # after the offline plugin, whose foreign shim is replaced here
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Name our assets, and watch the records where they lie outside of the docs folder."""
        try:
            adapter.check_needed()
        except SettledError as error:
            raise PluginError(str(error)) from error
        place = self._place(config)
        if not place.records.is_relative_to(Path(config.docs_dir).resolve()):
            config.watch.append(str(place.records))
        load_assets(config)
        self._forge = ForgeMarkdown()
        config.markdown_extensions.append(cast("str", self._forge))  # MkDocs takes an extension for a name of one
        keep_ids_whole(config)
        return config

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Read the project; before MkDocs empties the folder of the site, so that a failure leaves it whole."""
        try:
            project = load_place(self._place(config))
            if project.unreadable and not self.config.keep_going:
                raise UnreadableRecordsError(tuple(entry.file for entry in project.unreadable))
            self._context = prepare(project)
        except SettledError as error:
            raise PluginError(str(error)) from error
        self.pages, self._search, self._feed, self._done = {}, PageSearch(), "", 0

    @event_priority(-110)  # after plugins that sort the files by language, which know files on a disk alone
    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Put our pages in the place of the records and of the files that are not for readers."""
        self.prepare_folder()
        project = self._read()
        where = self._where(config)
        links = PageLinks(
            record_pages(project),
            directory_urls=config.use_directory_urls,
            site_url=posixpath.join(config.site_url, where.base) if config.site_url else "",
        )
        self._links = links
        context = self._context or Context.of(project)
        resolver = context.workspace.links
        destinations = Destinations(project, resolver, context.history.remote, last_commit(context))
        self._text_links = TextLinks(destinations, where, Path(config.docs_dir).resolve())
        self.conversions.links = self._text_links
        for path, image in self._text_links.images():
            put(files, File.generated(config, path, abs_src_path=str(image)))
        ours = PageFiles(project, links, where, config, self.conversions)
        self._convert_ahead(ours.of_records.values(), files, config)
        content = self.content = gather(project, self._context)
        site = put_site(render(content, links), content, ours, where, files, config)
        self.pages, self._feed = site.pages, site.feed
        self._foot = next((page.foot for page in site.pages.values()), "")
        put_into_sidebar(site, where, files, config)
        return files

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """See which of our pages the theme need not render each by itself: nobody else has a say in them."""
        self.conversions.finish(sharing_pages(files.documentation_pages()), config, files)
        has_plain_titles = not self._gathered().project.settings.allow_html
        self._framed = framed_pages(self.pages, nav, config) if has_plain_titles else set()
        self._nav = nav
        return nav

    def on_env(self, env: jinja2.Environment, *, config: MkDocsConfig, files: Files) -> jinja2.Environment:
        """Let the theme's template run once for each shape of page, and keep what was compiled for it."""
        env.bytecode_cache = env.bytecode_cache or template_cache()
        if self._framed and env.loader is not None:
            env.loader = FrameLoader(env.loader)
        self._last = LastBuild(config, files, self._nav, env) if self._nav is not None else None
        return env

    def write_changed_pages(self) -> bool:
        """Write the pages of the records that changed since the last build; False where all has to be built.

        Raises SettledError where the project cannot be read, and what MkDocs raises.
        """
        if self._last is None or self._links is None or not adapter.are_usable(adapter.TO_WRITE_ONE_PAGE):
            return False
        place, where = self._place(self._last.config), self._where(self._last.config)
        changed = changed_pages(self._gathered().project, place, self._links, where)
        if changed is None:
            return False
        self.content = changed.content
        self.pages |= changed.pages
        last = self._last
        return all(write_page(last, source, text) for source, text in changed.texts.items())

    def on_page_markdown(self, markdown: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
        """Name the page; the theme shows titles as HTML, so they are escaped here."""
        project = self._gathered().project
        base = self._text_links.where.base if self._text_links else ""
        file = file_of(page, self.pages.get(page.file.src_uri), project, base)
        self._forge.begin(self._text_links.resolve(file, page.file, files) if self._text_links and file else None)
        # The theme shows it as it is, and a file may be called anything.
        page.edit_url = quote(page.edit_url, safe=_RESERVED, errors="surrogateescape") if page.edit_url else None
        ours = self.pages.get(page.file.src_uri)
        if ours is not None:
            describe(page, ours, is_framed=page.file.src_uri in self._framed)
        elif is_untrusted(page, project):
            obstacle = find_obstacle(markdown)
            if obstacle is not None:
                self._unconverted[page.file.src_uri] = plain_text(markdown, in_words(obstacle, 1))
                markdown = ""
            title = html.escape(str(page.meta.get("title") or "") or page.file.name)
            page.meta = {"title": title} if page.meta.get("title") else {}
        else:
            return markdown
        if isinstance(page, SharingPage):
            return page.without_broken_addresses(markdown)
        return without_broken_addresses(markdown)

    def on_page_content(self, html: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
        """Clean what came of the text, and put our HTML around it."""
        self._step()
        ours = self.pages.get(page.file.src_uri)
        if ours is None:
            if not is_untrusted(page, self._gathered().project):
                return html
            unconverted = self._unconverted.pop(page.file.src_uri, "")
            text, page.toc = shown_beside_records(unconverted or html, page.toc)
            return text
        if ours.is_record and is_ended(html):
            self._ended.add(ours.source)
        shown = shown_on_page_of_ours(html, page, ours, is_trusted=self._gathered().project.settings.allow_html)
        page.toc = shown.toc
        self._search.keep(page.file.src_uri, shown.sections)
        # Thousands of pages are held until the last is written: once each is enough.
        self.pages[page.file.src_uri] = replace(
            ours, before="", markdown="", after="", foot="", found_before=(), found_after=()
        )
        return shown.html

    @event_priority(50)
    def _show_search_less(self, /, context: TemplateContext, *, page: MkDocsPage, **_: Any) -> None:
        """Tell the search the sections of a page of ours, whose markup takes long to take apart."""
        self._search.show_less(page, context["config"])

    @event_priority(-50)
    def _show_readers_all(self, /, context: TemplateContext, *, page: MkDocsPage, **_: Any) -> None:
        """Give the page back whole, once the search has seen it."""
        self._search.show_all(page)

    on_page_context = CombinedEvent(_show_search_less, _show_readers_all)

    def on_post_page(self, output: str, *, page: MkDocsPage, config: MkDocsConfig) -> str:
        """Name the feed and the page's data in the head of our pages, where programs look for them."""
        self._step()
        if page.file.src_uri in self._framed:
            page.content = ""
        output = with_named_parts(output)
        ours = self.pages.get(page.file.src_uri)
        if ours is None:
            return self._guarded(output, config) if is_untrusted(page, self._gathered().project) else output
        data = posixpath.join(self._where(config).base, ours.data) if ours.data else ""
        return with_links_in_head(self._guarded(output, config), page.url, data=data, feed=self._feed)

    def on_post_template(self, output: str, *, template_name: str, config: MkDocsConfig) -> str:
        """Make the page for addresses that lead nowhere one that leads somewhere."""
        if template_name != not_found.TEMPLATE or self._nav is None:
            return output
        ways = [(str(page.title), page.url or "index.html") for page in self._nav.pages]
        page = not_found.with_ways_out(with_named_parts(output), config, ways, self._foot)
        return self._guarded(page, config)

    @event_priority(-110)  # after the offline plugin, which writes what is packed here
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Make the index for a site that is opened from a disk smaller, where our shim is there to unpack it."""
        if has_worker_shim(config):
            pack_index(Path(config.site_dir))

    def on_build_error(self, *, error: Exception) -> None:
        """Leave no work behind that nobody waits for."""
        self.conversions.give_up()

    def sources_told_by_check(self) -> frozenset[str]:
        """The sources of the pages of records of whose broken links a finding of the check tells."""
        told = {finding.location.file for finding in self._gathered().findings if finding.code == _BROKEN_LINK}
        return frozenset(source for source, page in self.pages.items() if page.source in told)

    def unconverted_records(self) -> tuple[str, ...]:
        """The files of the records that took too long to convert, of which their text did not tell that they would."""
        return tuple(sorted(self._ended))

    def _guarded(self, output: str, config: MkDocsConfig) -> str:
        """The page with what it may load; records that are trusted with HTML of their own may load what they like."""
        if self._gathered().project.settings.allow_html:
            return output
        return with_policy(output, is_alone=asks_no_other_host(config))

    def _convert_ahead(self, ours: Collection[File], files: Files, config: MkDocsConfig) -> None:
        """Begin with the texts of the records, since what the rules say of them takes as long."""
        known = Files(files)
        for file in ours:
            put(known, file)
        allows_html = self._read().settings.allow_html
        self.conversions.begin(sharing_pages(ours), config, known, allows_html=allows_html)

    def _step(self) -> None:
        """Tell how many of the two steps that each page takes are done."""
        self._done += 1
        total = 2 * len(self.pages)
        self.report_progress(min(self._done, total), total)

    def _place(self, config: MkDocsConfig) -> Place:
        if self.config.place is not None:
            return self.config.place
        start = Path(config.config_file_path).parent if config.config_file_path else Path.cwd()
        try:
            return find_place(start, self.config.records)
        except SettledError as error:
            raise PluginError(str(error)) from error

    def _read(self) -> Project:
        if self._context is None:
            raise PluginError("the records were not read before the pages")
        return self._context.project

    def _gathered(self) -> SiteContent:
        if self.content is None:
            raise PluginError("the records were not read before the pages")
        return self.content

    def _where(self, config: MkDocsConfig) -> Whereabouts:
        return whereabouts(self._place(config), config, self.config.path)
