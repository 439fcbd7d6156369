"""The files of a build as MkDocs knows them: what is put among them, and what is taken out."""

from __future__ import annotations

import posixpath
from collections.abc import Collection
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.utils import nest_paths

from settled.site.attachments import attachments, withheld
from settled.site.content import SiteContent
from settled.site.links import in_unicode
from settled.site.mkdocs.adapter import move
from settled.site.mkdocs.navigation import pages_in
from settled.site.mkdocs.theme_files import unused_files

README = "readme"
"""What the page of a README is called that lies where a page of ours is."""


def put(files: Files, file: File) -> None:
    """Put `file` in the place of one with the same path."""
    existing = files.get_file_from_path(file.src_uri)
    if existing is not None:
        files.remove(existing)
    files.append(file)


def take_out(files: Files, content: SiteContent) -> None:
    """Take the records themselves, the catalog and whatever could run out of what is published."""
    paths = {file: Path(file.abs_src_path) for file in files if file.abs_src_path is not None}
    unwanted = withheld(set(paths.values()), content.project, content.introductions)
    for file, path in paths.items():
        # MkDocs ends at a link to nothing, and waits for a pipe.
        if path in unwanted or not path.is_file():
            files.remove(file)


def take_out_of_theme(files: Files, config: MkDocsConfig) -> None:
    """Take out the files of the theme that no page asks for."""
    plugin = config.plugins.get("material/search") or config.plugins.get("search")
    languages = plugin.config.get("lang") if plugin is not None else None
    searched = [languages] if isinstance(languages, str) else list(languages or ["en"])
    for path in unused_files(list(files.src_uris), searched):
        files.remove(files.src_uris[path])


def add_attachments(files: Files, config: MkDocsConfig, content: SiteContent, base: str) -> None:
    """Where the records lie outside of the docs folder: their images and other attachments."""
    for relative, path in attachments(content.project):
        target = posixpath.join(base, relative)
        if files.get_file_from_path(target) is None:
            files.append(File.generated(config, target, abs_src_path=str(path)))


def make_room(files: Files, ours: Collection[File]) -> None:
    """Give a README that would be written where a page of ours is an address beside it."""
    taken = {file.dest_uri for file in ours}
    for file in set(files.documentation_pages()) - set(ours):
        if file.dest_uri in taken:
            folder, name = posixpath.split(file.dest_uri)
            moved = f"{README}/{name}" if file.use_directory_urls else f"{README}.html"
            move(file, posixpath.join(folder, moved))


def give_addresses(files: Files, config: MkDocsConfig) -> None:
    """Let files whose names are no UTF-8, at which MkDocs ends, pretend to have names that are."""
    for file in list(files):
        name = in_unicode(file.src_uri)
        if name != file.src_uri and file.abs_src_path is not None:
            other = File.generated(config, name, abs_src_path=file.abs_src_path, inclusion=file.inclusion)
            other.edit_uri = file.edit_uri
            files.remove(file)
            put(files, other)


def other_pages(files: Files, sidebar: list[dict[str, str]]) -> list[Any]:
    """The pages that are not ours as MkDocs would put them into a sidebar that nobody wrote."""
    ours = set(pages_in(sidebar))
    in_nav = [file for file in files.documentation_pages() if file.inclusion is not InclusionLevel.NOT_IN_NAV]
    own = [file.src_uri for file in in_nav if file.src_uri not in ours]
    nested = nest_paths(own)  # type: ignore[no-untyped-call]  # MkDocs does not type it
    # Its title is most often that of a page of ours.
    return [{"README": page} if page == "README.md" else page for page in nested]
