"""Histories of repositories made at random are what their makers know them to be."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from settled.history import full_reading, read_history
from settled.history.log_stream import log_output
from settled.history.repository import open_repository
from settled.model.history import ProjectHistory

from .conftest import Repository
from .generated import generate_repository, mismatches, read_generated
from .generated_model import Truth


@pytest.mark.parametrize("seed", range(3))
def test_every_status_change_is_told_as_it_was_made(tmp_path: Path, seed: int) -> None:
    truth = generate_repository(tmp_path / "project", 60, seed)

    assert mismatches(read_generated(tmp_path / "project", truth), truth) == []


@pytest.mark.parametrize("seed", range(30, 33))
def test_a_large_folder_has_the_log_of_a_small_one(tmp_path: Path, seed: int) -> None:
    truth = generate_repository(tmp_path / "project", 40, seed, unrelated=1)
    (tmp_path / "project" / truth.home).mkdir(parents=True, exist_ok=True)
    repository = open_repository(tmp_path / "project" / truth.home)

    for head in (*truth.commits[:: len(truth.commits) // 4], truth.trunk[-1]):
        told = log_output(repository, head, [repository.place], is_large=True)

        assert told == log_output(repository, head, [repository.place])
    assert told.count(truth.home.encode()) > 100


@pytest.mark.parametrize(("seed", "large"), [(20, 500), (21, 0)])
def test_what_was_read_before_changes_no_answer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int, large: int
) -> None:
    """Head after head, on and beside the trunk, forth and back: as if everything had been read anew."""
    monkeypatch.setattr(full_reading, "LARGE_FOLDER", large)
    truth = generate_repository(tmp_path / "project", 40, seed, unrelated=1)
    repository = Repository(tmp_path / "project")
    chance = random.Random(seed)  # noqa: S311 (a seed makes it repeatable)
    forth = sorted(chance.sample(truth.commits, 4), key=truth.commits.index)
    for head in (*forth, *chance.sample(truth.trunk, 3)):
        repository.git("update-ref", "--no-deref", "HEAD", head)
        monkeypatch.setenv("SETTLED_CACHE_DIR", str(tmp_path / "cache"))
        told = _read(repository, truth)
        monkeypatch.setenv("SETTLED_CACHE_DIR", "off")
        anew = _read(repository, truth)

        assert told == anew


def _read(repository: Repository, truth: Truth) -> ProjectHistory:
    """The history of all that is in the records folder at the head, and of a file that is not."""
    (repository.folder / truth.home).mkdir(parents=True, exist_ok=True)
    committed = repository.git("ls-tree", "-r", "--name-only", "HEAD", f"{truth.home}/").splitlines()
    files = {file: file for file in (*committed, f"{truth.home}/adr/9999-new.md")}
    return read_history(repository.folder, repository.folder / truth.home, files)
