"""What the commands print can be read by others: data is UTF-8 everywhere, and no text of a record moves a terminal."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import subprocess
import sys
import unicodedata
from collections.abc import Callable
from pathlib import Path
from xml.dom import minidom

import pytest

from tests.cli.repositories import commit, git
from tests.conftest import Outcome
from tests.in_process import run_in_process
from tests.samples import CATALOG, DECISION, FLOW, changed
from tests.terminal import in_terminal

Adr = Callable[..., Outcome]
Draw = Callable[..., Path]

EVIL = "\x1b]52;c;aGk=\x07\x1b[2J\u202etxt\u2066\u009b31m\u200f\r"
"""What sets the clipboard, clears the screen, and turns the direction of writing."""
WIDE = "Größe 決済 😀"
"""What most encodings of a machine have no letters for."""
DATA = [
    ("list", "--format", "json"),
    ("show", "1", "--format", "json"),
    ("history", "--format", "json"),
    ("changes", "HEAD", "--format", "json"),
    ("changes", "HEAD", "--format", "markdown"),
    ("export", "--keep-going", "--format", "json"),
    ("export", "--keep-going", "--format", "jsonl"),
    ("export", "--keep-going", "--format", "csv"),
    ("risks", "--format", "json"),
    ("risks", "--format", "csv"),
    ("plan", "--format", "json"),
    ("plan", "--format", "csv"),
    ("map", "--format", "svg"),
    ("map", "--format", "dot"),
    ("map", "--format", "mermaid"),
    ("map", "--format", "json"),
    ("check", "--format", "json"),
    ("check", "--format", "sarif"),
    ("check", "--format", "github"),
    ("check", "--format", "gitlab"),
    ("check", "--format", "junit"),
    ("check", "--format", "markdown"),
]
WORDS = [
    ("list",),
    ("show", "1"),
    ("show", "FLOW-1"),
    ("history",),
    ("history", "1"),
    ("changes", "HEAD"),
    ("risks",),
    ("plan",),
    ("doctor",),
    ("check",),
    ("check", "-v"),
    ("check", "--diff"),
    ("accept", "1", "--diff"),
]


def quoted(text: str) -> str:
    """`text` as YAML spells it out, whatever is in it."""
    spelt = (each if each.isprintable() and each not in '"\\' else f"\\U{ord(each):08x}" for each in text)
    return '"' + "".join(spelt) + '"'


def project(tree: Draw, text: str) -> Path:
    """A project with `text` in every place that takes one."""
    said, title = quoted(text), text.replace("\r", "").encode("utf-8", "ignore").decode()
    record = changed(DECISION, "date: 2026-11-20", f"date: 23.11.2026\ntags: [{said}]")
    root = tree(
        {
            "decisions/catalog.yml": changed(CATALOG, "name: Web shop", f"name: {said}"),
            "decisions/adr/0001-a.md": changed(record, "# Keep prices", f"# {title} Keep prices"),
            "decisions/adr/0002-b.md": f"---\nstatus: [{said}\n---\n# B\n".encode(),
            "decisions/flows/0001-order-export.md": changed(FLOW, "order paid", said),
        }
    )
    git(root, "init", "-q", "-b", "main")
    commit(root, "Start")
    return root


@pytest.mark.parametrize("arguments", DATA, ids=" ".join)
def test_data_is_utf8_whatever_the_encoding_of_the_machine(tree: Draw, arguments: tuple[str, ...]) -> None:
    root = project(tree, WIDE)
    code, out, err = run_in_process(arguments, root, encoding="cp1252")
    assert code in {0, 1}, err
    assert_utf8(arguments, out)


def test_so_it_is_in_a_process_of_such_a_machine(tree: Draw) -> None:
    root = project(tree, WIDE)
    arguments = ("export", "--keep-going", "--format", "csv")
    done = subprocess.run(
        [sys.executable, "-m", "settled", *arguments],
        cwd=root,
        env={**os.environ, "PYTHONIOENCODING": "cp1252"},
        capture_output=True,
        check=True,
    )
    assert_utf8(arguments, done.stdout)
    assert done.stdout == run_in_process(arguments, root, encoding="cp1252")[1]


def assert_utf8(arguments: tuple[str, ...], out: bytes) -> None:
    """Fail where the data that a command printed of the project `WIDE` is not UTF-8, or lacks a letter."""
    text = out.decode("utf-8")
    if arguments[-1] in {"json", "sarif", "gitlab"}:
        json.loads(text)
    if arguments[-1] in {"svg", "junit"}:
        parsed(text)
    if arguments[0] in {"list", "show", "export", "map"}:
        assert "決済" in text


def parsed(xml: str) -> minidom.Document:
    """`xml`, which is our own, as a document; raises where it is not well-formed."""
    return minidom.parseString(xml)  # noqa: S318 (our own)


def obeyed(text: str) -> list[str]:
    """The characters of `text` that a terminal obeys, beside ends of lines and tabs."""
    turning = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
    return [
        character
        for character in text
        if (unicodedata.category(character) == "Cc" and character not in "\n\t")
        or unicodedata.bidirectional(character) in turning
        or character in "\u200e\u200f\u061c"
    ]


@pytest.mark.parametrize("arguments", [*WORDS, *DATA[-5:-4], *DATA[-4:]], ids=" ".join)
def test_no_text_of_a_record_moves_a_terminal(tree: Draw, adr: Adr, arguments: tuple[str, ...]) -> None:
    root = project(tree, EVIL)
    done = adr(*arguments, cwd=root)
    is_diff = "--diff" in arguments  # one that `git apply` reads, and is only shown otherwise on a terminal
    assert obeyed(("" if is_diff else done.out) + done.err) == []
    assert done.code != 3


@pytest.mark.parametrize(
    "arguments", [("check", "--diff"), ("show", "1"), ("export", "--keep-going", "--format", "csv"), ("list",)]
)
@pytest.mark.skipif(sys.platform == "win32", reason="there are no such terminals")
def test_a_terminal_sees_data_and_diffs_as_words_too(tree: Draw, arguments: tuple[str, ...]) -> None:
    root = project(tree, EVIL)
    read, _ = in_terminal(*arguments, folder=root, env={"TERM": "xterm"})
    shown = re.sub(r"\x1b\[(?:0|1|2|31|32|33|36)m", "", read)
    assert shown
    assert obeyed(shown) == []


def test_xml_is_well_formed_for_any_text(tree: Draw, adr: Adr) -> None:
    root = project(tree, "a\x00\x0b\ufffe\uffff\ud800 <&'\"".replace("\x00", ""))
    parsed(adr("map", cwd=root).out)
    parsed(adr("check", "--format", "junit", cwd=root).out)


def test_a_byte_order_mark_on_request(tree: Draw, adr: Adr) -> None:
    root = project(tree, "Größe")
    for arguments in (("export",), ("risks",), ("plan",)):
        plain = adr(*arguments, "--format", "csv", "--keep-going" if arguments == ("export",) else "-q", cwd=root)
        marked = adr(*arguments, "--format", "csv", "--bom", *plain_options(arguments), cwd=root)
        assert marked.out == f"\ufeff{plain.out}"
    refused = adr("risks", "--bom", cwd=root)
    assert (refused.code, refused.err) == (2, "adr: --bom is for CSV; write it as: adr risks --format csv --bom\n")


def plain_options(arguments: tuple[str, ...]) -> list[str]:
    return ["--keep-going"] if arguments == ("export",) else []


def test_the_sequence_is_a_spreadsheet_too(tree: Draw, adr: Adr) -> None:
    root = project(tree, "Order")
    assert run_in_process(("plan", "--format", "xlsx"), root)[1].startswith(b"PK")
    rows = list(csv.reader(io.StringIO(adr("plan", "--format", "csv", cwd=root).out)))
    assert rows[1][1] == "FLOW-0001"
