"""The small files by which a team tells tools something are read as any editor saves them, or told what they are."""

from __future__ import annotations

import codecs
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Outcome

Tree = Callable[..., Path]
Adr = Callable[..., Outcome]
RECORD = "# 1. A\n\n## Status\n\nAccepted\n"
MARKS = {
    "UTF-8": b"",
    "UTF-8 with a mark": codecs.BOM_UTF8,
    "UTF-16 LE": codecs.BOM_UTF16_LE,
    "UTF-16 BE": codecs.BOM_UTF16_BE,
}
FILES = {
    ".adr-dir": "log\\x\r\n",
    "adrs.toml": "adr_dir = 'log\\x'\n",
    ".log4brains.yml": "project:\n  name: ü\n  adrFolder: log\\x\n",
    "settled.toml": "records = 'log\\x'\n",
    "pyproject.toml": "[tool.settled]\nrecords = 'log\\x'\n",
}


def saved(text: str, how: str) -> bytes:
    return MARKS[how] + text.encode(" ".join(how.split()[:2]).replace(" ", "-") if "16" in how else "utf-8")


def listed(done: Outcome) -> list[str]:
    assert done.code == 0, done.err
    return [line.split()[0] for line in done.out.splitlines()[1:]]


@pytest.mark.parametrize("how", MARKS)
@pytest.mark.parametrize("file", FILES)
def test_a_file_that_names_the_folder_may_be_saved_in_any_way(tree: Tree, adr: Adr, file: str, how: str) -> None:
    root = tree({"log/x/0001-a.md": RECORD, file: saved(FILES[file], how)})
    expected = "0001-a" if file == ".log4brains.yml" else "ADR-0001"
    assert listed(adr("list", cwd=root, env={"SETTLED_MODE": "settled"})) == [expected]


@pytest.mark.parametrize("how", MARKS)
def test_so_may_the_catalog_and_the_baseline(tree: Tree, adr: Adr, how: str) -> None:
    root = tree(
        {
            "decisions/catalog.yml": saved("systems:\n  shop: {name: Größe}\nteams:\n  a: {name: A}\n", how),
            "decisions/adr/0001-a.md": "---\nkind: decision\nstatus: draft\n---\n\n# A\n",
            "base.json": saved('{"version": 1, "entries": []}\n', how),
            "settled.toml": 'baseline = "base.json"\n',
        }
    )
    done = adr("check", "--format", "json", cwd=root)
    assert "R001" not in [finding["code"] for finding in done.json["findings"]]
    assert done.code == 0, done.out


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize(
    ("content", "seen"),
    [
        ("äöü ".encode("utf-16-le"), "is UTF-16 without a byte order mark (byte 1 is 0)"),
        (" tool.settled log".encode("utf-16-be"), "is UTF-16 without a byte order mark (byte 0 is 0)"),
        (b"# tool.settled\nlog \xff", "is not UTF-8 at byte 19"),
        (codecs.BOM_UTF8 + b"# tool.settled \xe4", "is not UTF-8 at byte 18"),
        (codecs.BOM_UTF16_LE + "tool.settled".encode("utf-16-le") + b"x", "is not UTF-16 at byte 26"),
        (codecs.BOM_UTF32_LE + "tool.settled".encode("utf-32-le"), "is UTF-32"),
        (b"# tool.settled\n\0\0\0", "is no text (byte 15 is 0)"),
    ],
    ids=["LE", "BE", "latin", "behind a mark", "broken off", "UTF-32", "zeros"],
)
def test_what_cannot_be_read_is_told_in_one_line(tree: Tree, adr: Adr, file: str, content: bytes, seen: str) -> None:
    root = tree({"docs/adr/0001-a.md": RECORD, file: content})
    done = adr("list", cwd=root)
    shown = {".adr-dir": f".adr-dir in {root}", "adrs.toml": root / file, ".log4brains.yml": root / file}.get(
        file, file
    )
    if file == "pyproject.toml" and content.startswith("äöü".encode("utf-16-le")):
        assert done.code == 0  # nothing in it is ours
        return
    assert (done.code, done.out, done.err) == (2, "", f"adr: {shown} {seen}; save the file as UTF-8\n")


@pytest.mark.parametrize("file", ["adrs.toml", "settled.toml", "pyproject.toml"])
def test_tables_within_tables_without_end_are_one_line(tree: Tree, adr: Adr, file: str) -> None:
    root = tree({"docs/adr/0001-a.md": RECORD, file: "[tool.settled]\nx = " + "[" * 100_000})
    shown = root / file if file == "adrs.toml" else file
    done = adr("list", cwd=root)
    assert (done.code, done.out) == (2, "")
    assert done.err == f"adr: {shown} holds tables and lists too deep within one another; flatten the value\n"


@pytest.mark.parametrize("file", [".adr-dir", "adrs.toml", ".log4brains.yml", "settled.toml"])
def test_a_file_too_large_to_be_one_of_them_is_not_read(tree: Tree, adr: Adr, file: str) -> None:
    root = tree({"docs/adr/0001-a.md": RECORD})
    with (root / file).open("wb") as stream:
        stream.truncate(2 * 1024**3)
    done = adr("list", cwd=root)
    assert (done.code, done.out) == (2, "")
    assert "is larger than 4,096 KB, and is not read; is this the right file?\n" in done.err
