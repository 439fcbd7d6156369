"""A command started above a project finds it whole, and never takes a part of it for all of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from settled.project import projects_below
from tests.conftest import Outcome
from tests.history.conftest import Repository
from tests.samples import CATALOG, DECISION, FLOW, changed

Adr = Callable[..., Outcome]
Tree = Callable[..., Path]
UNDECIDED = changed(FLOW, "  type: event\n", "")


def programme(at: str) -> dict[str, str | bytes | None]:
    """A programme whose flow lacks a required decision, with the records folder `at`."""
    return {
        f"{at}/catalog.yml": CATALOG,
        f"{at}/adr/0001-prices.md": DECISION,
        f"{at}/flows/0001-order-export.md": UNDECIDED,
    }


@pytest.mark.parametrize(
    "at", ["integration/decisions", "integration/docs/adr", "a/b/architecture", "commerce/records/decisions"]
)
@pytest.mark.parametrize("start", [".", "src/deep"])
def test_a_programme_is_found_whole_from_above_and_from_beside(
    tmp_path: Path, tree: Tree, adr: Adr, at: str, start: str
) -> None:
    repository = Repository(tmp_path / "project").start()
    root = tree({**programme(at), "src/deep/main.py": "", "README.md": "# Us\n"}, repository.folder)
    if start == "." or (root / at).name in {"decisions", "adr", "architecture"}:
        done = adr("check", "--format", "json", cwd=root / start)
        assert done.code == 1, done.err
        assert [finding["name"] for finding in done.json["findings"] if finding["severity"] == "error"] == [
            "missing-pattern"
        ]
        assert adr("list", "--kind", "flow", cwd=root / start).out.splitlines()[1].startswith("FLOW-0001")


def test_settings_above_it_hold(tree: Tree, adr: Adr) -> None:
    root = tree({**programme("integration/decisions"), "settled.toml": '[severity]\nmissing-pattern = "off"\n'})
    assert adr("check", cwd=root).code == 0


def test_settings_beside_it_make_it_a_project(tree: Tree, adr: Adr) -> None:
    root = tree({"team/settled.toml": 'records = "log"\n', "team/log/0001-a.md": DECISION, "README.md": "x\n"})
    assert adr("list", cwd=root).out.splitlines()[1].startswith("ADR-0001")
    root = tree({"other/pyproject.toml": '[tool.settled]\nrecords = "log"\n', "other/log/0001-a.md": DECISION})
    assert adr("list", cwd=root).code == 2  # now there are two


def test_several_are_refused_by_name(tree: Tree, adr: Adr) -> None:
    root = tree({**programme("eu/decisions"), **programme("us/decisions"), "lib/docs/adr/0001-a.md": DECISION})
    for command in (("check",), ("list",), ("new", "X", "--no-edit")):
        done = adr(*command, cwd=root)
        assert (done.code, done.out) == (2, "")
        assert done.err == (
            f"adr: several projects lie below {root}: eu, lib/docs/adr, us; "
            "name one with -C, as in `adr -C FOLDER check`, for each of them\n"
        )
    assert adr("-C", "eu", "check", cwd=root).code == 1


def test_a_new_project_above_others_says_what_lies_below(tree: Tree, adr: Adr) -> None:
    root = tree(programme("eu/decisions"))
    assert "note: eu/decisions holds records already" in adr("init", cwd=root).err
    root = tree({**programme("more/eu/decisions"), **programme("more/us/decisions")}, root.with_name("several"))
    assert "more/eu, more/us" in adr("init", cwd=root).err


def test_a_search_that_was_given_up_is_no_empty_folder(tree: Tree, adr: Adr, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(projects_below, "MOST_ENTRIES", 50)
    root = tree({f"a{number}/x.txt": "" for number in range(60)})
    root = tree(programme("z/decisions"))
    done = adr("check", cwd=root)
    assert (done.code, done.out) == (2, "")
    assert done.err == (
        f"adr: the search for records below {root} was given up after 50 files and folders in 1 folders; "
        "name the folder of the project with -C, or that of its records with --dir or the setting `records`\n"
    )
    assert adr("-C", "z", "check", cwd=root).code == 1


def test_doctor_says_how_it_was_found(tree: Tree, adr: Adr) -> None:
    root = tree(programme("integration/decisions"))
    assert "it lies below this folder (3 folders looked at)" in adr("doctor", cwd=root).out


@pytest.mark.usefixtures("short_manual")
@pytest.mark.parametrize("target", ["/", ".", "..", "../.."])
def test_a_records_folder_that_leads_to_where_it_lies_is_told(tmp_path: Path, adr: Adr, target: str) -> None:
    root = tmp_path / "project"
    (root / "docs").mkdir(parents=True)
    (root / "docs/adr").symlink_to(target)
    found = (root / "docs/adr").resolve()
    for command in (("check",), ("list",), ("new", "X", "--no-edit"), ("build",), ("doctor",)):
        done = adr(*command, cwd=root)
        assert (done.code, done.out) == (2, "")
        assert done.err == (
            f"adr: docs/adr in {root} is a link to {found}, in which it lies itself; "
            "let it lead to the folder with the records, or take it away\n"
        )
