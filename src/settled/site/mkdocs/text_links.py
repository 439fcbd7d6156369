"""Where the links of a text lead within a build of MkDocs, which knows pages and files by their sources."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.utils import get_relative_url

from settled.project.link_targets import LinkTarget, Reach, is_elsewhere
from settled.site.html.forge_markdown import Destination, ForgeMarkdown, Resolve
from settled.site.link_destinations import Destinations, outside_path, relative_address
from settled.site.links import in_unicode
from settled.site.mkdocs import adapter
from settled.site.mkdocs.whereabouts import Whereabouts


def forge_markdown_of(config: MkDocsConfig) -> ForgeMarkdown | None:
    """Our extension of the converter, where the plugin has put it there."""
    found: list[object] = list(config.markdown_extensions)
    return next((each for each in found if isinstance(each, ForgeMarkdown)), None)


@dataclass(frozen=True)
class TextLinks:
    """Leads the links of the texts of one build."""

    destinations: Destinations
    where: Whereabouts
    docs: Path

    def resolve(self, file: str, page: File, files: Files, *, is_telling: bool = True) -> Resolve:
        """Where the links in the text of `file` lead on `page`; what leads nowhere is told where it `is_telling`."""

        def published(target: LinkTarget) -> str | None:
            found = next((uri for uri in self._sources(target) if files.get_file_from_path(uri) is not None), None)
            return relative_address(found, page.src_uri) if found is not None else None

        def resolve(address: str, is_html: bool) -> Destination | None:
            if is_elsewhere(address) and not address.startswith("/"):
                return None
            found = Destination(address) if _is_known(address, page, files) else None
            found = found or self.destinations.of(file, address, published)
            if found is not None and is_telling and self.destinations.is_broken(file, address) and not found.address:
                message = f"Doc file '{page.src_uri}' contains a link '{address}', but the target is not found."
                adapter.log_of_pages().warning(message)
            return _finished(found, page, files) if found is not None and is_html else found

        return resolve

    def images(self) -> Iterator[tuple[str, Path]]:
        """The images outside of the records that are published with them, by their path in the site."""
        for path, file in self.destinations.outside_images():
            if not file.is_relative_to(self.docs):
                yield posixpath.join(self.where.base, path), file

    def _sources(self, target: LinkTarget) -> Iterator[str]:
        """What a builder may call the page or file that `target` is."""
        if target.reach is Reach.RECORD:
            yield self.where.source_of(target.file)
            return
        path = self.destinations.resolver.disk_path(target)
        records = self.destinations.project.records_folder
        if path.is_relative_to(self.docs):
            source = path.relative_to(self.docs).as_posix()
        elif path.is_relative_to(records):
            source = posixpath.join(self.where.base, path.relative_to(records).as_posix())
        else:
            source = posixpath.join(self.where.base, outside_path(target))
        source = in_unicode(source)
        if target.reach is Reach.FILE:
            yield source
        else:
            yield from (posixpath.normpath(posixpath.join(source, name)) for name in ("README.md", "index.md"))


def _is_known(address: str, page: File, files: Files) -> bool:
    """True where the builder knows what the address names as it stands."""
    path = address.partition("#")[0].partition("?")[0]
    if not path or path.startswith("/"):
        return False
    return (
        files.get_file_from_path(posixpath.normpath(posixpath.join(posixpath.dirname(page.src_uri), unquote(path))))
        is not None
    )


def _finished(found: Destination, page: File, files: Files) -> Destination:
    """The same with the address as it stands in the site, for HTML, in which the builder follows no links."""
    path, mark, fragment = found.address.partition("#")
    if not path or is_elsewhere(path):
        return found
    source = posixpath.normpath(posixpath.join(posixpath.dirname(page.src_uri), unquote(path.partition("?")[0])))
    file = files.get_file_from_path(source)
    if file is None:
        return found
    return Destination(get_relative_url(file.url, page.url) + mark + fragment)
