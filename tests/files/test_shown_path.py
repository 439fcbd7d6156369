"""A path is shown as seen from where somebody stands."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from settled.files.shown_path import relative_path, shown_path


def test_a_path_is_seen_from_the_working_directory_or_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "decisions" / "0001-a.md"
    assert [shown_path(path), relative_path(path)] == [str(Path("decisions", "0001-a.md")), "decisions/0001-a.md"]
    assert shown_path(path, tmp_path / "docs") == str(Path("..", "decisions", "0001-a.md"))
    assert relative_path(path, tmp_path / "docs") == "../decisions/0001-a.md"


def test_a_path_on_another_drive_is_shown_in_full(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> str:
        raise ValueError("path is on mount 'D:', start on mount 'C:'")

    monkeypatch.setattr(os.path, "relpath", refuse)
    assert [shown_path(tmp_path), relative_path(tmp_path)] == [str(tmp_path), tmp_path.as_posix()]
