"""Records that are folders: `0001-x/README.md` with its pictures and notes beside it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from settled.project import Project, load
from settled.project.discovery import find_place
from settled.rules.engine import check
from tests.conftest import Outcome

Tree = Callable[..., Path]
Adr = Callable[..., Outcome]

ADR = "# A\n\n## Status\n\nAccepted\n"


def ids(project: Project) -> list[tuple[str, str]]:
    return sorted((record.file, record.id) for record in project.records)


def shop(tree: Tree) -> Path:
    return tree(
        {
            "docs/adr/README.md": "# All\n",
            "docs/adr/0001-use-kafka/README.md": (
                "# 1. Use Kafka\n\n## Status\n\nSuperseded by [2](../0002-use-files/index.md)\n\n![Map](img/map.png)\n"
            ),
            "docs/adr/0001-use-kafka/img/map.png": "png",
            "docs/adr/0001-use-kafka/notes.md": "# Notes\n\nStatus: accepted\n",
            "docs/adr/0002-use-files/index.md": (
                "# 2. Use files\n\n## Status\n\nAccepted\n\nSupersedes [1](../0001-use-kafka/)\n"
            ),
        }
    )


@pytest.mark.parametrize("folder", ["docs/adr", "decisions", "documentation/architecture_decisions"])
def test_the_page_of_a_numbered_folder_is_the_record(tree: Tree, folder: str) -> None:
    root = tree(
        {
            f"{folder}/0001-a/README.md": ADR,
            f"{folder}/0002-b/index.md": ADR,
            f"{folder}/0003-c/README.md": "# C\n",
            f"{folder}/0003-c/index.md": ADR,
            f"{folder}/20240131-d/README.rst": "D\n=\n",
            f"{folder}/0001-a/notes.md": ADR,
            f"{folder}/0001-a/more/notes.md": ADR,
            f"{folder}/guide/README.md": ADR,
            f"{folder}/0000-template/README.md": ADR,
            f"{folder}/0004-adr-template/README.md": ADR,
            f"{folder}/2024/README.md": ADR,
            f"{folder}/README.md": ADR,
        }
    )
    project = load(root)
    assert ids(project) == [
        (f"{folder}/0001-a/README.md", "ADR-0001"),
        (f"{folder}/0002-b/index.md", "ADR-0002"),
        (f"{folder}/0003-c/README.md", "ADR-0003"),
        (f"{folder}/20240131-d/README.rst", "20240131-d"),
    ]
    assert project.notes == (f"{folder}/0001-a/notes.md", f"{folder}/0001-a/more/notes.md")
    assert find_place(root / folder).records == root / folder


def test_what_a_folder_of_a_programme_holds_beside_its_page_is_no_record(tree: Tree) -> None:
    root = tree(
        {
            "decisions/catalog.yml": "systems: {}\n",
            "decisions/adr/0001-a/README.md": "---\nkind: decision\nstatus: accepted\n---\n\n# A\n",
            "decisions/adr/0001-a/notes.md": "# Notes\n",
        }
    )
    assert ids(load(root)) == [("decisions/adr/0001-a/README.md", "ADR-0001")]


def test_a_numbered_folder_of_several_records_is_none_itself(tree: Tree) -> None:
    root = tree(
        {
            "docs/adr/01-backend/README.md": "# The backend\n",
            "docs/adr/01-backend/0001-a.md": ADR,
            "docs/adr/02-web/README.md": "# The web\n",
            "docs/adr/02-web/use-forms.md": ADR,
            "docs/adr/03-data/README.md": "# Data\n",
            "docs/adr/03-data/0004-b/README.md": ADR,
        }
    )
    assert ids(load(root)) == [
        ("docs/adr/01-backend/0001-a.md", "ADR-0001"),
        ("docs/adr/02-web/use-forms.md", "use-forms"),
        ("docs/adr/03-data/0004-b/README.md", "ADR-0004"),
    ]


@pytest.mark.parametrize("folder", ["0001-a", "0001-a-pictures"])
def test_a_folder_of_attachments_beside_its_record_is_none_itself(tree: Tree, folder: str) -> None:
    root = tree({"docs/adr/0001-a.md": ADR, f"docs/adr/{folder}/README.md": "# How they are drawn\n"})
    assert ids(load(root)) == [("docs/adr/0001-a.md", "ADR-0001")]


def test_the_page_of_a_numbered_records_folder_is_no_record(tree: Tree) -> None:
    root = tree({"docs/09-architecture-decisions/README.md": ADR, "docs/09-architecture-decisions/0001-a.md": ADR})
    assert ids(load(root)) == [("docs/09-architecture-decisions/0001-a.md", "ADR-0001")]


def test_numbers_of_folders_are_unique_beside_files(tree: Tree) -> None:
    project = load(
        tree({"docs/adr/0001-a/README.md": ADR, "docs/adr/0001-b/README.md": ADR, "docs/adr/0002-c.md": ADR})
    )
    assert [(finding.code, finding.location.file) for finding in check(project).findings] == [
        ("R003", "docs/adr/0001-b/README.md")
    ]


@pytest.mark.parametrize(
    "reference", ["1", "ADR-0001", "0001-use-kafka", "0001-use-kafka/", "docs/adr/0001-use-kafka/README.md"]
)
def test_a_folder_is_shown_by_its_number_and_path(tree: Tree, adr: Adr, reference: str) -> None:
    done = adr("show", reference, cwd=shop(tree))
    assert (done.code, done.err) == (0, "")
    assert "Use Kafka" in done.out


def test_links_between_folders_are_read_and_hold(tree: Tree) -> None:
    project = load(shop(tree))
    assert [finding for finding in check(project).findings if finding.code != "R006"] == []
    found = project.resolve("../0001-use-kafka/", project.by_id["ADR-0002"])
    assert found is not None
    assert found.id == "ADR-0001"


def test_the_index_links_to_the_page_of_a_folder(tree: Tree, adr: Adr) -> None:
    root = shop(tree)
    assert adr("index", cwd=root).code == 0
    text = (root / "docs/adr/README.md").read_text()
    assert "(0001-use-kafka/README.md)" in text
    assert "(0002-use-files/index.md)" in text


def test_a_new_record_takes_the_number_after_the_folders(tree: Tree, adr: Adr) -> None:
    root = shop(tree)
    assert adr("new", "Use rafts", cwd=root).code == 0
    assert [path.name for path in (root / "docs/adr").glob("0003*")] == ["0003-use-rafts.md"]


def test_a_folder_is_imported_as_one_file(tree: Tree, adr: Adr) -> None:
    root = shop(tree)
    done = adr("import", "docs/adr", "--into", "imported", cwd=root)
    assert (done.code, done.err) == (0, "2 of 2 records written\n")
    files = sorted(path.relative_to(root / "imported").as_posix() for path in (root / "imported").rglob("*.md"))
    assert files == ["0001-use-kafka.md", "0002-use-files.md"]
    text = (root / "imported/0001-use-kafka.md").read_text()
    assert "docs/adr/0001-use-kafka/img/map.png" in text
    assert "(0002-use-files.md)" in text
    assert "(0001-use-kafka.md)" in (root / "imported/0002-use-files.md").read_text()


def test_a_folder_is_not_renumbered_but_told_of(tree: Tree, adr: Adr) -> None:
    done = adr("renumber", "1", "--to", "7", cwd=shop(tree))
    assert done.code == 2
    assert done.err == (
        "adr: docs/adr/0001-use-kafka/README.md is a record in a folder of its own; rename the folder by hand\n"
    )


@pytest.mark.usefixtures("short_manual")
def test_the_site_shows_a_folder_under_its_name_with_its_pictures(tree: Tree, adr: Adr) -> None:
    root = shop(tree)
    done = adr("build", "--out", "site", cwd=root)
    assert done.code == 0
    page = (root / "site/decisions/0001-use-kafka.html").read_text()
    assert "../0001-use-kafka/img/map.png" in page
    assert (root / "site/0001-use-kafka/img/map.png").is_file()
    assert 'href="0002-use-files.html"' in page
    other = (root / "site/decisions/0002-use-files.html").read_text()
    assert 'href="../0001-use-kafka/"' not in other


def test_the_doctor_tells_of_what_lies_beside_the_page(tree: Tree, adr: Adr) -> None:
    done = adr("doctor", cwd=shop(tree))
    assert [line for line in done.out.splitlines() if line.startswith("passed over")] == [
        "passed over  docs/adr/0001-use-kafka/notes.md: it lies in the folder that is a record, beside its page",
        "passed over  docs/adr/README.md: it is called as the pages around records are",
        "passed over  1 .png: its ending is none that records have",
    ]
