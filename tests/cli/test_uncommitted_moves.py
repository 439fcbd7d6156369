"""What takes an accepted record away is told before it is committed, not only afterwards."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Outcome
from tests.history.conftest import Repository
from tests.samples import DECISION, changed

Adr = Callable[..., Outcome]
FILE = "decisions/adr/0001-keep-prices.md"


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """An accepted decision, a proposed one and a template."""
    repository = Repository(tmp_path / "project").start()
    repository.write("decisions/catalog.yml", "systems: {}\n")
    repository.write(FILE, DECISION)
    repository.write("decisions/adr/0002-later.md", changed(DECISION, "accepted", "proposed"))
    repository.write("decisions/adr/0000-template.md", DECISION)
    repository.commit("Accept it")
    return repository


@pytest.mark.parametrize(
    "arguments",
    [
        ("rm", "--quiet", FILE),
        ("mv", FILE, "decisions/adr/keep-prices.md"),
        ("mv", FILE, "decisions/adr/0009-keep-prices.md"),
        ("mv", FILE, "notes.md"),
    ],
    ids=" ".join,
)
@pytest.mark.parametrize("is_kept", [False, True])
def test_an_accepted_record_that_goes_is_told_before_the_commit(
    repository: Repository, adr: Adr, arguments: tuple[str, ...], is_kept: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if is_kept:
        monkeypatch.setenv("SETTLED_CACHE_DIR", str(repository.folder.with_name("cache")))
        adr("check", cwd=repository.folder)
    (repository.folder / "decisions/flows").mkdir()
    repository.git(*arguments)
    done = adr("check", "--select", "L206", cwd=repository.folder)
    assert (done.code, done.out.splitlines()[1:-2]) == (
        1,
        [
            f"  {FILE}:1:1: error L206 deleted-record: ADR-0001 is accepted in the last commit, and its file is not "
            "here any more",
            f"      → bring it back with `git checkout HEAD -- {FILE}`, and deprecate it",
        ],
    )


@pytest.mark.parametrize("is_committed", [False, True])
def test_a_decision_that_was_moved_among_the_flows_is_told_to_be_there(
    repository: Repository, adr: Adr, is_committed: bool
) -> None:
    (repository.folder / "decisions/flows").mkdir()
    repository.git("mv", FILE, "decisions/flows/0001-keep-prices.md")
    if is_committed:
        repository.commit("Move it")
    done = adr("check", cwd=repository.folder)
    assert (
        done.code,
        [line for line in done.out.splitlines() if line.startswith("  decisions") and "0001-keep" in line],
    ) == (
        1,
        [
            f"  {FILE}:1:1: error L206 deleted-record: ADR-0001 was accepted, and its file was moved to "
            "decisions/flows, where it counts as FLOW-0001"
        ],
    )


@pytest.mark.parametrize(
    "arguments",
    [
        ("mv", FILE, "decisions/adr/0001-prices-stay.md"),
        ("mv", FILE, "decisions/0001-keep-prices.md"),
        ("rm", "--quiet", "decisions/adr/0002-later.md", "decisions/adr/0000-template.md"),
    ],
    ids=" ".join,
)
def test_what_keeps_its_id_or_was_never_decided_is_none(
    repository: Repository, adr: Adr, arguments: tuple[str, ...]
) -> None:
    repository.git(*arguments)
    assert adr("check", "--select", "L206", cwd=repository.folder).code == 0


def test_records_behind_a_link_have_a_history(tmp_path: Path, adr: Adr) -> None:
    repository = Repository(tmp_path / "project").start()
    repository.write("settled.toml", 'immutability = "strict"\n')
    repository.write("real/0001-one.md", DECISION)
    (repository.folder / "docs").mkdir()
    (repository.folder / "docs/adr").symlink_to("../real")
    repository.commit("Accept it")
    repository.write("real/0001-one.md", DECISION.replace("finance team", "team"))
    repository.commit("Change it")
    done = adr("check", "--select", "L201", cwd=repository.folder)
    assert "docs/adr/0001-one.md:20:1: warning L201" in done.out
    assert "2026-03-01" in adr("list", cwd=repository.folder).out


def test_a_link_to_another_record_is_no_second_record(repository: Repository, adr: Adr) -> None:
    (repository.folder / "decisions/adr/0007-also.md").symlink_to("0001-keep-prices.md")
    (repository.folder / "decisions/adr/prices.md").symlink_to("0001-keep-prices.md")
    listed = adr("list", "--format", "json", cwd=repository.folder).json["records"]
    assert [record["file"] for record in listed] == [FILE, "decisions/adr/0002-later.md"]
    assert "it is a link to another record" in adr("doctor", cwd=repository.folder).out
