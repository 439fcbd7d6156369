"""While a site is served, the page of a changed record is written at once; a fault on the way is not hidden."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import jinja2
import pytest

from settled.project.discovery import find_place
from settled.site.mkdocs import plugin
from settled.site.mkdocs.builder_run import run_builder
from settled.site.mkdocs.configuration import load_configuration, plugin_of
from settled.site.mkdocs.plugin import SettledPlugin
from settled.site.mkdocs.serve import shown_at_once
from settled.site.speed.switch import plain_way

Tree = Callable[[dict[str, str]], Path]
RECORD = "---\nstatus: proposed\ndate: 2026-01-03\n---\n# A\n\ntext\n"
EXTENSION_THAT_KEEPS = "markdown_extensions: [abbr]\n"  # it may leave something behind in a converter
OWN = "site_name: s\ndocs_dir: decisions\nplugins: [search, settled]\ntheme: {name: material, font: false}\n"


def _served(root: Path, out: Path) -> SettledPlugin:
    """What the last full build left, after which the record has changed."""
    config = load_configuration(find_place(root), out, keep_going=True)
    run_builder(config)
    (root / "decisions/0001-a.md").write_text(RECORD + "\nMore.\n", encoding="utf-8")
    return plugin_of(config)


def test_the_page_of_a_changed_record_is_written_at_once(tree: Tree, tmp_path: Path) -> None:
    last = _served(tree({"decisions/0001-a.md": RECORD}), tmp_path / "site")
    assert shown_at_once(last)
    assert "<p>More.</p>" in (tmp_path / "site/decisions/0001-a.html").read_text("utf-8")


def test_a_page_that_shares_no_converter_waits_for_the_full_build(tree: Tree, tmp_path: Path) -> None:
    root = tree({"decisions/0001-a.md": RECORD, "mkdocs.yml": OWN + EXTENSION_THAT_KEEPS})
    assert not shown_at_once(_served(root, tmp_path / "site"))


def test_in_the_plain_way_a_change_waits_for_the_full_build(tree: Tree, tmp_path: Path) -> None:
    last = _served(tree({"decisions/0001-a.md": RECORD}), tmp_path / "site")
    with plain_way(is_wanted=True):
        assert not shown_at_once(last)
    assert shown_at_once(last)


def _failing(error: Exception) -> Callable[..., None]:
    def fail(*_: object) -> None:
        raise error

    return fail


@pytest.mark.parametrize("error", [OSError("gone"), jinja2.TemplateError("theirs")])
def test_what_the_full_build_tells_is_left_to_it(
    tree: Tree, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    last = _served(tree({"decisions/0001-a.md": RECORD}), tmp_path / "site")
    monkeypatch.setattr(plugin, "write_page", _failing(error))
    assert not shown_at_once(last)


@pytest.mark.parametrize("error", [TypeError("ours"), KeyError("ours"), ValueError("ours")])
def test_a_fault_of_ours_is_not_hidden_by_a_slow_build(
    tree: Tree, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    last = _served(tree({"decisions/0001-a.md": RECORD}), tmp_path / "site")
    monkeypatch.setattr(plugin, "write_page", _failing(error))
    with pytest.raises(type(error), match="ours"):
        shown_at_once(last)
