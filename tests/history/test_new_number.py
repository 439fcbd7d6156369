"""`adr new` takes a number that nothing in the working trees, the index or on any branch has."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Outcome
from tests.in_process import run_at_once

from .conftest import Repository, wrap_git

Adr = Callable[..., Outcome]
ADR, FLOWS = "decisions/adr", "decisions/flows"


@pytest.fixture
def started(repository: Repository) -> Repository:
    """A programme with one record on `main`."""
    repository.write("decisions/catalog.yml", "systems: {}\n")
    repository.record(f"{ADR}/0001-use-events.md", "accepted")
    repository.commit("start")
    return repository


def on(repository: Repository, branch: str, *files: str) -> None:
    """Add files on a new branch, and go back."""
    repository.git("checkout", "--quiet", "-b", branch)
    for file in files:
        repository.record(file, "proposed")
    repository.commit("add")
    repository.git("checkout", "--quiet", "main")


def test_the_next_number_is_free_on_local_and_remote_branches(started: Repository, tmp_path: Path, adr: Adr) -> None:
    on(started, "pricing", f"{ADR}/0004-a.md", f"{FLOWS}/0008-b.md", f"{FLOWS}/0009-assets/2024-picture.png")
    on(started, "other", f"{ADR}/archive/0005-c.md", "decisions/0006-d.md", f"{ADR}/templates/0050-form.md")
    assert adr("new", "T", cwd=started.folder) == Outcome(0, f"{ADR}/0007-t.md\n", "")
    assert adr("new", "--kind", "flow", "T", cwd=started.folder) == Outcome(0, f"{FLOWS}/0010-t.md\n", "")
    assert adr("new", "--kind", "risk", "T", cwd=started.folder).out == "decisions/risks/0001-t.md\n"

    started.git("clone", "--quiet", str(started.folder), str(tmp_path / "clone"))
    assert adr("new", "T", cwd=tmp_path / "clone") == Outcome(0, f"{ADR}/0007-t.md\n", "")


def test_the_next_number_is_free_in_the_index_and_the_last_commit(started: Repository, adr: Adr) -> None:
    started.record(f"{ADR}/0002-staged.md", "proposed")
    started.git("add", "--all")
    (started.folder / ADR / "0002-staged.md").unlink()
    assert adr("new", "--number", "2", "T", cwd=started.folder) == Outcome(
        2, "", "adr: the number 2 is taken in the index by decisions/adr/0002-staged.md; "
        "leave out --number for the next free one\n",
    )  # fmt: skip
    assert adr("new", "T", cwd=started.folder).out == f"{ADR}/0003-t.md\n"

    started.git("rm", "--quiet", "--force", "--cached", "-r", ".")
    (started.folder / ADR / "0001-use-events.md").unlink()
    assert adr("new", "--number", "1", "T", cwd=started.folder) == Outcome(
        2, "", "adr: the number 1 is taken in the last commit by decisions/adr/0001-use-events.md; "
        "leave out --number for the next free one\n",
    )  # fmt: skip


def test_before_the_first_commit_and_on_a_detached_head(started: Repository, adr: Adr) -> None:
    on(started, "pricing", f"{ADR}/0004-a.md")
    started.git("checkout", "--quiet", "--detach")
    assert adr("new", "T", cwd=started.folder) == Outcome(0, f"{ADR}/0005-t.md\n", "")
    started.git("checkout", "--quiet", "--orphan", "new")
    assert adr("new", "U", cwd=started.folder) == Outcome(0, f"{ADR}/0006-u.md\n", "")


def test_a_number_that_a_branch_has_is_refused_with_branch_and_file(started: Repository, adr: Adr) -> None:
    on(started, "$(touch${IFS}x)", f"{ADR}/0004-use-queues.md")
    assert adr("new", "--number", "4", "T", cwd=started.folder) == Outcome(
        2, "", "adr: the number 4 is taken on branch `$(touch${IFS}x)` by decisions/adr/0004-use-queues.md; "
        "leave out --number for the next free one\n",
    )  # fmt: skip
    assert adr("new", "--number", "3", "T", cwd=started.folder).out == f"{ADR}/0003-t.md\n"


def test_what_is_not_committed_in_another_working_tree_is_taken(started: Repository, tmp_path: Path, adr: Adr) -> None:
    tree = Repository(tmp_path / "tree")
    started.git("worktree", "add", "--quiet", "-b", "pricing", str(tree.folder))
    assert adr("new", "There", cwd=tree.folder).out == f"{ADR}/0002-there.md\n"
    assert adr("new", "--number", "2", "Here", cwd=started.folder) == Outcome(
        2, "", f"adr: the number 2 is taken in another working tree by {tree.folder}/{ADR}/0002-there.md; "
        "leave out --number for the next free one\n",
    )  # fmt: skip
    assert adr("new", "Here", cwd=started.folder).out == f"{ADR}/0003-here.md\n"


def test_eight_at_once_in_two_working_trees_take_eight_numbers(started: Repository, tmp_path: Path) -> None:
    trees = [started.folder, tmp_path / "tree"]
    started.git("worktree", "add", "--quiet", "-b", "pricing", str(trees[1]))
    outcomes = run_at_once([(("new", "Same"), trees[number % 2]) for number in range(8)])
    assert [(code, err) for code, _, err in outcomes] == [(0, b"")] * 8
    assert sorted(out.decode() for _, out, _ in outcomes) == [f"{ADR}/{number:04}-same.md\n" for number in range(2, 10)]
    assert [path.name for tree in trees for path in (tree / ADR).iterdir() if path.name.startswith(".")] == []


def test_a_plain_folder_and_projects_of_one_repository_count_apart(repository: Repository, adr: Adr) -> None:
    for project in ("shop", "pim"):
        repository.record(f"{project}/docs/adr/001-a.md", "accepted")
    repository.commit("start")
    on(repository, "pricing", "shop/docs/adr/007-b.md")
    assert adr("new", "--dir", "docs/adr", "T", cwd=repository.folder / "shop").code == 2
    assert adr("--dir", "docs/adr", "new", "T", cwd=repository.folder / "shop").out == "docs/adr/008-t.md\n"
    assert adr("--dir", "docs/adr", "new", "T", cwd=repository.folder / "pim").out == "docs/adr/002-t.md\n"


def test_records_at_the_top_of_the_repository(repository: Repository, adr: Adr) -> None:
    repository.record("0001-a.md", "accepted")
    repository.commit("start")
    on(repository, "pricing", "0002-b.md")
    assert adr("new", "T", cwd=repository.folder) == Outcome(0, "0003-t.md\n", "")


@pytest.mark.parametrize("arguments", [(), ("--quiet",)])
def test_a_repository_that_cannot_be_read_is_one_line_and_stops_nothing(
    arguments: tuple[str, ...], started: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, adr: Adr
) -> None:
    on(started, "pricing", f"{ADR}/0004-a.md")
    wrap_git(tmp_path, monkeypatch, "GIT_TEST_ASSUME_DIFFERENT_OWNER=1; export GIT_TEST_ASSUME_DIFFERENT_OWNER")
    said = (
        "warning: numbers on other branches were not looked at: git refuses this repository, because it belongs to "
        "another user; see `safe.directory` of git\n"
    )
    done = adr(*arguments, "new", "T", cwd=started.folder)
    assert done == Outcome(0, f"{ADR}/0002-t.md\n", "" if arguments else said)


def test_git_is_missing(started: Repository, tmp_path: Path, adr: Adr) -> None:
    done = adr("new", "T", cwd=started.folder, env={"PATH": str(tmp_path)})
    said = "warning: numbers on other branches were not looked at: git is not installed\n"
    assert done == Outcome(0, f"{ADR}/0002-t.md\n", said)


def test_outside_of_a_repository_git_is_not_started(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, adr: Adr) -> None:
    project = Repository(tmp_path / "plain")
    project.record(f"{ADR}/0001-a.md", "accepted")
    calls = tmp_path / "calls"
    wrap_git(tmp_path, monkeypatch, f'echo "$@" >> "{calls}"')
    assert adr("new", "T", cwd=project.folder) == Outcome(0, f"{ADR}/0002-t.md\n", "")
    assert not calls.exists()


def test_a_hook_of_another_repository_changes_nothing(started: Repository, tmp_path: Path, adr: Adr) -> None:
    on(started, "pricing", f"{ADR}/0004-a.md")
    other = Repository(tmp_path / "other").start()
    git = os.fspath(other.folder / ".git")
    done = adr("new", "T", cwd=started.folder, env={"GIT_DIR": git, "GIT_INDEX_FILE": f"{git}/index"})
    assert done == Outcome(0, f"{ADR}/0005-t.md\n", "")


def test_a_record_that_is_renumbered_gets_a_number_that_is_free_on_every_branch(
    started: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, adr: Adr
) -> None:
    on(started, "pricing", f"{ADR}/0002-a.md", f"{ADR}/0003-b.md")
    started.record(f"{ADR}/0002-here.md", "proposed")
    assert adr("renumber", "2", "--to", "3", cwd=started.folder) == Outcome(
        2, "", f"adr: the number 3 is taken on branch `pricing` by {ADR}/0003-b.md; "
        "leave out --to for the next free one\n",
    )  # fmt: skip
    assert adr("renumber", "2", cwd=started.folder).code == 0
    assert (started.folder / ADR / "0004-here.md").exists()

    wrap_git(tmp_path, monkeypatch, "GIT_TEST_ASSUME_DIFFERENT_OWNER=1; export GIT_TEST_ASSUME_DIFFERENT_OWNER")
    done = adr("renumber", "4", "--to", "3", cwd=started.folder)
    assert (done.code, done.err.splitlines()[0]) == (
        0, "warning: numbers on other branches were not looked at: git refuses this repository, because it belongs "
        "to another user; see `safe.directory` of git"
    )  # fmt: skip
