"""An accepted flow that decides something else is told: by a rule, in the change, in its history, on the site."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Outcome
from tests.history.conftest import Repository
from tests.samples import CATALOG, DECISION, FLOW, changed

Adr = Callable[..., Outcome]
FILE = "decisions/flows/0001-order-export.md"
ACCEPTED = changed(FLOW, "status: proposed", "status: accepted")
LATER = changed(ACCEPTED, "within: 8 h", "within: 2 d")


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """A flow that was proposed, accepted, and then given more time."""
    repository = Repository(tmp_path / "project").start()
    repository.write("decisions/catalog.yml", CATALOG)
    repository.write(FILE, FLOW)
    repository.commit("Propose it", "Ada")
    repository.write(FILE, ACCEPTED)
    repository.commit("Accept it", "Ada")
    repository.write(FILE, LATER)
    repository.commit("Give it more time", "Bob")
    return repository


def told(repository: Repository, adr: Adr) -> list[str]:
    found = adr("check", "--select", "L211", "--format", "json", cwd=repository.folder).json["findings"]
    return [f"{finding['line']} {finding['severity']} {finding['message']}" for finding in found]


def test_the_check_tells_the_value_its_line_and_who_changed_it(repository: Repository, adr: Adr) -> None:
    commit = repository.git("rev-parse", "--short=10", "HEAD")
    done = adr("check", "--select", "L211", cwd=repository.folder)
    line = LATER.splitlines().index("  within: 2 d") + 1
    assert (done.code, done.out.splitlines()) == (
        0,
        [
            "FLOW-0001 Order export",
            f"  {FILE}:{line}:3: warning L211 decided-value-changed: FLOW-0001 decides something else than when it was "
            f"accepted on 2026-03-02: latency.within: 8 h → 2 d (Bob on 2026-03-03 in {commit})",
            "      → take the change back, add a section `## Amendment 2026-11-23`, or write a flow that supersedes it",
            "",
            "0 decisions, 1 flow: 0 errors, 1 warning",
        ],
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (ACCEPTED, []),
        # The same length of time in other words, another place in the file, another phase.
        (changed(ACCEPTED, "within: 8 h", "within: 480 min"), []),
        (changed(ACCEPTED, "phase: design", "phase: build"), []),
        (LATER + "\n## Amendment 2026-11-20\n\nTwo days are agreed.\n", []),
        (LATER + "\n## Amendment\n\nNobody knows since when.\n", ["latency.within: 8 h → 2 d"]),
        (changed(ACCEPTED, "type: event", "type: queue"), ["pattern.type: event → queue"]),
        (
            changed(ACCEPTED, "  key: order number\n", "  key: {open: Which one?, owner: erp-team, due: 2026-12-01}\n"),
            ["idempotency.key: order number → open: Which one? (erp-team, due 2026-12-01)"],
        ),
    ],
)
def test_what_is_a_change_of_what_was_decided(repository: Repository, adr: Adr, text: str, expected: list[str]) -> None:
    repository.write(FILE, text)
    repository.commit("Change it", "Bob")
    found = told(repository, adr)
    assert len(found) == len(expected)
    assert all(words in line for words, line in zip(expected, found, strict=True))


def test_a_change_that_is_not_committed_is_told(repository: Repository, adr: Adr) -> None:
    repository.write(FILE, changed(ACCEPTED, "type: event", "type: queue"))
    assert [line.endswith("pattern.type: event → queue (not committed yet)") for line in told(repository, adr)] == [
        True
    ]


def test_a_note_of_before_covers_no_later_change(repository: Repository, adr: Adr) -> None:
    noted = LATER + "\n## Amendment 2026-11-20\n\nTwo days are agreed.\n"
    repository.write(FILE, noted)
    repository.commit("Say so", "Bob")
    repository.write(FILE, changed(noted, "within: 2 d", "within: 9 d"))
    repository.commit("More still", "Cem")
    (line,) = told(repository, adr)
    assert "latency.within: 8 h → 9 d (Cem on 2026-03-05" in line


@pytest.mark.parametrize(("policy", "count"), [("strict", 1), ("amend", 0), ("off", 0)])
def test_the_policy_of_decisions_holds_for_flows(repository: Repository, adr: Adr, policy: str, count: int) -> None:
    repository.write("settled.toml", f'immutability = "{policy}"\n')
    repository.write(FILE, LATER + "\n## Amendment 2026-11-20\n\nTwo days are agreed.\n")
    assert len(told(repository, adr)) == count


def test_an_answer_that_was_open_is_none(tmp_path: Path, adr: Adr) -> None:
    question = "  key: {open: Which one?, owner: erp-team, due: 2026-12-01}\n"
    repository = Repository(tmp_path / "project").start()
    repository.write("decisions/catalog.yml", CATALOG)
    repository.write(FILE, changed(ACCEPTED, "  key: order number\n", question))
    base = repository.commit("Accept it with a question")
    repository.write(FILE, changed(ACCEPTED, "phase: design", "phase: build"))
    repository.commit("Answer it")
    assert told(repository, adr) == []
    done = adr("changes", base, cwd=repository.folder)
    assert done.out.splitlines()[1:] == [
        "",
        "Settled in flows",
        "- FLOW-0001 Order export: idempotency (open → settled)",
        "",
        "Phases",
        "- FLOW-0001 Order export: phase: design → build, 2026-03-02 by Ada",
        "",
        "Answered",
        "- FLOW-0001 Order export: Which one?",
    ]
    back = adr("changes", "HEAD", cwd=repository.folder)
    assert "Nothing was decided, changed, reopened" in back.out
    repository.write(FILE, changed(ACCEPTED, "  key: order number\n", question))
    assert (
        "Newly open\n- FLOW-0001 Order export: Which one? (erp-team, due 2026-12-01)\n"
        in adr("changes", "HEAD", cwd=repository.folder).out
    )


def test_history_and_changes_name_values_commit_and_author(repository: Repository, adr: Adr) -> None:
    commit = repository.git("rev-parse", "HEAD")
    value = {"key": "latency.within", "from": "8 h", "to": "2 d", "commit": commit, "author": "Bob"}
    history = adr("history", "FLOW-0001", "--format", "json", cwd=repository.folder).json
    assert [{key: one[key] for key in value} for one in history["values"]] == [value]
    lines = adr("history", "FLOW-0001", cwd=repository.folder).out.splitlines()
    assert [line.split("  ")[1] for line in lines[1:]] == [
        "proposed",
        "proposed → accepted",
        "latency.within: 8 h → 2 d",
    ]
    changes = adr("changes", "HEAD~1", "--format", "json", cwd=repository.folder).json
    assert [{key: one[key] for key in value} for one in changes["values"]] == [value]
    summary = adr("check", "--against", "HEAD~1", "--format", "markdown", cwd=repository.folder).out
    assert "| FLOW-0001 Order export | latency.within | 8 h → **2 d** |" in summary


def test_what_is_kept_between_runs_knows_values(
    repository: Repository, adr: Adr, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("SETTLED_CACHE_DIR", str(tmp_path / "cache"))
    for text, subject in ((changed(LATER, "type: event", "type: queue"), "Queue it"), (ACCEPTED, "Back again")):
        adr("history", "FLOW-0001", cwd=repository.folder)
        repository.write(FILE, text)
        repository.commit(subject, "Cem")
        kept = adr("history", "FLOW-0001", cwd=repository.folder).out
        with monkeypatch.context() as patch:
            patch.setenv("SETTLED_CACHE_DIR", "off")
            assert adr("history", "FLOW-0001", cwd=repository.folder).out == kept
    assert kept.count("latency.within") == 2
    assert kept.count("pattern.type") == 2


def test_edits_amendments_and_what_arrives_accepted_are_told(tmp_path: Path, adr: Adr) -> None:
    repository = Repository(tmp_path / "project").start()
    repository.write("decisions/catalog.yml", CATALOG)
    for number in (1, 2):
        repository.write(f"decisions/adr/000{number}-a.md", DECISION)
    repository.commit("Accept them")
    repository.write("decisions/adr/0001-a.md", DECISION.replace("because the finance team", "because a team"))
    repository.write("decisions/adr/0002-a.md", DECISION + "\n## Amendment 2026-11-20\n\nMore.\n")
    repository.write("decisions/adr/0003-a.md", DECISION)
    repository.write(FILE, ACCEPTED)
    title = "Keep prices in the ERP"
    assert adr("changes", "HEAD", cwd=repository.folder).out.splitlines()[1:] == [
        "",
        "Decided",
        f"- ADR-0003 {title}: accepted",
        "- FLOW-0001 Order export: accepted",
        "",
        "Amended",
        f"- ADR-0002 {title}: Amendment 2026-11-20",
        "",
        "Edited after acceptance",
        f"- ADR-0001 {title}",
    ]


def test_a_decision_that_was_reopened_may_be_changed(tmp_path: Path, adr: Adr) -> None:
    repository = Repository(tmp_path / "project").start()
    repository.write("decisions/catalog.yml", CATALOG)
    repository.write("decisions/adr/0001-a.md", DECISION)
    repository.commit("Accept it")
    assert adr("reopen", "1", "--because", "The steering group asked again", cwd=repository.folder).code == 0
    lines = adr("changes", "HEAD", cwd=repository.folder).out.splitlines()
    assert lines[1:] == ["", "Reopened", "- ADR-0001 Keep prices in the ERP: accepted → proposed"]


def test_thousands_of_values_that_change_are_one_finding(repository: Repository, adr: Adr) -> None:
    for name in ("one", "two"):
        entries = "".join(
            f"  - {{name: {name} {number}, role: trace, in: {{erp: {name}}}}}\n" for number in range(3000)
        )
        repository.write(FILE, changed(ACCEPTED, "identifiers:\n", f"identifiers:\n{entries}"))
        if name == "one":
            repository.write(FILE, changed(FLOW, "identifiers:\n", f"identifiers:\n{entries}"))
            repository.commit("Propose many", "Ada")
            repository.write(FILE, changed(ACCEPTED, "identifiers:\n", f"identifiers:\n{entries}"))
            repository.commit("Accept many", "Ada")
    repository.commit("Call all otherwise", "Bob")
    (line,) = told(repository, adr)
    assert line.endswith(", and 2999 more")
