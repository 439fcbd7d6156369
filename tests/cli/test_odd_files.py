"""Files and streams that are none: each is told in one line, and nothing hangs or ends as an error of the tool."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from settled.settings.path_patterns import PathPattern
from settled.site.mkdocs import adapter
from settled.site.mkdocs.adapter import PrivateName
from tests.conftest import Outcome

Tree = Callable[..., Path]
Adr = Callable[..., Outcome]
_RECORD = "# 1. A\n\n## Status\n\nAccepted\n"


@pytest.fixture
def folder(tree: Tree) -> Path:
    """A folder with one record."""
    return tree({"docs/adr/0001-a.md": _RECORD})


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no device that is always full")
@pytest.mark.parametrize(
    ("where", "said"), [(">/dev/full", "No space left on device"), (">&-", "it is closed")], ids=["full", "closed"]
)
def test_output_that_cannot_be_written(folder: Path, where: str, said: str) -> None:
    command = f"exec {sys.executable} -m settled list {where}"
    done = subprocess.run(["sh", "-c", command], cwd=folder, capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (2, f"adr: the output could not be written ({said})\n")


def test_settings_too_deep_or_too_large(folder: Path, adr: Adr) -> None:
    settings = folder / "pyproject.toml"
    settings.write_text("[tool.settled]\nx = " + "[" * 5000 + "]" * 5000 + "\n")
    done = adr("check", cwd=folder)
    deep = "pyproject.toml holds tables and lists too deep within one another; flatten the value"
    assert (done.code, done.err) == (2, f"adr: {deep}\n")
    with settings.open("wb") as stream:
        stream.truncate(1024**3)
    done = adr("check", cwd=folder)
    large = "pyproject.toml is larger than 4,096 KB, and is not read; is this the right file?"
    assert (done.code, done.err) == (2, f"adr: {large}\n")


@pytest.mark.usefixtures("short_manual")
def test_a_site_that_cannot_be_written(folder: Path, adr: Adr) -> None:
    (folder / "file").write_text("")
    done = adr("build", "--out", "file/site", cwd=folder)
    said = f"the folder {folder / 'file/site'} cannot be written (Not a directory)"
    assert (done.code, done.err) == (2, f"adr: {said}; name another one with --out, or check its rights\n")


@pytest.fixture
def odd(tree: Tree) -> Path:
    """A record with pictures, among which lies what is no file."""
    root = tree({"docs/adr/0001-a.md": _RECORD, "docs/adr/pics/a.png": b"\x89PNG"})
    pics = root / "docs/adr/pics"
    (pics / "gone.png").symlink_to("nowhere.png")
    (pics / "loop.png").symlink_to("loop.png")
    (root / "docs/adr/0002-again.md").symlink_to("0001-a.md")
    (root / "docs/adr/README.md").symlink_to("nowhere.md")
    os.mkfifo(pics / "pipe.png")
    with socket.socket(socket.AF_UNIX) as made:
        here = Path.cwd()
        os.chdir(pics)  # the path of a socket is short
        made.bind("sock.txt")
        os.chdir(here)
    with (pics / "huge.svg").open("wb") as stream:
        stream.truncate(2 * 1024**3)
    return root


LARGE = "it is larger than 100 MB; keep it where large files lie, and link to it there"
LEFT_OUT = {
    "docs/adr/README.md": "it is a link to nothing",
    "docs/adr/pics/gone.png": "it is a link to nothing",
    "docs/adr/pics/huge.svg": LARGE,
    "docs/adr/pics/loop.png": "it is a link in a circle",
    "docs/adr/pics/pipe.png": "it is no regular file",
    "docs/adr/pics/sock.txt": "it is no regular file",
}


@pytest.mark.usefixtures("short_manual")
def test_what_is_no_file_is_named_and_the_rest_is_built(odd: Path, adr: Adr) -> None:
    done = adr("build", "--out", "site", cwd=odd)
    assert done.code == 0, done.err
    told = [line for line in done.err.splitlines() if "is left out" in line]
    assert told == [f"{file} is left out: {why}" for file, why in LEFT_OUT.items()]
    assert sorted(path.name for path in (odd / "site/pics").iterdir()) == ["a.png"]
    assert (odd / "site/decisions/0001-a.html").is_file()


def test_a_file_of_gigabytes_is_named_and_not_copied(folder: Path, adr: Adr) -> None:
    film = folder / "docs/adr/film.mp4"
    with film.open("wb") as stream:
        stream.truncate(3 * 1024**3)
    (folder / "docs/adr/0001-a.md").write_text(_RECORD + "\n## Context\n\n[film](film.mp4)\n")
    done = adr("build", "--out", "site", cwd=folder)
    assert done.code == 0, done.err
    assert [line for line in done.err.splitlines() if "film" in line and "left out" in line] == [
        f"docs/adr/film.mp4 is left out: {LARGE}"
    ]
    assert not list((folder / "site").rglob("film*"))


def test_the_other_commands_go_on(odd: Path, adr: Adr) -> None:
    assert [record["file"] for record in adr("list", "--format", "json", cwd=odd).json["records"]] == [
        "docs/adr/0001-a.md"
    ]
    assert adr("check", cwd=odd).code == 0
    passed_over = {
        entry["file"]: entry["reason"] for entry in adr("doctor", "--format", "json", cwd=odd).json["passed_over"]
    }
    assert passed_over == {
        **LEFT_OUT,
        "docs/adr/0002-again.md": "it is a link to another record",
        "docs/adr/pics/a.png": "its ending is none that records have",
    }


@pytest.mark.usefixtures("short_manual")
@pytest.mark.parametrize("target", [".", "..", "../.."])
def test_a_link_to_a_folder_around_it_is_named_and_the_rest_is_built(folder: Path, adr: Adr, target: str) -> None:
    (folder / "docs/adr/around").symlink_to(target)
    (folder / "elsewhere").mkdir()
    (folder / "elsewhere/back").symlink_to(folder / "docs/adr")
    (folder / "docs/adr/beside").symlink_to(folder / "elsewhere")
    assert adr("check", cwd=folder).code == 0
    done = adr("build", "--out", "site", cwd=folder)
    assert done.code == 0
    assert "docs/adr/around is left out: it is a link to a folder in which it lies itself" in done.err.splitlines()
    assert (folder / "site/index.html").is_file()
    assert not list((folder / "site").rglob("around/*"))
    assert not list((folder / "site").rglob("beside/back/*"))


@pytest.mark.usefixtures("short_manual")
def test_a_link_to_a_folder_around_it_is_refused_where_mkdocs_would_walk_round(
    folder: Path, adr: Adr, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "docs/adr/around").symlink_to("..")
    monkeypatch.setattr(adapter, "TO_WALK_ONCE", (PrivateName("mkdocs.structure.files:gone"),))
    done = adr("build", "--out", "site", cwd=folder)
    said = "docs/adr/around is a link to a folder in which it lies itself; take it away, or let it lead elsewhere"
    assert (done.code, done.out, done.err) == (2, "", f"adr: {said}\n")
    assert not (folder / "site").exists()


def test_a_pattern_of_thousands_of_folders_is_matched_at_once(folder: Path, adr: Adr) -> None:
    pattern = "**/" * 3000 + "0001-*.md"
    (folder / "settled.toml").write_text(f'[[paths]]\nfiles = ["{pattern}"]\nseverity = {{R = "off"}}\n')
    assert adr("check", cwd=folder).code == 0
    assert PathPattern(pattern).matches("docs/adr/0001-a.md")
    assert not PathPattern(pattern).matches("docs/adr/0002-a.md")
    assert not PathPattern("**/a/" * 1500 + "x").matches("/".join(["a"] * 200))


@pytest.mark.parametrize("blank", ["\n", "\n\n", " \n", "\r\n", "\ufeff\n"])
def test_front_matter_below_a_blank_line_is_one_finding(folder: Path, adr: Adr, blank: str) -> None:
    text = blank + "---\nstatus: accepted\ndate: 2024-01-01\n---\n\n# B\n"
    (folder / "docs/adr/0002-b.md").write_bytes(text.encode())
    done = adr("check", "--format", "json", cwd=folder)
    assert [(one["code"], one["file"], one["line"], one["message"]) for one in done.json["findings"]] == [
        ("R001", "docs/adr/0002-b.md", 1, "a blank line stands before the front matter")
    ]


@pytest.mark.parametrize(
    "text", ["\n---\n\n# B\n\n---\n", "\n\nStatus: accepted\n\n---\n\n# B\n", "\n---\nWords.\n---\n"]
)
def test_a_rule_below_a_blank_line_is_no_front_matter(folder: Path, adr: Adr, text: str) -> None:
    (folder / "docs/adr/0002-b.md").write_text(text)
    assert "R001" not in [one["code"] for one in adr("check", "--format", "json", cwd=folder).json["findings"]]
