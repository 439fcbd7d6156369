"""Where git cannot tell everything: no error, nothing invented, and one line that says why."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from settled.history import read_history
from settled.history.repository import open_repository
from settled.model.history import ProjectHistory, RecordHistory

from .conftest import WOULD_FETCH, Repository, can_refuse_to_fetch, steps_of, wrap_git

FILE = "decisions/adr/0001-use-events.md"
SHALLOW = "this is a shallow clone, which lacks the older commits; fetch them with `git fetch --unshallow`"


def test_no_repository(tmp_path: Path) -> None:
    project = Repository(tmp_path / "plain")
    project.record(FILE, "proposed")

    assert project.history() == ProjectHistory(
        is_complete=False, reason="the records are not in a git repository", is_available=False, has_commits=False
    )


def test_no_folder(tmp_path: Path) -> None:
    assert read_history(tmp_path, tmp_path / "decisions", {}) == ProjectHistory(
        is_complete=False, reason="the records folder does not exist", is_available=False
    )


def test_a_bare_repository(repository: Repository) -> None:
    assert read_history(repository.folder, repository.folder / ".git", {}).reason == (
        "the records are not in the working tree of a git repository"
    )


def test_no_commit_yet(repository: Repository) -> None:
    repository.record(FILE, "proposed")

    assert repository.history() == ProjectHistory(
        {FILE: RecordHistory(FILE, f"id of {FILE}", is_uncommitted=True)},
        is_complete=False,
        reason="the repository has no commit yet",
        has_commits=False,
    )


def test_git_is_not_installed(repository: Repository, tmp_path: Path) -> None:
    repository.record(FILE, "proposed")
    code = (
        "import sys; from pathlib import Path; from settled.history import read_history\n"
        "root = Path(sys.argv[1]); told = read_history(root, root / 'decisions', {'decisions/x.md': 'x'})\n"
        "print(told.is_complete, told.records, told.reason)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(repository.folder)],
        env={**os.environ, "PATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    )

    assert done.stdout == "False {} git is not installed\n"


def test_git_was_removed_while_the_tool_runs(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    repository.record(FILE, "proposed")
    repository.commit("propose")
    monkeypatch.setenv("PATH", str(repository.folder))

    assert repository.history() == ProjectHistory(is_complete=False, reason="git is not installed", is_available=False)


def test_a_repository_of_another_user(repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    repository.record(FILE, "proposed")
    repository.commit("propose")
    wrap_git(tmp_path, monkeypatch, "GIT_TEST_ASSUME_DIFFERENT_OWNER=1; export GIT_TEST_ASSUME_DIFFERENT_OWNER")

    assert repository.history() == ProjectHistory(
        is_complete=False,
        reason="git refuses this repository, because it belongs to another user; see `safe.directory` of git",
        is_available=False,
    )


def test_git_that_fails_midway(repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    repository.record(FILE, "proposed")
    repository.commit("propose")
    failing = 'case " $* " in *" cat-file "*) echo "fatal: the disk is tired" >&2; exit 128;; esac'
    wrap_git(tmp_path, monkeypatch, failing)

    assert repository.history() == ProjectHistory(
        is_complete=False, reason="git cannot tell the history: the disk is tired", is_available=False
    )


def test_a_shallow_clone_tells_what_is_there_and_who_is_not_known(repository: Repository, tmp_path: Path) -> None:
    other = "decisions/adr/0002-use-files.md"
    repository.record(FILE, "proposed")
    repository.commit("propose")
    repository.record(FILE, "accepted")
    repository.commit("accept", "Bob")
    repository.record(FILE, "deprecated")
    repository.record(other, "proposed")
    written = repository.commit("deprecate, and propose another", "Cleo")

    shallow = clone(repository, tmp_path, "--depth=2").history()

    assert (shallow.is_complete, shallow.reason) == (False, SHALLOW)
    assert steps_of(shallow.records[FILE]) == [
        ("accepted", "deprecated", "Cleo", "deprecate, and propose another", FILE)
    ]
    assert shallow.records[FILE].created is None
    assert steps_of(shallow.records[other]) == [(None, "proposed", "Cleo", "deprecate, and propose another", other)]
    created = shallow.records[other].created
    assert created is not None
    assert created.hash == written


def test_nothing_is_said_of_a_record_that_did_not_change_since_a_shallow_clone_begins(
    repository: Repository, tmp_path: Path
) -> None:
    repository.record(FILE, "accepted")
    repository.commit("accept", "Bob")
    repository.write("README.md", "Unrelated\n")
    repository.commit("write", "Cleo")

    told = clone(repository, tmp_path, "--depth=1").history().records[FILE]

    assert told == RecordHistory(FILE, f"id of {FILE}")


def test_a_deepened_clone_is_complete(repository: Repository, tmp_path: Path) -> None:
    repository.record(FILE, "proposed")
    repository.commit("propose")
    repository.record(FILE, "accepted")
    repository.commit("accept")
    cloned = clone(repository, tmp_path, "--depth=1")
    cloned.git("fetch", "--quiet", "--unshallow")

    assert [step[:2] for step in cloned.steps(FILE)] == [(None, "proposed"), ("proposed", "accepted")]


def test_a_clone_without_old_versions_whose_origin_is_gone(repository: Repository, tmp_path: Path) -> None:
    repository.git("config", "uploadpack.allowFilter", "true")
    for status in ("proposed", "accepted"):
        repository.record(FILE, status)
        repository.commit(status)
    cloned = clone(repository, tmp_path, "--filter=blob:none")
    repository.folder.rename(tmp_path / "elsewhere")

    told = cloned.history()

    assert not told.is_complete
    assert bool(told.records) == can_refuse_to_fetch()
    lacking = "the repository lacks the text of 1 earlier version of its records"
    assert told.reason == (lacking if can_refuse_to_fetch() else WOULD_FETCH)


def test_a_version_that_is_missing_is_told(repository: Repository) -> None:
    for status in ("proposed", "accepted"):
        repository.record(FILE, status)
        repository.commit(status)
    blob = repository.git("rev-parse", f"HEAD~1:{FILE}")
    (repository.folder / ".git/objects" / blob[:2] / blob[2:]).unlink()

    told = repository.history()

    assert (told.is_complete, told.reason) == (
        False,
        "the repository lacks the text of 1 earlier version of its records",
    )
    assert steps_of(told.records[FILE]) == [(None, "accepted", "Ada", "accepted", FILE)]


def test_a_date_that_cannot_be_is_not_shown_as_one(repository: Repository) -> None:
    repository.record(FILE, "proposed")
    repository.commit("propose")
    text = repository.git("cat-file", "commit", "HEAD")
    broken = "\n".join(
        line.rpartition(">")[0] + "> 99999999999999999999 +0000" if line.startswith("author ") else line
        for line in text.split("\n")
    )
    hash_ = repository.git("hash-object", "-t", "commit", "-w", "--literally", "--stdin", given=broken + "\n")
    repository.git("update-ref", "HEAD", hash_)

    told = repository.history()

    assert (told.is_complete, told.reason) == (False, f"the commit {hash_[:10]} has a date that cannot be read")


def test_an_impossible_time_zone_leaves_the_moment(repository: Repository) -> None:
    repository.record(FILE, "proposed")
    repository.commit("propose", date="2026-03-01T10:00:00Z")
    text = repository.git("cat-file", "commit", "HEAD").replace(" +0000", " +5118000")
    hash_ = repository.git("hash-object", "-t", "commit", "-w", "--literally", "--stdin", given=text + "\n")
    repository.git("update-ref", "HEAD", hash_)

    created = repository.record_history(FILE).created

    assert created is not None
    assert created.author_date.timestamp() == 1772359200


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("https://ada:secret@example.org/team/project.git", "https://example.org/team/project.git"),
        ("https://token@example.org:8443/project.git?key=1", "https://example.org:8443/project.git"),
        ("ssh://git:secret@example.org:22/project.git", "ssh://git@example.org:22/project.git"),
        ("git@example.org:team/project.git", "git@example.org:team/project.git"),
        ("../project.git", "../project.git"),
    ],
)
def test_the_address_of_origin_is_told_without_secrets(repository: Repository, address: str, shown: str) -> None:
    repository.git("remote", "add", "origin", address)
    repository.record(FILE, "proposed")

    assert repository.history().remote == shown
    repository.commit("propose")
    assert repository.history().remote == shown


def test_a_repository_without_origin_has_no_address(repository: Repository) -> None:
    repository.record(FILE, "proposed")
    repository.commit("propose")

    assert repository.history().remote == ""


def clone(repository: Repository, tmp_path: Path, *options: str) -> Repository:
    """A clone made by the transport, as a build server makes it."""
    cloned = Repository(tmp_path / "clone")
    repository.git("clone", "--quiet", *options, repository.folder.as_uri(), str(cloned.folder))
    return cloned


def test_a_pipe_in_the_place_of_a_record_is_not_waited_for(repository: Repository) -> None:
    repository.record(FILE, "proposed")
    repository.commit("propose")
    blob = repository.git("rev-parse", f"HEAD:{FILE}")
    (repository.folder / FILE).unlink()
    os.mkfifo(repository.folder / FILE)

    assert open_repository(repository.folder / "decisions").is_changed(FILE, blob)


def test_a_repository_that_may_not_be_looked_at_is_not_passed_over(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    inner = repository.folder / "vendor"
    (inner / "decisions").mkdir(parents=True)
    look = Path.is_file

    def refused(path: Path) -> bool:
        if path.is_relative_to(inner / ".git"):
            raise PermissionError(13, "Permission denied", str(path))
        return look(path)

    monkeypatch.setattr(Path, "is_file", refused)

    told = read_history(inner, inner / "decisions", {})

    assert not told.is_complete
    assert not told.records
