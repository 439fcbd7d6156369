"""Where the pages of the catalog's entries lie: its systems, teams and business objects."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from enum import StrEnum
from hashlib import sha256

from settled.project.catalog import Catalog


class EntryKind(StrEnum):
    """What an entry of the catalog is."""

    SYSTEM = "system"
    TEAM = "team"
    OBJECT = "object"

    @property
    def folder(self) -> str:
        """The folder of the site in which the pages of this kind lie."""
        return f"{self.value}s"


_SAFE = re.compile(r"[a-z0-9][a-z0-9_-]{0,79}")
# A page called `index` or `readme` would be the index of its folder; the others are devices on Windows.
_RESERVED = re.compile(r"index|readme|con|prn|aux|nul|(?:com|lpt)\d")
_LONGEST_WORDS = 40
_DIGITS = 8


def entry_pages(catalog: Catalog) -> dict[tuple[EntryKind, str], str]:
    """The page of every entry, by kind and id: `systems/erp.md`, `teams/erp-team.md`, `objects/order.md`.

    An id of lower-case letters, digits, `-` and `_` is the name of its page. Any other gets the letters that are
    safe on every disk with a digest of the whole id behind them, so that no two ids share a page, also where a
    disk folds case, and no page moves when another entry comes or goes.
    """
    kinds: tuple[tuple[EntryKind, Iterable[str]], ...] = (
        (EntryKind.SYSTEM, catalog.systems),
        (EntryKind.TEAM, catalog.teams),
        (EntryKind.OBJECT, catalog.objects),
    )
    return {(kind, entry): page for kind, entries in kinds for entry, page in _pages_in(kind.folder, entries)}


def _pages_in(folder: str, entries: Iterable[str]) -> Iterator[tuple[str, str]]:
    # Safe ids come first: one that looks like the name made for another keeps it.
    ordered = sorted(entries, key=lambda entry: (_is_safe(entry), entry), reverse=True)
    taken: set[str] = set()
    for entry in ordered:
        name = _page_name(entry)
        count = 1
        while name in taken:
            count += 1
            name = f"{_page_name(entry)}-{count}"
        taken.add(name)
        yield entry, f"{folder}/{name}.md"


def _is_safe(entry: str) -> bool:
    return _SAFE.fullmatch(entry) is not None and _RESERVED.fullmatch(entry) is None


def _page_name(entry: str) -> str:
    if _is_safe(entry):
        return entry
    words = "-".join(re.findall(r"[a-z0-9]+", entry.lower()))[:_LONGEST_WORDS].strip("-")
    digest = sha256(entry.encode("utf-8", "backslashreplace")).hexdigest()[:_DIGITS]
    return f"{words}-{digest}" if words else digest
