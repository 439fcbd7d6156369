"""Walks a built site as files, and tells every link of it that leads nowhere and every id that stands twice."""

from __future__ import annotations

import base64
import gzip
import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

_ADDRESSES = ("href", "src", "xlink:href", "poster", "data")
_FOR_NOBODY = {"canonical", "preconnect", "dns-prefetch"}
"""Kinds of `<link>` that are no address of a file of the site."""


@dataclass
class _Page(HTMLParser):
    """The links of a page, its anchors, and what its labels and descriptions point to."""

    links: list[str] = field(default_factory=list)
    anchors: list[str] = field(default_factory=list)
    names: set[str] = field(default_factory=set)
    named: list[tuple[str, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if not (tag == "link" and _FOR_NOBODY & set(values.get("rel", "").split())):
            self.links += [values[name] for name in _ADDRESSES if name in values]
        sources = values.get("srcset", "").split(",")
        self.links += [source.split()[0] for source in sources if source.strip()]
        if "id" in values:
            self.anchors.append(values["id"])
        if tag == "a" and "name" in values:
            self.names.add(values["name"])
        for name in ("for", "data-for", "aria-labelledby", "aria-describedby", "aria-controls", "headers"):
            self.named += [(name, anchor) for anchor in values.get(name, "").split()]

    handle_startendtag = handle_starttag


def faults(site: Path) -> Iterator[str]:
    """Everything that leads nowhere in the site at `site`, as `page: what`: links, anchors, labels, ids that stand
    twice, and addresses in the index of the search and in the sheets of style."""
    pages = {path: _read(path) for path in sorted(site.rglob("*.html"))}
    anchors = {path: {*page.anchors, *page.names} for path, page in pages.items()}
    for path, page in pages.items():
        name = path.relative_to(site).as_posix()
        yield from (f"{name}: the id {anchor} stands {n} times" for anchor, n in Counter(page.anchors).items() if n > 1)
        for attribute, anchor in page.named:
            # The theme labels the drawer of the contents on pages without contents, too.
            if anchor not in anchors[path] and anchor != "__toc":
                yield f"{name}: {attribute} names {anchor}, which is not there"
        if name != "404.html":  # it is sent for any address, so its links begin with a slash
            yield from (f"{name}: {link} {lack}" for link in page.links if (lack := _lack(link, path, anchors)))
    for path in (site / "search").glob("search_index.js*"):
        for entry in search_entries(path):
            lack = _lack(entry["location"] or "./", site / "index.html", anchors)
            if lack:
                yield f"search: {entry['location']} {lack}"
    for path in site.rglob("*.css"):
        for link in re.findall(r"url\(\s*[\"']?([^\"')]+)", path.read_text(encoding="utf-8")):
            if not link.startswith(("data:", "#")) and (lack := _lack(link, path, anchors)):
                yield f"{path.relative_to(site).as_posix()}: {link} {lack}"


def search_entries(index: Path) -> list[dict[str, Any]]:
    """The entries of the index of a search: of the file for servers, or of the script for a site on a disk."""
    docs = json.loads(index.read_text(encoding="utf-8").removeprefix("var __index = "))["docs"]
    entries: list[dict[str, Any]] = (
        json.loads(gzip.decompress(base64.b64decode(docs["packed"])))["docs"] if isinstance(docs, dict) else docs
    )
    return entries


def count_links(site: Path) -> int:
    """How many links, internal and external, the pages of `site` hold."""
    return sum(len(_read(path).links) for path in site.rglob("*.html"))


def _read(path: Path) -> _Page:
    page = _Page()
    page.feed(path.read_text(encoding="utf-8"))
    return page


def _lack(link: str, start: Path, anchors: dict[Path, set[str]]) -> str:
    """What is wrong with `link` on the page `start`; empty where it leads somewhere or to another host."""
    parts = urlsplit(link)
    if parts.scheme or parts.netloc:
        return ""
    if parts.path.startswith("/"):
        return "begins with a slash, and the site may lie anywhere"
    target = start
    if parts.path:
        target = _joined(start.parent, unquote(parts.path))
        target = target / "index.html" if target.is_dir() else target
    if not target.is_file():
        return "leads to no file"
    fragment = unquote(parts.fragment)
    if fragment and target in anchors and fragment not in anchors[target]:
        return "leads to no anchor"
    return ""


def _joined(folder: Path, path: str) -> Path:
    """`path` as seen from `folder`, without asking the disk, which would follow links of its own."""
    parts = list(folder.parts)
    for part in path.split("/"):
        if part == "..":
            parts.pop()
        elif part not in {"", "."}:
            parts.append(part)
    return Path(*parts)
