"""The site as plain sources: pages, assets and a configuration from which any builder of Markdown makes it."""

from __future__ import annotations

import html
import posixpath
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import unquote

from settled.files.reading import read_text_file
from settled.formats.markdown import MarkdownBody
from settled.frontmatter import MAXIMUM_BYTES
from settled.frontmatter.splitting import split_document
from settled.model.references import is_folder_page
from settled.project import Project, Workspace
from settled.project.link_targets import LinkTarget, Reach
from settled.project.pages import markdown_pages
from settled.site.attachments import attachments
from settled.site.content import SiteContent
from settled.site.diagrams import put_diagrams
from settled.site.export.sources_config import DOCS, HEAD, OVERRIDES, SHIM, configuration, front_matter
from settled.site.html.anchors import set_apart
from settled.site.html.body_text import to_html
from settled.site.html.cleaning import clean
from settled.site.html.forge_markdown import Destination
from settled.site.html.raw_html import as_markdown
from settled.site.link_destinations import Destinations, outside_path
from settled.site.links import FEED, PageLinks, in_unicode, record_pages
from settled.site.page import Page
from settled.site.render import WORKER_SHIM, render


@dataclass(frozen=True, slots=True)
class Sources:
    """What is to be written, by path: a content, or the file to copy; how many pages there are, and the links in
    records that lead nowhere."""

    files: Mapping[str, bytes | Path]
    pages: int
    broken_links: tuple[str, ...]


def site_sources(content: SiteContent, site_url: str = "") -> Sources:
    """The sources of the site of `content`; `site_url` is where it will be published, empty where nobody said.

    A page is raw HTML from its first to its last line, but for headings: the text of a record, which a stranger
    may have written, is converted and cleaned here, since the builder has nobody who would do it.
    """
    return _Export(content, site_url).sources()


