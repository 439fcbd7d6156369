"""The worst files: each is one finding at its place, the rest is still checked, and there is never a traceback."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Outcome
from tests.samples import CATALOG, DECISION, FLOW, changed

Tree = Callable[..., Path]
Adr = Callable[..., Outcome]

FRONT = "---\nstatus: accepted\n---\n\n"
BOMB = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"a{level}: &a{level} [{', '.join([f'*a{level - 1}'] * 10)}]\n" for level in range(1, 20)
)

# File, content, and the finding: place, code and the beginning of the message.
BAD_FILES: tuple[tuple[str, str | bytes | None, str], ...] = (
    ("adr/0001-broken.md", "---\na: b: c\n---\n", "2:5 R001 a colon and a space in the middle of an unquoted text"),
    ("adr/0002-unclosed.md", "---\nstatus: accepted\n", "1:1 R001 the front matter that begins here is never closed"),
    (
        "adr/0003-duplicate.md",
        f"---\nstatus: draft\n{FRONT[4:]}# T\n\nText.\n",
        "3:1 R012 the key `status` stands a second time",
    ),
    (
        "adr/0004-wrong-type.md",
        "---\nstatus: [accepted]\n---\n\n# T\n\nText.\n",
        "2:1 R013 `status` is a list where one line of text is expected",
    ),
    (
        "adr/0005-unknown-key.md",
        "---\nstatus: accepted\nstatsu: draft\n---\n\n# T\n\nText.\n",
        "3:1 R008 unknown key `statsu`",
    ),
    (
        "adr/0006-date.md",
        "---\nstatus: accepted\ndate: 2026-02-30\n---\n\n# T\n\nText.\n",
        "3:1 R009 `date` names `2026-02-30`, a day that does not exist",
    ),
    (
        "adr/0007-big.md",
        f"---\nx-a: {'x' * 10_000_000}\n---\n",
        "1:1 R001 this file has 9765 KB; more than 4096 KB are not read",
    ),
    (
        "adr/0008-big-front.md",
        f"---\nx-a: {'x' * 1_000_000}\n---\n",
        "2:1 R001 this is 976 KB of YAML; more than 256 KB are not read",
    ),
    ("adr/0009-bomb.md", f"---\n{BOMB}---\n", "2:5 R001 aliases blow this up to more than 100,000 values"),
    (
        "adr/0010-deep.md",
        f"---\na: {'[' * 100_000}\n---\n",
        "2:63 R001 maps and lists within one another more than 60 deep are not read",
    ),
    ("adr/0011-binary.md", bytes(range(256)) * 16, "1:1 R001 this is a binary file, not Markdown"),
    (
        "adr/0012-latin.md",
        "---\nstatus: accepted\n---\n\n# T\n\nGrün\n".encode("latin-1"),
        "7:3 R001 the byte at offset 33 is not UTF-8",
    ),
    ("adr/0013-zero.md", f"{FRONT}# T\n\nText.\0\n", "1:1 R001 this is a binary file, not Markdown"),
    ("adr/0014-folder.md", None, "1:1 R001 this is a folder with the name of a record"),
    (
        "adr/0015-link-out.md",
        f"{FRONT}# T\n\n[x](../../../../../../../../../../../../../etc/passwd)\n",
        "7:1 R010 the link to `../../../../../../../../../../../../../etc/passwd` leads to no file",
    ),
    ("adr/0016-link.md", f"{FRONT}# T\n\n[x](gone.md)\n", "7:1 R010 the link to `gone.md` leads to no file"),
    ("adr/0017-list.md", "---\n- a\n---\n", "2:1 R001 this is not a list of `key: value` lines"),
    ("adr/0018-control.md", "---\nstatus: accepted\na: \x07\n---\n", "3:4 R001 an invisible control character"),
    (
        "flows/0001-systems.md",
        changed(FLOW, "consumers: [erp, wms]", "consumers: [erp, loyalty]"),
        "13:18 R007 `consumers[2]` names the system `loyalty`, which is not in the catalog",
    ),
    ("adr/0020-line\nfeed-🙂.md", f"{FRONT}# T\n\n[x](gone.md)\n", "7:1 R010 the link to `gone.md` leads to no file"),
)


def places(outcome: Outcome) -> dict[str, list[str]]:
    """Findings by file below `decisions/`, as `line:column code message`."""
    found: dict[str, list[str]] = {}
    for finding in outcome.json["findings"]:
        text = f"{finding['line']}:{finding['column']} {finding['code']} {finding['message']}"
        found.setdefault(finding["file"].removeprefix("decisions/"), []).append(text)
    return found


@pytest.fixture
def hostile(tree: Tree) -> tuple[Path, dict[str, list[str]]]:
    """A project with one file of each bad kind beside a good one, and what is expected of it."""
    root = tree({f"decisions/{file}": content for file, content, _ in BAD_FILES})
    tree({"decisions/catalog.yml": CATALOG, "decisions/adr/0099-good.md": DECISION})
    folder = root / "decisions" / "adr"
    (root.parent / "outside.md").write_text(DECISION, encoding="utf-8")
    (folder / "0021-out.md").symlink_to(root.parent / "outside.md")
    (folder / "0022-dangling.md").symlink_to("nowhere.md")
    (folder / "0023-loop.md").symlink_to("0023-loop.md")
    os.mkfifo(folder / "0024-fifo.md")
    expected = {file: [finding] for file, _, finding in BAD_FILES}
    expected |= {
        "adr/0021-out.md": ["1:1 R001 this is a link to a file outside of the project, which is not read"],
        "adr/0022-dangling.md": ["1:1 R001 this is a link to nothing"],
        "adr/0023-loop.md": ["1:1 R001 this file cannot be read"],
        "adr/0024-fifo.md": ["1:1 R001 this is not a regular file"],
    }
    return root, expected


def test_each_bad_file_is_one_finding_and_the_rest_is_still_checked(
    hostile: tuple[Path, dict[str, list[str]]], adr: Adr
) -> None:
    root, expected = hostile
    outcome = adr("check", "--format", "json", cwd=root)
    assert outcome.code == 1
    assert places(outcome) == expected
    assert outcome.json["summary"]["records"] == 9


def test_every_finding_in_the_text_stands_on_one_line(hostile: tuple[Path, dict[str, list[str]]], adr: Adr) -> None:
    root, expected = hostile
    outcome = adr("check", cwd=root)
    lines = [line for line in outcome.out.splitlines() if line.startswith("  decisions/")]
    assert len(lines) == len(expected)
    assert "  decisions/adr/0020-line\\nfeed-🙂.md:7:1: error R010" in outcome.out
    assert outcome.out.splitlines()[-1].startswith("8 decisions, 1 flow, 16 unreadable files: 24 errors")


@pytest.mark.parametrize(
    "arguments", [("list",), ("list", "--format", "json"), ("show", "99"), ("risks", "--format", "csv")]
)
def test_the_other_commands_work_around_what_cannot_be_read(
    hostile: tuple[Path, dict[str, list[str]]], adr: Adr, arguments: tuple[str, ...]
) -> None:
    outcome = adr(*arguments, cwd=hostile[0])
    assert outcome.code == 0
    assert outcome.out.strip()


def test_a_file_that_may_not_be_read(tree: Tree, monkeypatch: pytest.MonkeyPatch) -> None:
    # The test may run as root, whom no mode keeps out: the refusal is given here.
    from settled.project import load
    from settled.rules.engine import check

    root = tree(
        {"decisions/catalog.yml": CATALOG, "decisions/adr/0001-a.md": DECISION, "decisions/adr/0002-b.md": "{x}"}
    )
    read_bytes = Path.read_bytes

    def refuse(path: Path) -> bytes:
        if path.name == "0001-a.md":
            raise PermissionError(13, "Permission denied")
        return read_bytes(path)

    monkeypatch.setattr(Path, "read_bytes", refuse)
    findings = check(load(root)).findings
    assert [(str(finding.location), finding.message) for finding in findings if finding.code == "R001"] == [
        ("decisions/adr/0001-a.md:1:1", "this file may not be read")
    ]
    assert {finding.location.file for finding in findings} == {"decisions/adr/0001-a.md", "decisions/adr/0002-b.md"}


@pytest.mark.parametrize(
    ("catalog", "place"),
    [
        ("systems: [\n", "2:1 R001 a bracket or brace that is not closed, or a comma with nothing before it"),
        (b"\xff\xfea", "1:1 R001 this file is not UTF-16 at byte 2"),
        (b"\xff", "1:1 R001 the byte at offset 0 is not UTF-8"),
        (None, "1:1 R001 this is a folder with the name of a record"),
        ("- a\n", "1:1 R001 this is not a list of `key: value` lines"),
    ],
)
def test_a_catalog_that_cannot_be_read_is_one_finding_and_says_what_was_not_checked(
    tree: Tree, adr: Adr, catalog: str | bytes | None, place: str
) -> None:
    root = tree({"decisions/catalog.yml": catalog, "decisions/flows/0001-a.md": FLOW})
    outcome = adr("check", "--format", "json", cwd=root)
    assert (outcome.code, places(outcome)) == (1, {"catalog.yml": [place]})
    assert [
        rule["code"] for rule in outcome.json["rules"] if rule["outcome"] == "skipped" and rule["code"][0] != "L"
    ] == ["R007"]


def test_a_reader_that_goes_away_is_no_error(hostile: tuple[Path, dict[str, list[str]]]) -> None:
    done = subprocess.run(
        ["bash", "-c", '"$0" -m settled check --format json | head -1', sys.executable],
        cwd=hostile[0],
        capture_output=True,
        text=True,
        check=True,
    )
    assert (done.stdout, done.stderr) == ("{\n", "")


GOOD: dict[str, str | bytes | None] = {"decisions/catalog.yml": CATALOG, "decisions/adr/0001-a.md": DECISION}


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["chekc"], "there is no command `chekc`; did you mean `check`?"),
        (["check", "--formt", "json"], "No such option '--formt'. Did you mean '--format'?"),
        (["check", "--format", "yaml"], "Invalid value for '--format': 'yaml' is not one of 'text', 'json', 'sarif',"),
        (["check", "--select", "F999"], "there is no rule `F999`; see `adr rules`"),
        (["check", "--ignore", "open-decison"], "there is no rule `open-decison`; did you mean `open-decision`?"),
        (["check", "--fail-on", "never-ever"], "Invalid value for '--fail-on': 'never-ever' is not one of"),
        (["check", "gone.md"], "there is no file or folder gone.md; name records or folders of this project"),
        (["check", "x" * 5000], f"there is no file or folder {'x' * 5000}; name records or folders of this project"),
        (["check", "/"], "/ is not part of the project in "),
        (["show"], "Missing argument 'ID'."),
        (["show", "ADR-9"], "there is no record ADR-9; did you mean ADR-0001?"),
        (["show", "x" * 5000], f"there is no record {'x' * 5000}; see `adr list`"),
        (["show", "../../etc/passwd"], "there is no record ../../etc/passwd; see `adr list`"),
        (["explain", "Q1"], "there is no rule `Q1`; "),
        (["schema", "flw"], "Invalid value for '{decision|flow|risk|catalog|profile}': 'flw' is not one of"),
        (["-C", "nowhere", "check"], "there is no folder nowhere; check the path behind -C"),
        (
            ["-C", "decisions/catalog.yml", "check"],
            "there is no folder decisions/catalog.yml; check the path behind -C",
        ),
        (["-C", "x" * 5000, "check"], f"there is no folder {'x' * 5000}; check the path behind -C"),
        (
            ["--dir", "nowhere", "check"],
            "there is no folder nowhere; name the folder that holds the records with --dir",
        ),
        (["--dir", "x" * 5000, "list"], f"there is no folder {'x' * 5000}; name the folder that holds"),
    ],
    ids=lambda value: " ".join(value)[:40] if isinstance(value, list) else "",
)
def test_a_wrong_wish_is_one_line_and_exit_code_2(tree: Tree, adr: Adr, arguments: list[str], message: str) -> None:
    outcome = adr(*arguments, cwd=tree(GOOD))
    assert (outcome.code, outcome.out, outcome.err.count("\n")) == (2, "", 1)
    assert outcome.err.startswith(f"adr: {message}")


@pytest.mark.parametrize(
    ("file", "content", "message"),
    [
        ("settled.toml", "records = \n", "settled.toml is not readable as TOML (Invalid value"),
        ("settled.toml", b"\xff\xfer", "settled.toml is not UTF-16 at byte 2; save the file as UTF-8"),
        ("settled.toml", 'recrods = "x"\n', "settled.toml: unknown setting `recrods`; known are: records, "),
        ("settled.toml", "records = 5\n", 'settled.toml: `records` is 5; write a folder, as in "decisions"'),
        ("settled.toml", 'records = "../x"\n', "the setting `records` names ../x, outside of the project; "),
        ("settled.toml", 'records = "gone"\n', "the setting `records` in "),
        ("settled.toml", 'records = "a\\u0000b"\n', "the setting `records` in "),
        ("pyproject.toml", "[tool.settled]\nrecords = \n", "pyproject.toml is not readable as TOML (Invalid value"),
        (
            "pyproject.toml",
            "[tool]\nsettled = 5\n",
            "pyproject.toml: `tool.settled` is 5; write a table: [tool.settled]",
        ),
        (".adr-dir", "gone\n", ".adr-dir in "),
        (".adr-dir", "../x\n", ".adr-dir names ../x, outside of the project; "),
        (".adr-dir", "a\0b\n", ".adr-dir in "),
    ],
)
def test_bad_settings_are_one_line_and_exit_code_2(
    tree: Tree, adr: Adr, tmp_path: Path, file: str, content: str | bytes, message: str
) -> None:
    (tmp_path / "x").mkdir()
    outcome = adr("check", cwd=tree({f"in/{name}": text for name, text in {**GOOD, file: content}.items()}) / "in")
    assert (outcome.code, outcome.out, outcome.err.count("\n")) == (2, "", 1)
    assert outcome.err.startswith(f"adr: {message}")


@pytest.mark.parametrize("content", ["[tool\n", "tool = 5\n", "[tool.other]\nx = 1\n", b"\xff\xfe"])
def test_a_pyproject_that_is_not_ours_does_not_matter(tree: Tree, adr: Adr, content: str | bytes) -> None:
    assert adr("check", cwd=tree({**GOOD, "pyproject.toml": content})).code == 0


@pytest.mark.parametrize("command", ["check", "list", "risks"])
def test_without_a_project_it_is_one_line_and_exit_code_2(adr: Adr, tmp_path: Path, command: str) -> None:
    outcome = adr(command, cwd=tmp_path)
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err == (
        f"adr: there are no records in {tmp_path}, above it or below it; "
        "start with `adr init`, or name their folder with --dir\n"
    )


@pytest.mark.parametrize("today", ["soon", "2026-02-30", "1"])
def test_a_day_that_is_none_is_one_line_and_exit_code_2(tree: Tree, adr: Adr, today: str) -> None:
    outcome = adr("check", cwd=tree(GOOD), env={"SETTLED_TODAY": today})
    assert outcome.code == 2
    assert outcome.err == f"adr: SETTLED_TODAY is `{today}`; write year-month-day, as in 2026-12-15\n"


def test_without_git_records_are_checked_and_listed(tree: Tree, adr: Adr) -> None:
    root = tree({**GOOD, ".git/HEAD": "ref: refs/heads/main\n"})
    env = {"PATH": str(root / "nothing"), "GIT_PYTHON_REFRESH": ""}
    assert adr("check", cwd=root, env=env).code == 0
    listed = adr("list", "--format", "json", cwd=root, env=env)
    assert listed.code == 0
    assert [record["id"] for record in listed.json["records"]] == ["ADR-0001"]
