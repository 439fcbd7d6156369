"""What lies around the records: configuration, inherited variables, names, folders in odd places."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from settled.history import read_history

from .conftest import Repository, steps_of

FILE = "decisions/adr/0001-use-events.md"


def propose_and_accept(repository: Repository, file: str = FILE) -> None:
    """Two commits with one change of status, and a rename between them."""
    repository.record(file, "proposed")
    repository.commit("propose", "Ada")
    repository.record(file, "accepted")
    repository.commit("accept", "Bob")


EXPECTED = [(None, "proposed", "Ada", "propose", FILE), ("proposed", "accepted", "Bob", "accept", FILE)]

HOSTILE = {
    "color.ui": "always",
    "color.status": "always",
    "core.pager": "touch {trap}",
    "core.fsmonitor": "touch {trap}; false",
    "core.hooksPath": "{hooks}",
    "core.quotePath": "true",
    "core.attributesFile": "{attributes}",
    "diff.external": "touch {trap}; false",
    "diff.poison.textconv": "touch {trap}; echo",
    "diff.poison.command": "touch {trap}; false",
    "diff.renames": "false",
    "diff.renameLimit": "1",
    "diff.orderFile": "/nowhere/at/all",
    "diff.relative": "true",
    "diff.noprefix": "true",
    "format.pretty": "oneline",
    "log.showSignature": "true",
    "log.showRoot": "false",
    "log.follow": "true",
    "log.date": "relative",
    "log.decorate": "full",
    "log.mailmap": "false",
    "log.diffMerges": "first-parent",
    "i18n.logOutputEncoding": "UTF-16",
    "alias.log": "!touch {trap}",
    "alias.status": "!touch {trap}",
    "status.showUntrackedFiles": "no",
    "status.relativePaths": "true",
    "status.short": "true",
    "status.branch": "true",
    "status.showStash": "true",
}


@pytest.mark.parametrize("scope", ["--global", "--local"])
def test_a_hostile_configuration_changes_nothing_and_runs_nothing(
    repository: Repository, tmp_path: Path, scope: str
) -> None:
    later = "decisions/adr/0001-use-messages-for-orders.md"
    propose_and_accept(repository)
    repository.git("mv", FILE, later)
    repository.record("decisions/0002-added-and-moved.md", "draft")
    repository.commit("rename")
    (repository.folder / later).write_bytes((repository.folder / later).read_bytes() + b"More.\n")
    expected = repository.history()
    trap, hooks = tmp_path / "trap", tmp_path / "hooks"
    hooks.mkdir()
    for name in ("post-index-change", "fsmonitor-watchman", "query-watchman"):
        (hooks / name).write_text(f"#!/bin/sh\ntouch {trap}\n")
        (hooks / name).chmod(0o755)
    (tmp_path / "attributes").write_text("*.md diff=poison\n")
    for name, value in HOSTILE.items():
        value = value.format(trap=trap, hooks=hooks, attributes=tmp_path / "attributes")
        repository.git("config", scope, name, value)

    told = repository.history()

    assert told.reason == ""
    assert told == expected
    assert told.is_complete
    assert steps_of(told.records[later]) == EXPECTED
    assert told.records[later].is_changed
    assert not trap.exists()


def test_variables_of_a_git_hook_are_not_inherited(
    repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    propose_and_accept(repository)
    expected = repository.history()
    other = Repository(tmp_path / "other").start()
    other.record(FILE, "rejected")
    other.commit("reject")
    inherited = {
        "GIT_DIR": str(other.folder / ".git"),
        "GIT_WORK_TREE": str(other.folder),
        "GIT_INDEX_FILE": str(other.folder / ".git/index"),
        "GIT_OBJECT_DIRECTORY": str(other.folder / ".git/objects"),
        "GIT_COMMON_DIR": str(other.folder / ".git"),
        "GIT_NAMESPACE": "elsewhere",
        "GIT_PREFIX": "elsewhere/",
        "GIT_SHALLOW_FILE": str(other.folder / ".git/HEAD"),
        "GIT_EXTERNAL_DIFF": "false",
        "GIT_DIFF_OPTS": "--unified=99",
        "GIT_PAGER": "false",
        "GIT_LITERAL_PATHSPECS": "1",
        "GIT_ICASE_PATHSPECS": "1",
        "GIT_CONFIG_PARAMETERS": "'core.bare'='true'",
        "GIT_CONFIG_COUNT": "1",
        "GIT_CONFIG_KEY_0": "core.bare",
        "GIT_CONFIG_VALUE_0": "true",
    }
    for name, value in inherited.items():
        monkeypatch.setenv(name, value)

    assert repository.history() == expected
    assert steps_of(expected.records[FILE]) == EXPECTED
    assert {name: os.environ[name] for name in inherited} == inherited


def test_the_configuration_of_a_person_stays_where_variables_say(
    repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    propose_and_accept(repository)
    (tmp_path / "mailmap").write_text("Barbara <bob@example.org>\n")
    (tmp_path / "configuration").write_text(f"[mailmap]\n\tfile = {tmp_path / 'mailmap'}\n")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "configuration"))

    assert [step[2] for step in repository.steps(FILE)] == ["Ada", "Barbara"]


def test_the_mailmap_names_the_author(repository: Repository) -> None:
    propose_and_accept(repository)
    repository.write(".mailmap", "Barbara Brandt <barbara@example.org> Bob <bob@example.org>\n")
    repository.commit("add a mailmap")

    assert [step[2] for step in repository.steps(FILE)] == ["Ada", "Barbara Brandt"]


def test_names_and_subjects_in_another_encoding(repository: Repository) -> None:
    propose_and_accept(repository)
    text = repository.git("cat-file", "commit", "HEAD")
    raw = text.replace("author Bob ", "author J\udcf6rg ").replace("\n\naccept", "\n\ngr\udcfcn")
    for declared, author, subject in (("", "J�rg", "gr�n"), ("\nencoding ISO-8859-1", "Jörg", "grün")):
        commit = raw.replace("\n\n", declared + "\n\n", 1).encode("utf-8", "surrogateescape") + b"\n"
        (repository.folder / ".git/raw").write_bytes(commit)
        hash_ = repository.git("hash-object", "-t", "commit", "-w", ".git/raw")
        repository.git("update-ref", "HEAD", hash_)

        assert repository.steps(FILE)[1] == ("proposed", "accepted", author, subject, FILE)


@pytest.mark.parametrize(
    "name",
    [
        "0001 with spaces and 'quotes' and \"more\".md",
        "0001-größe-übung-漢字.md",
        "0001-line\nbreak.md",
        "0001-tab\tand \\ backslash.md",
        ":100644 not a line of the log.md",
        "0001-[glob]*?.md",
        "-n.md",
        "0001-UPPER.MD",
    ],
)
def test_odd_file_names(repository: Repository, name: str) -> None:
    file = f"decisions/{name}"
    propose_and_accept(repository, file)

    told = read_history(repository.folder, repository.folder / "decisions", {file: "x"})

    assert told.is_complete
    assert [(step[0], step[1], step[4]) for step in steps_of(told.records[file])] == [
        (None, "proposed", file),
        ("proposed", "accepted", file),
    ]


@pytest.mark.parametrize("folder", ["a folder/décisions", "$HOME/~/x", "[a]*/:(top)", "-C/line\nbreak"])
def test_odd_folders(repository: Repository, folder: str) -> None:
    file = f"{folder}/adr/0001-use-events.md"
    propose_and_accept(repository, file)

    assert [step[1] for step in repository.steps(file, folder)] == ["proposed", "accepted"]


def test_a_project_in_a_folder_of_the_repository(repository: Repository) -> None:
    propose_and_accept(repository, f"services/shop/{FILE}")
    root = repository.folder / "services/shop"
    repository.write(f"services/shop/{FILE}", "changed")

    told = repository.history(root=root)

    assert list(told.records) == [FILE]
    assert steps_of(told.records[FILE]) == [(*step[:4], f"services/shop/{FILE}") for step in EXPECTED]
    assert told.records[FILE].is_changed


def test_records_at_the_top_of_the_repository(repository: Repository) -> None:
    propose_and_accept(repository, "0001-use-events.md")

    assert [step[1] for step in repository.steps("0001-use-events.md", ".")] == ["proposed", "accepted"]


def test_a_project_reached_by_a_link(repository: Repository, tmp_path: Path) -> None:
    propose_and_accept(repository)
    (tmp_path / "link").symlink_to(repository.folder)
    root = tmp_path / "link"

    assert steps_of(repository.history(root=root).records[FILE]) == EXPECTED
    # One path resolved and the other not.
    told = read_history(repository.folder.resolve(), root / "decisions", {FILE: "ADR-0001"})
    assert steps_of(told.records[FILE]) == EXPECTED


def test_a_repository_inside_a_repository_answers_for_itself(repository: Repository) -> None:
    repository.record(FILE, "rejected")
    repository.commit("outer")
    inner = Repository(repository.folder / "vendor/inner").start()
    propose_and_accept(inner)

    assert inner.steps(FILE) == EXPECTED
    assert [step[3] for step in repository.steps(FILE)] == ["outer"]


def test_records_that_are_a_repository_of_their_own(repository: Repository) -> None:
    repository.write("README.md", "Outer\n")
    repository.commit("outer")
    inner = Repository(repository.folder / "decisions").start()
    propose_and_accept(inner, "adr/0001-use-events.md")

    assert [step[4] for step in repository.steps(FILE)] == ["adr/0001-use-events.md"] * 2


def test_a_worktree_answers_for_its_own_branch(repository: Repository, tmp_path: Path) -> None:
    repository.record(FILE, "proposed")
    repository.commit("propose", "Ada")
    repository.git("worktree", "add", "--quiet", "-b", "accepting", str(tmp_path / "worktree"))
    worktree = Repository(tmp_path / "worktree")
    worktree.record(FILE, "accepted")
    worktree.commit("accept", "Bob")
    worktree.record(FILE, "deprecated")

    assert worktree.steps(FILE) == EXPECTED
    assert worktree.history().records[FILE].is_changed
    assert repository.steps(FILE) == EXPECTED[:1]
    assert not repository.history().records[FILE].is_changed


def test_a_detached_head_is_read(repository: Repository) -> None:
    propose_and_accept(repository)
    repository.git("checkout", "--quiet", "--detach", "HEAD~1")

    assert repository.steps(FILE) == EXPECTED[:1]


def test_a_repository_with_longer_hashes(tmp_path: Path) -> None:
    folder = tmp_path / "sha256"
    folder.mkdir()
    repository = Repository(folder)
    repository.git("init", "--quiet", "--object-format=sha256", "--initial-branch=main")
    propose_and_accept(repository)

    assert repository.steps(FILE) == EXPECTED
    assert len(repository.record_history(FILE).changes[0].commit.hash) == 64


def test_the_repository_is_not_written_to(repository: Repository) -> None:
    propose_and_accept(repository)
    index = repository.folder / ".git/index"
    os.utime(repository.folder / FILE, (1, 1))  # git would like to note the new time
    before = {path: path.read_bytes() for path in (repository.folder / ".git").rglob("*") if path.is_file()}
    assert index in before

    repository.history()

    assert {path: path.read_bytes() for path in (repository.folder / ".git").rglob("*") if path.is_file()} == before


def test_records_in_a_submodule_have_the_history_of_the_submodule(repository: Repository, tmp_path: Path) -> None:
    inner = Repository(tmp_path / "inner").start()
    inner.record("decisions/adr/0001-inner.md", "accepted")
    inner.commit("inner record", "Ida")
    repository.record(FILE, "proposed")
    repository.commit("outer record")
    repository.git(
        "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", f"file://{inner.folder}", "architecture"
    )
    repository.commit("take the submodule in", "Mia")
    submodule = repository.folder / "architecture"

    told = repository.history("decisions", submodule)

    assert told.is_complete, told.reason
    assert steps_of(told.records["decisions/adr/0001-inner.md"]) == [
        (None, "accepted", "Ida", "inner record", "decisions/adr/0001-inner.md")
    ]
    assert list(repository.history().records) == [FILE]