class _Export:
    """One export: what is known of all pages while each of them is written."""

    def __init__(self, content: SiteContent, site_url: str) -> None:
        self._content, self._project, self._site_url = content, content.project, site_url
        pages = record_pages(content.project)
        self._links = PageLinks(pages, directory_urls=False, site_url=site_url)
        self._rendered = render(content, self._links)
        self._attachments = dict(attachments(content.project))
        self._others = {page: (path, text) for path, page, text in _other_texts(content, self._rendered)}
        # Where links in texts lead: to the page of a record by its file, else to a file by its own name.
        self._targets = {_below(file, self._project): page for file, page in pages.items()}
        self._targets |= {posixpath.dirname(file): page for file, page in self._targets.items() if is_folder_page(file)}
        self._targets |= {page: page for page in content.introductions}
        self._targets |= {path: page for page, (path, _) in self._others.items()}
        links = Workspace(content.project).links
        self._destinations = Destinations(content.project, links, content.history.remote, content.commit)
        self._outside = dict(self._destinations.outside_images())
        self._feed = FEED if FEED in self._rendered else ""
        self._broken: list[str] = []

    def sources(self) -> Sources:
        files: dict[str, bytes | Path] = {}
        sidebar: list[dict[str, str]] = []
        for page, (path, text) in self._others.items():
            files[posixpath.join(DOCS, page)] = self._other_page(path, page, text)
        for path, file in (*self._attachments.items(), *self._outside.items()):
            files[posixpath.join(DOCS, path)] = file
        for path, content in self._rendered.items():
            name = SHIM if path == WORKER_SHIM else path
            files[posixpath.join(DOCS, name)] = content if isinstance(content, bytes) else self._page(path, content)
            if isinstance(content, Page) and content.label:
                sidebar.append({content.label: path})
        count = sum(path.endswith(".md") for path in files)
        site_name = self._project.settings.site_name or self._project.root.name
        files["mkdocs.yml"] = configuration(site_name, sidebar, self._site_url).encode()
        files[posixpath.join(OVERRIDES, "main.html")] = HEAD.encode()
        return Sources(files, count, tuple(dict.fromkeys(self._broken)))

    def _page(self, path: str, page: Page) -> bytes:
        source = _below(page.source, self._project) if page.is_record else path
        body = self._html(page.markdown, source, path) if page.markdown.strip() else ""
        body = put_diagrams(set_apart(body, page.anchors)[0], page.diagrams)
        labels = {section.anchor: section.title for section in (*page.sections_before, *page.sections_after)}
        text = as_markdown(page.before + body + page.after + page.foot, with_headings=page.is_record, labels=labels)
        return (front_matter(self._meta(path, page)) + text).encode(errors="xmlcharrefreplace")

    def _other_page(self, path: str, page: str, text: str) -> bytes:
        document = split_document(path, text)
        headings = MarkdownBody(document.body, document.body_line).headings
        own = (document.front.data or {}).get("title")
        title = str(own) if own else headings[0].text if headings else PurePosixPath(path).stem
        body = as_markdown(set_apart(self._html(document.body, path, page))[0], with_headings=True)
        return (front_matter({"title": html.escape(title)}) + body).encode(errors="xmlcharrefreplace")

    def _meta(self, path: str, page: Page) -> dict[str, Any]:
        values: dict[str, Any] = {"title": html.escape(page.title)}  # themes show titles as HTML
        if page.is_wide:
            values["hide"] = ["toc"]
        others = {"json": page.data, "feed": self._feed}
        named = {name: self._links.file_url(path, file) for name, file in others.items() if file}
        return values | ({"settled": named} if named else {})

    def _html(self, text: str, source: str, page: str) -> str:
        """The Markdown of the file `source` as HTML on `page`, cleaned unless the team lets HTML through."""

        file = posixpath.normpath(posixpath.join(self._project.records_path, source))

        def published(target: LinkTarget) -> str | None:
            return self._published(target, page)

        def resolve(address: str, is_html: bool) -> Destination | None:
            found = self._known(address, source, page) or self._destinations.of(file, address, published)
            if found is not None and not found.address and self._destinations.is_broken(file, address):
                self._broken.append(f"{source}: the link {address} leads nowhere")
            return found

        converted = to_html(text, resolve)
        return converted if self._project.settings.allow_html else clean(converted)

    def _known(self, address: str, source: str, page: str) -> Destination | None:
        """Where `address` in `source` leads, seen from `page`, where it names a source as it stands."""
        path, mark, fragment = address.partition("#")
        target = posixpath.normpath(posixpath.join(posixpath.dirname(source), unquote(path))) if path else ""
        known = self._targets.get(target)
        return Destination(self._links.url(page, known) + mark + fragment) if known is not None else None

    def _published(self, target: LinkTarget, page: str) -> str | None:
        """The address of what lies in the repository as `page` names it; None where it is not published."""
        if target.reach is Reach.RECORD:
            return self._links.url(page, self._links.pages[target.file])
        path = outside_path(target)
        if path in self._outside:
            return self._links.file_url(page, path)
        on_disk = self._destinations.resolver.disk_path(target)
        if not on_disk.is_relative_to(self._project.records_folder):
            return None
        below = in_unicode(on_disk.relative_to(self._project.records_folder).as_posix())
        names = (below, *(posixpath.normpath(f"{below}/{name}") for name in ("README.md", "index.md")))
        known = next((self._targets[name] for name in names if name in self._targets), None)
        if known is not None:
            return self._links.url(page, known)
        return self._links.file_url(page, below) if below in self._attachments else None


def _below(file: str, project: Project) -> str:
    """The path of a file below the records folder, from that below the root."""
    return PurePosixPath(file).relative_to(PurePosixPath(project.records_path)).as_posix()


def _other_texts(content: SiteContent, ours: Container[str]) -> Iterator[tuple[str, str, str]]:
    """The Markdown beside the records that is no record and no introduction: its path, the page's, and the text.

    A page that would lie where one of `ours` does is left out.
    """
    project = content.project
    for path in markdown_pages(project.records_folder):
        file = posixpath.normpath(posixpath.join(project.records_path, path))
        place = PurePosixPath(path)
        page = place.with_name("index.md").as_posix() if place.stem.lower() == "readme" else path
        if file in project.files or page in ours or place.parts[0] == "templates":
            continue
        text, _problem = read_text_file(project.root / file, path, project.root, MAXIMUM_BYTES)
        if text is not None:
            yield in_unicode(path), in_unicode(page), text
