"""Where a link in a text leads on the site: to a page, to a file that is published, to the forge, or to nothing."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from settled.project import Project
from settled.project.link_targets import LinkResolver, LinkTarget, Reach
from settled.site.attachments import is_withheld_image
from settled.site.forges import file_address
from settled.site.html.forge_markdown import Destination
from settled.site.links import in_unicode

OUTSIDE = "outside/"
"""The folder of the site for the images that lie outside of the records."""
IMAGE = re.compile(r"\.(?:png|jpe?g|gif|webp|avif|bmp|ico|svg)$", re.IGNORECASE)

PathOnSite = Callable[[LinkTarget], str | None]
"""From what lies in the repository to its address as the page may name it; None where it is not published."""


@dataclass(frozen=True)
class Destinations:
    """Where links lead, for one build; `remote` and `commit` are the repository's, empty where there are none."""

    project: Project
    resolver: LinkResolver
    remote: str = ""
    commit: str = ""

    def of(self, file: str, address: str, published: PathOnSite) -> Destination | None:
        """Where `address` in the text of `file` leads; None where it is to be left as it is."""
        target = self.resolver.target_of(file, address)
        if target.reach is Reach.ELSEWHERE or (target.file == file and not _names_a_path(address)):
            return None
        if target.reach is Reach.NOWHERE:
            return Destination(note=f"{_shown(address)} leads to no file")
        on_site = published(target)
        if on_site is not None:
            return Destination(on_site + target.rest)
        on_forge = file_address(self.remote, self.commit, target.path, is_folder=target.reach is Reach.FOLDER)
        if on_forge:
            return Destination(on_forge + (f"#{quote(target.fragment, safe='-_.~')}" if target.fragment else ""))
        return Destination(note=f"{target.path or 'the repository'} lies outside the site")

    def is_broken(self, file: str, address: str) -> bool:
        """True where `address` in the text of `file` leads to no file at all."""
        return self.resolver.target_of(file, address).reach is Reach.NOWHERE

    def outside_images(self) -> Iterator[tuple[str, Path]]:
        """The images outside of the records folders that records show, by their path in the site."""
        found: dict[str, Path] = {}
        for record in self.project.records:
            for link in record.links:
                if not IMAGE.search(link.target.split("#")[0].split("?")[0]):
                    continue
                target = self.resolver.target_of(record.file, link.target)
                path = self.resolver.disk_path(target)
                if target.reach is Reach.FILE and self._is_outside(path) and not is_withheld_image(path, self.top):
                    found[outside_path(target)] = path
        yield from sorted(found.items())

    @property
    def top(self) -> Path:
        """The folder of the repository."""
        return self.resolver.top

    def _is_outside(self, path: Path) -> bool:
        return not any(path.is_relative_to(folder) for folder in self.project.folders)


def outside_path(target: LinkTarget) -> str:
    """Where an image from outside of the records lies in the site."""
    return OUTSIDE + in_unicode(target.path)


def relative_address(path: str, start: str) -> str:
    """The address of `path` as the source `start` names it; both are relative to the same folder."""
    address = quote(posixpath.relpath(path, posixpath.dirname(start) or "."), safe="/()+,;=@$!*'~")
    return f"./{address}" if ":" in address.split("/")[0] else address


def _names_a_path(address: str) -> bool:
    return not address.strip().startswith(("#", "?"))


def _shown(address: str) -> str:
    return re.split("[#?]", address, maxsplit=1)[0]
