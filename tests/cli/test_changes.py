"""`adr changes REF`: what became of the records, for release notes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Outcome
from tests.history.conftest import Repository
from tests.samples import CATALOG, DECISION, FLOW, changed

Adr = Callable[..., Outcome]
ADR, FLOWS = "decisions/adr", "decisions/flows"


def titled(number: int, status: str, more: str = "") -> str:
    text = changed(DECISION, "# Keep prices in the ERP", f"# Decision {number}")
    return changed(text, "status: accepted", f"status: {status}{more}")


OPEN_LATENCY = changed(
    FLOW,
    "  class: same-day-operational\n  within: 8 h\n  if-late: the warehouse misses the 16:00 carrier cut-off\n",
    "  open: How late is too late?\n  owner: erp-team\n  due: 2027-01-31\n",
)


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """A programme with one of everything that can happen to a record since the tag `v1`."""
    repository = Repository(tmp_path / "project").start()
    repository.write("decisions/catalog.yml", CATALOG)
    for number, status in enumerate(("proposed", "accepted", "accepted", "accepted", "accepted", "proposed"), 1):
        repository.write(f"{ADR}/000{number}-d{number}.md", titled(number, status))
    repository.write(f"{FLOWS}/0001-order-export.md", OPEN_LATENCY)
    repository.commit("Begin", "Ada")
    repository.git("tag", "v1")
    repository.write(f"{ADR}/0001-d1.md", titled(1, "accepted"))
    repository.write(f"{ADR}/0002-d2.md", titled(2, "proposed"))
    repository.commit("Decide and reopen", "Bob")
    repository.write(f"{ADR}/0003-d3.md", titled(3, "superseded", "\nsuperseded-by: [ADR-0007]"))
    repository.write(f"{ADR}/0004-d4.md", titled(4, "deprecated"))
    repository.write(f"{ADR}/0006-d6.md", titled(6, "draft"))
    repository.write(f"{ADR}/0007-d7.md", titled(7, "accepted", "\nsupersedes: [ADR-0003]"))
    (repository.folder / f"{ADR}/0005-d5.md").unlink()
    repository.write(f"{FLOWS}/0001-order-export.md", changed(FLOW, "  type: event\n", ""))
    repository.write(f"{FLOWS}/0002-order-import.md", changed(FLOW, "# Order export", "# Order | import"))
    repository.commit("Change much", "Eve")
    return repository


def test_everything_that_happened_with_who_and_when(repository: Repository, adr: Adr) -> None:
    base = repository.git("rev-parse", "--short=10", "v1")
    outcome = adr("changes", "v1", cwd=repository.folder / "decisions")
    assert (outcome.code, outcome.err) == (0, "")
    assert (
        outcome.out
        == f"""\
Decisions since v1 ({base})

Decided
- ADR-0001 Decision 1: proposed → accepted, 2026-03-02 by Bob
- ADR-0007 Decision 7: accepted, 2026-03-03 by Eve

Reopened
- ADR-0002 Decision 2: accepted → proposed, 2026-03-02 by Bob

Superseded
- ADR-0003 Decision 3: accepted → superseded, 2026-03-03 by Eve

Deprecated
- ADR-0004 Decision 4: accepted → deprecated, 2026-03-03 by Eve

Changed status
- ADR-0006 Decision 6: proposed → draft, 2026-03-03 by Eve

New
- FLOW-0002 Order | import: proposed, 2026-03-03 by Eve

Deleted
- ADR-0005 Decision 5, which was accepted, 2026-03-03 by Eve

Settled in flows
- FLOW-0001 Order export: latency (open → settled)

No longer settled in flows
- FLOW-0001 Order export: integration pattern (settled → missing)

Answered
- FLOW-0001 Order export: How late is too late?
"""
    )


def test_markdown_for_release_notes_is_harmless(repository: Repository, adr: Adr) -> None:
    lines = adr("changes", "v1", "--format", "markdown", cwd=repository.folder).out.splitlines()
    assert lines[0].startswith("# Decisions since v1 (")
    assert "## New" in lines
    assert "- **FLOW-0002 Order &#124; import**: proposed, 2026-03-03 by Eve" in lines


def test_the_document(repository: Repository, adr: Adr) -> None:
    document = adr("changes", "v1", "--format", "json", cwd=repository.folder).json
    assert {key: document[key] for key in ("version", "reference", "commit", "complete", "reason")} == {
        "version": 1,
        "reference": "v1",
        "commit": repository.git("rev-parse", "v1"),
        "complete": True,
        "reason": "",
    }
    assert [
        (entry["change"], entry["label"].split()[0], entry["from"], entry["to"]) for entry in document["records"]
    ] == [
        ("decided", "ADR-0001", "proposed", "accepted"),
        ("decided", "ADR-0007", None, "accepted"),
        ("reopened", "ADR-0002", "accepted", "proposed"),
        ("superseded", "ADR-0003", "accepted", "superseded"),
        ("deprecated", "ADR-0004", "accepted", "deprecated"),
        ("changed", "ADR-0006", "proposed", "draft"),
        ("new", "FLOW-0002", None, "proposed"),
        ("deleted", "ADR-0005", "accepted", None),
    ]
    first = document["records"][0]
    assert (first["file"], first["author"], first["author_date"]) == (
        f"{ADR}/0001-d1.md", "Bob", "2026-03-02T09:00:00+01:00",
    )  # fmt: skip
    assert first["commit"] == repository.git("rev-parse", "HEAD~1")
    assert [(entry["decision"], entry["from"], entry["to"]) for entry in document["decisions"]] == [
        ("integration pattern", "settled", "missing"),
        ("latency", "open", "settled"),
    ]


def test_a_day_counts_from_the_last_commit_before_it(repository: Repository, adr: Adr) -> None:
    document = adr("changes", "2026-03-03", "--format", "json", cwd=repository.folder).json
    assert (document["reference"], document["commit"]) == ("2026-03-03", repository.git("rev-parse", "HEAD~1"))
    assert [entry["label"].split()[0] for entry in document["records"] if entry["change"] == "decided"] == ["ADR-0007"]


def test_a_branch_counts_from_where_it_was_left_and_with_what_is_not_committed(
    repository: Repository, adr: Adr
) -> None:
    repository.git("checkout", "--quiet", "-b", "topic", "v1")
    repository.write(f"{ADR}/0001-d1.md", titled(1, "rejected"))
    outcome = adr("changes", "main", cwd=repository.folder)
    assert outcome.out.splitlines()[2:] == ["Decided", "- ADR-0001 Decision 1: proposed → rejected"]


def test_nothing_happened(repository: Repository, adr: Adr) -> None:
    assert adr("changes", "HEAD", cwd=repository.folder).out.splitlines()[2:] == [
        "Nothing was decided, changed, reopened, added or deleted."
    ]


@pytest.mark.parametrize(
    ("reference", "said"),
    [
        ("nowhere", "there is no revision `nowhere` here; fetch it first"),
        ("2026-02-30", "2026-02-30 is a day that does not exist; check the month and the day"),
        ("2020-01-01", "there is no commit before 2020-01-01; name a later day"),
    ],
)
def test_what_cannot_be_told_is_one_line(repository: Repository, adr: Adr, reference: str, said: str) -> None:
    outcome = adr("changes", reference, cwd=repository.folder)
    assert (outcome.code, outcome.out, outcome.err) == (2, "", f"adr: {said}\n")
