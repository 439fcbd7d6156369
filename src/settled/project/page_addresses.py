"""What records are called as pages of another builder's site: by `slug` or `id`, without number and ending."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Collection, Iterable, Iterator

from settled.model.references import folder_of_record, name_of_record
from settled.records import Record

_NUMBER_BEFORE = re.compile(r"(?!\d{2,4}[-._]\d)\d+\s*[-_.]+\s*(?=[^-_.\s])")
"""A number that orders pages and is no part of their address; not the beginning of a day or a version."""
_KEYS_OF_PAGES = frozenset({
    "slug", "sidebar_position", "sidebar_label", "sidebar_class_name", "hide_title", "pagination_label", "permalink",
    "nav_order", "outline", "editLink",
})  # fmt: skip
"""Keys of front matter that only builders of sites read."""
_BUILDERS = re.compile(
    r"(?:docusaurus|astro|gatsby|eleventy|hugo|vuepress|next)\.?(?:config)?\.(?:[cm]?[jt]s|toml|ya?ml)"
    r"|\.eleventy\.js|\.vitepress|\.vuepress|sidebars?\.(?:[cm]?[jt]s|json)|_config\.yml|_quarto\.yml"
)
_PLACES_OF_BUILDERS = ("", "website", "site", "docs", "documentation", "doc", "web", "www")


def is_made_by_builder(
    records: Iterable[Record], names_in: Callable[[str], Collection[str]], folders: Iterable[str]
) -> bool:
    """Whether another builder makes pages of the records, which finds a page by its address.

    `names_in` tells what lies in a folder of the repository, `folders` are those around the records.
    """
    if any(_KEYS_OF_PAGES & record.front.data.keys() for record in records if record.front.data):
        return True
    places = dict.fromkeys((*_PLACES_OF_BUILDERS, *folders))
    return any(_BUILDERS.fullmatch(name) for place in places for name in names_in(place))


class PageAddresses:
    """The records by what their pages are called."""

    def __init__(self, records: Iterable[Record]) -> None:
        self._by_name: dict[str, list[tuple[tuple[str, ...], Record]]] = {}
        for record in records:
            for *folder, name in _addresses_of(record):
                self._by_name.setdefault(name, []).append((tuple(folder), record))

    def find(self, path: str) -> Record | None:
        """The record whose page is at `path`, written as its file's would be, without number and ending."""
        *folder, name = _parts(path) or ("",)
        return _only(record for known, record in self._by_name.get(name, ()) if known == tuple(folder))

    def find_absolute(self, path: str) -> Record | None:
        """The record whose page is at `path` of the site; where its folder is published there nobody knows."""
        *folder, name = _parts(path) or ("",)
        known = self._by_name.get(name, ())
        exact = _only(record for place, record in known if place == tuple(folder))
        return exact or _only(record for place, record in known if not place or not folder or place[-1] == folder[-1])


def _addresses_of(record: Record) -> Iterator[tuple[str, ...]]:
    data = record.front.data or {}
    folder = _parts(folder_of_record(record.file))
    name = name_of_record(record.file)
    names = {name, _NUMBER_BEFORE.sub("", name, count=1)}
    slug, own_id = data.get("slug"), data.get("id")
    if isinstance(own_id, str) and own_id.strip("/ "):
        names.add(own_id.strip())
    if isinstance(slug, str) and slug.strip("/ "):
        said = _parts(slug)
        yield said if slug.strip().startswith("/") else (*folder, *said)
    for each in sorted(names):
        yield (*folder, each)


def _parts(path: str) -> tuple[str, ...]:
    parts = [part for part in posixpath.normpath(path.strip().strip("/")).split("/") if part not in {"", "."}]
    return (*(_NUMBER_BEFORE.sub("", part, count=1) for part in parts[:-1]), *parts[-1:])


def _only(found: Iterable[Record]) -> Record | None:
    by_file = {record.file: record for record in found}
    return next(iter(by_file.values())) if len(by_file) == 1 else None
