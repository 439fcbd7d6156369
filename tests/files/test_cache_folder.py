"""Where what can be made again is kept, as a person's surroundings say it."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from settled.files.cache import cache_folder

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="other systems have other folders")


@pytest.mark.parametrize(
    ("chosen", "general", "folder"),
    [
        (None, None, "home/.cache/settled"),
        (None, "", "home/.cache/settled"),
        (None, "/xdg", "/xdg/settled"),
        ("", "/xdg", "/xdg/settled"),
        ("own", "/xdg", "own"),
        ("off", "/xdg", None),
    ],
)
def test_the_folder_is_the_one_that_was_chosen_else_the_systems(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, chosen: str | None, general: str | None, folder: str | None
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    for name, value in (("SETTLED_CACHE_DIR", chosen), ("XDG_CACHE_HOME", general)):
        if value is None:
            monkeypatch.delenv(name, raising=False)
        else:
            monkeypatch.setenv(name, value)
    assert cache_folder() == (tmp_path / folder if folder is not None else None)


def test_a_folder_that_depends_on_where_a_command_is_started_is_not_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SETTLED_CACHE_DIR", raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CACHE_HOME", "cache")
    assert cache_folder() in {tmp_path / ".cache/settled", None}
