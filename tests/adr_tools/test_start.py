"""Where records lie and how a folder is started: `adr init`, `.adr-dir`, `doc/adr`, `SETTLED_MODE`."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.adr_tools.conftest import FIRST, Here, files, record

FORCED = {"SETTLED_MODE": "adr-tools"}
RECORD = "0001-record-architecture-decisions.md"


@pytest.mark.parametrize(
    ("directory", "folder", "pointer"),
    [
        (None, "doc/adr", None),
        ("adrs", "adrs", "adrs\n"),
        ("doc/architecture/decisions", "doc/architecture/decisions", "doc/architecture/decisions\n"),
        ("my notes/adr", "my notes/adr", "my notes/adr\n"),
        ("./here/", "here", "./here/\n"),
        (".", ".", ".\n"),
    ],
)
def test_a_folder_is_started_with_its_first_record(
    here: Here, tmp_path: Path, directory: str | None, folder: str, pointer: str | None
) -> None:
    done = here("init", *([directory] if directory else []), env=FORCED)
    shown = (directory or folder).rstrip("/")
    assert (done.code, done.out, done.err) == (0, f"{shown}/{RECORD}\n", "")
    written = {RECORD if folder == "." else f"{folder}/{RECORD}": FIRST}
    assert files(tmp_path) == written | ({".adr-dir": pointer} if pointer else {})
    for _ in range(2):
        again = here("init", *([directory] if directory else []), env=FORCED)
        assert (again.code, again.out, again.err) == (0, "", f"kept {shown}: it holds records already\n")
    assert files(tmp_path) == written | ({".adr-dir": pointer} if pointer else {})
    # From here on the folder itself says whose it is.
    assert here("list").out == f"{shown}/{RECORD}\n"
    assert here("list", below="a/b").out == f"../../{shown}/{RECORD}\n"


def test_another_folder_takes_over_and_says_so(started: Here, tmp_path: Path) -> None:
    assert started("init", "one").out == f"one/{RECORD}\n"
    done = started("init", "two")
    note = "note: .adr-dir named one until now; the records there are not read any longer\n"
    assert (done.code, done.out, done.err) == (0, f"two/{RECORD}\n", note)
    assert (tmp_path / ".adr-dir").read_text() == "two\n"
    assert (tmp_path / "one" / RECORD).read_text() == FIRST


@pytest.mark.parametrize(
    ("directory", "message"),
    [
        ("../x", "../x lies outside of this folder; run the command in a folder above both"),
        ("", "`` is no folder that .adr-dir can name; name a folder without space around it"),
        (" a", "` a` is no folder that .adr-dir can name; name a folder without space around it"),
        ("a\nb", "`a b` is no folder that .adr-dir can name; name a folder without space around it"),
        ("file", "file is a file where a folder is needed; move it away, or name another"),
        ("out", "out lies outside of this folder; run the command in a folder above both"),
    ],
)
def test_a_folder_that_cannot_be_is_refused(here: Here, tmp_path: Path, directory: str, message: str) -> None:
    (tmp_path / "file").write_text("")
    (tmp_path / "out").symlink_to(tmp_path.parent)
    before = sorted(tmp_path.iterdir())
    done = here("init", directory, env=FORCED)
    assert (done.code, done.out, done.err) == (2, "", f"adr: {message}\n")
    assert sorted(tmp_path.iterdir()) == before


def test_a_pointer_to_a_folder_that_is_gone_is_followed_by_what_makes_it(here: Here, tmp_path: Path) -> None:
    (tmp_path / ".adr-dir").write_text("notes/adr\n")
    done = here("list")
    assert (done.code, done.out) == (2, "")
    assert done.err == "adr: there is no folder notes/adr; start with `adr init`, or write with `adr new`\n"
    assert here("new", "First").out == "notes/adr/0001-first.md\n"
    assert files(tmp_path) == {".adr-dir": "notes/adr\n", "notes/adr/0001-first.md": record("1. First", "Accepted")}


def test_without_the_mode_an_empty_folder_is_ours(here: Here, tmp_path: Path) -> None:
    assert "decisions/catalog.yml" in here("init").out.splitlines()
    assert not (tmp_path / "doc").exists()
    done = here("generate", "toc")
    assert (done.code, done.out) == (2, "")
    assert done.err == (
        "adr: there are no records of adr-tools here; "
        "keep a table of the records with `adr index`, or set SETTLED_MODE=adr-tools\n"
    )


def test_with_the_mode_new_needs_no_start(here: Here, tmp_path: Path) -> None:
    assert here("new", "The", "First", "Decision", env=FORCED).out == "doc/adr/0001-the-first-decision.md\n"
    assert files(tmp_path) == {"doc/adr/0001-the-first-decision.md": record("1. The First Decision", "Accepted")}


def test_the_mode_of_our_own_holds_everywhere_and_another_is_told(started: Here) -> None:
    table = started("list", env={"SETTLED_MODE": "settled"}).out
    assert table.splitlines()[1].split() == ["ADR-0001", "accepted", "-", "Record", "architecture", "decisions"]
    assert started("list", "--format", "text").out == table
    assert started("list", "--status", "accepted").out == table
    done = started("list", env={"SETTLED_MODE": "both"})
    assert (done.code, done.out) == (2, "")
    assert done.err == "adr: SETTLED_MODE is `both`; set it to adr-tools or settled, or not at all\n"


@pytest.mark.parametrize(
    ("drawn", "is_theirs"),
    [
        ({"doc/adr/0001-a.md": "# 1. A\n\n## Status\n\nAccepted\n"}, True),
        ({"doc/adr/0001-a.md": "# 1. A\r\n\r\n## Status\r\n\r\nAccepted\r\n"}, True),
        ({"doc/adr/0001-a.md": "# A\n", "doc/adr/templates/template.md": "# TITLE\n"}, True),
        ({"doc/adr/0001-a.md": "# A\n\n* Status: accepted\n"}, False),
        ({"doc/adr/0001-a.md": "---\nstatus: accepted\n---\n\n# A\n"}, False),
        ({"doc/adr/0001-a.md": "# 2. A\n\n## Status\n\nAccepted\n"}, False),
        ({"doc/adr/0001-a.md": "# 1. A\n\n## Status\n\nAccepted\n", "doc/adr/catalog.yml": "systems: {}\n"}, False),
        ({"docs/adr/0001-a.md": "# 1. A\n\n## Status\n\nAccepted\n"}, False),
        ({"docs/adr/0001-a.md": "# A\n", ".adr-dir": "docs/adr\n"}, True),
        ({"docs/adr/0001-a.md": "# A\n", ".adr-dir": "docs/adr\n", "settled.toml": ""}, True),
    ],
)
def test_the_folder_says_whose_it_is(here: Here, tmp_path: Path, drawn: dict[str, str], is_theirs: bool) -> None:
    for name, text in drawn.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(text.encode())
    folder = "docs/adr" if "docs/adr/0001-a.md" in drawn else "doc/adr"
    assert (here("list").out == f"{folder}/0001-a.md\n") is is_theirs


def test_records_are_listed_by_number_and_nothing_else_is(started: Here, tmp_path: Path) -> None:
    folder = tmp_path / "doc" / "adr"
    for name in ("9999-x.md", "10000-y.md", "0002-b c.md", "README.md", "12.md", "0003-x.txt", "sub/0004-z.md"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text("# X\n")
    names = [RECORD, "0002-b c.md", "9999-x.md", "10000-y.md"]
    assert started("list").out == "".join(f"doc/adr/{name}\n" for name in names)
    assert started("list", below="doc/adr").out.splitlines()[0] == f"../../doc/adr/{RECORD}"
    assert started("-C", "doc", "list").out.splitlines()[0] == f"doc/adr/{RECORD}"
    assert started("new", "Next").out == "doc/adr/10001-next.md\n"
