"""`adr build` of generated records against plain MkDocs with as many plain pages, in one run.

Usage: python -m benchmarks.site_speed [--short] [COUNT ...]      (default: 1000 5000)

Half of the records are flows, half are decisions. The plain side is MkDocs with the same theme, extensions and
search over the same Markdown files, without our plugin and without front matter, and none of them in the
sidebar. Both sides are whole processes, measured in turn; the medians are printed with the ratio, the peak
memory, the size of the output and that of the search index. What is aimed at for 1,000 records: a ratio of 1.5,
40 MB of output, 300 MB of memory, and no more per record for 5,000. Each flow of the reference programme
names several failures and identifiers at length; with `--short` the flows answer every question once.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
from pathlib import Path

import yaml

from benchmarks.check_speed import measure
from benchmarks.generate import generate_programme
from settled.site.mkdocs.builtin_config import builtin_config

ROUNDS = 3


def _write_plain_pages(records: Path, plain: Path) -> None:
    """The Markdown of every record without its front matter, none of them in the sidebar."""
    docs = plain / "docs"
    for source in records.rglob("*.md"):
        page = docs / source.relative_to(records)
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(source.read_text("utf-8").split("---\n", 2)[-1], encoding="utf-8")
    (docs / "index.md").write_text("# Decisions\n", encoding="utf-8")
    config = builtin_config("Decisions", "docs") | {"plugins": ["search", "offline"], "nav": ["index.md"]}
    (plain / "mkdocs.yml").write_text(yaml.safe_dump(config), encoding="utf-8")


def _megabytes(folder: Path) -> float:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6


def main(counts: list[int], *, are_short: bool = False) -> None:
    """Print one line for each count."""
    print(
        f"{'records':>7}  {'build s':>7}  {'plain s':>7}  {'ratio':>5}  {'ms/record':>9}  {'peak MB':>7}  "
        f"{'plain MB':>8}  {'site MB':>7}  {'index MB':>8}"
    )
    for count in counts:
        with tempfile.TemporaryDirectory() as name:
            ours, plain = Path(name) / "ours", Path(name) / "plain"
            generate_programme(ours, flows=count // 2, decisions=count - count // 2, are_short=are_short)
            _write_plain_pages(ours / "decisions", plain)
            build = [sys.executable, "-m", "settled", "build", "--out", "site"]
            mkdocs = [sys.executable, "-m", "mkdocs", "build", "--quiet"]
            measure(build, ours)  # compiles, and is not counted
            builds, plains = [], []
            for _ in range(ROUNDS):
                builds.append(measure(build, ours))
                plains.append(measure(mkdocs, plain))
            seconds, alone = (statistics.median(each[0] for each in side) for side in (builds, plains))
            peak, plain_peak = (max(each[1] for each in side) for side in (builds, plains))
            index = (ours / "site" / "search" / "search_index.json").stat().st_size / 1e6
            print(
                f"{count:>7}  {seconds:>7.2f}  {alone:>7.2f}  {seconds / alone:>5.2f}  {seconds / count * 1000:>9.2f}  "
                f"{peak:>7.0f}  {plain_peak:>8.0f}  {_megabytes(ours / 'site'):>7.1f}  {index:>8.2f}"
            )


if __name__ == "__main__":
    given = sys.argv[1:]
    main([int(each) for each in given if each != "--short"] or [1000, 5000], are_short="--short" in given)
