"""`adr check` and the rules that read git: what is told where git can tell all, and where it cannot."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Outcome
from tests.history.conftest import Repository
from tests.samples import DECISION, changed

Adr = Callable[..., Outcome]
FILE = "decisions/adr/0001-keep-prices.md"
NEEDING_GIT = ["L201", "L202", "L203", "L204", "L205", "L206", "L207", "L210"]


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """A decision that is accepted, and says otherwise one commit later."""
    repository = Repository(tmp_path / "project").start()
    repository.write("decisions/catalog.yml", "systems: {}\n")
    repository.write(FILE, DECISION)
    repository.commit("Accept it", "Ada")
    repository.write(FILE, DECISION.replace("because the finance team signs prices there", "because it is there"))
    repository.commit("Another reason", "Bob")
    return repository


def codes(outcome: Outcome, family: str = "L") -> list[str]:
    return [finding["code"] for finding in outcome.json["findings"] if finding["code"][0] == family]


def skipped(outcome: Outcome) -> list[str]:
    return [rule["code"] for rule in outcome.json["rules"] if rule["outcome"] == "skipped" and rule["code"][0] == "L"]


def test_a_changed_decision_is_told_at_the_line_that_changed(repository: Repository, adr: Adr) -> None:
    commit = repository.git("rev-parse", "--short=10", "HEAD")
    outcome = adr("check", "--select", "L", cwd=repository.folder)
    assert outcome.code == 0
    assert outcome.out.splitlines() == [
        "ADR-0001 Keep prices in the ERP",
        f"  {FILE}:20:1: warning L201 edited-after-acceptance: ADR-0001 says something else here than when it was "
        f"accepted on 2026-03-01: changed by Bob on 2026-03-02 in {commit}",
        "      → take the change back, add a section `## Amendment 2026-11-23`, or write a decision that supersedes it",
        "",
        "1 decision: 0 errors, 1 warning",
    ]


@pytest.mark.parametrize(
    ("policy", "text", "is_reported"),
    [
        ("strict", DECISION + "\n## Amendment 2026-11-20\n\nMore.\n", True),
        ("amend", DECISION + "\n## Amendment 2026-11-20\n\nMore.\n", False),
        ("amend", DECISION + "\n## Amendment\n\nMore, and nobody knows since when.\n", True),
        ("amend", DECISION + "\n## Addendum (2026-11-20)\n\n### What\n\nMore.\n", False),
        ("off", DECISION + "\nMore.\n", False),
        # What may change under any policy: status, dates, links back, mended links, white space.
        ("strict", changed(DECISION, "status: accepted", "status: deprecated"), False),
        ("strict", changed(DECISION, "date: 2026-11-20", "date: 2026-11-21\nreview-by: 2027-01-01"), False),
        ("strict", changed(DECISION, "status: accepted", "status: superseded\nsuperseded-by: [ADR-0002]"), False),
        ("strict", DECISION.replace("\n", "\r\n"), False),
        ("strict", changed(DECISION, "* ERP\n* PIM", "* ERP\n\n* PIM "), False),
        ("strict", changed(DECISION, "* PIM", "* MDM"), True),
        ("strict", changed(DECISION, "decision-makers: [integration-architecture]", "decision-makers: [erp]"), True),
    ],
)
def test_what_may_change_after_acceptance(adr: Adr, tmp_path: Path, policy: str, text: str, is_reported: bool) -> None:
    repository = Repository(tmp_path / "project").start()
    repository.write("settled.toml", f'immutability = "{policy}"\n')
    repository.write(FILE, DECISION)
    repository.commit("Accept it")
    repository.write(FILE, text)
    for commits in (0, 1):  # told before it is committed, and after
        if commits:
            repository.commit("Change it")
        assert ("L201" in codes(adr("check", "--format", "json", cwd=repository.folder))) is is_reported


def test_a_decision_that_was_reopened_and_accepted_anew_is_judged_by_its_last_acceptance(
    repository: Repository, adr: Adr
) -> None:
    text = (repository.folder / FILE).read_text(encoding="utf-8")
    repository.write(FILE, changed(text, "status: accepted", "status: proposed"))
    repository.commit("Reopen it")
    repository.write(FILE, text)
    repository.commit("Accept it again")
    assert codes(adr("check", "--format", "json", cwd=repository.folder)) == []


def test_a_change_that_was_taken_back_is_forgotten(repository: Repository, adr: Adr) -> None:
    repository.git("revert", "--no-edit", "HEAD", **repository.person("Ada", "2026-03-09T09:00:00Z"))
    assert codes(adr("check", "--format", "json", cwd=repository.folder)) == []


def test_a_plain_folder_is_not_asked_unless_it_wants_to(adr: Adr, tmp_path: Path) -> None:
    repository = Repository(tmp_path / "plain").start()
    nygard = "# 1. Use events\n\nDate: 2026-01-05\n\n## Status\n\nAccepted\n\n## Context\n\nLoad.\n"
    repository.write("doc/adr/0001-use-events.md", nygard)
    repository.commit("Accept it")
    repository.write("doc/adr/0001-use-events.md", nygard.replace("Load.", "Load and cost."))
    repository.commit("Say more")
    assert codes(adr("check", "--format", "json", cwd=repository.folder)) == []
    repository.write("settled.toml", 'immutability = "strict"\n')
    outcome = adr("check", "--format", "json", cwd=repository.folder)
    assert [(finding["code"], finding["line"]) for finding in outcome.json["findings"]] == [("L201", 11)]


def test_without_a_repository_the_rules_that_need_one_are_not_checked(adr: Adr, tree: Callable[..., Path]) -> None:
    root = tree({"decisions/catalog.yml": "systems: {}\n", FILE: DECISION})
    outcome = adr("check", "--format", "json", cwd=root)
    assert outcome.code == 0
    assert skipped(outcome) == NEEDING_GIT
    assert adr("check", "--select", "missing-source-system", cwd=root).out == "1 decision: 0 errors, 0 warnings\n"
    # Said aloud where nothing at all could look.
    assert adr("check", "--select", ",".join(NEEDING_GIT), cwd=root).out == (
        f"not checked: {', '.join(NEEDING_GIT)}: the records are not in a git repository\n"
        "1 decision: 0 errors, 0 warnings, 8 not checked\n"
    )


def test_a_shallow_clone_is_not_checked_and_fails_where_history_is_required(
    repository: Repository, adr: Adr, tmp_path: Path
) -> None:
    clone = tmp_path / "clone"
    repository.git("clone", "--quiet", "--depth=1", f"file://{repository.folder}", str(clone))
    assert skipped(adr("check", "--format", "json", cwd=clone)) == NEEDING_GIT
    outcome = adr("check", "--require-history", cwd=clone)
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err == (
        "adr: the history of the records cannot be told: this is a shallow clone, which lacks the older commits; "
        "fetch them with `git fetch --unshallow`\n"
    )
    assert adr("check", "--require-history", "--ignore", "L", cwd=clone).code == 0
    assert adr("check", "--require-history", cwd=repository.folder).code == 0


def test_what_git_told_at_the_base_is_not_new(repository: Repository, adr: Adr) -> None:
    repository.git("checkout", "--quiet", "-b", "topic")
    repository.write("decisions/adr/0002-other.md", changed(DECISION, "# Keep prices in the ERP", "# Keep stock"))
    repository.commit("Add one")
    outcome = adr("check", "--against", "main", "--format", "json", cwd=repository.folder)
    assert [(finding["code"], finding["new"]) for finding in outcome.json["findings"] if finding["code"] == "L201"] == [
        ("L201", False)
    ]


def test_the_settings_say_which_status_may_follow_which(adr: Adr, tmp_path: Path) -> None:
    repository = Repository(tmp_path / "project").start()
    repository.write(FILE, changed(DECISION, "status: accepted", "status: rejected"))
    repository.commit("Reject it")
    repository.write(FILE, DECISION)
    outcome = adr("check", "--select", "L202", cwd=repository.folder)
    assert outcome.out.splitlines()[1:3] == [
        f"  {FILE}:2:1: warning L202 illegal-transition: ADR-0001 went from rejected to accepted (not committed yet)",
        "      → from rejected it may become: proposed",
    ]
    repository.write("settled.toml", '[transitions]\nrejected = ["accepted"]\n')
    assert adr("check", "--select", "L202", cwd=repository.folder).code == 0


def test_a_proposal_is_stale_after_as_many_days_as_the_settings_say(adr: Adr, tmp_path: Path) -> None:
    repository = Repository(tmp_path / "project").start()
    repository.write(FILE, changed(DECISION, "status: accepted", "status: proposed"))
    repository.commit("Propose it", date="2026-11-01T09:00:00Z")
    repository.write("settled.toml", "[limits]\nproposal-days = 22\n")
    assert codes(adr("check", "--format", "json", cwd=repository.folder)) == []
    repository.write("settled.toml", "[limits]\nproposal-days = 21\n")
    assert codes(adr("check", "--format", "json", cwd=repository.folder)) == ["L204"]


@pytest.mark.parametrize(
    ("broken", "reason"),
    [
        ("HEAD", "the records are not in a git repository"),
        ("objects", "the repository lacks its last commit"),
    ],
)
def test_a_broken_repository_is_never_taken_for_none(
    repository: Repository, adr: Adr, broken: str, reason: str
) -> None:
    if broken == "HEAD":
        repository.write(".git/HEAD", "garbage\n")
    else:
        shutil.rmtree(repository.folder / ".git" / "objects")
        (repository.folder / ".git" / "objects").mkdir()
    outcome = adr("check", "--select", "L", cwd=repository.folder)
    assert f"not checked: {', '.join(NEEDING_GIT)}: {reason}" in outcome.out
    assert outcome.out.endswith(", 8 not checked\n")
    told = adr("history", cwd=repository.folder)
    assert (told.code, told.out) == (2, "")
    assert told.err.startswith(f"adr: {reason}")
