"""`adr build --plain` does nothing that only saves time, and makes the same site, byte for byte."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from settled.project.discovery import find_place
from settled.site.mkdocs import page_files, page_frames, search_of_theme
from settled.site.mkdocs.build import build_site
from settled.site.speed import two_processes
from tests.conftest import Outcome
from tests.site.conftest import REPOSITORY
from tests.site.test_page_frames import RULER, TRICKY, UNTITLED

Tree = Callable[[dict[str, str]], Path]
PARTS: dict[str, tuple[object, str]] = {
    "a second process": (os, "fork"),
    "one converter for all texts": (page_files, "shared_converter"),
    "frames of pages": (page_frames, "_Frame"),
    "sections that are known": (search_of_theme, "search_entries"),
    "a cutter of cleaned texts": (search_of_theme, "cleaned_text_sections"),
}
"""What only saves time, by the names without which it cannot be done."""


class UsedError(Exception):
    """A part is used that only saves time."""


def _plain_project(tree: Tree) -> Path:
    records = {f"decisions/{number:04d}-tricky.md": TRICKY.replace("{name}", f"n{number}") for number in range(1, 5)}
    records |= {"decisions/0005-untitled.md": UNTITLED, "decisions/0006-ruler.md": RULER}
    records |= {f"decisions/area/{number:04d}-more.md": UNTITLED for number in range(7, 11)}
    records |= {"decisions/0011-no-text.md": "# Nothing else\n", "decisions/README.md": "# Notes\n\n- [x] done\n"}
    return tree(
        records | {"decisions/0012-linked.md": "# Linked\n\n[one](0001-tricky.md#own) <i>html</i> [x](gone.md)\n"}
    )


def _reference(tree: Tree) -> Path:
    root = tree({})
    shutil.copytree(REPOSITORY / "decisions", root / "decisions")
    return root


def _files(site: Path) -> dict[str, bytes]:
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}


@pytest.fixture
def two_processors(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine and a project that are worth a second process, whatever this one is."""
    monkeypatch.setattr(two_processes, "_may_fork", lambda: True)
    monkeypatch.setattr(two_processes, "FEWEST", 1)


def _is_used(*_: object, **__: object) -> None:
    raise UsedError


@pytest.mark.usefixtures("two_processors")
@pytest.mark.parametrize("project", [_reference, _plain_project])
def test_the_same_site_is_built_byte_for_byte(
    tree: Tree,
    tmp_path: Path,
    adr: Callable[..., Outcome],
    monkeypatch: pytest.MonkeyPatch,
    project: Callable[[Tree], Path],
) -> None:
    root = project(tree)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795000000")
    sites, said = [], []
    for options in ((), ("--plain",)):
        site = tmp_path / f"site{''.join(options)}"
        said.append(adr("build", "--out", str(site), *options, cwd=root).err)
        sites.append(_files(site))
    fast, plain = sites
    assert said[0] == said[1]
    assert fast.keys() == plain.keys()
    assert [name for name in fast if fast[name] != plain[name]] == []


@pytest.mark.usefixtures("two_processors")
@pytest.mark.parametrize("part", PARTS)
def test_without_the_option_the_part_is_used(
    tree: Tree, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, part: str
) -> None:
    root = _plain_project(tree)
    if part != "a second process":  # where a part would be used out of sight
        monkeypatch.setattr(two_processes, "_may_fork", lambda: False)
    monkeypatch.setattr(*PARTS[part], _is_used)
    with pytest.raises(UsedError):
        build_site(find_place(root), tmp_path / "site")


@pytest.mark.usefixtures("two_processors")
def test_with_the_option_no_part_is_used_and_no_template_kept(
    tree: Tree, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = _plain_project(tree)
    monkeypatch.setenv("SETTLED_CACHE_DIR", str(tmp_path / "cache"))
    for part in PARTS.values():
        monkeypatch.setattr(*part, _is_used)
    build_site(find_place(root), tmp_path / "site", is_plain=True)
    assert not (tmp_path / "cache/templates").exists()


def test_the_option_holds_for_one_build(tree: Tree, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = _plain_project(tree)
    build_site(find_place(root), tmp_path / "plain", is_plain=True)
    monkeypatch.setattr(page_frames, "_Frame", _is_used)
    with pytest.raises(UsedError):
        build_site(find_place(root), tmp_path / "site")
