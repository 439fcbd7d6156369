"""The plugin in a team's own documentation: their pages stay theirs, ours stand beside them."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterator
from contextlib import chdir
from pathlib import Path
from typing import NamedTuple

import pytest
from click.testing import CliRunner
from mkdocs.__main__ import cli

from tests.history.conftest import Repository
from tests.samples import CATALOG, DECISION, FLOW
from tests.site.test_building import read_page


class Built(NamedTuple):
    """What `mkdocs build` ended with, and what it printed."""

    returncode: int
    stdout: str
    stderr: str


MkDocs = Callable[..., Built]
BROKEN = "---\nstatus accepted\n---\n\n# Broken\n"
"""Not even line by line is this front matter."""

CONFIGURATION = """\
site_name: The manual
theme: {name: material, font: false}
plugins: [search, settled]
"""


@pytest.fixture
def mkdocs(tree: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> Iterator[MkDocs]:
    """Draw a project and run `mkdocs build` in it, in this process."""
    logger = logging.getLogger("mkdocs")
    level, propagate = logger.level, logger.propagate
    monkeypatch.setenv("NO_MKDOCS_2_WARNING", "1")

    def run(files: dict[str, str | bytes | None], *arguments: str) -> Built:
        with chdir(tree(files)):
            done = CliRunner().invoke(cli, ["build", "--strict", *arguments], catch_exceptions=False)
        return Built(done.exit_code, done.stdout, done.stderr)

    yield run
    logger.level, logger.propagate = level, propagate


def sidebar(page: Path) -> list[str]:
    """The titles in the sidebar of a page of the theme Material, in their order."""
    text = page.read_text(encoding="utf-8")
    start = text.index('data-md-type="navigation"')
    part = text[start : text.index('data-md-type="toc"') if 'data-md-type="toc"' in text else None]
    return [title.strip() for title in re.findall(r'<span class="md-ellipsis">([^<]*)', part) if title.strip()]


def test_records_below_the_docs_folder_keep_to_their_folder(mkdocs: MkDocs, tmp_path: Path) -> None:
    done = mkdocs(
        {
            "mkdocs.yml": CONFIGURATION,
            "docs/index.md": "# The manual\n\n<div id='theirs'>kept</div>\n\n[the decision](adr/0001-prices.md)\n",
            "docs/guide/start.md": "# Start here\n",
            "docs/adr/0001-prices.md": DECISION,
        }
    )
    assert (done.returncode, done.stdout) == (0, ""), done.stderr
    site = tmp_path / "site"
    assert "<div id='theirs'>kept</div>" in (site / "index.html").read_text(encoding="utf-8")
    assert "adr/decisions/0001-prices/" in read_page(site / "index.html").links
    assert (site / "adr/index.html").is_file()
    assert (site / "adr/decisions/0001-prices/index.html").is_file()
    assert not (site / "adr/0001-prices/index.html").exists()
    assert sidebar(site / "index.html") == [
        "The manual",
        "Guide",
        "Start here",
        "Decisions",
        "Overview",
        "Decisions",
        "Timeline",
        "Rules",
    ]


def test_records_outside_of_the_docs_folder_come_with_their_images(mkdocs: MkDocs, tmp_path: Path) -> None:
    done = mkdocs(
        {
            "mkdocs.yml": CONFIGURATION,
            "docs/index.md": "# The manual\n",
            "decisions/catalog.yml": CATALOG,
            "decisions/flows/0001-order-export.md": FLOW + "\n![map](../img/map.png) [why](../adr/0001-prices.md)\n",
            "decisions/adr/0001-prices.md": DECISION,
            "decisions/img/map.png": b"png",
        }
    )
    assert done.returncode == 0, done.stderr
    site = tmp_path / "site"
    page = read_page(site / "decisions/flows/0001-order-export/index.html")
    assert "../../img/map.png" in page.loaded
    assert "../../decisions/0001-prices/" in page.links
    assert (site / "decisions/img/map.png").read_bytes() == b"png"
    assert not (site / "decisions/catalog.yml").exists()


def test_a_nav_of_the_team_is_kept(mkdocs: MkDocs, tmp_path: Path) -> None:
    files = {
        "docs/index.md": "# The manual\n",
        "docs/adr/0001-prices.md": DECISION,
        "mkdocs.yml": CONFIGURATION + "nav: [{Start: index.md}, {What we decided: adr/decisions/index.md}]\n",
    }
    assert mkdocs(files).returncode == 0
    assert sidebar(tmp_path / "site/index.html") == ["Start", "What we decided"]


def test_another_path_can_be_named(mkdocs: MkDocs, tmp_path: Path) -> None:
    configuration = CONFIGURATION.replace("[search, settled]", "[search, {settled: {path: record, records: adr}}]")
    done = mkdocs({"mkdocs.yml": configuration, "docs/index.md": "# The manual\n", "adr/0001-prices.md": DECISION})
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "site/record/decisions/0001-prices/index.html").is_file()


def test_unreadable_records_fail_the_build_by_name(mkdocs: MkDocs) -> None:
    files = {"mkdocs.yml": CONFIGURATION, "docs/index.md": "# M\n", "docs/adr/0001-x.md": BROKEN}
    done = mkdocs(files)
    assert done.returncode == 1
    assert "1 record cannot be read: docs/adr/0001-x.md" in done.stderr
    assert "Traceback" not in done.stderr


def test_keep_going_is_an_option_of_the_plugin(mkdocs: MkDocs, tmp_path: Path) -> None:
    configuration = CONFIGURATION.replace("[search, settled]", "[search, {settled: {keep_going: true}}]")
    done = mkdocs({"mkdocs.yml": configuration, "docs/index.md": "# M\n", "docs/adr/0001-x.md": BROKEN})
    assert done.returncode == 0, done.stderr
    assert "cannot be read" in (tmp_path / "site/adr/decisions/0001-x/index.html").read_text(encoding="utf-8")


def test_the_feed_lies_beside_the_timeline_and_our_pages_name_it(mkdocs: MkDocs, tmp_path: Path) -> None:
    repository = Repository(tmp_path).start()
    repository.write("docs/adr/0001-prices.md", DECISION)
    repository.commit("Begin")
    configuration = CONFIGURATION + "site_url: https://acme.example/manual/\n"
    done = mkdocs({"mkdocs.yml": configuration, "docs/index.md": "# The manual\n"})
    assert done.returncode == 0, done.stderr
    site = tmp_path / "site"
    assert 'href="https://acme.example/manual/adr/decisions/0001-prices/"' in (site / "adr/timeline.xml").read_text(
        "utf-8"
    )
    link = '<link rel="alternate feed" type="application/atom+xml" title="Timeline" href="{}"></head>'
    named = {"adr/index.html": "timeline.xml", "adr/decisions/0001-prices/index.html": "../../timeline.xml"}
    for page, address in named.items():
        assert link.format(address) in (site / page).read_text("utf-8")
    assert "application/atom+xml" not in (site / "index.html").read_text("utf-8")
    assert "../timeline.xml" in read_page(site / "adr/timeline/index.html").links


def test_the_offline_plugin_does_not_bring_a_foreign_script(mkdocs: MkDocs, tmp_path: Path) -> None:
    files = {
        "mkdocs.yml": CONFIGURATION.replace("[search, settled]", "[offline, search, settled]"),
        "docs/index.md": "# M\n",
        "docs/adr/0001-prices.md": DECISION,
    }
    assert mkdocs(files).returncode == 0
    for page in (tmp_path / "site").rglob("*.html"):
        assert "unpkg.com" not in page.read_text(encoding="utf-8")
