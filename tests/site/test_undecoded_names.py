"""Files whose names are no UTF-8, as old archives leave them: they are published under a name that has an address."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Outcome
from tests.history.conftest import Repository
from tests.samples import DECISION
from tests.site.dead_links import faults

OWN = (
    "site_name: s\ndocs_dir: decisions\nplugins: [search, offline, settled]\n"
    "theme: {name: material, font: false, features: [content.action.edit]}\n"
    "repo_url: https://example.org/r\nedit_uri: edit/main/\n"
)


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """A repository with a record, a page, a picture and a folder of such names."""
    repository = Repository(tmp_path / "project").start()
    for name in (b"0001-\xe9t\xe9.md", b"notes-\xff.md", b"plan-\xff.png", b"\xfc/0002-plain.md", b"0003-\xe8t\xe8.md"):
        repository.write(f"decisions/{os.fsdecode(name)}", DECISION if b"000" in name else "# Notes\n")
    repository.commit("An old archive")
    return repository.folder


@pytest.mark.parametrize("own", ["", OWN])
def test_they_are_published(archive: Path, adr: Callable[..., Outcome], own: str) -> None:
    if own:
        (archive / "mkdocs.yml").write_text(own, encoding="utf-8")
    done = adr("build", cwd=archive)
    assert (done.code, done.out.strip()) == (0, str(archive / "site"))
    site = archive / "site"
    files = {path.relative_to(site).as_posix() for path in site.rglob("*")}
    base = "decisions"
    assert {f"{base}/0001-_t_.html", f"{base}/0003-_t_.html", f"{base}/0002-plain.html"} <= files
    assert {"notes-_.html", "plan-_.png"} <= files
    assert list(faults(site)) == []
    if own:
        page = (site / base / "0001-_t_.html").read_text("utf-8")
        assert 'href="https://example.org/r/edit/main/0001-%E9t%E9.md"' in page


def test_they_are_exported_as_sources(archive: Path, adr: Callable[..., Outcome], tmp_path: Path) -> None:
    for _ in range(2):  # the second time over what the first has left
        done = adr("export", "--sources", str(tmp_path / "out"), cwd=archive)
        assert done.code == 0
    docs = tmp_path / "out/docs"
    assert {"0001-_t_.md", "0003-_t_.md"} <= {path.name for path in (docs / "decisions").iterdir()}
    assert {"notes-_.md", "plan-_.png"} <= {path.name for path in docs.iterdir()}


def test_names_that_fill_a_file_system_leave_room_for_the_page(
    tree: Callable[..., Path], adr: Callable[..., Outcome]
) -> None:
    names = ["0001-" + "x" * 247, "0002-" + "ü" * 123, "0003-" + "x" * 200]
    root = tree({f"decisions/{name}.md": DECISION for name in names})
    assert adr("build", cwd=root).code == 0
    pages = sorted(path.stem for path in (root / "site/decisions").glob("000*.html"))
    assert pages[2] == names[2]
    assert all(page[:100] == name[:100] for page, name in zip(pages, names, strict=True))
    assert list(faults(root / "site")) == []
