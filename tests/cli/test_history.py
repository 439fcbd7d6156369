"""`adr history` and `adr list --at` on real repositories."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Outcome
from tests.history.conftest import Repository

Adr = Callable[..., Outcome]


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """A decision that was proposed, accepted and renamed, and a second one that was accepted at once."""
    repository = Repository(tmp_path / "project").start()
    repository.write("decisions/catalog.yml", "systems: {}\n")
    repository.record("decisions/adr/0001-use-events.md", "proposed")
    repository.commit("Propose events", "Ada")
    repository.record("decisions/adr/0001-use-events.md", "accepted")
    repository.record("decisions/adr/0002-keep-prices.md", "accepted")
    repository.commit("Accept both", "Bob")
    (repository.folder / "decisions/adr/0001-use-events.md").rename(repository.folder / "decisions/adr/0001-events.md")
    repository.record("decisions/adr/0001-events.md", "deprecated")
    repository.commit("Give events up", "Ada")
    return repository


def test_the_life_of_one_record(repository: Repository, adr: Adr) -> None:
    hashes = repository.git("log", "--format=%h", "--abbrev=10").split()
    outcome = adr("history", "1", cwd=repository.folder)
    assert (outcome.code, outcome.err) == (0, "")
    assert outcome.out.splitlines() == [
        "ADR-0001 A title",
        f"2026-03-01  proposed               Ada  {hashes[2]}  Propose events (as decisions/adr/0001-use-events.md)",
        f"2026-03-02  proposed → accepted    Bob  {hashes[1]}  Accept both (as decisions/adr/0001-use-events.md)",
        f"2026-03-03  accepted → deprecated  Ada  {hashes[0]}  Give events up",
    ]


def test_the_document_of_one_record(repository: Repository, adr: Adr) -> None:
    hashes = repository.git("log", "--format=%H").split()
    document = adr("history", "ADR-0002", "--format", "json", cwd=repository.folder / "decisions").json
    assert document["record"]["id"] == "ADR-0002"
    assert document["record"]["status"] == "accepted"
    del document["record"]
    assert document == {
        "version": 1,
        "complete": True,
        "reason": "",
        "changes": [
            {
                "commit": hashes[1],
                "author": "Bob",
                "author_date": "2026-03-02T09:00:00+01:00",
                "committer_date": "2026-03-02T09:00:00+01:00",
                "from": None,
                "to": "accepted",
                "file": "decisions/adr/0002-keep-prices.md",
            }
        ],
        "values": [],
        "uncommitted": False,
        "changed": False,
    }


def test_all_changes_of_all_records_the_latest_last(repository: Repository, adr: Adr) -> None:
    assert adr("history", cwd=repository.folder).out.splitlines() == [
        "DATE        ID        STATUS                 BY   TITLE",
        "2026-03-01  ADR-0001  proposed               Ada  A title",
        "2026-03-02  ADR-0001  proposed → accepted    Bob  A title",
        "2026-03-02  ADR-0002  accepted               Bob  A title",
        "2026-03-03  ADR-0001  accepted → deprecated  Ada  A title",
    ]
    document = adr("history", "--format", "json", cwd=repository.folder).json
    assert {key: document[key] for key in ("version", "complete")} == {"version": 1, "complete": True}
    assert [(record["id"], record["file"], len(record["changes"])) for record in document["records"]] == [
        ("ADR-0001", "decisions/adr/0001-events.md", 3),
        ("ADR-0002", "decisions/adr/0002-keep-prices.md", 1),
    ]


def test_what_is_not_committed_is_said(repository: Repository, adr: Adr) -> None:
    repository.record("decisions/adr/0002-keep-prices.md", "rejected")
    repository.record("decisions/adr/0003-new.md", "draft")
    assert adr("history", "2", cwd=repository.folder).out.splitlines()[-1] == (
        "changed since the last commit; it says rejected now"
    )
    assert adr("history", "3", cwd=repository.folder).out.splitlines() == ["ADR-0003 A title", "not committed yet"]


def test_a_project_in_a_folder_of_the_repository_names_files_from_its_own_root(
    repository: Repository, adr: Adr
) -> None:
    repository.record("shop/decisions/adr/0001-inner.md", "accepted")
    repository.write("shop/settled.toml", "")
    repository.commit("A second project")
    document = adr("history", "1", "--format", "json", cwd=repository.folder / "shop").json
    assert [change["file"] for change in document["changes"]] == ["decisions/adr/0001-inner.md"]


def test_a_deleted_record_is_told(repository: Repository, adr: Adr) -> None:
    (repository.folder / "decisions/adr/0002-keep-prices.md").unlink()
    commit = repository.commit("Away", "Eve")
    outcome = adr("history", "adr-0002", cwd=repository.folder)
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err == (
        f"adr: ADR-0002 was deleted by Eve on 2026-03-04 in {commit[:10]}; `git show {commit[:10]}` shows it\n"
    )


def test_a_shallow_clone_says_that_it_is_incomplete(repository: Repository, adr: Adr, tmp_path: Path) -> None:
    clone = tmp_path / "clone"
    repository.git("clone", "--quiet", "--depth=1", f"file://{repository.folder}", str(clone))
    outcome = adr("history", "1", "--format", "json", cwd=clone)
    assert (outcome.code, outcome.json["complete"], outcome.json["changes"]) == (0, False, [])
    assert adr("history", "1", cwd=clone).err == (
        "git's history is incomplete: this is a shallow clone, which lacks the older commits; "
        "fetch them with `git fetch --unshallow`\n"
    )


def test_without_a_repository_there_is_no_history(adr: Adr, tree: Callable[..., Path]) -> None:
    root = tree({"decisions/adr/0001-a.md": "# A\n"})
    for command in (["history"], ["history", "1"], ["history", "--format", "json"], ["list", "--at", "HEAD"]):
        outcome = adr(*command, cwd=root)
        assert (outcome.code, outcome.out) == (2, "")
        assert outcome.err == "adr: the records are not in a git repository\n"


def test_before_the_first_commit_nothing_is_invented(adr: Adr, tmp_path: Path) -> None:
    repository = Repository(tmp_path / "new").start()
    repository.record("decisions/adr/0001-a.md", "accepted")
    document = adr("history", "1", "--format", "json", cwd=repository.folder).json
    assert (document["complete"], document["changes"], document["uncommitted"]) == (False, [], True)


def test_the_records_of_an_earlier_revision(repository: Repository, adr: Adr) -> None:
    outcome = adr("list", "--at", "HEAD~1", cwd=repository.folder)
    assert outcome.out.splitlines() == [
        "ID        STATUS    SINCE       TITLE",
        "ADR-0001  accepted  2026-03-02  A title",
        "ADR-0002  accepted  2026-03-02  A title",
    ]
    first = adr("list", "--at", "HEAD~2", "--format", "json", cwd=repository.folder / "decisions/adr").json
    assert [(record["file"], record["status"]) for record in first["records"]] == [
        ("decisions/adr/0001-use-events.md", "proposed")
    ]


@pytest.mark.parametrize(
    ("reference", "said"),
    [
        ("nowhere", "there is no revision `nowhere` here; fetch it first"),
        ("--output=x", "there is no revision `--output=x` here; fetch it first"),
        ("$(touch x)", "there is no revision `$(touch x)` here; fetch it first"),
    ],
)
def test_a_revision_that_is_none_is_one_line(repository: Repository, adr: Adr, reference: str, said: str) -> None:
    outcome = adr("list", f"--at={reference}", cwd=repository.folder)
    assert (outcome.code, outcome.out, outcome.err) == (2, "", f"adr: {said}\n")
    assert not (repository.folder / "x").exists()


def test_a_revision_before_the_first_record(repository: Repository, adr: Adr) -> None:
    repository.git("checkout", "--quiet", "--orphan", "empty")
    repository.git("rm", "-rq", "--cached", ".")
    repository.git(
        "commit", "--quiet", "--allow-empty", "-m", "nothing", **repository.person("Ada", "2026-04-01T09:00:00Z")
    )
    repository.git("checkout", "--quiet", "--force", "main")
    outcome = adr("list", "--at", "empty", cwd=repository.folder)
    assert outcome.code == 2
    assert outcome.err == "adr: there were no records in decisions at empty; name a later revision\n"


def test_no_commit_is_claimed_for_a_status_that_is_not_committed(tmp_path: Path, adr: Adr) -> None:
    repository = Repository(tmp_path / "project").start()
    file = "docs/adr/0001-one.md"
    text = "# 1. One\n\nDate: 2026-01-01\n\n## Status\n\nProposed\n\n## Context\n\nc\n"
    repository.write(file, text)
    repository.commit("Propose")
    repository.write(file, text.replace("\nc\n", "\nmore\n"))
    repository.commit("Edit")
    listed = adr("list", cwd=repository.folder).out.splitlines()[1].split()
    assert listed[:2] == ["ADR-0001", "proposed"]
    day = listed[2]
    assert f"since     {day}, by " in adr("show", "1", cwd=repository.folder).out

    assert adr("accept", "1", cwd=repository.folder).code == 0
    assert adr("list", cwd=repository.folder).out.splitlines()[1].split()[:3] == ["ADR-0001", "accepted", "uncommitted"]
    shown = adr("show", "1", cwd=repository.folder).out
    assert f"\nsince     not committed yet; proposed since {day}\n" in shown
    repository.commit("Accept")
    assert "not committed" not in adr("show", "1", cwd=repository.folder).out


def test_the_list_as_of_a_day(tmp_path: Path, adr: Adr) -> None:
    repository = Repository(tmp_path / "project").start()
    repository.record("docs/adr/0001-one.md", "proposed")
    repository.commit("Propose")
    day = repository.git("log", "-1", "--format=%cs")
    repository.record("docs/adr/0002-two.md", "proposed")
    assert "ADR-0001" in adr("list", "--at", day, cwd=repository.folder).out
    assert "ADR-0002" not in adr("list", "--at", day, cwd=repository.folder).out
    assert adr("list", "--at", "1999-01-01", cwd=repository.folder).err.startswith("adr: there is no commit before ")
    assert adr("list", "--at", "2026-02-30", cwd=repository.folder).err.startswith("adr: 2026-02-30 is a day that does")
