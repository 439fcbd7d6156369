"""What a branch brings: findings that were not there where it left its base, on real repositories."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.repositories import commit, git, write
from tests.conftest import Outcome
from tests.samples import CATALOG, FLOW, changed

Adr = Callable[..., Outcome]
UNSOUND = changed(FLOW, "  class: same-day-operational\n", "")
OTHER = FLOW.replace("# Order export", "# Order import")


@pytest.fixture
def branch(tmp_path: Path) -> Path:
    """A repository on a branch that left `main` with one old finding; `main` has gone on since."""
    root = tmp_path / "work"
    root.mkdir()
    git(root, "init", "-q", "-b", "main")
    write(root, "decisions/catalog.yml", CATALOG)
    write(root, "decisions/flows/0001-order-export.md", UNSOUND)
    write(root, "docs/guide.md", "# Guide\n")
    commit(root, "Start")
    git(root, "checkout", "-q", "-b", "topic")
    git(root, "checkout", "-q", "main")
    write(root, "decisions/flows/0001-order-export.md", FLOW)
    commit(root, "Mend it on main")
    git(root, "checkout", "-q", "topic")
    return root


def _news(outcome: Outcome) -> list[tuple[str, str | None, bool]]:
    return [(entry["code"], entry["record"], entry["new"]) for entry in outcome.json["findings"]]


def test_only_what_the_branch_brought_is_new_and_stands_first(branch: Path, adr: Adr) -> None:
    write(branch, "decisions/flows/0002-order-import.md", changed(OTHER, "  key: order number\n  dup", "  dup"))
    commit(branch, "Add a flow")
    outcome = adr("check", "--against", "main", "--format", "json", cwd=branch)
    assert outcome.code == 1
    assert _news(outcome) == [("F407", "FLOW-0002", True), ("F406", "FLOW-0001", False)]
    assert outcome.json["against"]["commit"] == git(branch, "merge-base", "main", "topic")
    assert outcome.json["against"]["new"] == 1


def test_only_new_findings_fail_where_that_is_asked(branch: Path, adr: Adr) -> None:
    assert adr("check", cwd=branch).code == 1
    assert adr("check", "--against", "main", "--only-new", cwd=branch).code == 0
    write(branch, "decisions/flows/0002-order-import.md", changed(OTHER, "  key: order number\n  dup", "  dup"))
    assert adr("check", "--against", "main", "--only-new", cwd=branch).code == 1


def test_text_that_moves_makes_nothing_new(branch: Path, adr: Adr) -> None:
    text = changed(UNSOUND, "object: order\n", "# a comment\n\nobject: order\n") + "\nMore words.\n"
    write(branch, "decisions/flows/0001-order-export.md", text)
    assert _news(adr("check", "--against", "main", "--format", "json", cwd=branch)) == [("F406", "FLOW-0001", False)]


def test_the_text_marks_what_is_new_and_counts_it(branch: Path, adr: Adr) -> None:
    write(branch, "decisions/flows/0002-order-import.md", changed(OTHER, "  key: order number\n  dup", "  dup"))
    out = adr("check", "--against", "main", cwd=branch).out
    assert "error new F407" in out
    assert "error F406" in out
    assert out.index("F407") < out.index("F406")
    assert out.splitlines()[-1].startswith("0 decisions, 2 flows: 2 errors, 0 warnings, 1 new since main (")


def test_a_link_to_a_file_that_the_branch_deleted_is_new(branch: Path, adr: Adr) -> None:
    linking = FLOW + "\nSee [the guide](../../docs/guide.md) and [the folder](../../docs/).\n"
    write(branch, "decisions/flows/0001-order-export.md", linking)
    commit(branch, "Link")
    git(branch, "branch", "-f", "base")
    (branch / "docs" / "guide.md").rename(branch / "docs" / "manual.md")
    assert _news(adr("check", "--against", "base", "--format", "json", cwd=branch)) == [("R010", "FLOW-0001", True)]


def test_a_project_below_the_top_of_its_repository(branch: Path, adr: Adr) -> None:
    git(branch, "checkout", "-q", "main")
    write(branch, "shop/decisions/catalog.yml", CATALOG)
    write(branch, "shop/decisions/flows/0001-order-export.md", UNSOUND)
    write(branch, "shop/settled.toml", 'records = "decisions"\n')
    commit(branch, "Add a shop")
    outcome = adr("check", "--against", "HEAD", "--format", "json", cwd=branch / "shop")
    assert _news(outcome) == [("F406", "FLOW-0001", False)]


@pytest.mark.parametrize("reference", ["nowhere", "--output=/tmp/x", "HEAD~99"])
def test_an_unknown_base_is_not_checked_and_never_reads_as_passed(branch: Path, adr: Adr, reference: str) -> None:
    outcome = adr("check", f"--against={reference}", "--only-new", cwd=branch)
    assert outcome.code == 1
    assert f"not checked: what is new since {reference}" in outcome.out
    document = adr("check", f"--against={reference}", "--format", "json", cwd=branch).json
    assert document["against"]["commit"] is None
    assert [entry["new"] for entry in document["findings"]] == [None]
    required = adr("check", f"--against={reference}", "--require-history", cwd=branch)
    assert required.code == 2
    assert required.err.count("\n") == 1


def test_a_clone_too_shallow_to_tell(branch: Path, adr: Adr, tmp_path: Path) -> None:
    write(branch, "decisions/flows/0002-order-import.md", OTHER)
    commit(branch, "Add a flow")
    shallow = tmp_path / "shallow"
    git(tmp_path, "clone", "-q", "--depth", "1", "--no-single-branch", "-b", "topic", f"file://{branch}", "shallow")
    outcome = adr("check", "--against", "origin/main", cwd=shallow)
    assert "not checked: what is new since origin/main" in outcome.out
    assert "shallow" in outcome.out
    assert adr("check", "--against", "origin/main", "--require-history", cwd=shallow).code == 2


def test_no_repository_and_options_without_their_revision(adr: Adr, tmp_path: Path) -> None:
    write(tmp_path, "decisions/catalog.yml", CATALOG)
    write(tmp_path, "decisions/flows/0001-order-export.md", FLOW)
    outcome = adr("check", "--against", "main", cwd=tmp_path)
    assert outcome.code == 0
    assert "not checked: what is new since main: the records are not in a git repository" in outcome.out
    assert adr("check", "--only-new", cwd=tmp_path).code == 2


def test_nothing_is_written_into_the_repository(branch: Path, adr: Adr) -> None:
    before = sorted(path for path in branch.rglob("*"))
    adr("check", "--against", "main", cwd=branch)
    assert sorted(path for path in branch.rglob("*")) == before
    assert git(branch, "status", "--porcelain") == ""
