"""Real git repositories in a temporary folder: fixed people and dates, nothing from the machine's own git."""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pytest

from settled.history import read_history
from settled.model.history import ProjectHistory, RecordHistory

WOULD_FETCH = (
    "this is a partial clone, and this version of git would fetch what it lacks from a remote; "
    "clone it without a filter, or install git 2.45 or newer"
)
"""Why a git that cannot be kept from fetching is asked nothing in a partial clone."""

Step = tuple[str | None, str | None, str, str, str]
"""Status before, status after, author, subject of the commit, file then."""


class Repository:
    """A repository in `folder`, with its records in `decisions` unless a test says otherwise."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._days = 0

    def git(self, *arguments: str, given: str = "", **variables: str) -> str:
        """Run git in the folder and return what it prints; it must succeed."""
        done = subprocess.run(
            ["git", *arguments],
            cwd=self.folder,
            env={**os.environ, **variables},
            input=given.encode(),
            capture_output=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr.decode(errors="replace")
        return done.stdout.decode(errors="replace").strip()

    def start(self) -> Repository:
        """Make it a repository."""
        for file, content in _new_repository().items():
            path = self.folder / ".git" / file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        for folder in ("objects/info", "objects/pack", "refs/heads", "refs/tags"):
            (self.folder / ".git" / folder).mkdir(parents=True, exist_ok=True)
        return self

    def write(self, file: str, content: str | bytes) -> None:
        """Write a file below the folder."""
        path = self.folder / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)

    def record(self, file: str, status: str, text: str = "") -> None:
        """Write a record with a text long enough for git to know it again."""
        body = "".join(f"Line {number} of {file.rpartition('/')[2]}.\n" for number in range(8))
        self.write(file, f"---\nstatus: {status}\ndate: 2026-01-05\n---\n\n# A title\n\n{body}{text}")

    def commit(self, subject: str, author: str = "Ada", date: str = "") -> str:
        """Commit everything; each commit is a day after the one before unless `date` says otherwise."""
        self._days += 1
        date = date or f"2026-03-{self._days:02}T09:00:00+01:00"
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "-m", subject, **self.person(author, date))
        return self.head() or self.git("rev-parse", "HEAD")

    def head(self) -> str:
        """The commit that is checked out, read without git; empty where that takes more than a look."""
        place = self.folder / ".git"
        name = (place / "HEAD").read_text("utf-8").strip().removeprefix("ref: ") if place.is_dir() else ""
        file = place / name
        return file.read_text("utf-8").strip() if name.startswith("refs/heads/") and file.is_file() else ""

    def person(self, author: str, date: str) -> Mapping[str, str]:
        """The variables that make a commit one by `author` at `date`."""
        return {
            "GIT_AUTHOR_NAME": author,
            "GIT_AUTHOR_EMAIL": f"{author.lower()}@example.org",
            "GIT_AUTHOR_DATE": date,
            "GIT_COMMITTER_NAME": "Committer",
            "GIT_COMMITTER_EMAIL": "committer@example.org",
            "GIT_COMMITTER_DATE": date,
        }

    def merge(self, branch: str, subject: str, author: str = "Mia", *, conflicts: bool = False) -> None:
        """Merge `branch`; with `conflicts` the merge is left open for the test to resolve and commit."""
        self._days += 1
        person = self.person(author, f"2026-03-{self._days:02}T09:00:00+01:00")
        options = ["merge", "--quiet", "--no-ff", "-m", subject, branch]
        if not conflicts:
            self.git(*options, **person)
            return
        done = subprocess.run(
            ["git", *options], cwd=self.folder, env={**os.environ, **person}, capture_output=True, check=False
        )
        assert done.returncode == 1, done.stderr.decode()

    def history(self, folder: str = "decisions", root: Path | None = None) -> ProjectHistory:
        """The history of every Markdown file that is in the records folder now."""
        root = root or self.folder
        files = sorted(path.relative_to(root).as_posix() for path in (root / folder).rglob("*.md"))
        return read_history(root, root / folder, {file: f"id of {file}" for file in files})

    def record_history(self, file: str, folder: str = "decisions") -> RecordHistory:
        """The history of one record, out of a history that must be complete."""
        history = self.history(folder)
        assert history.is_complete, history.reason
        return history.records[file]

    def steps(self, file: str, folder: str = "decisions") -> list[Step]:
        """The status changes of one record in a form that reads well in a test."""
        return steps_of(self.record_history(file, folder))


@cache
def _new_repository() -> dict[str, bytes]:
    """The files that git puts into a new repository on this machine, but those that are only there to be read."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["git", "init", "--quiet", "--initial-branch=main", folder], check=True)
        return {file: (Path(folder) / ".git" / file).read_bytes() for file in ("HEAD", "config")}


def steps_of(history: RecordHistory) -> list[Step]:
    """The status changes of a history in a form that reads well in a test."""
    return [
        (
            change.before.value if change.before else None,
            change.after.value if change.after else None,
            change.commit.author,
            change.commit.subject,
            change.file,
        )
        for change in history.changes
    ]


def hash_of(history: RecordHistory, which: str) -> str | None:
    """The hash of the commit that `created` or `last_edited` names."""
    commit = {"created": history.created, "last_edited": history.last_edited}[which]
    return commit.hash if commit else None


def can_refuse_to_fetch() -> bool:
    """Whether the git of this machine knows how not to fetch what a partial clone lacks."""
    return subprocess.run(["git", "--no-lazy-fetch", "version"], capture_output=True, check=False).returncode == 0


def wrap_git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    """Put a `git` in front that runs `script` and then the real one."""
    real = subprocess.run(["sh", "-c", "command -v git"], capture_output=True, text=True, check=True).stdout.strip()
    folder = tmp_path / "wrapper"
    folder.mkdir()
    (folder / "git").write_text(f'#!/bin/sh\n{script}\nexec "{real}" "$@"\n')
    (folder / "git").chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")


@pytest.fixture(autouse=True)
def _own_git_world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No configuration of the machine or the person, and no repository above the temporary folder."""
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home / ".config"))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.resolve()))


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """An empty repository."""
    return Repository(tmp_path / "project").start()
