"""`adr new` on a terminal: what is told before a question, and the editor. The terminal is a real one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Outcome
from tests.terminal import Terminal

Tree = Callable[..., Path]
Start = Callable[..., Terminal]

CATALOG = """\
systems:
  storefront: {name: Web shop, owner: commerce-team}
  erp: {name: ERP, owner: erp-team}
  wms: {name: Warehouse}
teams:
  commerce-team: {name: Commerce team}
  erp-team: {name: ERP team}
objects:
  order: {name: Order}
  price: {}
"""


@pytest.fixture
def root(tree: Tree) -> Path:
    return tree({"decisions/catalog.yml": CATALOG})


FLOW = ("new", "--kind", "flow", "Order export")


def test_what_is_wrong_is_told_before_the_first_question(start: Start, tree: Tree, root: Path) -> None:
    tree({"templates/flow.md": "---\n---\n{{ titel }}\n"})
    done = start(*FLOW, cwd=root).end()
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("adr: templates/flow.md:3: it asks for the unknown value `titel`")


@pytest.fixture
def editor(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An editor that writes what it was called with into a file beside it, and something to its stdout."""
    path = tmp_path_factory.mktemp("my editor") / "edit"
    path.write_text('#!/bin/sh\nprintf "%s|" "$@" >> "$0.log"\necho drawn\n', encoding="utf-8")
    path.chmod(0o755)
    return path


def test_the_editor_is_called_with_its_arguments_and_the_path(start: Start, root: Path, editor: Path) -> None:
    done = start("new", "T", cwd=root, VISUAL=f"'{editor}' --wait", EDITOR="false").end()
    assert (done.code, done.out, done.err) == (0, "decisions/adr/0001-t.md\n", "drawn\n")
    log = editor.with_name("edit.log")
    assert log.read_text(encoding="utf-8") == f"--wait|{root}/decisions/adr/0001-t.md|"
    done = start("new", "U", cwd=root, VISUAL=" ", EDITOR=f"'{editor}'").end()
    assert (done.code, done.err) == (0, "drawn\n")
    assert start("new", "V", "--no-edit", cwd=root, EDITOR=f"'{editor}'").end().err == ""
    assert start("new", "W", cwd=root).end() == Outcome(0, "decisions/adr/0004-w.md\n", "")
    assert log.read_text(encoding="utf-8").count("|") == 3


@pytest.mark.parametrize(
    ("editor_line", "said"),
    [
        ("false", "the editor `false` ended with 1"),
        ("/no/such/editor", "the editor `/no/such/editor` could not be started (no such file or directory)"),
        ("vi 'open", "the editor `vi 'open` could not be started (no closing quotation)"),
    ],
)
def test_a_failing_editor_is_a_warning(editor_line: str, said: str, start: Start, root: Path) -> None:
    done = start("new", "T", cwd=root, EDITOR=editor_line).end()
    said = f"warning: {said}; the record is written\n"
    assert done == Outcome(0, "decisions/adr/0001-t.md\n", said)
    assert (root / "decisions/adr/0001-t.md").is_file()


def test_without_a_terminal_nothing_is_asked_and_no_editor_opens(adr: Callable[..., Outcome], root: Path) -> None:
    done = adr(*FLOW, cwd=root, env={"EDITOR": "false"}, input="1\n")
    assert done == Outcome(0, "decisions/flows/0001-order-export.md\n", "")
