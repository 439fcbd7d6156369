"""The site of a plain ADR folder: its own pages are found, notes do not come first, a phone shows all of it."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from settled.site.mkdocs.build import BuiltSite
from settled.site.mkdocs.navigation import MOST_OTHERS
from tests.site.conftest import Visit

Build = Callable[..., BuiltSite]

ADR = (
    "# 1. Use events\n\nDate: 2024-01-31\n\n## Status\n\nAccepted\n\n## Context\n\nHow we decide: [here](README.md).\n"
)
OPTIONS = (
    "# 2. Queue\n\n* Status: accepted\n\n## Considered Options\n\n* Queue\n* File\n\n## Decision Outcome\n\n"
    'Chosen option: "Queue", because orders may wait.\n\n## Pros and Cons of the Options\n\n'
    + "### Queue\n\n* Good, because orders may wait\n\n"
    + "|"
    + " a rather long heading |" * 9
    + "\n|"
    + " --- |" * 9
    + "\n|"
    + " 1 |" * 9
    + "\n"
)
README = "# Decisions\n\nWe meet on Mondays. [A guide](guide.md)\n"


def _sidebar(site: BuiltSite, page: str) -> list[str]:
    html = (site.out / page).read_text("utf-8")
    primary = html[html.index("md-nav--primary") : html.index("<article")]
    return re.findall(r'<span class="md-ellipsis">\s*([^<]+?)\s*</span>', primary)


@pytest.mark.parametrize("directory_urls", [False, True])
def test_the_readme_has_a_page_and_links_lead_there(build: Build, directory_urls: bool) -> None:
    files: dict[str, str] = {
        "docs/adr/0001-use-events.md": ADR,
        "docs/adr/README.md": README,
        "docs/adr/guide.md": "# Guide\n",
    }
    page = Path("readme.html")
    if directory_urls:
        files["mkdocs.yml"] = "site_name: A\ndocs_dir: docs/adr\ntheme: material\nplugins: [settled]\n"
        page = Path("readme/index.html")
    site = build(files)
    assert "We meet on Mondays." in (site.out / page).read_text("utf-8")
    assert "We meet on Mondays." not in (site.out / "index.html").read_text("utf-8")
    assert site.broken_links == ()
    record = next(path for path in site.out.rglob("*use-events*") if path.suffix == ".html" or path.is_dir())
    record = record / "index.html" if record.is_dir() else record
    address = re.search(r'<a href="([^"]+)"[^>]*>here</a>', record.read_text("utf-8"))
    assert address is not None
    target = record.parent / address[1]
    assert (target / "index.html" if target.is_dir() else target).resolve() == (site.out / page).resolve()


def test_the_other_pages_stand_behind_ours_in_the_sidebar(build: Build) -> None:
    site = build({"docs/adr/0001-use-events.md": ADR, "docs/adr/README.md": README, "docs/adr/guide.md": "# Guide\n"})
    assert [entry for entry in _sidebar(site, "index.html") if entry != "plain"][-4:] == [
        "Rules",
        "More",
        "README",
        "Guide",
    ]


def test_many_other_pages_are_left_to_the_search(build: Build) -> None:
    notes = {f"docs/adr/notes/n{number}.md": f"# Note {number}\n" for number in range(MOST_OTHERS + 1)}
    site = build({"docs/adr/0001-use-events.md": ADR, **notes})
    assert "More" not in _sidebar(site, "index.html")
    assert (site.out / "notes/n7.html").is_file()


def test_notes_are_folded_and_errors_are_not(build: Build) -> None:
    noted = OPTIONS + "\n## Links\n"
    errors = noted.replace("* Status: accepted", "* Status: accepted\n* Date: 2024-02-30")
    site = build(
        {"docs/adr/0002-queue.md": noted, "docs/adr/0003-other.md": errors.replace("# 2. Queue", "# 3. Other")}
    )
    page, other = ((site.out / f"decisions/{name}.html").read_text("utf-8") for name in ("0002-queue", "0003-other"))
    assert 'id="findings"' not in page
    assert re.search(r"<details class=\"[^\"]*st-notes\">\s*<summary>1 note of the check</summary>", page)
    assert 'id="findings"' in other
    assert other.index("2024-02-30</code>") < other.index("of the check</summary>")


def test_a_wide_table_of_a_record_scrolls_on_a_phone_and_the_page_does_not(
    build: Build, visit: Callable[..., Visit]
) -> None:
    site = build({"docs/adr/0002-queue.md": OPTIONS})
    page = visit((site.out / "decisions/0002-queue.html").as_uri(), width=390).page
    assert page.locator(".md-typeset__scrollwrap").count() == 1
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_long_lines_of_code_on_a_page_beside_the_records_scroll_on_a_phone(
    build: Build, visit: Callable[..., Visit]
) -> None:
    guide = f"# Guide\n\n```yaml\nkey: {'value ' * 40}\n```\n"
    site = build({"docs/adr/0001-use-events.md": ADR, "docs/adr/guide.md": guide})
    page = visit((site.out / "guide.html").as_uri(), width=390).page
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
