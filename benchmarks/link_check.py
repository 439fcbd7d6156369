"""The site of generated records that name and link each other: no link of it may lead nowhere.

Usage: python -m benchmarks.link_check [COUNT]      (default: 1000)

Of the records 60 % are flows, 35 % decisions, the rest risks. Every link of every page is followed on the disk, to
the file and to the anchor in it; the numbers of records, pages and links are printed, and every fault. Ends with 1
where there is any.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from tests.site.dead_links import count_links, faults

from benchmarks.generate import generate_programme
from settled.project.discovery import find_place
from settled.site.mkdocs.build import build_site


def main(count: int) -> int:
    """Build the site of `count` records, follow its links, and return how the process ends."""
    flows, decisions = count * 60 // 100, count * 35 // 100
    with tempfile.TemporaryDirectory() as name:
        root = Path(name) / "programme"
        generate_programme(root, flows, decisions, risks=count - flows - decisions, are_linked=True)
        site = build_site(find_place(root), Path(name) / "site")
        started = time.perf_counter()
        found = [*(f"told by the build: {link}" for link in site.broken_links), *faults(site.out)]
        seconds = time.perf_counter() - started
        print(
            f"{site.records} records, {site.pages} pages, {count_links(site.out)} links; "
            f"{len(found)} lead nowhere; followed in {seconds:.0f} s"
        )
    print(*found[:50], sep="\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000))
