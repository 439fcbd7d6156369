"""Our pages in a site that a team already has: with other themes, plugins and habits, neither in the other's way."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from settled.project.discovery import find_place
from settled.site.mkdocs.build import BuiltSite, build_site
from tests.samples import CATALOG, DECISION, FLOW
from tests.site.test_building import read_page
from tests.site.test_plugin import MkDocs, mkdocs, sidebar

__all__ = ["mkdocs"]
RECORDS: dict[str, str | bytes | None] = {
    "decisions/catalog.yml": CATALOG,
    "decisions/adr/0001-prices.md": DECISION,
    "decisions/flows/0001-order-export.md": FLOW,
}


@pytest.mark.parametrize("theme", ["mkdocs", "readthedocs"])
@pytest.mark.parametrize("directory_urls", [True, False])
def test_another_theme_shows_the_pages(mkdocs: MkDocs, tmp_path: Path, theme: str, directory_urls: bool) -> None:
    configuration = (
        f"site_name: M\ntheme: {{name: {theme}}}\nuse_directory_urls: {str(directory_urls).lower()}\n"
        "repo_url: https://example.com/team/manual\nedit_uri: edit/main/docs/\nplugins: [search, settled]\n"
    )
    done = mkdocs({**RECORDS, "docs/index.md": "# M\n", "mkdocs.yml": configuration})
    assert done.returncode == 0, done.stderr
    end = "/index.html" if directory_urls else ".html"
    page = tmp_path / f"site/decisions/flows/0001-order-export{end}"
    text = page.read_text("utf-8")
    assert "the ERP is down every night and the shop must keep selling" in text
    assert '<h2 id="six-decisions">' in text
    assert f'href="{"../../../" if directory_urls else "../../"}assets/settled/settled.css"' in text
    assert "https://example.com/team/manual/edit/main/decisions/flows/0001-order-export.md" in read_page(page).links
    search = json.loads((tmp_path / "site/search/search_index.json").read_text("utf-8"))
    assert {"FLOW-0001 Order export", "M"} <= {entry["title"] for entry in search["docs"]}


def test_the_habits_of_a_team_are_kept(mkdocs: MkDocs, tmp_path: Path) -> None:
    configuration = """\
site_name: M
docs_dir: manual
repo_url: https://example.com/team/manual
edit_uri: edit/main/manual/
theme:
  name: material
  font: false
  custom_dir: overrides
  features: [navigation.tabs, navigation.sections, navigation.indexes, navigation.instant, content.action.edit]
plugins:
  - search
  - tags
  - blog
  - settled: {path: decided}
exclude_docs: drafts/
not_in_nav: /hidden.md
validation: {nav: {omitted_files: warn}, links: {anchors: warn, absolute_links: warn, unrecognized_links: warn}}
nav:
  - Home: index.md
  - Blog: [blog/index.md]
  - What we decided: decided/decisions/index.md
"""
    done = mkdocs(
        {
            **RECORDS,
            "mkdocs.yml": configuration,
            "overrides/main.html": '{% extends "base.html" %}{% block announce %}their announcement{% endblock %}',
            "manual/index.md": "---\ntags: [start]\n---\n# M\n\n[a decision](decided/adr/0001-prices.md)\n",
            "manual/hidden.md": "# Hidden\n",
            "manual/drafts/x.md": "# Draft\n",
            "manual/blog/posts/a.md": "---\ndate: 2026-01-01\ntags: [news]\n---\n# Posted\n\nText.\n",
        }
    )
    assert done.returncode == 0, done.stderr
    site = tmp_path / "site"
    assert "decided/decisions/0001-prices/" in read_page(site / "index.html").links
    assert sidebar(site / "index.html")[-1] == "What we decided"
    page = site / "decided/decisions/0001-prices/index.html"
    assert "their announcement" in page.read_text("utf-8")
    assert "https://example.com/team/manual/edit/main/decisions/adr/0001-prices.md" in read_page(page).links
    assert "https://example.com/team/manual/edit/main/manual/index.md" in read_page(site / "index.html").links
    assert (site / "blog/2026/01/01/posted/index.html").is_file()
    assert (site / "hidden/index.html").is_file()
    assert not (site / "drafts").exists()


def test_overview_pages_are_there_for_plugins_that_make_the_sidebar(mkdocs: MkDocs, tmp_path: Path) -> None:
    hook = (
        "from mkdocs.structure.files import InclusionLevel\n\n"
        "def on_nav(nav, config, files):\n"
        "    pages = files.documentation_pages(inclusion=InclusionLevel.is_in_nav)\n"
        "    with open('in-nav.txt', 'w') as told:\n"
        "        told.write('\\n'.join(sorted(page.src_uri for page in pages)))\n"
    )
    configuration = "site_name: M\nhooks: [hook.py]\ntheme: {name: mkdocs}\nplugins: [settled]\n"
    files = {"decisions/adr/0001-prices.md": DECISION, "docs/index.md": "# M\n", "docs/start.md": "# S\n"}
    assert mkdocs({**files, "hook.py": hook, "mkdocs.yml": configuration}).returncode == 0
    assert (tmp_path / "in-nav.txt").read_text("utf-8").splitlines() == [
        "decisions/decisions/index.md",
        "decisions/index.md",
        "decisions/rules/index.md",
        "decisions/timeline.md",
        "index.md",
        "start.md",
    ]


def test_plugins_that_sort_files_on_the_disk_see_no_file_without_one(mkdocs: MkDocs) -> None:
    """Plugins for several languages ask each file for its place on the disk, late; ours lie in memory."""
    hook = (
        "from mkdocs.plugins import event_priority\n\n"
        "@event_priority(-100)\n"
        "def on_files(files, config):\n"
        "    assert all(file.abs_src_path for file in files)\n"
    )
    configuration = "site_name: M\nhooks: [hook.py]\ntheme: {name: mkdocs}\nplugins: [settled]\n"
    done = mkdocs({**RECORDS, "docs/index.md": "# M\n", "hook.py": hook, "mkdocs.yml": configuration})
    assert done.returncode == 0, done.stderr


def test_a_second_build_has_no_page_of_a_renamed_record(tree: Callable[..., Path], tmp_path: Path) -> None:
    root = tree({**RECORDS, "docs/index.md": "# M\n", "mkdocs.yml": "site_name: M\nplugins: [settled]\n"})
    place = find_place(root)
    build_site(place, tmp_path / "site")
    (root / "decisions/adr/0001-prices.md").rename(root / "decisions/adr/0001-all-prices.md")
    site = build_site(place, tmp_path / "site").out
    named = {path.relative_to(site).as_posix() for path in site.rglob("*prices*")}
    assert named == {"decisions/decisions/0001-all-prices", "decisions/decisions/0001-all-prices.json"}
    assert not [path for path in site.rglob("*") if path.is_file() and b"0001-prices" in path.read_bytes()]


def test_a_readme_among_the_records_does_not_take_the_first_pages_place(build: Callable[..., BuiltSite]) -> None:
    site = build({**RECORDS, "decisions/README.md": "# Read me\n\nOur folder.\n"})
    assert "Our folder." not in (site.out / "index.html").read_text("utf-8")
    assert re.search(r'id="six-decisions"|id="matrix"', (site.out / "index.html").read_text("utf-8"))
