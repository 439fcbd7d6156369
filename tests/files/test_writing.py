"""Writing: nothing is overwritten, nothing half done is left."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from settled.files.writing import Edit, create_file, replace_file, replace_files, saying_what_failed
from settled.model.errors import SettledError, UsageError


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_all_files_are_replaced_or_none(tmp_path: Path) -> None:
    one, two = tmp_path / "one.md", tmp_path / "two.md"
    one.write_bytes(b"one")
    two.write_bytes(b"two")
    with pytest.raises(UsageError, match=r"two\.md was changed meanwhile"):
        replace_files([Edit(one, b"one", b"ONE"), Edit(two, b"old", b"TWO")])
    assert (one.read_bytes(), two.read_bytes(), names(tmp_path)) == (b"one", b"two", ["one.md", "two.md"])
    replace_files([Edit(one, b"one", b"ONE"), Edit(two, b"two", b"TWO")])
    assert (one.read_bytes(), two.read_bytes()) == (b"ONE", b"TWO")


def test_files_have_the_rights_that_the_person_asked_for(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        create_file(tmp_path / "a.md", b"a")
    finally:
        os.umask(before)
    assert oct((tmp_path / "a.md").stat().st_mode & 0o777) == "0o640"
    (tmp_path / "a.md").chmod(0o604)
    replace_file(tmp_path / "a.md", b"b")
    assert ((tmp_path / "a.md").read_bytes(), oct((tmp_path / "a.md").stat().st_mode & 0o777)) == (b"b", "0o604")


def test_a_file_that_exists_is_never_replaced_even_by_a_dead_link(tmp_path: Path) -> None:
    (tmp_path / "a.md").symlink_to(tmp_path / "nowhere")
    with pytest.raises(FileExistsError):
        create_file(tmp_path / "a.md", b"a")
    assert names(tmp_path) == ["a.md"]


def test_without_hard_links_a_file_is_still_never_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)
    create_file(tmp_path / "a.md", b"a")
    with pytest.raises(FileExistsError):
        create_file(tmp_path / "a.md", b"b")
    assert (names(tmp_path), (tmp_path / "a.md").read_bytes()) == (["a.md"], b"a")


def test_an_error_of_the_file_system_is_one_line() -> None:
    with pytest.raises(SettledError) as caught, saying_what_failed("a record"):
        raise OSError(28, "No space left on device")
    assert str(caught.value) == (
        "a record cannot be written (no space left on device); check the folder's rights and the disk"
    )


def test_what_a_killed_process_left_long_ago_is_taken_away(tmp_path: Path) -> None:
    record, old, young = tmp_path / "0001-a.md", tmp_path / ".adr-writing-old", tmp_path / ".adr-writing-now"
    pointer = tmp_path / ".adr-dir"
    for path in (record, old, young, pointer):
        path.write_bytes(b"before")
    for path in (old, pointer):
        os.utime(path, (0, 0))
    replace_file(record, b"after")
    assert record.read_bytes() == b"after"
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        ".adr-dir",
        ".adr-writing-now",
        "0001-a.md",
    ]
