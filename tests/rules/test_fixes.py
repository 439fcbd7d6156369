"""What is mended and what is left to people, finding by finding, without writing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, get_args

import pytest

from settled.changes.fixes import DATE_KEYS, plan_fixes
from settled.model.answers import IsoDate, Section
from settled.model.schema import schemas
from settled.project import load
from settled.rules.engine import check
from settled.rules.registry import RULES
from tests.samples import CATALOG

Tree = Callable[..., Path]

FIXES = {rule.name: rule.fix for rule in RULES if rule.fix}
FOLDER = "decisions/adr"


def planned(root: Path) -> tuple[dict[str, str], list[str]]:
    """The new texts by file name, and what is left and why."""
    project = load(root)
    fixes = plan_fixes(project, check(project).findings, FIXES, lambda file: (root / file).read_bytes().decode())
    after = {file.rsplit("/", 1)[-1]: text for file, text in fixes.after.items()}
    return after, [f"{finding.code} {reason}" for finding, reason in fixes.left]


def madr(title: str, *keys: str) -> str:
    return "---\n" + "".join(f"{key}\n" for key in keys) + f"---\n\n# {title}\n\nText.\n"


def test_every_key_that_holds_a_day_is_known() -> None:
    def days(section: type[Section]) -> set[str]:
        found: set[str] = set()
        for name, field in section.model_fields.items():
            found |= inside(field.annotation, field.alias or name, section)
        return found

    def inside(annotation: Any, key: str, holder: type[Section]) -> set[str]:
        if isinstance(annotation, type) and issubclass(annotation, Section):
            return days(annotation) if annotation is not holder else set()
        if annotation is get_args(IsoDate)[0]:
            return {key}
        return {day for argument in get_args(annotation) for day in inside(argument, key, holder)}

    # A profile is no record: nothing in it is mended.
    models = [model for name, (model, _) in schemas().items() if name != "profile"]
    assert set().union(*(days(model) for model in models)) == DATE_KEYS


@pytest.mark.parametrize(
    ("written", "mended"),
    [
        ("2026-1-5", "2026-01-05"),
        ("2026/01/05", "2026-01-05"),
        ("2026.1.5", "2026-01-05"),
        ("31.01.2026", "2026-01-31"),
        ("01/31/2026", "2026-01-31"),
        ("5-5-2026", "2026-05-05"),
        ("5 January 2026", "2026-01-05"),
        ("Jan. 5th, 2026", "2026-01-05"),
        ("5-Jan-2026", "2026-01-05"),
        ("03/04/2026", None),
        ("31.02.2026", None),
        ("next May", None),
        ("5 January", None),
        ("5.1.26", None),
        ("2026-01-05 or later", None),
    ],
)
def test_a_date_that_can_mean_one_day_only(tree: Tree, written: str, mended: str | None) -> None:
    text = madr("A", "status: draft", f"review-by:   {written}   # then")
    root = tree({"decisions/catalog.yml": CATALOG, f"{FOLDER}/0001-a.md": text})
    expected = {"0001-a.md": text.replace(written, mended)} if mended else {}
    assert planned(root)[0] == expected


def test_dates_within_other_values_are_mended_in_any_style(tree: Tree) -> None:
    text = (
        "---\nkind: flow\nstatus: draft\nlatency: {open: how late?, owner: erp-team, due: 31/12/2026}\n"
        "pattern:\n  open: which?\n  owner: erp-team\n  due: '2026/12/31'\nobject: 31/12/2026\n---\n\n# F\n\nText.\n"
    )
    root = tree({"decisions/catalog.yml": CATALOG, "decisions/flows/0001-f.md": text})
    mended = text.replace("due: 31/12/2026", "due: 2026-12-31").replace("'2026/12/31'", "'2026-12-31'")
    assert planned(root) == ({"0001-f.md": mended}, [])


@pytest.mark.parametrize(
    ("written", "mended"),
    [("ADR-7", "ADR-3"), ("adr_0007", "adr_0003"), ("'7'", "'3'"), ("FLOW-0003", "ADR-0003"), ("payments", None)],
)
def test_the_number_of_the_file_wins(tree: Tree, written: str, mended: str | None) -> None:
    text = madr("A", "status: draft", f"id: {written}")
    root = tree({"decisions/catalog.yml": CATALOG, f"{FOLDER}/0003-a.md": text})
    if mended is None:
        assert planned(root) == ({}, [f"R002 `{written}` is no number; delete the key `id`, or rename the file"])
    else:
        assert planned(root) == ({"0003-a.md": text.replace(written, mended)}, [])


def test_a_number_that_may_be_part_of_the_title_is_left(tree: Tree) -> None:
    text = madr("404: nothing was found", "status: draft")
    root = tree({"decisions/catalog.yml": CATALOG, f"{FOLDER}/0003-a.md": text})
    left = "R002 the number may be part of the title; write 3 before the title if it is not"
    assert planned(root) == ({}, [left])
    tree({f"{FOLDER}/0004-b.md": madr("4. B", "status: draft")})
    assert planned(root) == ({}, [left])
    tree({f"{FOLDER}/0005-c.md": madr("5: C", "status: draft")})
    assert planned(root) == ({"0003-a.md": text.replace("404", "3")}, [])


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        ("rejected", "ADR-0001 is rejected; decide what becomes of it"),
        ("perhaps", "ADR-0001 has no status that can be told; decide what becomes of it"),
    ],
)
def test_what_becomes_of_a_record_that_does_not_hold_is_left(tree: Tree, status: str, reason: str) -> None:
    new = madr("B", "status: accepted", "supersedes: ADR-1")
    old = madr("A", f"status: {status}")
    root = tree({"decisions/catalog.yml": CATALOG, f"{FOLDER}/0001-a.md": old, f"{FOLDER}/0002-b.md": new})
    assert planned(root) == ({}, [f"G302 {reason}"])


def test_of_records_that_supersede_one_another_none_is_given_up(tree: Tree) -> None:
    texts = [madr(name, "status: accepted", f"supersedes: {older}") for name, older in (("A", 2), ("B", 3), ("C", 1))]
    names = [f"{FOLDER}/000{number}-x.md" for number in (1, 2, 3)]
    root = tree({"decisions/catalog.yml": CATALOG, **dict(zip(names, texts, strict=True))})
    assert planned(root) == (
        {},
        [
            "G302 ADR-0002 supersedes ADR-0001 too; decide which of them holds",
            "G302 ADR-0003 supersedes ADR-0002 too; decide which of them holds",
            "G302 ADR-0001 supersedes ADR-0003 too; decide which of them holds",
        ],
    )


def test_a_bullet_that_says_more_than_a_word_is_left(tree: Tree) -> None:
    old = "# A\n\n* Status: accepted (3 to 1)\n\n## Context\n\nText.\n"
    new = madr("B", "status: accepted", "supersedes: [0001-a.md]")
    root = tree({"docs/adr/0001-a.md": old, "docs/adr/0002-b.md": new})
    assert planned(root) == (
        {},
        ["G302 docs/adr/0001-a.md:3:1: the status says more than a word; change it by hand"],
    )


def test_a_record_is_named_by_its_path_where_its_id_means_another(tree: Tree) -> None:
    files = {
        "decisions/catalog.yml": CATALOG,
        f"{FOLDER}/0001-old.md": madr("Old", "status: accepted"),
        f"{FOLDER}/0002-a.md": madr("Other", "status: draft"),
        f"{FOLDER}/0002-new.md": madr("New", "status: accepted", "supersedes: ADR-1"),
    }
    mended = madr("Old", "status: superseded", "superseded-by: [0002-new.md]")
    assert planned(tree(files)) == ({"0001-old.md": mended}, [])


def test_a_place_that_is_not_certain_is_left_and_other_findings_are_mended(tree: Tree) -> None:
    text = madr("5. A", "status: draft", "date: >", "  2026/1/5")
    root = tree({"decisions/catalog.yml": CATALOG, f"{FOLDER}/0001-a.md": text})
    assert planned(root) == (
        {"0001-a.md": text.replace("5. A", "1. A")},
        [
            "R013 decisions/adr/0001-a.md:3: the place of `date` cannot be told for certain; "
            "change it by hand, and run the command again"
        ],
    )
