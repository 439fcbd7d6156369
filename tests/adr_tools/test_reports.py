"""`adr generate`, `upgrade-repository`, `config` and `help`: what they print, byte for byte."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from tests.adr_tools.conftest import Here, files, record
from tests.copies import run_copy

GRAPH = """\
digraph {
  node [shape=plaintext];
  subgraph {
    _1 [label="1. Record architecture decisions"; URL="@0001-record-architecture-decisions%"];
    _2 [label="2. A good idea"; URL="@0002-a-good-idea%"];
    _1 -> _2 [style="dotted", weight=1];
    _3 [label="3. A better idea"; URL="@0003-a-better-idea%"];
    _2 -> _3 [style="dotted", weight=1];
    _4 [label="4. The end"; URL="@0004-the-end%"];
    _3 -> _4 [style="dotted", weight=1];
  }
  _3 -> _2 [label="Supersedes", weight=0]
  _4 -> _1 [label="Amends", weight=0]
  _4 -> _3 [label="see also", weight=0]
}
"""
LIST = """\
* [1. Record architecture decisions](@0001-record-architecture-decisions.md)
* [2. A good idea](@0002-a-good-idea.md)
* [3. A better idea](@0003-a-better-idea.md)
* [4. The end](@0004-the-end.md)
"""
HEAD = "# Architecture Decision Records\n\n"


@pytest.fixture
def four(started: Here) -> Here:
    started("new", "A", "good", "idea")
    started("new", "-s", "2", "A", "better", "idea")
    started("new", "-l", "1:Amends:Amended by", "-l", "3:see also:known by", "The", "end")
    return started


@pytest.mark.parametrize(
    ("arguments", "prefix", "extension"),
    [((), "", ".html"), (("-p", "http://example.com/", "-e", ".xxx"), "http://example.com/", ".xxx")],
)
def test_the_graph_draws_order_and_links(four: Here, arguments: tuple[str, ...], prefix: str, extension: str) -> None:
    done = four("generate", "graph", *arguments, below="src")
    assert (done.code, done.err) == (0, "")
    assert done.out == GRAPH.replace("@", prefix).replace("%", extension)


def test_the_table_of_contents_has_what_goes_around_it(four: Here, tmp_path: Path) -> None:
    assert four("generate", "toc").out == HEAD + LIST.replace("@", "")
    (tmp_path / "src").mkdir()
    (tmp_path / "src/intro.md").write_text("An intro.\n\nMore & \\more.\n")
    (tmp_path / "src/bare.md").write_text("An intro.")
    (tmp_path / "src/outro.md").write_text("An outro.\n")
    arguments = ("-i", "intro.md", "-o", "outro.md", "-p", "../doc/adr/")
    assert four("generate", "toc", *arguments, below="src").out == (
        f"{HEAD}An intro.\n\nMore & \\more.\n\n{LIST.replace('@', '../doc/adr/')}\nAn outro.\n"
    )
    assert four("generate", "toc", "-i", "src/bare.md").out == f"{HEAD}An intro.\n\n{LIST.replace('@', '')}"
    done = four("generate", "toc", "-i", "gone.md")
    assert (done.code, done.out) == (2, "")
    assert done.err == "adr: gone.md cannot be read (no such file or directory); check its path\n"


def test_odd_records_spoil_no_report(started: Here, tmp_path: Path) -> None:
    folder = tmp_path / "doc/adr"
    for name, text in {
        "0003-quotes.md": record('3. "Quoted" \\ [x]', "Accepted", "Amends [9. Gone](0009-gone.md)"),
        "0003-twin.md": "Setext\n======\n\n## Status\n\n* Amends: [3. Q](0003-quotes.md)\n",
        "0007-no heading.md": "---\ntitle: x\n---\n\nnothing\n",
        "10000-far.md": record("10000. Far", "Accepted", "```\nAmends [3. Q](0003-quotes.md)\n```"),
        "9999-near.md": record("9999. Near", "Accepted"),
    }.items():
        (folder / name).write_text(text)
    (folder / "0008-latin.md").write_bytes(b"# 8. \xff\n")
    done = started("generate", "toc")
    assert done.err == "warning: doc/adr/0008-latin.md cannot be read: the byte at offset 5 is not UTF-8\n"
    assert done.out.removeprefix(HEAD).splitlines() == [
        "* [1. Record architecture decisions](0001-record-architecture-decisions.md)",
        '* [3. "Quoted" \\ (x)](0003-quotes.md)',
        "* [Setext](0003-twin.md)",
        "* [0007-no heading](0007-no%20heading.md)",
        "* [0008-latin](0008-latin.md)",
        "* [9999. Near](9999-near.md)",
        "* [10000. Far](10000-far.md)",
    ]
    assert started("-q", "generate", "graph").out.splitlines()[3:] == [
        '    _1 [label="1. Record architecture decisions"; URL="0001-record-architecture-decisions.html"];',
        '    _3 [label="3. \\"Quoted\\" \\\\ [x]"; URL="0003-quotes.html"];',
        '    _1 -> _3 [style="dotted", weight=1];',
        '    _3_2 [label="Setext"; URL="0003-twin.html"];',
        '    _3 -> _3_2 [style="dotted", weight=1];',
        '    _7 [label="0007-no heading"; URL="0007-no%20heading.html"];',
        '    _3_2 -> _7 [style="dotted", weight=1];',
        '    _8 [label="0008-latin"; URL="0008-latin.html"];',
        '    _7 -> _8 [style="dotted", weight=1];',
        '    _9999 [label="9999. Near"; URL="9999-near.html"];',
        '    _8 -> _9999 [style="dotted", weight=1];',
        '    _10000 [label="10000. Far"; URL="10000-far.html"];',
        '    _9999 -> _10000 [style="dotted", weight=1];',
        "  }",
        '  _3_2 -> _3 [label="Amends", weight=0]',
        "}",
    ]


def test_the_reports_are_named_and_another_is_refused(started: Here) -> None:
    assert started("generate").out == "graph\ntoc\n"
    done = started("generate", "pie")
    assert (done.code, done.out, done.err) == (2, "", "adr: there is no report `pie`; there are graph and toc\n")


def test_old_dates_become_iso_dates_and_nothing_else_changes(started: Here, tmp_path: Path) -> None:
    before = {
        "0002-old.md": record("2. Old", "Accepted", date="12/01/1992"),
        "0003-crlf.md": record("3. Old", "Accepted", date="31/12/2016 (moved)").replace("\n", "\r\n"),
        "0004-none.md": record("4. No day", "Accepted", date="31/02/2016"),
        "0005-short.md": record("5. Short", "Accepted", date="1/2/2016"),
        "0006-code.md": record("6. Code", "Accepted", "```\nDate: 12/01/1992\n```", "Due Date: 12/01/1992"),
    }
    for name, text in before.items():
        (tmp_path / "doc/adr" / name).write_bytes(text.encode())
    said = "left as it is: doc/adr/0004-none.md:3: Date: 31/02/2016 is no day\n"
    shown = started("upgrade-repository", "--diff")
    assert shown.out.count("\n+Date: ") == 2
    done = started("upgrade-repository")
    assert (done.code, done.out, done.err) == (0, "", said)
    after = {name: text for name, text in files(tmp_path / "doc/adr").items() if name in before}
    assert after == before | {
        "0002-old.md": record("2. Old", "Accepted", date="1992-01-12"),
        "0003-crlf.md": record("3. Old", "Accepted", date="2016-12-31 (moved)").replace("\n", "\r\n"),
    }


def test_the_configuration_can_be_evaluated_by_a_shell(started: Here) -> None:
    text = started("config").out
    assert [line.partition("=")[0] for line in text.splitlines()] == ["adr_bin_dir", "adr_template_dir"]
    done = subprocess.run(
        ["sh", "-c", f'{text}ls "$adr_template_dir"; test -d "$adr_bin_dir"'], capture_output=True, check=True
    )
    assert done.stdout == b"init.md\ntemplate.md\n"


def test_help_explains_every_command_and_subcommand(here: Here) -> None:
    assert here("help").out == here("--help").out
    assert here("help", "new").out == here("new", "--help").out
    assert here("help", "generate", "toc").out == here("generate", "toc", "--help").out
    for names, message in (
        (("nwe",), "there is no command `nwe`; did you mean `new`?"),
        (("new", "x"), "`new` has no subcommand `x`; see `adr help new`"),
        (("generate", "x"), "there is no report `x`; there are graph and toc"),
    ):
        done = here("help", *names)
        assert (done.code, done.out, done.err) == (2, "", f"adr: {message}\n")


@pytest.mark.parametrize("command", ["list", "generate toc", "generate graph", "list --format text", "help"])
def test_a_reader_that_went_away_is_no_error(four: Here, tmp_path: Path, command: str) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    try:
        done = run_copy("-q", *command.split(), cwd=tmp_path, stdout=writing)
    finally:
        os.close(writing)
    assert (done.returncode, done.stderr) == (0, b"")
