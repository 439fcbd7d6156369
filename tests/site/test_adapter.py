"""Private names of MkDocs and its theme: all are there, and one that is gone costs time or one line, no traceback."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Callable
from importlib import import_module, metadata
from pathlib import Path

import pytest
from mkdocs.livereload import LiveReloadServer

from settled.model.errors import SiteError
from settled.project.discovery import find_place
from settled.site.mkdocs import adapter
from settled.site.mkdocs.build import build_site
from settled.site.mkdocs.builder_run import run_builder
from settled.site.mkdocs.configuration import load_configuration, plugin_of
from tests.conftest import Outcome

Tree = Callable[[dict[str, str]], Path]

PROJECT = {
    "decisions/0001-a.md": "---\nstatus: proposed\ndate: 2026-01-03\n---\n# A\n\nA [link](0002-b.md#b), <i>html</i>\n",
    "decisions/0002-b.md": "---\nstatus: accepted\ndate: 2026-01-04\n---\n# B\n\n## Why\n\n```python\nx = 1\n```\n",
    "decisions/README.md": "# Notes\n\nWords, and `code`.\n",
}
OPTIONAL = adapter.TO_SHARE_A_CONVERTER + adapter.TO_WRITE_ONE_PAGE + adapter.TO_TELL_THE_SEARCH
THEIRS = {"mkdocs", "material", "properdocs"}


def _take_away(name: adapter.PrivateName, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(name.path.replace(":", "."))


def _files(root: Path, out: Path) -> dict[str, bytes]:
    build_site(find_place(root), out)
    return {
        path.relative_to(out).as_posix(): path.read_bytes()
        for path in sorted(out.rglob("*"))
        if path.is_file() and path.name != "sitemap.xml.gz"  # it holds the time at which it was packed
    }


@pytest.mark.parametrize("name", [*OPTIONAL, *adapter.NEEDED], ids=lambda name: name.path)
def test_the_installed_versions_have_every_name(name: adapter.PrivateName) -> None:
    assert name.is_usable


@pytest.mark.parametrize("group", ["TO_SHARE_A_CONVERTER", "TO_TELL_THE_SEARCH"])
def test_without_a_name_the_same_site_is_built_in_the_plain_way(
    tree: Tree, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, group: str
) -> None:
    root = tree(PROJECT)
    usual = _files(root, tmp_path / "usual")
    gone = adapter.PrivateName(getattr(adapter, group)[0].path + "Gone")  # MkDocs itself needs those that are there
    monkeypatch.setattr(adapter, group, (*getattr(adapter, group), gone))
    if group == "TO_SHARE_A_CONVERTER":
        monkeypatch.delattr(adapter, "PageProcessors")
    assert _files(root, tmp_path / "plain") == usual


def test_a_name_that_no_site_can_do_without_says_what_to_install(
    tree: Tree, adr: Callable[..., Outcome], monkeypatch: pytest.MonkeyPatch
) -> None:
    (name,) = adapter.NEEDED
    _take_away(name, monkeypatch)
    done = adr("build", cwd=tree(PROJECT))
    version = metadata.version("mkdocs-material")
    assert (done.code, done.out) == (2, "")
    assert done.err == (
        f"adr: mkdocs-material {version} has no material.plugins.search.plugin.Parser "
        f"as it is used here; install versions that work: {adapter.WORKS_WITH}\n"
    )


def test_a_name_that_takes_other_parameters_is_as_good_as_gone(monkeypatch: pytest.MonkeyPatch) -> None:
    names = adapter.TO_WRITE_ONE_PAGE
    monkeypatch.setattr("mkdocs.commands.build._populate_page", lambda page: None)
    assert not adapter.are_usable(names)


def test_what_is_gone_is_named_with_its_library_and_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    name = adapter.TO_WRITE_ONE_PAGE[0]
    _take_away(name, monkeypatch)
    with pytest.raises(SiteError) as raised:
        name.get()
    library = import_module("mkdocs").__name__
    assert str(raised.value) == (
        f"{library} {metadata.version(library)} has no mkdocs.commands.build._build_page as it is used here; "
        f"install versions that work: {adapter.WORKS_WITH}"
    )


def test_without_the_name_a_change_of_a_served_record_is_shown_by_a_full_build(
    tree: Tree, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tree(PROJECT)
    config = load_configuration(find_place(root), tmp_path / "site", keep_going=True)
    run_builder(config)
    plugin = plugin_of(config)
    record = root / "decisions/0001-a.md"
    record.write_text(record.read_text("utf-8") + "\nMore.\n", encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        _take_away(adapter.TO_WRITE_ONE_PAGE[1], patch)
        assert not plugin.write_changed_pages()
    assert plugin.write_changed_pages()


def test_a_server_that_cannot_be_told_to_build_again_is_said_to_be_one() -> None:
    class Other(LiveReloadServer):
        def __init__(self) -> None:
            """Nothing of what the server has today."""

    assert not adapter.build_again(Other())


def test_no_other_module_uses_a_private_name() -> None:
    """Names with `_` in front that are imported from them, and all of the theme."""
    found = []
    for path in sorted(Path(adapter.__file__).parent.glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] in THEIRS:
                found += [f"{path.name}: {alias.name}" for alias in node.names if alias.name.startswith("_")]
            is_private = isinstance(node, ast.Attribute) and node.attr.startswith("_") and node.attr[1:2] != "_"
            if isinstance(node, ast.Attribute) and is_private and path.name != "adapter.py":
                owner = node.value
                if not (isinstance(owner, ast.Name) and owner.id in {"self", "cls"}):
                    found.append(f"{path.name}: {ast.unparse(node)}")
    assert found == []


def test_the_versions_that_are_named_are_those_that_are_installed_with_us() -> None:
    settings = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text("utf-8"))
    needed = {each for each in settings["project"]["dependencies"] if each.startswith("mkdocs")}
    assert needed < set(re.split(" or |, with ", adapter.WORKS_WITH))
