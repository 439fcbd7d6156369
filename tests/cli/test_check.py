"""`adr check` as a person and as a machine sees it: the whole text, the documented JSON, the exit codes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from settled.rules.registry import RULES
from tests.conftest import Outcome
from tests.rules.changing import open_question, with_line, with_section
from tests.samples import CATALOG, DECISION, FLOW, changed
from tests.terminal import in_terminal

Tree = Callable[..., Path]
Adr = Callable[..., Outcome]

EXPORT, STATUS = "decisions/flows/0001-order-export.md", "decisions/flows/0002-order-status.md"
FILES: dict[str, str | bytes | None] = {
    "decisions/catalog.yml": CATALOG,
    "decisions/adr/0001-keep-prices.md": DECISION,
    EXPORT: with_section("latency", open_question("latency") + "\n", with_line("  type: event", "")),
    STATUS: changed(
        changed(changed(FLOW, "  system: storefront", "  system: oms"), "{storefront: order.id,", "{oms: order.id,"),
        "# Order export",
        "# Order status",
    ),
}
"""One error within a record, one warning, and one error between two records."""

CLEAN: dict[str, str | bytes | None] = {"decisions/catalog.yml": CATALOG, EXPORT: FLOW}
OPEN: dict[str, str | bytes | None] = {**CLEAN, EXPORT: with_section("latency", open_question("latency") + "\n")}

TEXT = """\
FLOW-0001 Order export
  decisions/flows/0001-order-export.md:25:1: error F404 missing-pattern: no integration pattern: \
nobody said how the object travels
      → write one under `pattern.type`: direct-api, event, queue, file, ipaas, middleware or scheduled-job
  decisions/flows/0001-order-export.md:34:1: warning F413 open-decision: `latency` is open: Who knows? \
(erp-team owes the answer by 2026-12-15)
      → replace the question by the answer

FLOW-0002 Order status
  decisions/flows/0002-order-status.md:11:3: error O501 two-truths: two truths for `order`: \
FLOW-0002 Order status says `oms`, FLOW-0001 Order export says `storefront`
      → decide which system holds the truth, or name two different objects
      see decisions/flows/0001-order-export.md:11:3: here it is `storefront`

