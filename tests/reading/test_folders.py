"""Which folder holds the records, how several of them are kept apart, and what log4brains means by a file."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from settled.model.errors import ProjectNotFoundError, SettingsError, SettledError
from settled.project import Project, load
from settled.project.discovery import find_place
from settled.project.record_folders import RECORD_FOLDERS
from settled.rules.engine import check
from tests.reading.generated import anything, bounded

Tree = Callable[..., Path]

ADR = "# 1. A\n\n## Status\n\nAccepted\n"


def ids(project: Project) -> list[tuple[str, str]]:
    return sorted((record.file, record.id) for record in project.records)


@pytest.mark.parametrize("folder", RECORD_FOLDERS)
def test_a_folder_of_plain_records_needs_no_settings(tree: Tree, folder: str) -> None:
    root = tree({f"{folder}/0001-a.md": ADR, f"{folder}/README.md": "# All\n", "src/x/y.txt": "x"})
    assert ids(load(root / "src" / "x")) == [(f"{folder}/0001-a.md", "ADR-0001")]


@pytest.mark.parametrize("name", ["use-kafka.md", "0001-a.rst", "0001-a.adoc", "0001-a.asciidoc", "20231005-a.md"])
def test_a_folder_may_hold_any_form(tree: Tree, name: str) -> None:
    root = tree({f"doc/adr/{name}": "x\n", "src/a.txt": "x"})
    assert find_place(root / "src").records == root / "doc/adr"


@pytest.mark.parametrize(
    "folder",
    [
        "architecture-decision-records",
        "docs/ADR",
        "docs/architecture/adrs",
        "documentation/decision-records",
        "architecture_decision_records",
        "docs/architectural_decision_records",
        "Architectural-Decision-Records",
        "docs/architecture-decision-record",
        "architecture_decisions",
        "Architecture Decisions",
        "decision_records",
        "decisionrecords",
        "docs/decision-log",
        "decision",
        "docs/arc42/09-architecture-decisions",
        "docs/arc42/09_architecture_decisions",
    ],
)
def test_other_names_of_folders_are_searched_for_below(tree: Tree, folder: str) -> None:
    root = tree({f"{folder}/0001-a.md": ADR, f"{folder}/api/0001-b.md": ADR, "notes/0002-c.md": ADR})
    assert ids(load(root)) == [(f"{folder}/0001-a.md", "ADR-0001"), (f"{folder}/api/0001-b.md", "api/ADR-0001")]


@pytest.mark.parametrize("folder", ["decisionmaking", "indecisions", "logs", "architecture", "2024", "adr2"])
def test_a_folder_with_numbered_pages_is_not_taken_for_records(tree: Tree, folder: str) -> None:
    root = tree({f"x/{folder}/0001-a.md": "# A\n\nSay hello first.\n"})
    with pytest.raises(ProjectNotFoundError):
        find_place(root)


def test_folders_of_other_names_are_kept_apart_by_their_package(tree: Tree) -> None:
    root = tree({"services/api/docs/adrs/0001-a.md": ADR, "services/web/ADR/0001-b.md": ADR})
    assert [identity for _, identity in ids(load(root))] == ["services/api/ADR-0001", "services/web/ADR-0001"]


@pytest.mark.parametrize(
    ("file", "text"),
    [
        (".adr-dir", "notes/adrs\n"),
        ("adrs.toml", 'adr_dir = "notes/adrs"\n'),
        (".log4brains.yml", "project:\n  name: x\n  adrFolder: ./notes/adrs\n"),
        ("settled.toml", 'records = "notes/adrs"\n'),
    ],
)
def test_a_file_of_another_tool_names_the_folder(tree: Tree, file: str, text: str) -> None:
    root = tree({file: text, "notes/adrs/0001-a.md": ADR, "docs/adr/0001-b.md": ADR})
    assert find_place(root).records == root / "notes/adrs"


@pytest.mark.parametrize(
    ("file", "text", "message"),
    [
        (
            "adrs.toml",
            'adr_dir = "none"\n',
            "`adr_dir` in adrs.toml in {root} names the folder none, which does not exist",
        ),
        (
            "adrs.toml",
            "adr_dir = \n",
            "{root}/adrs.toml is not readable as TOML (Invalid value (at line 1, column 11))",
        ),
        (".adr-dir", "..\n", ".adr-dir names .., outside of the project"),
        (".log4brains.yml", "project: {name: x}\n", ".log4brains.yml names no folder"),
        (".log4brains.yml", "project: [\n", ".log4brains.yml:2:1: "),
        (
            ".log4brains.yml",
            "project: {adrFolder: docs, packages: [{name: a, adrFolder: b}, 7]}\n",
            ".log4brains.yml in {root} names the folder b, which does not exist",
        ),
    ],
)
def test_a_file_of_another_tool_that_cannot_be_followed(tree: Tree, file: str, text: str, message: str) -> None:
    root = tree({file: text, "docs/adr/0001-a.md": ADR})
    with pytest.raises(SettingsError) as error:
        find_place(root)
    assert str(error.value).startswith(message.format(root=root))


def test_a_folder_without_records_is_no_project(tree: Tree) -> None:
    root = tree({"docs/adr/README.md": "# x\n", "src/decisions/main.py": "x"})
    with pytest.raises(ProjectNotFoundError):
        find_place(root)


def test_packages_count_each_for_itself(tree: Tree) -> None:
    root = tree(
        {
            "packages/api/docs/adr/0001-a.md": ADR,
            "packages/api/docs/adr/0002-b.md": "# 2. B\n\n## Status\n\nSuperseded by ADR-0001\n",
            "packages/web/doc/adr/0001-a.md": ADR,
            "packages/web/node_modules/x/docs/adr/0001-a.md": ADR,
            "packages/web/src/0009-not-a-record.md": ADR,
        }
    )
    project = load(root)
    assert ids(project) == [
        ("packages/api/docs/adr/0001-a.md", "packages/api/ADR-0001"),
        ("packages/api/docs/adr/0002-b.md", "packages/api/ADR-0002"),
        ("packages/web/doc/adr/0001-a.md", "packages/web/ADR-0001"),
    ]
    superseded = project.by_id["packages/api/ADR-0002"]
    assert superseded.superseded_by == ("ADR-0001",)
    found = project.resolve("ADR-0001", superseded)
    assert found is not None
    assert found.id == "packages/api/ADR-0001"
    assert [finding.code for finding in check(project).findings] == ["G302"]
    # From within a package only that one is there.
    assert ids(load(root / "packages/api")) == [("docs/adr/0001-a.md", "ADR-0001"), ("docs/adr/0002-b.md", "ADR-0002")]


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["0001-a.md", "old/0002-b.md"], ["ADR-0001", "ADR-0002"]),
        (["0001-a.md", "api/0001-b.md", "api/0002-c.md"], ["ADR-0001", "api/ADR-0001", "api/ADR-0002"]),
        (["api/0001-a.md", "web/0001-b.md"], ["api/ADR-0001", "web/ADR-0001"]),
        (["ODH-ADR-0001-a.md", "RHO-ADR-0001-b.md"], ["ODH-ADR-0001", "RHO-ADR-0001"]),
        (["ODH-ADR-0001-a.md", "ODH-ADR-0002-b.md"], ["ADR-0001", "ADR-0002"]),
    ],
)
def test_ids_of_areas_with_numbers_of_their_own(tree: Tree, names: list[str], expected: list[str]) -> None:
    project = load(tree({f"docs/adr/{name}": "# A\n\n## Status\n\nAccepted\n" for name in names}))
    assert [record.id for record in sorted(project.records, key=lambda record: record.file)] == expected
    assert check(project).findings == ()


def test_two_records_of_one_folder_with_one_number_are_told_of(tree: Tree) -> None:
    project = load(tree({"docs/adr/0001-a.md": ADR, "docs/adr/0001-b.rst": "B\n=\n\n:Status: accepted\n"}))
    assert [(finding.code, finding.location.file) for finding in check(project).findings] == [
        ("R003", "docs/adr/0001-b.rst")
    ]


@bounded
@given(st.one_of(anything, anything.map(lambda text: f"project:\n  adrFolder: {text}\n  packages: [{text}]\n")))
def test_any_text_of_another_tool_names_a_folder_or_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "docs/adr").mkdir(parents=True, exist_ok=True)
    (tmp_path / "docs/adr/0001-a.md").write_text(ADR)
    for file in (".log4brains.yml", "adrs.toml", ".adr-dir"):
        (tmp_path / file).write_bytes(text.encode("utf-8", "surrogatepass"))
        with contextlib.suppress(SettledError):
            assert find_place(tmp_path).records.is_relative_to(tmp_path)
        (tmp_path / file).unlink()


def log4brains(**extra: str) -> dict[str, Any]:
    return {
        ".log4brains.yml": """
            project:
              name: shop
              adrFolder: ./docs/adr
              packages:
                - name: api
                  path: ./packages/api
                  adrFolder: ./packages/api/docs/adr
        """,
        "docs/adr/20231005-use-log4brains.md": "# Use it\n\n- STATUS: accepted\n- Date: 2023-10-05\n- tags: a b,c\n",
        "docs/adr/README.md": "# All\n",
        "docs/adr/template.md": "# T\n",
        "packages/api/docs/adr/20231005-use-log4brains.md": "# Api\n\n- Status: superseded by [x](20231006-new.md)\n",
        "packages/api/docs/adr/20231006-new.md": "# New\n\n## Context\n\n- Status: rejected\n",
        "packages/api/docs/adr/20231007-odd.md": "# Odd\n\n- Deciders: Ann Lee, Ben\n- Status: in the works\n",
        "packages/api/src/20231008-no-record.md": "# No\n",
        **extra,
    }


def test_log4brains(tree: Tree) -> None:
    root = tree(log4brains())
    for start in (root, root / "packages/api/docs", root / "docs/adr"):
        found = [
            (record.id, record.number, record.status, record.status_text, record.tags, record.decision_makers)
            for record in load(start).records
        ]
        assert found == [
            ("20231005-use-log4brains", None, "accepted", "accepted", ("a", "b", "c"), ()),
            ("api/20231005-use-log4brains", None, "superseded", "superseded by [x](20231006-new.md)", (), ()),
            ("api/20231006-new", None, "accepted", None, (), ()),
            ("api/20231007-odd", None, "draft", "in the works", (), ("Ann Lee", "Ben")),
        ]


def test_log4brains_by_the_name_of_its_folder(tree: Tree) -> None:
    root = tree(log4brains(**{".git/HEAD": "ref: refs/heads/main\n"}))
    project = load(root, "packages/api/docs/adr")
    assert [record.id for record in project.records] == [
        "api/20231005-use-log4brains",
        "api/20231006-new",
        "api/20231007-odd",
    ]


def test_a_file_that_begins_with_a_day_is_a_record_and_its_day_no_number(tree: Tree) -> None:
    project = load(tree({"docs/adr/20231005-a.md": "# A\n", "docs/adr/notes.md": "# N\n", "docs/adr/0001-b.md": ADR}))
    assert [(record.id, record.number, record.status) for record in project.records] == [
        ("ADR-0001", 1, "accepted"),
        ("20231005-a", None, None),
    ]
    assert project.notes == ("docs/adr/notes.md",)


def test_all_forms_in_one_folder(tree: Tree) -> None:
    root = tree(
        {
            "docs/adr/0001-nygard.md": ADR,
            "docs/adr/0002-madr.md": "---\nstatus: accepted\n---\n\n# M\n\n## Decision Outcome\n\nYes.\n",
            "docs/adr/0003-bullets.md": "# B\r\n\r\n* Status: proposed\r\n",
            "docs/adr/0004-table.md": "# T\n\n| Status | Accepted |\n| --- | --- |\n",
            "docs/adr/0005-text.rst": "R\n=\n\n:Status: Superseded by `6 <0006-ascii.adoc>`_\n",
            "docs/adr/0006-ascii.adoc": "= A\n\n== Status\n\nAccepted\n\nSupersedes xref:0005-text.rst[5]\n",
            "docs/adr/0007-bom.md": b"\xef\xbb\xbf# B\n\n## Status\n\nRejected\n",
            "docs/adr/0008-latin.rst": b"T\n=\n\ncaf\xe9\n",
        }
    )
    project = load(root)
    assert [(record.id, record.title, record.status) for record in project.records] == [
        ("ADR-0001", "A", "accepted"),
        ("ADR-0002", "M", "accepted"),
        ("ADR-0003", "B", "proposed"),
        ("ADR-0004", "T", "accepted"),
        ("ADR-0005", "R", "superseded"),
        ("ADR-0006", "A", "accepted"),
        ("ADR-0007", "B", "rejected"),
    ]
    assert [(f"{finding.location}", finding.message) for finding in check(project).findings] == [
        ("docs/adr/0008-latin.rst:4:4", "the byte at offset 8 is not UTF-8")
    ]


@pytest.mark.parametrize(
    "name",
    [
        "0001-create-react-app-as-template.md",
        "0002-use-adr-tools-with-custom-template.md",
        "ADR-0006-collapse-to-one-cloudformation-template.md",
        "20231005-adopt-a-message-template.md",
        "0003-template-engine.md",
        "0004-use-http-5-template.md",
        "0000-record-decisions.md",
        "0000-exemplary-retries.md",
    ],
)
def test_a_record_about_templates_is_a_record(tree: Tree, name: str) -> None:
    project = load(tree({f"docs/adr/{name}": ADR}))
    assert [record.file for record in project.records] == [f"docs/adr/{name}"]


@pytest.mark.parametrize(
    "name",
    [
        "0000-adr-template-de.md",
        "0000-adr-template-en.md",
        "000-sample.md",
        "0000-modele-adr.md",
        "0000-mode\u0300le.md",
        "ADR-0000-Example.md",
        "00_vorlage.md",
        "001 We are using ADR (template).md",
        "0001-template.md",
        "ADR-0001-adr-template.md",
        "adr-template-short.md",
        "madr_template.md",
        "NNNN-template.md",
        "template-long.md",
    ],
)
def test_a_template_is_no_record(tree: Tree, name: str) -> None:
    project = load(tree({"docs/adr/0001-a.md": ADR, f"docs/adr/{name}": ADR}))
    assert [record.file for record in project.records] == ["docs/adr/0001-a.md"]


@pytest.mark.parametrize(
    ("name", "identity"),
    [
        ("D041_keep.md", "ADR-0041"),
        ("d-12-keep.md", "ADR-0012"),
        ("ADR-UI-0042-x.md", "ADR-0042"),
        ("adr_ui_007_x.md", "ADR-0007"),
        ("ADR-UI-123.md", "ADR-0123"),
        ("decision_043.md", "ADR-0043"),
        ("decision-4-x.md", "ADR-0004"),
        ("dr-021-x.md", "ADR-0021"),
    ],
)
def test_a_number_after_a_prefix_makes_a_record_that_tells_no_status(tree: Tree, name: str, identity: str) -> None:
    project = load(tree({f"docs/adr/{name}": "# Keep it\n"}))
    assert ids(project) == [(f"docs/adr/{name}", identity)]


@pytest.mark.parametrize("reference", ["D041", "d-41", "decision-41", "DR 041"])
def test_a_record_is_found_by_a_prefix_and_its_number(tree: Tree, reference: str) -> None:
    found = load(tree({"docs/adr/D041_keep.md": "# Keep it\n"})).resolve(reference)
    assert found is not None
    assert found.id == "ADR-0041"


@pytest.mark.parametrize(
    "name",
    ["v2-notes.md", "http-5.md", "2fa.md", "d3-charts.md", "adr-port-8080.md", "ADR-use-http-500.md", "decisions.md"],
)
def test_a_digit_in_a_name_is_not_yet_a_number(tree: Tree, name: str) -> None:
    project = load(tree({"docs/adr/0001-a.md": ADR, f"docs/adr/{name}": "# Notes\n"}))
    assert ids(project) == [("docs/adr/0001-a.md", "ADR-0001")]


def test_prefixes_of_areas_keep_numbers_apart(tree: Tree) -> None:
    names = ["ADR-API-0001-a.md", "ADR-UI-0001-b.md", "ADR-UI-0002-c.md"]
    project = load(tree({f"docs/adr/{name}": ADR.replace("1. ", "") for name in names}))
    assert [identity for _, identity in ids(project)] == ["API-ADR-0001", "UI-ADR-0001", "UI-ADR-0002"]
    assert check(project).findings == ()
