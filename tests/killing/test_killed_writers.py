"""Killed in the middle of writing, a command leaves whole files and nothing in the way of the next one."""

from __future__ import annotations

from pathlib import Path

import pytest

from settled.history import read_history
from tests.history.conftest import Repository

from .killed import COMMANDS, Command, is_copy_killed, kill_everywhere


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_records_survive_a_kill(tmp_path: Path, command: Command) -> None:
    assert kill_everywhere(command, tmp_path, step=5) > 1


def test_histories_survive_a_kill_while_the_cache_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file, cache = "decisions/adr/0001-use-events.md", tmp_path / "cache"
    repository = Repository(tmp_path / "project").start()
    kills = 0
    for status in ("proposed", "accepted", "deprecated"):
        repository.record(file, status)
        repository.commit(status)
        monkeypatch.setenv("SETTLED_CACHE_DIR", "off")
        expected = read_history(repository.folder, repository.folder / "decisions", {file: "ADR-0001"})
        monkeypatch.setenv("SETTLED_CACHE_DIR", str(cache))
        at = 1
        while is_copy_killed(cache, at, lambda: _read(repository.folder)):
            assert len(list(cache.rglob("*.tmp"))) <= 2
            at += 1
        kills += at - 1

        assert read_history(repository.folder, repository.folder / "decisions", {file: "ADR-0001"}) == expected
        assert sorted(path.suffix for path in cache.rglob("*") if path.is_file()) == [".answers", ".log"]
    assert kills >= 12


def _read(root: Path) -> tuple[int, bytes, bytes]:
    read_history(root, root / "decisions", {"decisions/adr/0001-use-events.md": "ADR-0001"})
    return 0, b"", b""