1 decision, 2 flows: 2 errors, 1 warning
"""


def codes(outcome: Outcome) -> list[str]:
    return [finding["code"] for finding in outcome.json["findings"]]


def test_the_whole_text(tree: Tree, adr: Adr) -> None:
    outcome = adr("check", cwd=tree(FILES))
    assert (outcome.code, outcome.out, outcome.err) == (1, TEXT, "")


def test_quiet_leaves_out_the_summary_and_verbose_says_where_rules_are_explained(tree: Tree, adr: Adr) -> None:
    root = tree(FILES)
    body, summary = TEXT.rstrip("\n").rsplit("\n", 1)
    assert adr("-q", "check", cwd=root).out == body + "\n"
    explained = "".join(
        f"`adr explain {code}` explains {name}\n"
        for code, name in (("F404", "missing-pattern"), ("F413", "open-decision"), ("O501", "two-truths"))
    )
    without_git = (
        "not checked: L201, L202, L203, L204, L205, L206, L207, L210, L211: the records are not in a git repository\n"
    )
    assert adr("-v", "check", cwd=root).out == f"{body}\n{without_git}{explained}{summary}\n"


def test_a_clean_project_is_one_line(tree: Tree, adr: Adr) -> None:
    outcome = adr("check", cwd=tree(CLEAN))
    assert (outcome.code, outcome.out, outcome.err) == (0, "0 decisions, 1 flow: 0 errors, 0 warnings\n", "")


def test_what_could_not_be_checked_is_said_and_counted(tree: Tree, adr: Adr) -> None:
    outcome = adr("check", cwd=tree({**CLEAN, "decisions/catalog.yml": "a: b: c\n"}))
    *_, skipped, summary = outcome.out.splitlines()
    assert skipped == (
        "not checked: R007 unknown-reference: "
        "the catalog cannot be read, so names of systems, teams and objects were not looked up"
    )
    assert summary == "0 decisions, 1 flow: 1 error, 0 warnings, 1 not checked"


def test_the_document_of_one_finding(tree: Tree, adr: Adr) -> None:
    outcome = adr("check", "--format", "json", "--select", "O501", cwd=tree(FILES))
    document = outcome.json
    fingerprint = document["findings"][0].pop("fingerprint")
    assert len(fingerprint) == 16
    assert document == {
        "version": 1,
        "findings": [
            {
                "code": "O501",
                "name": "two-truths",
                "severity": "error",
                "state": "found",
                "file": STATUS,
                "line": 11,
                "column": 3,
                "record": "FLOW-0002",
                "field": "source.system",
                "message": "two truths for `order`: FLOW-0002 Order status says `oms`, "
                "FLOW-0001 Order export says `storefront`",
                "hint": "decide which system holds the truth, or name two different objects",
                "related": [{"file": EXPORT, "line": 11, "column": 3, "message": "here it is `storefront`"}],
                "url": "rules/two-truths/",
            }
        ],
        "rules": [{"code": "O501", "name": "two-truths", "outcome": "checked", "reason": None}],
        "as_of": {"day": "2026-11-23", "set_by": None},
        "summary": {
            "records": 3, "decisions": 1, "flows": 2, "risks": 0, "unreadable": 0,
            "errors": 1, "warnings": 0, "infos": 0, "suppressed": 0, "baselined": 0, "not_checked": 0,
            "switched_off": 0,
        },
    }  # fmt: skip


def test_the_document_names_every_rule_that_ran(tree: Tree, adr: Adr) -> None:
    document = adr("check", "--format", "json", cwd=tree(CLEAN)).json
    assert [rule["code"] for rule in document["rules"]] == [rule.code for rule in RULES]
    assert document["findings"] == []


@pytest.mark.parametrize(
    ("files", "fail_on", "code"),
    [
        (CLEAN, "info", 0),
        (OPEN, "error", 0),
        (OPEN, "warning", 1),
        (OPEN, "info", 1),
        (OPEN, "never", 0),
        (FILES, "error", 1),
        (FILES, "never", 0),
    ],
)
def test_the_exit_code_depends_on_the_gravest_finding(
    tree: Tree, adr: Adr, files: dict[str, str | bytes | None], fail_on: str, code: int
) -> None:
    assert adr("check", "--fail-on", fail_on, cwd=tree(files)).code == code


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["--select", "F404"], ["F404"]),
        (["--select", "open-decision"], ["F413"]),
        (["--select", "f"], ["F404", "F413"]),
        (["--select", "F404,O501"], ["F404", "O501"]),
        (["--select", "F404", "--select", "O501"], ["F404", "O501"]),
        (["--select", "F", "--ignore", "F413"], ["F404"]),
        (["--ignore", "F"], ["O501"]),
        (["--ignore", "F,O"], []),
    ],
)
def test_rules_are_selected_by_code_name_or_family(
    tree: Tree, adr: Adr, arguments: list[str], expected: list[str]
) -> None:
    outcome = adr("check", "--format", "json", *arguments, cwd=tree(FILES))
    assert codes(outcome) == expected
    assert outcome.code == (1 if {"F404", "O501"} & set(expected) else 0)


@pytest.mark.parametrize(
    ("folder", "paths", "expected"),
    [
        (".", [EXPORT], ["F404", "F413"]),
        (".", [STATUS], ["O501"]),
        (".", [EXPORT, STATUS], ["F404", "F413", "O501"]),
        (".", ["decisions/flows"], ["F404", "F413", "O501"]),
        (".", ["decisions/adr"], []),
        (".", ["."], ["F404", "F413", "O501"]),
        ("decisions", ["flows/0002-order-status.md"], ["O501"]),
        ("decisions/flows", ["../flows/0002-order-status.md"], ["O501"]),
        ("decisions/adr", [], ["F404", "F413", "O501"]),
    ],
)
def test_paths_narrow_what_is_shown_and_not_what_is_known(
    tree: Tree, adr: Adr, folder: str, paths: list[str], expected: list[str]
) -> None:
    outcome = adr("check", "--format", "json", *paths, cwd=tree(FILES) / folder)
    assert codes(outcome) == expected
    assert {finding["file"] for finding in outcome.json["findings"]} <= {EXPORT, STATUS}
    assert outcome.code == int(bool(expected))


def test_a_link_among_the_records_is_a_path_of_the_project(tree: Tree, adr: Adr, tmp_path: Path) -> None:
    root = tree(CLEAN, root=tmp_path / "project")
    (root / "decisions" / "flows" / "0002-out.md").symlink_to("/etc/hostname")
    outcome = adr("check", "--format", "json", "decisions/flows/0002-out.md", cwd=root)
    assert (outcome.code, codes(outcome)) == (1, ["R001"])


@pytest.mark.parametrize(
    ("folder", "arguments"),
    [
        ("deep/down", []),
        ("decisions/flows", []),
        ("..", ["-C", "project"]),
        ("..", ["--dir", "project/decisions"]),
        ("decisions", ["--dir", "."]),
    ],
)
def test_the_project_is_found_from_wherever_it_is_asked_for(
    tree: Tree, adr: Adr, tmp_path: Path, folder: str, arguments: list[str]
) -> None:
    root = tree({**FILES, "deep/down": None}, root=tmp_path / "project")
    outcome = adr(*arguments, "check", cwd=root / folder)
    assert (outcome.code, outcome.out) == (1, TEXT)


@pytest.mark.parametrize("folder", ["docs/adr", "doc/adr", "docs/decisions", "adr", "records"])
def test_a_plain_folder_works_without_any_configuration(tree: Tree, adr: Adr, folder: str) -> None:
    text = "# 1. Call the ERP\n\nDate: 2024-01-31\n\n## Status\n\nAccepted\n\nSuperseded by [2. X](0002-x.md)\n"
    root = tree({f"{folder}/0001-call-the-erp.md": text})
    for cwd in (root, root / folder) if folder != "records" else (root / folder,):
        outcome = adr("check", "--format", "json", cwd=cwd)
        assert outcome.code == 0
        assert codes(outcome) == ["R010"]
        assert outcome.json["summary"]["warnings"] == 1


@pytest.mark.parametrize(
    ("env", "is_coloured"),
    [
        ({"TERM": "xterm"}, True),
        ({"TERM": "xterm", "NO_COLOR": "1"}, False),
        ({"TERM": "dumb"}, False),
        ({"TERM": "xterm", "NO_COLOR": "1", "FORCE_COLOR": "1"}, False),
    ],
)
def test_colours_on_a_terminal(tree: Tree, env: dict[str, str], is_coloured: bool) -> None:
    shown, code = in_terminal("check", folder=tree(OPEN), env=env)
    assert code == 0
    assert ("\x1b[" in shown) == is_coloured
    assert "open-decision" in shown


def test_no_colours_in_a_pipe(tree: Tree, adr: Adr) -> None:
    assert "\x1b" not in adr("check", cwd=tree(FILES), env={"TERM": "xterm"}).out


def test_colours_in_a_pipe_for_who_asks(tree: Tree, adr: Adr) -> None:
    assert "\x1b[" in adr("check", cwd=tree(FILES), env={"TERM": "xterm", "FORCE_COLOR": "1"}).out


@pytest.mark.parametrize("arguments", [("-q", "check"), ("check", "-q"), ("check", "--quiet")])
def test_quiet_leaves_out_the_summary_wherever_it_stands(tree: Tree, adr: Adr, arguments: tuple[str, ...]) -> None:
    outcome = adr(*arguments, cwd=tree(OPEN))
    assert "open-decision" in outcome.out
    assert "0 errors" not in outcome.out
    assert outcome.code == 0


def test_verbose_says_which_manual_pages_help(tree: Tree, adr: Adr) -> None:
    root = tree(OPEN)
    assert "`adr explain F413`" in adr("check", "-v", cwd=root).out
    assert adr("-v", "check", cwd=root).out == adr("check", "-v", cwd=root).out
