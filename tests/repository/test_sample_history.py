"""The history that is made for the reference programme: its commits and what the records say of themselves agree."""

from __future__ import annotations

import datetime
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from settled.model.vocabulary import Status
from settled.project import load
from tests.conftest import Outcome

ROOT = Path(__file__).parents[2]
Adr = Callable[..., Outcome]


def made_in(folder: Path) -> Path:
    done = subprocess.run(
        [sys.executable, ROOT / "docs" / "sample" / "make_repository.py", folder], capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr.decode()
    return folder


def git(folder: Path, *arguments: str) -> str:
    return subprocess.run(["git", "-C", folder, *arguments], capture_output=True, encoding="utf-8", check=True).stdout


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made_in(tmp_path_factory.mktemp("sample") / "repository")


def test_it_ends_with_the_records_as_they_are(sample: Path) -> None:
    ours = {path.relative_to(ROOT): path.read_bytes() for path in (ROOT / "decisions").rglob("*") if path.is_file()}
    made = {path.relative_to(sample): path.read_bytes() for path in (sample / "decisions").rglob("*") if path.is_file()}
    assert made == ours


def test_it_is_the_same_whenever_it_is_made(sample: Path, tmp_path: Path) -> None:
    assert git(made_in(tmp_path / "again"), "rev-parse", "HEAD") == git(sample, "rev-parse", "HEAD")


def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine").write_text("mine")
    done = subprocess.run(
        [sys.executable, ROOT / "docs" / "sample" / "make_repository.py", tmp_path], capture_output=True, check=False
    )
    assert done.returncode == 1
    assert [path.name for path in tmp_path.iterdir()] == ["mine"]


def test_its_log_reads_like_that_of_a_programme_of_ten_months(sample: Path) -> None:
    lines = git(sample, "log", "--format=%as\t%an\t%s").splitlines()
    days, authors, subjects = zip(*(line.split("\t") for line in lines), strict=True)
    assert len(lines) > 120
    assert list(days) == sorted(days, reverse=True)
    assert (datetime.date.fromisoformat(days[0]) - datetime.date.fromisoformat(days[-1])).days > 290
    assert {datetime.date.fromisoformat(day).weekday() for day in days} <= set(range(5))
    assert len(set(authors)) > 12
    assert max(map(len, subjects)) <= 100
    assert len(set(subjects)) == len(subjects)


def test_the_days_of_the_decisions_are_those_of_the_commits(sample: Path, adr: Adr) -> None:
    records = {record.id: record for record in load(sample).records}
    histories = adr("history", "--format", "json", cwd=sample).json["records"]
    decided = {
        entry["id"]: [change for change in entry["changes"] if change["to"] in {"accepted", "rejected"}]
        for entry in histories
        if not entry["id"].startswith("RISK")
    }
    for name, changes in decided.items():
        record = records[name]
        if record.status in {Status.ACCEPTED, Status.REJECTED, Status.SUPERSEDED}:
            assert record.date is not None
            assert changes[-1]["author_date"][:10] == record.date.isoformat(), name
    reopened = next(entry for entry in histories if entry["id"] == "FLOW-0014")
    assert [change["to"] for change in reopened["changes"]] == ["proposed", "accepted", "proposed"]
    replaced = next(entry for entry in histories if entry["id"] == "ADR-0003")
    assert [change["to"] for change in replaced["changes"]] == ["proposed", "accepted", "superseded"]
    assert replaced["changes"][-1]["author_date"][:10] == "2026-06-30"


def test_a_day_in_summer_shows_what_was_decided_by_then(sample: Path, adr: Adr) -> None:
    commit = git(sample, "rev-list", "-1", "--before=2026-07-01", "HEAD").strip()
    then = {entry["id"]: entry for entry in adr("list", "--at", commit, "--format", "json", cwd=sample).json["records"]}
    assert then["ADR-0003"]["status"] == "superseded"
    assert then["ADR-0007"]["status"] == "accepted"
    assert then["FLOW-0003"]["status"] == "proposed"
    assert "FLOW-0014" not in then


def test_all_that_is_found_in_it_are_the_open_questions(sample: Path, adr: Adr) -> None:
    found = adr("check", "--require-history", "--format", "json", cwd=sample)
    assert found.code == 0
    assert {finding["name"] for finding in found.json["findings"]} == {"open-decision"}
