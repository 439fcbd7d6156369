"""Nothing that a stranger writes anywhere runs, loads from another host, or takes the place of a part of ours."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote
from xml.etree import ElementTree as Tree

import pytest

from settled.project.discovery import find_place
from settled.site.mkdocs.build import BuiltSite, build_site
from tests.conftest import shorten_manual
from tests.history.conftest import Repository
from tests.made_once import made_once
from tests.site.conftest import Visit, clean_environment
from tests.site.hostile_project import hostile_project
from tests.site.injections import VALUES

CONFIGURATION = """\
site_name: Hostile
docs_dir: decisions
use_directory_urls: false
repo_url: https://github.com/example/programme
edit_uri: edit/main/decisions/
theme: {name: material, font: false, features: [content.action.edit, search.highlight]}
plugins: [search, settled, offline]
markdown_extensions: [admonition, attr_list, def_list, footnotes, sane_lists, abbr, pymdownx.details,
  pymdownx.highlight, pymdownx.superfences, pymdownx.tasklist]
"""


@pytest.fixture(scope="session")
def hostile(shared: Path) -> BuiltSite:
    """The site of the hostile project, whose commits are by hostile authors and about hostile subjects."""
    return made_once(shared, "hostile", _build_hostile)


def _build_hostile(root: Path) -> BuiltSite:
    with clean_environment(root) as patch:
        shorten_manual(patch)
        repository = Repository(root).start()
        repository.git("remote", "add", "origin", "git@github.com:example/programme.git")
        for name, content in {**hostile_project(), "mkdocs.yml": CONFIGURATION}.items():
            assert content is not None
            repository.write(name, content)
        repository.git("add", "--all")
        for number, value in enumerate(VALUES):
            status = ("proposed", "accepted")[number % 2]
            repository.write("decisions/adr/0999-changes.md", f"---\nstatus: {status}\n---\n\n# Changes\n")
            said = value.replace("\0", "").strip() or "nothing"
            repository.commit(said, said.splitlines()[0], f"2026-03-01T{number // 60:02}:{number % 60:02}:00+01:00")
        return build_site(find_place(root), root.with_name("hostile-site"), keep_going=True)


IN_BROWSER = (Path(__file__).parent / "injections_seen.js").read_text(encoding="utf-8")


def _pages(site: Path) -> list[str]:
    """The pages that say anything of records, as addresses."""
    found = sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html"))
    return [quote(page) for page in found if not page.startswith("rules/") or page == "rules/index.html"]


def _to_open(pages: list[str]) -> list[str]:
    """Some pages of each kind, each of its way of being filled, and each of the overview."""
    folders = ("decisions/", "flows/", "risks/", "systems/", "teams/", "objects/")
    chosen = [page for page in pages if not page.startswith(folders) or page.endswith("/index.html")]
    for folder in folders:
        within = [page for page in pages if page.startswith(folder) and page not in chosen]
        chosen += within[:: max(1, len(within) // 3)]
    return chosen


def test_no_page_holds_what_runs_loads_or_poses(
    hostile: BuiltSite, visit: Callable[..., Visit], serve: Callable[[Path], str]
) -> None:
    pages = _pages(hostile.out)
    assert len(pages) > len(VALUES) + hostile.records
    page = visit(serve(hostile.out) + "404.html").page
    assert page.evaluate(f"pages => {IN_BROWSER}.lookAtAll(pages)", pages) == {}


def test_nothing_runs_when_pages_are_opened_and_touched(
    hostile: BuiltSite, visit: Callable[..., Visit], serve: Callable[[Path], str]
) -> None:
    address = serve(hostile.out)
    seen = visit(address)
    told: dict[str, Any] = {}
    for page in _to_open(_pages(hostile.out)):
        del seen.errors[:], seen.foreign[:]
        seen.page.goto(address + page, wait_until="load")
        seen.page.evaluate(f"{IN_BROWSER}.touch()")
        found = seen.page.evaluate(f"{IN_BROWSER}.look(document)")
        # Images that the texts name are not there, and the frame that draws diagrams says what it keeps out. What
        # was cut off because it leads away is told by `foreign`, and may still be said of the page before.
        expected = ("404 (", "Content Security Policy", "net::ERR_NAME_NOT_RESOLVED")
        errors = [error for error in seen.errors if not any(words in error for words in expected)]
        if found or errors or seen.foreign:
            told[page] = (found, errors, list(seen.foreign))
    assert told == {}


def test_files_for_programs_are_well_formed_and_calculate_nothing(hostile: BuiltSite) -> None:
    files = sorted(path for path in hostile.out.rglob("*") if path.is_file() and "assets" not in path.parts)
    seen = Counter(path.suffix for path in files)
    assert set(seen) <= {".html", ".json", ".csv", ".xml", ".xlsx", ".txt", ".gz", ".js", ""}
    assert min(seen[kind] for kind in (".json", ".csv", ".xml", ".xlsx")) > 0
    for path in files:
        if path.suffix == ".json":
            json.loads(path.read_text(encoding="utf-8"))
        elif path.suffix == ".xml":
            Tree.fromstring(path.read_bytes())  # noqa: S314 (the file is our own)
        elif path.suffix == ".csv":
            rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline="")))
            assert {len(row) for row in rows} == {len(rows[0])}
            assert [
                cell for row in rows for cell in row if re.match(r"\s*[=+@\uff1d\uff0b\uff20]|\s*-(?!\d)", cell)
            ] == []
        elif path.suffix == ".xlsx":
            with zipfile.ZipFile(path) as book:
                parts = [Tree.fromstring(book.read(name)) for name in book.namelist()]  # noqa: S314 (our own)
            assert [element.tag for part in parts for element in part.iter() if element.tag.endswith("}f")] == []


def test_the_feed_holds_what_was_written_as_text(hostile: BuiltSite) -> None:
    atom = "{http://www.w3.org/2005/Atom}"
    entries = Tree.parse(hostile.out / "timeline.xml").getroot().findall(f"{atom}entry")  # noqa: S314 (our own)
    told = [entry.findtext(f"{atom}summary") or "" for entry in entries]
    assert any(summary.startswith("</textarea></td></table></div></article><script>") for summary in told)
    links = [link.get("href") or "" for entry in entries for link in entry.findall(f"{atom}link")]
    assert [link for link in links if not link.startswith(("decisions/", "https://github.com/example/"))] == []
