"""Templates are compiled once; whatever is wrong with what was kept changes nothing on a page."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from settled.project.discovery import find_place
from settled.site.html import templating
from settled.site.mkdocs.build import build_site

Tree = Callable[[dict[str, str]], Path]
RECORD = {"decisions/0001-a.md": "---\nstatus: proposed\ndate: 2026-01-03\n---\n# A\n\ntext\n"}


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SETTLED_CACHE_DIR", str(tmp_path / "cache"))
    return tmp_path / "cache/templates"


def _page(root: Path, out: Path) -> str:
    """The page of the record as a new process makes it."""
    templating._environment.cache_clear()
    templating.template.cache_clear()
    build_site(find_place(root), out)
    return (out / "decisions/0001-a.html").read_text("utf-8")


def test_compiled_templates_are_kept_for_their_owner_and_make_the_same_page(
    tree: Tree, tmp_path: Path, cache: Path
) -> None:
    root = tree(RECORD)
    first = _page(root, tmp_path / "first")
    kept = {path.name: path.stat() for path in cache.iterdir()}
    assert len(kept) > 20  # the theme's and ours
    assert all(status.st_mode & 0o077 == 0 for status in kept.values())
    assert _page(root, tmp_path / "second") == first
    assert {path.name: path.stat().st_mtime_ns for path in cache.iterdir()} == {
        name: status.st_mtime_ns for name, status in kept.items()
    }


DAMAGES: list[Callable[[bytes], bytes]] = [
    lambda kept: kept[: len(kept) // 2],
    lambda kept: kept[:-9] + b"\0" * 9,
    lambda kept: kept.replace(b"<body", b"<b0dy").replace(b"<article", b"<art1cle").replace(b"<div", b"<d1v"),
    bytes.upper,
]
"""Ways in which what was kept may be damaged: each template suffers another one."""


def test_what_is_damaged_is_compiled_again(tree: Tree, tmp_path: Path, cache: Path) -> None:
    root = tree(RECORD)
    first = _page(root, tmp_path / "first")
    for turn in (0, 1):
        for number, path in enumerate(sorted(cache.iterdir())):
            path.write_bytes(DAMAGES[(number + turn) % len(DAMAGES)](path.read_bytes()))
        assert _page(root, tmp_path / "second") == first


def test_nothing_is_kept_where_nobody_wants_it(tree: Tree, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("XDG_CACHE_HOME", str(home / "cache"))
    monkeypatch.setenv("SETTLED_CACHE_DIR", "off")
    assert "<h1" in _page(tree(RECORD), tmp_path / "site")
    assert list(home.iterdir()) == []


def test_a_folder_that_cannot_be_written_to_is_no_reason_to_fail(
    tree: Tree, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv("SETTLED_CACHE_DIR", str(tmp_path / "file"))
    assert "<h1" in _page(tree(RECORD), tmp_path / "site")
