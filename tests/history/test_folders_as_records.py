"""The history of records that are folders: their pages are all called alike, and a file may become a folder."""

from __future__ import annotations

from tests.history.conftest import Repository


def test_a_file_that_became_a_folder_keeps_its_history(repository: Repository) -> None:
    repository.record("decisions/adr/0001-a.md", "proposed")
    repository.record("decisions/adr/20240131-b.md", "proposed")
    repository.commit("propose both")
    for name in ("0001-a", "20240131-b"):
        (repository.folder / f"decisions/adr/{name}.md").unlink()
        repository.write(f"decisions/adr/{name}/README.md", "---\nstatus: accepted\n---\n\n# Rewritten\n")
    repository.commit("accept both in folders")
    for name in ("0001-a", "20240131-b"):
        assert repository.steps(f"decisions/adr/{name}/README.md") == [
            (None, "proposed", "Ada", "propose both", f"decisions/adr/{name}.md"),
            ("proposed", "accepted", "Ada", "accept both in folders", f"decisions/adr/{name}/README.md"),
        ]


def test_a_folder_that_is_deleted_is_not_taken_for_another_one(repository: Repository) -> None:
    repository.record("decisions/adr/0001-a/README.md", "accepted")
    repository.commit("accept a")
    repository.git("rm", "--quiet", "-r", "decisions/adr/0001-a")
    repository.commit("drop a")
    repository.record("decisions/adr/0002-b/README.md", "proposed")
    repository.commit("propose b")
    history = repository.history()
    assert repository.steps("decisions/adr/0002-b/README.md") == [
        (None, "proposed", "Ada", "propose b", "decisions/adr/0002-b/README.md")
    ]
    assert [(gone.id, gone.file) for gone in history.gone] == [("ADR-0001", "decisions/adr/0001-a/README.md")]


def test_a_folder_that_was_renamed_is_the_same_record(repository: Repository) -> None:
    repository.record("decisions/adr/0001-a/README.md", "accepted")
    repository.commit("accept a")
    repository.git("mv", "decisions/adr/0001-a", "decisions/adr/0001-better-name")
    repository.commit("rename a")
    assert repository.steps("decisions/adr/0001-better-name/README.md") == [
        (None, "accepted", "Ada", "accept a", "decisions/adr/0001-a/README.md")
    ]
