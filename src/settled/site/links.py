"""Where pages lie in the site, and the relative URL from one to another."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from hashlib import sha256
from pathlib import PurePosixPath
from urllib.parse import quote, urlencode

from settled.model.kinds import kinds, spec_of
from settled.model.references import kind_of_id, name_of_record
from settled.model.vocabulary import Kind
from settled.project import Project
from settled.site.words import is_web_address

OVERVIEW = "index.md"
DECISIONS = "decisions/index.md"
FLOWS = "flows/index.md"
OWNERSHIP = "ownership/index.md"
ROUTE_MAP = "route-map.md"
SEQUENCE = "sequence.md"
RISK_REGISTER = "risk-register.md"
OPEN_QUESTIONS = "open-questions.md"
TIMELINE = "timeline.md"
FEED = "timeline.xml"
"""The Atom feed, beside the page of the timeline."""
RECORDS_JSON = "records.json"
LLMS = "llms.txt"
"""What programs read of the records, and where language models begin, beside the first page."""
RULES = "rules/index.md"
GLOSSARY = "glossary.md"

OVERVIEW_PAGES: tuple[tuple[str, str], ...] = (
    (OVERVIEW, "Overview"),
    (DECISIONS, "Decisions"),
    (FLOWS, "Flows"),
    (OWNERSHIP, "Ownership"),
    (ROUTE_MAP, "Route map"),
    (SEQUENCE, "Delivery sequence"),
    (RISK_REGISTER, "Risk register"),
    (OPEN_QUESTIONS, "Open questions"),
    (TIMELINE, "Timeline"),
    (RULES, "Rules"),
    (GLOSSARY, "Glossary"),
)
"""The pages of the sidebar with their labels, in their order."""


def rule_page(name: str) -> str:
    """The page of the rule `name`."""
    return f"rules/{name.lower()}.md"


def anchor(prefix: str, name: str) -> str:
    """An anchor for a thing by its id, whatever characters the id has: `system-erp`."""
    return f"{prefix}-" + re.sub(r"[^A-Za-z0-9-]", lambda match: f"_{ord(match[0]):x}", name)


def record_json(page: str) -> str:
    """The file that says for programs what the record's page `page` says: beside it, under its name."""
    return f"{page.removesuffix('.md')}.json"


def record_pages(project: Project) -> dict[str, str]:
    """The page of every record and of every unreadable file, by file; no two share one.

    `decisions/<stem>.md`, `flows/<stem>.md` or `risks/<stem>.md`; where two records of a kind share a stem
    (on a disk that folds case, too) their folders are put before it.
    """
    entries: list[tuple[str, Kind]] = [(record.file, record.kind) for record in project.records]
    entries += [(entry.file, kind_of_id(entry.id or "") or Kind.DECISION) for entry in project.unreadable]
    return _pages_of(entries, project.records_path)


def _pages_of(entries: Iterable[tuple[str, Kind]], records_path: str) -> dict[str, str]:
    wanted: dict[str, list[str]] = {}
    for file, kind in entries:
        wanted.setdefault(f"{spec_of(kind).plural}/{_stem(file)}".lower(), []).append(file)
    # The register of a kind is called like its folder.
    taken = {f"{folder}/{name}" for folder in (spec.plural for spec in kinds()) for name in ("index", folder)}
    pages: dict[str, str] = {}
    for file, kind in entries:
        folder, stem = spec_of(kind).plural, _stem(file)
        page = f"{folder}/{stem}"
        if len(wanted[page.lower()]) > 1:
            inner = PurePosixPath(in_unicode(file)).parent.as_posix().removeprefix(records_path).strip("/.")
            page = f"{folder}/{inner}/{stem}" if inner else page
        candidate, count = page, 1
        while candidate.lower() in taken:
            count += 1
            candidate = f"{page}-{count}"
        taken.add(candidate.lower())
        pages[file] = f"{candidate}.md"
    return pages


def in_unicode(name: str) -> str:
    """The name of a file as an address may hold it: bytes that are no UTF-8, which Python marks, become `_`."""
    return _UNDECODED.sub("_", name)


def _stem(file: str) -> str:
    # A page called `index` or `readme` would be the index of its folder.
    stem = in_unicode(name_of_record(file))
    if len(stem.encode()) > _LONGEST_BYTES:  # with `.html` it has to be the name of a file, too
        digest = sha256(stem.encode()).hexdigest()[:8]
        stem = f"{stem.encode()[: _LONGEST_BYTES - 9].decode(errors='ignore')}-{digest}"
    return f"{stem}-record" if stem.lower() in {"index", "readme"} else stem


_LONGEST_BYTES = 240
_UNDECODED = re.compile("[\ud800-\udfff]")


class PageLinks:
    """Resolves page to page: `links.url("flows/a.md", "index.md")` is `../../` or `../index.html`.

    `pages` is the page of each record by file. With `directory_urls` a page is a folder with an
    `index.html` in it, without them a file, which also opens from a disk. `site_url` is the address
    at which the first page will be published, empty where nobody said.
    """

    def __init__(self, pages: Mapping[str, str], *, directory_urls: bool = True, site_url: str = "") -> None:
        self.pages = pages
        self.directory_urls = directory_urls
        self.site_url = site_url.rstrip("/") + "/" if is_web_address(site_url) else ""
        self._destinations: dict[str, str] = {}
        # Keyed by folder: all pages of a folder share their addresses, and a site has few folders.
        self._relative = lru_cache(maxsize=65536)(self._relative_url)
        self._folder = lru_cache(maxsize=65536)(lambda page: posixpath.dirname(self.destination(page)))

    def destination(self, page: str) -> str:
        """The file that the page becomes, relative to the site: `flows/a/index.html` or `flows/a.html`."""
        known = self._destinations.get(page)
        if known is None:
            folder, stem = posixpath.dirname(page), PurePosixPath(page).stem
            is_file = stem == "index" or not self.directory_urls
            known = posixpath.join(folder, f"{stem}.html" if is_file else f"{stem}/index.html")
            self._destinations[page] = known
        return known

    def url(self, start: str, target: str, fragment: str = "", **query: str) -> str:
        """The relative URL from the page `start` to the page `target`, percent-encoded."""
        address = self._relative(self._folder(start), target)
        if query:
            address += "?" + urlencode(query, quote_via=quote)
        return f"{address}#{_quoted(fragment)}" if fragment else address

    def file_url(self, start: str, file: str) -> str:
        """The relative URL from the page `start` to `file`, which is published under its own name."""
        return quote(posixpath.relpath(file, posixpath.dirname(self.destination(start)) or "."))

    def published(self, target: str) -> str:
        """Where the page `target` will be published: absolute with `site_url`, else relative to the first page."""
        relative = self.url(OVERVIEW, target)
        return self.site_url + relative.removeprefix("./") if self.site_url else relative

    def _relative_url(self, folder: str, target: str) -> str:
        relative = posixpath.relpath(self.destination(target), folder or ".")
        if self.directory_urls:
            relative = posixpath.dirname(relative) + "/" if "/" in relative else "./"
        # A colon in the first segment would read as a scheme.
        return quote(relative) if ":" not in relative.split("/")[0] else quote("./" + relative)


_quoted = lru_cache(maxsize=4096)(quote)
