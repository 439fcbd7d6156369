"""Exports the reference programme, builds it with the newest Zensical, and compares the pages with `adr build`.

Usage: python -m benchmarks.other_builders

Zensical is installed into an environment of its own, in a temporary folder; it runs no plugin of MkDocs and knows
nothing of us. Prints the version, the pages and those that differ, and ends with 1 where there are any. A page is its
article: elements and texts in their order.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from tests.site.arrived import Element, article

from settled.project import load_place
from settled.project.discovery import find_place
from settled.site.content import gather
from settled.site.export.sources import site_sources
from settled.site.export.sources_folder import write_sources
from settled.site.mkdocs.build import build_site

ROOT = Path(__file__).resolve().parent.parent
_SKIP_TARGET = [("a", (("id", "__skip"), ("tabindex", "-1"))), "/a"]
"""What Zensical puts at the beginning of every article, for the link that skips the navigation."""


def main() -> int:
    """Build both ways and tell what differs; the exit code."""
    with tempfile.TemporaryDirectory(prefix="settled-builders-") as name:
        folder = Path(name)
        _run(sys.executable, "-m", "venv", str(folder / "venv"))
        programs = folder / "venv" / "bin"
        _run(str(programs / "pip"), "install", "--quiet", "zensical")
        place = find_place(ROOT)
        write_sources(site_sources(gather(load_place(place))).files, folder / "sources")
        _run(str(programs / "zensical"), "build", "--strict", cwd=folder / "sources")
        ours = build_site(place, folder / "ours").out
        pages = sorted(path.relative_to(ours) for path in ours.rglob("*.html") if path.name != "404.html")
        differing = [page for page in pages if _article(folder / "sources/site" / page) != _article(ours / page)]
        print(_run(str(programs / "zensical"), "--version").strip())
        print(f"{len(pages)} pages, {len(differing)} differ", *differing, sep="\n")
        return 1 if differing else 0


def _article(page: Path) -> list[Element | str]:
    """What arrives of a page, without the mark for the search index, which Zensical takes out once it is read."""
    if not page.is_file():
        return []
    found: list[Element | str] = [
        item
        if isinstance(item, str)
        else (item[0], tuple(pair for pair in item[1] if pair[0] != "data-search-exclude"))
        for item in article(page)
    ]
    return found[2:] if found[:2] == _SKIP_TARGET else found


def _run(*command: str, cwd: Path | None = None) -> str:
    return subprocess.run(command, cwd=cwd, check=True, capture_output=True, text=True).stdout


if __name__ == "__main__":
    sys.exit(main())
