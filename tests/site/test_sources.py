"""`adr export --sources`: another builder makes the same site of it, and nobody loses a file."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from settled.project import load_place
from settled.project.discovery import find_place
from settled.site.content import gather
from settled.site.export.sources import Sources, site_sources
from settled.site.export.sources_folder import write_sources
from settled.site.mkdocs.build import build_site
from settled.site.mkdocs.theme_files import unused_files
from tests.conftest import Outcome
from tests.samples import DECISION
from tests.site.arrived import article
from tests.site.conftest import Visit
from tests.site.test_building import BROKEN, FILES, read_page
from tests.site.test_hostile_records import Attributes, hostile_files

_OURS_ALONE = {".settled-site", "assets/settled/worker-shim.js", "assets/settled/iframe-worker.js"}
"""What one of the two ways to build has, and the other has no need of."""


@pytest.fixture
def export(tree: Callable[..., Path], tmp_path: Path) -> Callable[..., Path]:
    """Draw a project and write its sources: the folder."""

    def run(files: dict[str, str | bytes | None]) -> Path:
        made = _sources(tree(files, tmp_path / "project"))
        write_sources(made.files, tmp_path / "sources")
        return tmp_path / "sources"

    return run


def _sources(root: Path) -> Sources:
    return site_sources(gather(load_place(find_place(root))))


def _build(sources: Path) -> Path:
    """The site that MkDocs makes of `sources` where our plugin is nowhere to be found."""
    blocked = "import sys, runpy; sys.modules['settled'] = None; runpy.run_module('mkdocs', run_name='__main__')"
    done = subprocess.run(
        [sys.executable, "-c", blocked, "build", "--strict", "--quiet"],
        cwd=sources,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    return sources / "site"


def _files(folder: Path) -> set[str]:
    found = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    return found - set(unused_files(found, ["en"]))  # which only our own builder leaves out


def _pages(site: Path) -> list[str]:
    return sorted(name for name in _files(site) if name.endswith(".html") and name != "404.html")


def _leaving(page: Path) -> list[str]:
    return [link for link in read_page(page).links if not link.startswith("#")]


@pytest.mark.usefixtures("whole_manual")
def test_mkdocs_alone_makes_the_same_site_of_the_reference_programme(reference: Path, tmp_path: Path) -> None:
    write_sources(_sources(reference.parent).files, tmp_path / "sources")
    plain, ours = _build(tmp_path / "sources"), reference
    assert _files(plain) ^ _files(ours) == _OURS_ALONE
    for page in _pages(ours):
        assert (page, article(plain / page)) == (page, article(ours / page))
        # A heading within a box cannot be one of Markdown: the table of contents lacks it, and nothing else.
        assert (page, _leaving(plain / page)) == (page, _leaving(ours / page))


def test_hostile_records_arrive_as_they_do_with_the_plugin_and_run_nothing(
    export: Callable[..., Path], visit: Callable[..., Visit], tmp_path: Path
) -> None:
    plain = _build(export(hostile_files()))
    ours = build_site(find_place(tmp_path / "project"), tmp_path / "ours").out
    assert _files(plain) ^ _files(ours) == _OURS_ALONE
    for page in _pages(ours):
        assert (page, article(plain / page)) == (page, article(ours / page))
        seen = Attributes()
        seen.feed((plain / page).read_text(encoding="utf-8"))
        assert (page, seen.running, seen.ids.count("__config")) == (page, [], 1)
    visited = visit((plain / "flows/0001-x.html").as_uri())
    assert (visited.foreign, [error for error in visited.errors if "ERR_FILE_NOT_FOUND" not in error]) == ([], [])


def test_links_in_records_lead_to_pages_and_attachments_and_headings_are_listed(export: Callable[..., Path]) -> None:
    text = (
        "[flow](../flows/0001-order-export.md#why-this-pattern) ![map](../img/a%20map.png) [notes](../notes.md) "
        "[out](https://example.com/a.md) [here](#context) [gone](gone.md?x=1) <someone@example.com> [root](/x)\n"
    )
    folder = export(
        {
            **FILES,
            "decisions/adr/0002-links.md": f"---\nstatus: accepted\n---\n\n# Links\n\n## Context\n\n{text}",
            "decisions/img/a map.png": b"png",
            "decisions/notes.md": "# Notes **bold**\n\n[a record](adr/0002-links.md) <script>alert(1)</script>\n",
            "decisions/evil.js": "alert(1)",
        }
    )
    site = _build(folder)
    links = read_page(site / "decisions/0002-links.html").links
    for expected in ("../flows/0001-order-export.html#why-this-pattern", "../notes.html", "https://example.com/a.md"):
        assert expected in links
    assert {"#context", "/x"} <= set(links)
    assert "gone.md?x=1" not in links  # it leads nowhere, and is a text
    assert "../img/a%20map.png" in read_page(site / "decisions/0002-links.html").loaded
    assert (site / "img/a map.png").read_bytes() == b"png"
    assert "decisions/0002-links.html" in read_page(site / "notes.html").links
    assert "alert(1)" not in (site / "notes.html").read_text("utf-8")
    assert not (site / "evil.js").exists()
    # Headings are in the table of contents.
    text = (site / "flows/0001-order-export.html").read_text("utf-8")
    contents = text[text.index('data-md-type="toc"') : text.index('data-md-type="toc"') + 20_000]
    for anchor in ("#six-decisions", "#failure-modes", "#why-this-pattern", "#history"):
        assert f'href="{anchor}" class="md-nav__link"' in contents


def test_a_record_that_is_gone_takes_its_page_along_and_a_team_file_stays(
    adr: Callable[..., Outcome], tree: Callable[..., Path]
) -> None:
    root = tree({**FILES, "decisions/adr/old/0002-gone.md": DECISION, "decisions/img/old/map.png": b"png"})
    assert adr("export", "--sources", "out", cwd=root).code == 0
    before = _files(root / "out")
    tree({"out/docs/theirs.md": "# Theirs\n"}, root)
    kept = (root / "out/docs/flows/index.md").stat().st_mtime_ns
    (root / "decisions/adr/old/0002-gone.md").unlink()
    (root / "decisions/img/old/map.png").unlink()
    assert adr("export", "--sources", "out", cwd=root).code == 0
    gone = {"docs/decisions/0002-gone.md", "docs/decisions/0002-gone.json", "docs/img/old/map.png"}
    assert _files(root / "out") == before - gone | {"docs/theirs.md"}
    assert not (root / "out/docs/img").exists()
    assert kept == (root / "out/docs/flows/index.md").stat().st_mtime_ns
    assert "0002-gone" not in (root / "out/docs/decisions/index.md").read_text("utf-8")


def test_what_is_printed(adr: Callable[..., Outcome], tree: Callable[..., Path]) -> None:
    root = tree({**FILES, "decisions/adr/0002-x.md": DECISION + "\n[gone](gone.png)\n"})
    done = adr("export", "--sources", "../out", cwd=root / "decisions")
    assert (done.code, done.out) == (0, f"{root}/out\n")
    lost, told = done.err.splitlines()
    assert lost == "adr/0002-x.md: the link gone.png leads nowhere"
    assert told.endswith(" pages of 3 records; build the site with `mkdocs build` in that folder")
    assert adr("-q", "export", "--sources", "out", cwd=root).err == ""


def test_a_folder_that_no_export_wrote_is_refused(adr: Callable[..., Outcome], tree: Callable[..., Path]) -> None:
    root = tree({**FILES, "out/mine.txt": "mine", "out/mkdocs.yml": "site_name: Mine\n"})
    done = adr("export", "--sources", "out", cwd=root)
    assert (done.code, done.out) == (2, "")
    assert done.err == (
        f"adr: the folder {root}/out holds files that no export wrote; "
        "name another one, or write among them with --force\n"
    )
    assert _files(root / "out") == {"mine.txt", "mkdocs.yml"}
    assert adr("export", "--sources", "out", "--force", cwd=root).code == 0
    assert (root / "out/mine.txt").read_text("utf-8") == "mine"
    assert "Mine" not in (root / "out/mkdocs.yml").read_text("utf-8")


@pytest.mark.parametrize(
    ("folder", "message"),
    [
        ("decisions/out", "the folder {root}/decisions/out lies among the records; name a folder outside of them"),
        (".", "the folder {root} holds the records; name a folder of its own"),
        ("mkdocs.txt", "{root}/mkdocs.txt is a file; name a folder"),
    ],
)
@pytest.mark.parametrize("force", [(), ("--force",)])
def test_some_folders_are_refused_whatever_is_asked(
    adr: Callable[..., Outcome], tree: Callable[..., Path], folder: str, message: str, force: tuple[str, ...]
) -> None:
    root = tree({**FILES, "mkdocs.txt": "x"})
    before = _files(root)
    done = adr("export", "--sources", folder, *force, cwd=root)
    assert (done.code, done.out, done.err) == (2, "", f"adr: {message.format(root=root)}\n")
    assert _files(root) == before


def test_without_a_folder_it_says_what_to_name(adr: Callable[..., Outcome], tree: Callable[..., Path]) -> None:
    root = tree(FILES)
    for arguments in ((), ("--sources", " ")):
        done = adr("export", *arguments, cwd=root)
        assert (done.code, done.out) == (2, "")
        assert done.err == (
            "adr: nothing was said of what to export; "
            "ask for the records with --format, or for the site's pages with --sources\n"
        )


def test_unreadable_records_fail_by_name_and_leave_the_folder(
    adr: Callable[..., Outcome], tree: Callable[..., Path]
) -> None:
    root = tree({**FILES, "decisions/adr/0002-broken.md": BROKEN})
    done = adr("export", "--sources", "out", cwd=root)
    assert (done.code, done.out) == (1, "")
    assert done.err == (
        "adr: 1 record cannot be read: decisions/adr/0002-broken.md; "
        "see `adr check`, or build a site that says so with --keep-going (keep_going: true)\n"
    )
    assert not (root / "out").exists()
    going = adr("export", "--sources", "out", "--keep-going", cwd=root)
    assert (going.code, going.err.endswith("; not readable: decisions/adr/0002-broken.md\n")) == (0, True)
    assert "cannot be read" in (root / "out/docs/decisions/0002-broken.md").read_text("utf-8")


def test_the_address_of_the_site_is_for_feed_and_sitemap(
    adr: Callable[..., Outcome], tree: Callable[..., Path]
) -> None:
    root = tree(FILES)
    assert adr("export", "--sources", "out", "--site-url", "https://example.com/decided", cwd=root).code == 0
    sitemap = (_build(root / "out") / "sitemap.xml").read_text("utf-8")
    assert "<loc>https://example.com/decided/decisions/0001-prices.html</loc>" in sitemap
    done = adr("export", "--sources", "out", "--site-url", "javascript:alert(1)", cwd=root)
    assert done.code == 2
    assert done.err == (
        "adr: `javascript:alert(1)` is no web address; write one as in --site-url https://example.com/decisions/\n"
    )


def test_a_list_that_names_places_outside_takes_nothing_away(
    adr: Callable[..., Outcome], tree: Callable[..., Path], tmp_path: Path
) -> None:
    root = tree({**FILES, "mine.txt": "mine"})
    assert adr("export", "--sources", "out", cwd=root).code == 0
    elsewhere = tmp_path / "elsewhere"
    tree({"kept.md": "# Kept\n"}, elsewhere)
    (root / "out/linked").symlink_to(elsewhere)
    with (root / "out/.settled-sources").open("a", encoding="utf-8") as listed:
        listed.write(f"../mine.txt\n{root}/mine.txt\nlinked/kept.md\ndocs\n")
    assert adr("export", "--sources", "out", cwd=root).code == 0
    assert (root / "mine.txt").is_file()
    assert (elsewhere / "kept.md").is_file()
    assert (root / "out/docs/index.md").is_file()


def test_an_export_that_ended_halfway_is_made_good(export: Callable[..., Path], tmp_path: Path) -> None:
    made = _sources_of_files(export)
    halfway = tmp_path / "halfway"
    (halfway / "mkdocs.yml").mkdir(parents=True)  # where a file is to be written, so that it ends there
    with pytest.raises(Exception, match=r"mkdocs\.yml cannot be written"):
        write_sources({**made, "mkdocs.yml": b"", "docs/zz.md": b"# Gone later\n"}, halfway)
    (halfway / "mkdocs.yml").rmdir()
    write_sources(made, halfway)
    assert _files(halfway) == {*made, ".settled-sources"}


def _sources_of_files(export: Callable[..., Path]) -> dict[str, bytes | Path]:
    folder = export(FILES)
    return {name: (folder / name).read_bytes() for name in _files(folder) if name != ".settled-sources"}
