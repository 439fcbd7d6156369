"""`adr check` and records on other branches: which second file with a number is a second record, and which is not."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from settled.model.branches import OtherBranches
from settled.project import Workspace, load
from settled.rules.engine import check
from settled.rules.registry import RULES

from .conftest import WOULD_FETCH, Repository, can_refuse_to_fetch, wrap_git

ONE, TWO = "decisions/adr/0001-use-events.md", "decisions/adr/0002-keep-prices-in-the-erp.md"
OTHER = "decisions/adr/0002-use-queues.md"
OTHER_ON_PRICING = f"{TWO}: ADR-0002 is also taken on branch `pricing` by {OTHER}"
R003 = tuple(rule for rule in RULES if rule.code == "R003")


@pytest.fixture
def started(repository: Repository) -> Repository:
    """A programme with one record on `main`, where the branch `pricing` begins."""
    repository.write("decisions/catalog.yml", "systems: {}\nteams: {}\nobjects: {}\n")
    repository.record(ONE, "accepted")
    repository.commit("start")
    repository.git("branch", "pricing")
    return repository


def on(repository: Repository, branch: str, file: str, *, back: str = "main", text: str = "") -> None:
    """Add a record on a branch."""
    repository.git("checkout", "--quiet", branch)
    repository.record(file, "proposed", text)
    repository.commit(f"add {file}")
    repository.git("checkout", "--quiet", back)


def add(repository: Repository, file: str) -> None:
    """Add a record on the branch that is checked out."""
    repository.record(file, "proposed")
    repository.commit(f"add {file}")


def told(root: Path) -> list[str]:
    """What R003 finds, and why it could not look."""
    result = check(load(root), R003)
    found = [f"{finding.location.file}: {finding.message}" for finding in result.findings]
    return [*found, *(f"not checked: {rule.reason}" for rule in result.not_checked)]


def test_two_branches_that_took_one_number_are_told_on_both(started: Repository) -> None:
    add(started, TWO)
    on(started, "pricing", OTHER)

    assert told(started.folder) == [OTHER_ON_PRICING]
    (finding,) = check(load(started.folder), R003).findings
    assert (str(finding.severity), finding.hint) == (
        "warning",
        "`adr renumber ADR-0002` on `pricing` gives that one the next free number before it is merged; "
        "delete the branch if it is no longer needed",
    )
    started.git("checkout", "--quiet", "pricing")
    assert told(started.folder) == [f"{OTHER}: ADR-0002 is also taken on branch `main` by {TWO}"]
    (finding,) = check(load(started.folder), R003).findings
    assert (str(finding.severity), finding.hint) == (
        "error", "free the number with `adr renumber ADR-0002`, or delete a branch that is no longer needed"
    )  # fmt: skip


def test_of_two_branches_neither_of_which_is_the_trunk_each_is_warned(started: Repository) -> None:
    started.git("checkout", "--quiet", "-b", "queues")
    add(started, TWO)
    on(started, "pricing", OTHER, back="queues")
    (finding,) = check(load(started.folder), R003).findings
    assert str(finding.severity) == "warning"


def test_where_nothing_tells_the_trunk_nothing_is_softened(started: Repository) -> None:
    add(started, TWO)
    on(started, "pricing", OTHER)
    started.git("branch", "--quiet", "-m", "main", "first")
    (finding,) = check(load(started.folder), R003).findings
    assert str(finding.severity) == "error"


def test_what_the_remote_calls_its_main_branch_is_the_trunk(started: Repository) -> None:
    started.git("checkout", "--quiet", "-b", "queues")
    add(started, TWO)
    on(started, "pricing", OTHER, back="queues")
    started.git("update-ref", "refs/remotes/origin/pricing", "pricing")
    started.git("symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/pricing")
    (finding,) = check(load(started.folder), R003).findings
    assert str(finding.severity) == "error"


def test_the_accepted_one_is_never_to_be_renumbered(started: Repository) -> None:
    started.git("checkout", "--quiet", "-b", "queues")
    started.record(TWO, "accepted")
    started.commit("accept")
    started.git("checkout", "--quiet", "main")
    add(started, OTHER)
    started.git("checkout", "--quiet", "queues")
    (finding,) = check(load(started.folder), R003).findings
    assert finding.hint.startswith("the one that was accepted first keeps the number")

    started.record(OTHER, "proposed")  # as a merge leaves it, whichever name comes first
    (finding,) = [one for one in check(load(started.folder), R003).findings if one.severity == "error"]
    assert (finding.location.file, finding.hint) == (OTHER, f"give it the next free number: `adr renumber {OTHER}`")


@pytest.mark.parametrize(("pattern", "is_reported"), [("pric*", False), ("pricing", False), ("origin/*", True)])
def test_a_branch_that_the_settings_name_does_not_count(started: Repository, pattern: str, is_reported: bool) -> None:
    add(started, TWO)
    on(started, "pricing", OTHER)
    started.write("settled.toml", f'ignore-branches = ["{pattern}"]\n')

    assert told(started.folder) == ([OTHER_ON_PRICING] if is_reported else [])


def test_kinds_count_apart_and_other_numbers_are_no_matter(started: Repository) -> None:
    add(started, TWO)
    on(started, "pricing", "decisions/flows/0002-order-export.md")
    on(started, "pricing", "decisions/adr/0003-use-files.md")
    on(started, "pricing", "decisions/adr/templates/0002-form.md")
    on(started, "pricing", "decisions/adr/0002-picture.png")

    assert told(started.folder) == []


@pytest.mark.parametrize("stage", [False, True])
def test_a_record_that_is_not_committed_yet_counts(started: Repository, stage: bool) -> None:
    on(started, "pricing", OTHER)
    started.record(TWO, "proposed")
    if stage:
        started.git("add", "--all")

    assert told(started.folder) == [OTHER_ON_PRICING]


def test_before_the_first_commit_and_on_a_detached_head(started: Repository) -> None:
    add(started, TWO)
    on(started, "pricing", OTHER)
    started.git("checkout", "--quiet", "--detach", "main")
    assert told(started.folder) == [OTHER_ON_PRICING]

    started.git("branch", "--quiet", "-D", "main")
    started.git("checkout", "--quiet", "--orphan", "new")
    started.git("rm", "--quiet", "--cached", "-r", ".")
    assert told(started.folder) == [OTHER_ON_PRICING]


def test_a_remote_branch_counts_once_however_it_is_called_and_packed(started: Repository, tmp_path: Path) -> None:
    on(started, "pricing", OTHER)
    started.git("symbolic-ref", "refs/heads/alias", "refs/heads/pricing")
    started.git("branch", "pricing-two", "pricing")
    started.git("branch", "third", "pricing")
    started.git("pack-refs", "--all")
    started.git("clone", "--quiet", str(started.folder), str(tmp_path / "clone"))
    clone = Repository(tmp_path / "clone")
    assert clone.git("symbolic-ref", "refs/remotes/origin/HEAD") == "refs/remotes/origin/main"
    add(clone, TWO)

    on_origin = f"{TWO}: ADR-0002 is also taken on branch `origin/alias` by {OTHER}, and on 3 other branches"
    assert told(clone.folder) == [on_origin]
    clone.git("branch", "--quiet", "-rd", "origin/alias", "origin/pricing", "origin/third", "origin/pricing-two")
    assert told(clone.folder) == []


def test_in_a_worktree_the_branch_of_the_other_one_is_another_branch(started: Repository, tmp_path: Path) -> None:
    add(started, TWO)
    started.git("worktree", "add", "--quiet", str(tmp_path / "tree"), "pricing")
    tree = Repository(tmp_path / "tree")
    add(tree, OTHER)

    assert told(tree.folder) == [f"{OTHER}: ADR-0002 is also taken on branch `main` by {TWO}"]


def test_a_plain_folder_is_warned_and_counts_in_each_of_its_folders(repository: Repository) -> None:
    repository.record("docs/adr/0001-a.md", "accepted")
    repository.record("docs/adr/web/0001-a.md", "accepted")
    repository.commit("start")
    repository.git("branch", "pricing")
    add(repository, "docs/adr/0002-b.md")
    on(repository, "pricing", "docs/adr/web/0002-c.md")
    assert told(repository.folder) == []

    on(repository, "pricing", "docs/adr/0002-d.md")
    (finding,) = check(load(repository.folder), R003).findings
    assert (str(finding.severity), finding.message) == (
        "warning", "ADR-0002 is also taken on branch `pricing` by docs/adr/0002-d.md"
    )  # fmt: skip


def test_projects_of_one_repository_count_apart(repository: Repository) -> None:
    for project in ("shop", "pim"):
        repository.write(f"{project}/decisions/catalog.yml", "systems: {}\n")
        repository.write(f"{project}/settled.toml", 'records = "decisions"\n')
    repository.commit("start")
    repository.git("branch", "pricing")
    add(repository, f"shop/{TWO}")
    on(repository, "pricing", f"pim/{OTHER}")
    assert told(repository.folder / "shop") == []

    on(repository, "pricing", f"shop/{OTHER}")
    assert told(repository.folder / "shop") == [OTHER_ON_PRICING]


class TestNoSecondRecord:
    """Two names for one record."""

    def test_renamed_there(self, started: Repository) -> None:
        started.git("checkout", "--quiet", "pricing")
        started.git("mv", ONE, "decisions/adr/0001-use-queues.md")
        started.record("decisions/adr/0001-use-queues.md", "accepted", "All of it was written anew.\n")
        started.commit("rename")
        started.git("checkout", "--quiet", "main")
        assert told(started.folder) == []

    def test_renamed_here_committed_or_not(self, started: Repository) -> None:
        on(started, "pricing", ONE, text="An edit.\n")
        started.git("mv", ONE, "decisions/adr/0001-use-queues.md")
        assert told(started.folder) == []
        started.commit("rename")
        assert told(started.folder) == []

    def test_renamed_on_both_sides(self, started: Repository) -> None:
        for branch, name in (("pricing", "use-queues"), ("main", "use-topics")):
            started.git("checkout", "--quiet", branch)
            started.git("mv", ONE, f"decisions/adr/0001-{name}.md")
            started.record(f"decisions/adr/0001-{name}.md", "accepted")
            started.commit("rename")
        assert told(started.folder) == []

    def test_renamed_there_and_not_committed_here(self, started: Repository) -> None:
        self.test_renamed_there(started)
        started.git("mv", ONE, "decisions/adr/0001-use-topics.md")
        assert told(started.folder) == []

    def test_moved_into_another_folder(self, started: Repository) -> None:
        on(started, "pricing", TWO)
        add(started, "decisions/adr/archive/0002-Keep-prices-in-the-ERP.md")
        assert told(started.folder) == []

    def test_merged_and_renamed_since(self, started: Repository) -> None:
        on(started, "pricing", OTHER)
        started.merge("pricing", "merge")
        started.git("mv", OTHER, TWO)
        started.record(TWO, "accepted")
        started.commit("rename")
        assert told(started.folder) == []

    def test_squashed_and_renamed_since(self, started: Repository) -> None:
        on(started, "pricing", OTHER)
        started.git("merge", "--quiet", "--squash", "pricing")
        started.commit("squash")
        started.git("mv", OTHER, TWO)
        started.record(TWO, "accepted")
        started.commit("rename")
        assert told(started.folder) == []

    def test_squashed_under_another_number(self, started: Repository) -> None:
        add(started, TWO)
        on(started, "pricing", OTHER)
        started.record("decisions/adr/0003-use-queues.md", "accepted")
        assert told(started.folder) == [OTHER_ON_PRICING]
        started.commit("squash with the next number")
        assert told(started.folder) == []

    def test_copied_under_another_name(self, started: Repository) -> None:
        on(started, "pricing", OTHER)
        started.write(TWO, started.git("show", f"pricing:{OTHER}") + "\n")
        assert told(started.folder) == [OTHER_ON_PRICING]
        started.git("add", "--all")
        assert told(started.folder) == []

    def test_both_are_there_already(self, started: Repository) -> None:
        add(started, TWO)
        started.git("checkout", "--quiet", "pricing")
        started.git("merge", "--quiet", "main")
        add(started, OTHER)
        assert told(started.folder) == [f"{OTHER}: ADR-0002 is also the number of {TWO}"]
        started.git("checkout", "--quiet", "main")
        assert told(started.folder) == []

    def test_merged(self, started: Repository) -> None:
        on(started, "pricing", OTHER)
        started.merge("pricing", "merge")
        started.git("rm", "--quiet", OTHER)
        add(started, TWO)
        assert told(started.folder) == []


class TestSecondRecord:
    """What looks like one record, and is two."""

    def test_a_number_that_was_free_again(self, started: Repository) -> None:
        add(started, "decisions/adr/0002-withdrawn.md")
        started.git("rm", "--quiet", "decisions/adr/0002-withdrawn.md")
        started.commit("withdraw")
        started.git("branch", "--force", "pricing")
        add(started, TWO)
        on(started, "pricing", OTHER)
        assert told(started.folder) == [OTHER_ON_PRICING]

    def test_renumbered_here_to_what_is_taken_there(self, started: Repository) -> None:
        on(started, "pricing", OTHER)
        started.git("mv", ONE, "decisions/adr/0002-use-events.md")
        started.commit("renumber")
        assert told(started.folder) == [
            f"decisions/adr/0002-use-events.md: ADR-0002 is also taken on branch `pricing` by {OTHER}"
        ]

    def test_a_branch_that_took_in_the_other_side_before(self, started: Repository) -> None:
        add(started, "decisions/adr/0003-use-files.md")
        on(started, "pricing", "decisions/adr/0004-x.md", back="pricing")
        started.merge("main", "take in main")
        add(started, OTHER)
        started.git("checkout", "--quiet", "main")
        add(started, TWO)
        assert told(started.folder) == [OTHER_ON_PRICING]

    def test_histories_that_have_nothing_in_common(self, started: Repository) -> None:
        started.git("checkout", "--quiet", "--orphan", "alone")
        started.git("rm", "--quiet", "-r", "--force", ".")
        add(started, OTHER)
        started.git("checkout", "--quiet", "main")
        add(started, TWO)
        assert told(started.folder) == [OTHER_ON_PRICING.replace("pricing", "alone")]


@pytest.mark.parametrize(
    "name", ["$(touch${IFS}x)", "a'b\"c", "заказы", "`x`", "-n", "a;b&c", "%(refname)", "origin/HEAD"]
)
def test_hostile_names_of_branches(name: str, started: Repository) -> None:
    add(started, TWO)
    on(started, "pricing", OTHER)
    started.git("update-ref", f"refs/heads/{name}", "pricing")
    started.git("branch", "--quiet", "-D", "pricing")

    assert told(started.folder) == [OTHER_ON_PRICING.replace("pricing", name)]
    assert sorted(path.name for path in started.folder.iterdir()) == [".git", "decisions"]


def test_odd_names_of_files_and_what_is_no_file(started: Repository) -> None:
    add(started, TWO)
    started.git("checkout", "--quiet", "pricing")
    names = ["0002-two\nlines.md", "0002- ü 'x'.md", os.fsdecode(b"0002-\xff.md"), "-0002.md"]
    for name in names:
        started.write(f"decisions/adr/{name}", b"# A title\n" + os.fsencode(name))
    started.git("add", "--all")
    head = started.git("rev-parse", "HEAD")
    started.git("update-index", "--add", "--cacheinfo", f"160000,{head},decisions/adr/0002-module.md")
    started.git("commit", "--quiet", "-m", "add", **started.person("Ada", "2026-03-09T09:00:00+01:00"))
    started.git("rm", "--quiet", "--cached", "decisions/adr/0002-module.md")
    started.git("checkout", "--quiet", "--force", "main")

    (number_conflicts,) = Workspace(load(started.folder)).other_branches.number_conflicts.values()
    assert [number_conflict.file for number_conflict in number_conflicts] == sorted(
        f"decisions/adr/{name}" for name in names[:3]
    )


def test_a_shallow_clone_says_that_it_cannot_tell_only_where_it_matters(started: Repository, tmp_path: Path) -> None:
    on(started, "pricing", OTHER)
    started.git("clone", "--quiet", "--depth=1", "--no-single-branch", f"file://{started.folder}", str(tmp_path / "c"))
    clone = Repository(tmp_path / "c")
    assert told(clone.folder) == []

    add(clone, TWO)
    assert told(clone.folder) == [
        "not checked: whether a number is taken on another branch: this is a shallow clone, which lacks the commits "
        "where the branches parted; fetch them with `git fetch --unshallow`"
    ]
    clone.git("fetch", "--quiet", "--unshallow")
    assert told(clone.folder) == [OTHER_ON_PRICING.replace("pricing", "origin/pricing")]


def test_a_clone_without_texts_needs_none(started: Repository, tmp_path: Path) -> None:
    on(started, "pricing", OTHER)
    started.git("config", "uploadpack.allowFilter", "true")
    started.git("clone", "--quiet", "--filter=blob:none", f"file://{started.folder}", str(tmp_path / "c"))
    clone = Repository(tmp_path / "c")
    add(clone, TWO)
    clone.git("remote", "set-url", "origin", str(tmp_path / "gone"))

    if can_refuse_to_fetch():
        assert told(clone.folder) == [OTHER_ON_PRICING.replace("pricing", "origin/pricing")]
    else:
        assert told(clone.folder) == [f"not checked: whether a number is taken on another branch: {WOULD_FETCH}"]


def test_git_that_cannot_tell(started: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    on(started, "pricing", OTHER)
    started.record(TWO, "proposed")
    wrap_git(tmp_path, monkeypatch, "GIT_TEST_ASSUME_DIFFERENT_OWNER=1; export GIT_TEST_ASSUME_DIFFERENT_OWNER")

    assert told(started.folder) == [
        "not checked: whether a number is taken on another branch: git refuses this repository, because it belongs "
        "to another user; see `safe.directory` of git"
    ]


def test_without_a_repository_there_are_no_branches_and_git_is_not_loaded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = Repository(tmp_path / "plain")
    project.record(TWO, "proposed")
    for name in [name for name in sys.modules if name == "settled.history" or name.split(".")[0] == "git"]:
        monkeypatch.delitem(sys.modules, name)
    assert told(project.folder) == []
    assert [name for name in ("settled.history", "git") if name in sys.modules] == []

    # A folder that only looks like a repository is none either.
    (project.folder / ".git").mkdir()
    assert Workspace(load(project.folder)).other_branches == OtherBranches()


def test_the_number_of_git_processes_does_not_grow_with_records_or_branches(
    started: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = tmp_path / "calls"

    def count() -> int:
        calls.write_text("")
        assert Workspace(load(started.folder)).other_branches.is_known
        assert Workspace(load(started.folder)).files_elsewhere.is_known
        return len(calls.read_text().split())

    Workspace(load(started.folder)).other_branches  # noqa: B018 (the first `import git` of this process starts git once)
    wrap_git(tmp_path, monkeypatch, f'echo call >> "{calls}"')
    add(started, TWO)
    on(started, "pricing", OTHER)
    few = count()
    for number in range(3, 13):
        started.git("checkout", "--quiet", "-b", f"branch-{number}", "pricing")
        started.record(f"decisions/adr/{number:04}-too.md", "proposed")
        add(started, f"decisions/adr/{number:04}-there.md")
    started.git("checkout", "--quiet", "main")
    for number in range(3, 13):
        started.record(f"decisions/adr/{number:04}-here.md", "proposed")
    started.commit("many")

    assert count() == few
    assert few == 11 + 9
