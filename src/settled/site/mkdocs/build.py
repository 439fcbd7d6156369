"""Builds the site of a project with MkDocs into a folder, which is emptied only where it is one of ours."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from settled.model.errors import SiteError, UsageError
from settled.model.findings import Severity
from settled.project.odd_files import Oddity, odd_files
from settled.project.place import Place
from settled.site.diagrams import undrawn_records
from settled.site.mkdocs import adapter
from settled.site.mkdocs.builder_log import broken_links, quiet_builder
from settled.site.mkdocs.builder_run import run_builder
from settled.site.mkdocs.configuration import load_configuration, plugin_of
from settled.site.speed.switch import plain_way

MARKER = ".settled-site"
"""The file that tells a folder of ours from one that must not be emptied."""


@dataclass(frozen=True, slots=True)
class BuiltSite:
    """What was built: where, how many pages and records, the findings by severity, and links that lead nowhere.

    `untold_links` are those of them that no finding of the check is about. `unconverted` are the files of records that
    took too long to convert although nothing in them told so.
    `left_out` says of what lies among the records, and is no file, why it is not there.
    `search_bytes` is the size of the index that a browser loads to search, 0 where there is none.
    """

    out: Path
    pages: int
    records: int
    findings: Counter[Severity]
    unreadable: tuple[str, ...]
    broken_links: tuple[str, ...]
    untold_links: tuple[str, ...] = ()
    unconverted: tuple[str, ...] = ()
    undrawn: int = 0
    left_out: tuple[str, ...] = ()
    search_bytes: int = 0

    @property
    def is_clean(self) -> bool:
        """True when the check has neither errors nor warnings and every link leads somewhere."""
        counted = self.findings[Severity.ERROR] + self.findings[Severity.WARNING]
        return not (counted or self.unreadable or self.broken_links)


def build_site(
    place: Place,
    out: Path,
    *,
    strict: bool = False,
    keep_going: bool = False,
    is_plain: bool = False,
    is_untrusted: bool = False,
    on_progress: Callable[[int, int], None] = lambda done, total: None,
) -> BuiltSite:
    """Build the site of the project at `place` into the folder `out`, which is emptied first.

    `on_progress` is called with the steps that are done and those that there are. With `strict` a link that leads
    nowhere is counted where MkDocs itself would only tell it. A build that `is_plain` does nothing that only saves
    time: it takes longer, and makes the same site. One that `is_untrusted` runs nothing that the project brings along.
    Raises UsageError where that brings something that runs, or `out` holds something else,
    UnreadableRecordsError where records cannot be read (not with `keep_going`), and SiteError for whatever else
    keeps the site from being built.
    """
    out = out.resolve()
    check_out_folder(place, out)
    odd = list(odd_files(place.folders))
    if not adapter.are_usable(adapter.TO_WALK_ONCE):
        _refuse_circles(place, odd)
    with quiet_builder() as warnings, plain_way(is_wanted=is_plain):
        config = load_configuration(place, out, keep_going=keep_going, is_untrusted=is_untrusted)
        if strict:
            config.validation.links.anchors = logging.WARNING
            config.validation.links.unrecognized_links = logging.WARNING
        plugin = plugin_of(config)
        plugin.report_progress = on_progress
        plugin.prepare_folder = partial(_mark, out)
        run_builder(config)
    content = plugin.content
    if content is None:
        raise SiteError("MkDocs did not ask for the pages", "enable the plugin `settled` in mkdocs.yml")
    lost = tuple(broken_links(warnings))
    told = plugin.sources_told_by_check()
    return BuiltSite(
        out=out,
        pages=len(plugin.pages),
        records=len(content.project.records),
        findings=Counter(finding.severity for finding in content.findings),
        unreadable=tuple(entry.file for entry in content.project.unreadable),
        broken_links=lost,
        untold_links=tuple(line for line in lost if line.partition(": the link ")[0] not in told),
        unconverted=plugin.unconverted_records(),
        undrawn=undrawn_records(content.project),
        left_out=tuple(f"{_shown(path, place)} is left out: {oddity}" for path, oddity in odd),
        search_bytes=index.stat().st_size if (index := out / "search" / "search_index.json").is_file() else 0,
    )


def _refuse_circles(place: Place, odd: list[tuple[Path, Oddity]]) -> None:
    """Raise UsageError for a link to a folder around it: MkDocs follows links to folders, and two such without end."""
    for path, oddity in odd:
        if oddity is Oddity.AROUND:
            message = f"{_shown(path, place)} is a link to a folder in which it lies itself"
            raise UsageError(message, "take it away, or let it lead elsewhere")


def _shown(path: Path, place: Place) -> str:
    return path.relative_to(place.root).as_posix()


def _mark(out: Path) -> None:
    """Mark the folder as ours before anything is in it: whatever ends the build, the next one may empty it."""
    try:
        out.mkdir(parents=True, exist_ok=True)
        (out / MARKER).write_text("This folder is emptied and written anew by `adr build`.\n", encoding="utf-8")
    except OSError as error:
        message = f"the folder {out} cannot be written ({error.strerror})"
        raise UsageError(message, "name another one with --out, or check its rights") from None


def check_out_folder(place: Place, out: Path) -> None:
    """Raise UsageError unless `out` may be emptied: it is new, empty, or a site that was built before."""
    records, root = place.records.resolve(), place.root.resolve()
    if any(out.is_relative_to(folder.resolve()) for folder in place.folders):
        raise UsageError(f"the folder {out} lies among the records", "name a folder outside of them with --out")
    if records.is_relative_to(out) or root.is_relative_to(out):
        raise UsageError(f"the folder {out} holds the records", "name a folder of its own with --out")
    if out.exists() and not out.is_dir():
        raise UsageError(f"{out} is a file", "name a folder with --out")
    if not out.is_dir() or not any(out.iterdir()) or (out / MARKER).is_file():
        return
    raise UsageError(
        f"the folder {out} holds files that are no site of ours", "empty it yourself, or name another with --out"
    )
