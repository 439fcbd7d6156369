"""`adr check --format` and `--output`: which report goes where, and that no format changes the verdict."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree as Tree

import pytest

from settled.report.formatters import FORMATS
from tests.cli.repositories import git
from tests.cli.test_check import CLEAN, EXPORT, FILES, OPEN, TEXT
from tests.conftest import Outcome

Draw = Callable[..., Path]
Adr = Callable[..., Outcome]
SUMMARY = TEXT.rstrip("\n").rsplit("\n", 1)[1] + "\n"


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize(
    ("files", "fail_on", "code"), [(CLEAN, "info", 0), (OPEN, "error", 0), (OPEN, "warning", 1), (FILES, "error", 1)]
)
def test_the_exit_code_is_the_same_with_every_format(
    tree: Draw, adr: Adr, name: str, files: dict[str, str | bytes | None], fail_on: str, code: int
) -> None:
    assert adr("check", "--fail-on", fail_on, "--format", name, cwd=tree(files)).code == code


def test_machine_formats_print_nothing_else_on_stdout(tree: Draw, adr: Adr) -> None:
    root = tree(FILES)
    done = {name: adr("-v", "check", "--format", name, cwd=root) for name in FORMATS}
    assert [len(done[name].json) for name in ("json", "sarif", "gitlab")] == [5, 3, 3]
    assert Tree.fromstring(done["junit"].out).tag == "testsuite"  # noqa: S314 (our own text)
    assert all(line.startswith("::") for line in done["github"].out.splitlines())
    assert (len(done["github"].out.splitlines()), done["github"].err) == (3, SUMMARY)
    assert done["markdown"].out.startswith("## Decisions\n")
    assert {done[name].err for name in FORMATS if name != "github"} == {""}


def test_a_clean_project_has_no_annotation(tree: Draw, adr: Adr) -> None:
    root = tree(CLEAN)
    said = "0 decisions, 1 flow: 0 errors, 0 warnings\n"
    assert adr("check", "--format", "github", cwd=root) == Outcome(0, "", said)
    assert adr("-q", "check", "--format", "github", cwd=root) == Outcome(0, "", "")


def test_in_a_github_job_annotations_are_printed_and_the_summary_is_added(tree: Draw, adr: Adr) -> None:
    root = tree({**FILES, "summary.md": "before\n"})
    job = {"GITHUB_ACTIONS": "true", "GITHUB_STEP_SUMMARY": str(root / "summary.md")}
    done = adr("check", cwd=root, env=job)
    assert done == adr("check", "--format", "github", cwd=root)
    markdown = adr("check", "--format", "markdown", cwd=root).out
    assert (root / "summary.md").read_text("utf-8") == "before\n" + markdown
    assert adr("check", "--format", "text", cwd=root, env=job).out == TEXT
    assert (root / "summary.md").read_text("utf-8") == "before\n" + markdown
    assert adr("check", cwd=root, env={"GITHUB_ACTIONS": "true"}) == done


def test_a_summary_that_cannot_be_written_is_said_and_the_findings_are_still_printed(tree: Draw, adr: Adr) -> None:
    root = tree(FILES)
    done = adr("check", cwd=root, env={"GITHUB_ACTIONS": "true", "GITHUB_STEP_SUMMARY": str(root)})
    assert (done.code, len(done.out.splitlines())) == (1, 3)
    assert done.err == f"the job's summary cannot be written (is a directory)\n{SUMMARY}"


def test_in_a_gitlab_job_stdout_is_the_report_and_the_log_reads_as_text(tree: Draw, adr: Adr) -> None:
    root, job = tree(FILES), {"GITLAB_CI": "true"}
    report = adr("check", "--format", "gitlab", cwd=root).out
    assert adr("check", cwd=root, env=job) == Outcome(1, report, TEXT)
    assert adr("-q", "check", cwd=root, env=job) == Outcome(1, report, "")
    assert adr("check", "--format", "text", cwd=root, env=job) == Outcome(1, TEXT, "")
    assert adr("check", "--format", "gitlab", cwd=root, env=job) == Outcome(1, report, "")
    assert adr("check", cwd=root, env={**job, "GITHUB_ACTIONS": "true"}).out.startswith("::")


def test_in_a_gitlab_job_it_is_text_where_a_file_takes_the_report(tree: Draw, adr: Adr) -> None:
    root = tree(FILES)
    assert adr("check", "--output", "gitlab=a.json", cwd=root, env={"GITLAB_CI": "true"}) == Outcome(1, TEXT, "")


def test_any_number_of_files_besides_what_is_printed(tree: Draw, adr: Adr) -> None:
    root = tree({**FILES, "out": None, "out/adr.junit": "old and longer than nothing"})
    wanted = [f"--output={name}=out/adr.{name}" for name in FORMATS]
    done = adr("check", *wanted, cwd=root)
    assert (done.code, done.out, done.err) == (1, TEXT, "")
    for name in FORMATS:
        assert (root / f"out/adr.{name}").read_text("utf-8") == adr("check", "--format", name, cwd=root).out
    assert sorted(path.name for path in (root / "out").iterdir()) == sorted(f"adr.{name}" for name in FORMATS)
    assert adr("-v", "check", "--output", "json=a", cwd=root).err == f"wrote {root / 'a'}\n"


def test_a_file_is_seen_from_where_the_command_acts_and_holds_what_was_asked_for(tree: Draw, adr: Adr) -> None:
    root = tree(FILES)
    done = adr("-C", "decisions", "check", "flows/0001-order-export.md", "--output", "junit=../adr.xml", cwd=root)
    suite = Tree.fromstring((root / "adr.xml").read_text("utf-8"))  # noqa: S314 (our own text)
    assert (done.code, [case.attrib["classname"] for case in suite]) == (1, [EXPORT])


def test_a_link_to_a_file_stays_a_link(tree: Draw, adr: Adr) -> None:
    root = tree({**FILES, "there/adr.json": "{}"})
    (root / "adr.json").symlink_to("there/adr.json")
    adr("check", "--output", "json=adr.json", cwd=root)
    assert (root / "adr.json").is_symlink()
    assert json.loads((root / "there/adr.json").read_text("utf-8"))["version"] == 1


@pytest.mark.parametrize(
    ("outputs", "said"),
    [
        (["sarif"], "`--output sarif` names no file; write FORMAT=FILE, as in sarif=adr.sarif"),
        (["sarif="], "`--output sarif=` names no file; write FORMAT=FILE, as in sarif=adr.sarif"),
        (["serif=a"], "there is no format `serif`; did you mean `sarif`? known are: " + ", ".join(FORMATS)),
        (["=a"], "there is no format ``; known are: " + ", ".join(FORMATS)),
        (["json=no/a"], "there is no folder for no/a; create it before the check"),
        (["json=decisions"], "decisions is not a regular file; name a file"),
        (["json=/dev/null"], "/dev/null is not a regular file; name a file"),
        (["json=a", "sarif=./a"], "two outputs go to ./a; give each format its own file"),
        ([f"json={EXPORT}"], "0001-order-export.md is a record, not a report; name another file with --output"),
        (["json=decisions/catalog.yml"], "catalog.yml is a record, not a report; name another file with --output"),
    ],
)
def test_a_bad_output_is_one_line_and_writes_nothing(tree: Draw, adr: Adr, outputs: list[str], said: str) -> None:
    root = tree(FILES)
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    arguments = [part for output in outputs for part in ("--output", output)]
    assert adr("check", *arguments, cwd=root) == Outcome(2, "", f"adr: {said}\n")
    assert {path: path.read_bytes() for path in root.rglob("*") if path.is_file()} == before


def test_an_empty_git_folder_is_no_top_of_a_repository(tree: Draw, adr: Adr) -> None:
    """Git passes it over, and so do the paths in a report and the links that may not leave the repository."""
    linked = (
        "# Keep prices in the ERP\n\n## Status\n\nAccepted\n\nSee [the notes](../../notes.md) and [gone](gone.md).\n"
    )
    root = tree({"shop/decisions/0001-prices.md": linked, "notes.md": "# Notes\n"})
    git(root, "init", "-q")
    (root / "shop/.git").mkdir()
    said = adr("check", "--format", "github", "--select", "R010", cwd=root / "shop").out
    assert [line.partition("file=")[2].partition(",")[0] for line in said.splitlines()] == [
        "shop/decisions/0001-prices.md"
    ]
    assert "gone.md" in said
    below = root / "shop/src"
    below.mkdir()
    (below / ".git").mkdir()
    assert adr("list", cwd=below).code == 0
