"""Numbers: each is given once, whoever else writes at the same moment."""

from __future__ import annotations

import fcntl
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from settled.files.writing import Edit
from settled.model.errors import UsageError
from settled.scaffold.numbered_files import Creation, create_numbered
from settled.scaffold.numbering import MAXIMUM_NUMBER, name_width, next_number, used_numbers


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def plain(number: int) -> Creation:
    return Creation(f"{number:04d}-x.md", b"text\n")


def test_a_number_that_is_taken_gives_way_to_the_next(tmp_path: Path) -> None:
    (tmp_path / "0002-other.rst").touch()
    (tmp_path / "3-old").mkdir()
    assert create_numbered(tmp_path, 2, plain, is_fixed=False) == tmp_path / "0004-x.md"
    assert names(tmp_path) == ["0002-other.rst", "0004-x.md", "3-old"]


def test_what_a_killed_process_left_blocks_nothing(tmp_path: Path) -> None:
    # Killed before and after the record got its name: the second file is the record under another name.
    (tmp_path / ".0001.adr-new").write_bytes(b"half a rec")
    (tmp_path / "0002-y.md").write_bytes(b"whole\n")
    os.link(tmp_path / "0002-y.md", tmp_path / ".0002.adr-new")
    assert create_numbered(tmp_path, 1, plain, is_fixed=True).read_bytes() == b"text\n"
    assert (names(tmp_path), (tmp_path / "0002-y.md").read_bytes()) == (["0001-x.md", "0002-y.md"], b"whole\n")


def test_where_a_folder_cannot_be_held_a_claim_may_be_alive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(9, "Bad file descriptor")

    monkeypatch.setattr(fcntl, "flock", refuse)
    (tmp_path / ".0001.adr-new").touch()
    assert create_numbered(tmp_path, 1, plain, is_fixed=False).name == "0002-x.md"
    with pytest.raises(UsageError, match="the number 1 is taken"):
        create_numbered(tmp_path, 1, plain, is_fixed=True)
    assert names(tmp_path) == [".0001.adr-new", "0002-x.md"]


def test_a_folder_that_is_held_is_waited_for(tmp_path: Path) -> None:
    # The other process holds the folder that both share, takes the number in its own, and ends without a word.
    mine, other = tmp_path / "mine", tmp_path / "other"
    other.mkdir()
    program = (
        "import os, sys; from pathlib import Path; from settled.scaffold.numbered_files import held\n"
        "with held(Path(sys.argv[1])) as is_held:\n"
        "    print(is_held, flush=True); sys.stdin.readline()\n"
        "    Path(sys.argv[1], 'other', '0001-theirs.md').touch(); os._exit(9)\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stdout.readline() == b"True\n"
        with ThreadPoolExecutor() as pool:
            created = pool.submit(create_numbered, mine, 1, plain, is_fixed=False, beside=[other], shared=tmp_path)
            process.stdin.write(b"go\n")
            process.stdin.flush()
            assert created.result() == mine / "0002-x.md"
    assert process.returncode == 9


def test_numbers_have_an_end(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=f"numbers end at {MAXIMUM_NUMBER}"):
        create_numbered(tmp_path, MAXIMUM_NUMBER + 1, plain, is_fixed=True)


def test_a_failing_plan_leaves_no_folder_behind(tmp_path: Path) -> None:
    def failing(number: int) -> Creation:
        raise UsageError("no")

    with pytest.raises(UsageError):
        create_numbered(tmp_path / "a" / "b", 1, failing, is_fixed=False)
    assert names(tmp_path) == []


def test_an_edit_of_a_file_that_was_changed_undoes_everything(tmp_path: Path) -> None:
    one, two = tmp_path / "one.md", tmp_path / "two.md"
    one.write_bytes(b"one\r\n")
    two.write_bytes(b"changed\n")
    edits = [Edit(one, b"one\r\n", b"ONE\r\n"), Edit(two, b"two\n", b"TWO\n")]
    with pytest.raises(UsageError, match=r"two\.md was changed meanwhile; run the command again"):
        create_numbered(tmp_path, 1, lambda number: Creation("0001-x.md", b"x", edits), is_fixed=False)
    assert (one.read_bytes(), two.read_bytes(), names(tmp_path)) == (b"one\r\n", b"changed\n", ["one.md", "two.md"])


def test_the_next_number_follows_the_highest_of_records_and_names(tmp_path: Path) -> None:
    for name in ("0003-a.md", "0007-broken.md", "20231005-a-date.md", "notes.md", ".0009.adr-new", "12.rst"):
        (tmp_path / name).touch()
    assert used_numbers(tmp_path, [5]) == {3, 5, 7, 12}
    assert next_number(used_numbers(tmp_path, [5])) == 13
    assert next_number(used_numbers(tmp_path / "none")) == 1


@pytest.mark.parametrize(
    ("files", "width"),
    [([], 4), (["a.md"], 4), (["0001-a.md", "0012-b.md"], 4), (["001-a.md", "012-b.md"], 3), (["1-a.md", "12-b"], 1)],
)
def test_the_width_follows_the_names_that_are_there(files: list[str], width: int, tmp_path: Path) -> None:
    for name in files:
        (tmp_path / name).touch()
    assert name_width(tmp_path) == width


def test_a_record_has_the_rights_that_the_person_asked_for(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        created = create_numbered(tmp_path, 1, plain, is_fixed=False)
    finally:
        os.umask(before)
    assert oct(created.stat().st_mode & 0o777) == "0o640"
