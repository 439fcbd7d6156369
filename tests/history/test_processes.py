"""A history costs a fixed number of git processes."""

from __future__ import annotations

from pathlib import Path

import pytest

from .conftest import Repository, wrap_git

FILE = "decisions/adr/0001-use-events.md"


def test_the_number_of_git_processes_does_not_grow_with_the_records(
    repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The `import git` of this process starts git once; what follows is counted.
    repository.record(FILE, "proposed")
    repository.commit("propose")
    repository.history()
    calls = tmp_path / "calls"
    wrap_git(tmp_path, monkeypatch, f'for word in "$@"; do echo "$word"; done >> "{calls}"; echo --end-- >> "{calls}"')
    for status in ("proposed", "accepted"):
        for number in range(2, 42):
            repository.record(f"decisions/adr/{number:04}-record.md", status)
        repository.commit(status)
    calls.unlink()

    told = repository.history()

    assert len(told.records) == 41
    assert sum(len(history.changes) for history in told.records.values()) == 81
    words = calls.read_text().split("\n")
    commands = ["rev-parse", "ls-tree", "log", "diff-tree", "cat-file", "config", "remote"]
    assert {command: words.count(command) for command in commands} == {
        "rev-parse": 2,
        "ls-tree": 1,
        "log": 1,
        "diff-tree": 1,
        "cat-file": 1,
        "config": 1,
        "remote": 1,
    }
    assert words.count("--end--") == 8
