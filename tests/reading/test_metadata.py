"""Tables and lists at the beginning of a decision, and days in a status: what is meant by them and what is not."""

from __future__ import annotations

import pytest

from settled.records import Record
from settled.records.reading import read_record


def read(text: str) -> Record:
    entry = read_record("docs/adr/0007-use-kafka.md", text, None, is_programme=False)
    assert entry.problems == ()
    assert entry.record is not None
    return entry.record


@pytest.mark.parametrize(
    ("text", "status", "date", "deciders"),
    [
        (
            "# T\n\n| Status | Accepted |\n| --- | --- |\n| Date | 2024-01-31 |\n| Deciders | Ann, Ben |\n",
            "accepted",
            "2024-01-31",
            ("Ann", "Ben"),
        ),
        ("# T\n\n| **Status** | ✅ Accepted |\n|:--|:--|\n| *Date:* | 31/01/2024 |\n", "accepted", "2024-01-31", ()),
        ("# T\n\n| Status | Date | Tags |\n|-|-|-|\n| Rejected | 2024-1-31 | x |\n", "rejected", "2024-01-31", ()),
        ("# T\n\n| A | B |\n|-|-|\n| Status | draft |\n| Created | 2024-01-31 |\n", "draft", "2024-01-31", ()),
        ("# T\n\n## Status\n\n| Status | Deprecated |\n| --- | --- |\n\n## Context\n", "deprecated", None, ()),
        ("# T\n\n## Context\n\n| Status | Accepted |\n| --- | --- |\n", None, None, ()),
        ("# T\n\n| Option | Status |\n| --- | --- |\n| Kafka | accepted |\n", None, None, ()),
        ("# T\n\n```\n| Status | Accepted |\n```\n", None, None, ()),
        ("# T\n\n| Status | |\n| --- | --- |\n", None, None, ()),
        (f"# T\n\n| Status{'*' * 100} | Accepted |\n| --- | --- |\n", "accepted", None, ()),
    ],
)  # fmt: skip
def test_a_table(text: str, status: str | None, date: str | None, deciders: tuple[str, ...]) -> None:
    record = read(text)
    day = record.date.isoformat() if record.date else None
    assert (record.status, day, record.decision_makers) == (status, date, deciders)


@pytest.mark.parametrize(
    ("row", "status", "superseded_by"),
    [
        ("N/A", "accepted", ()),
        ("none", "accepted", ()),
        ("-", "accepted", ()),
        ("", "accepted", ()),
        ("ADR-0009", "superseded", ("ADR-0009",)),
        ("[New](0009-new.md)", "superseded", ("0009-new.md",)),
    ],
)
def test_the_successor_in_a_table(row: str, status: str, superseded_by: tuple[str, ...]) -> None:
    record = read(f"# T\n\n| Status | Accepted |\n| --- | --- |\n| Superseded by | {row} |\n")
    assert (record.status, record.superseded_by) == (status, superseded_by)


@pytest.mark.parametrize(
    ("text", "status", "deciders"),
    [
        ("# T\n\n* Status: accepted\n* Deciders:\n  * Ann\n  * Ben\n* Date: 2024-01-31\n", "accepted", ("Ann", "Ben")),
        ("# T\n\n* Story: X-1\n  * Status: rejected\n* Status: accepted\n", "accepted", ()),
        ("# T\n\n* Story: X-1\n\n\n* Status: accepted\n", "accepted", ()),
        ("# T\n\nSome words.\n\n- Deciders: Ann\n- STATUS: accepted\n", "accepted", ("Ann",)),
        ("# T\n\n* See the minutes\n\nA paragraph.\n\n* Status: accepted\n", None, ()),
        ("# T\n\n## Context\n\n* Status: accepted\n", None, ()),
        ("# T\n\n* Deciders: Ann\n\n# Context\n\n* Status: rejected\n", None, ("Ann",)),
        ("* Deciders: Ann\n\n# T\n\n* Status: rejected\n", "rejected", ("Ann",)),
    ],
)
def test_the_first_list(text: str, status: str | None, deciders: tuple[str, ...]) -> None:
    record = read(text)
    assert (record.status, record.decision_makers) == (status, deciders)


@pytest.mark.parametrize(
    ("status", "date"),
    [
        ("Accepted 2024-01-31", "2024-01-31"),
        ("**Accepted** *2023-06-09*", "2023-06-09"),
        ("Accepted on 31.01.2024", "2024-01-31"),
        ("Accepted (January 31, 2024)", "2024-01-31"),
        ("Accepted, 2024-02-30", None),
        ("Accepted in 2024", None),
        ("Superseded by ADR-0009 on 2024-01-31", None),
        ("Accepted until 2024-01-31", None),
    ],
)
def test_a_day_beside_the_status(status: str, date: str | None) -> None:
    found = read(f"# T\n\n## Status\n\n{status}\n").date
    assert (found.isoformat() if found else None) == date
    assert read(f"# T\n\nDate: 2020-01-01\n\n## Status\n\n{status}\n").date is not None


@pytest.mark.parametrize(
    "text",
    [
        "---\nstatus: accepted\n---\n\n# T\n\n## Status\n\nRejected\n",
        "---\nstatus: accepted\n---\n\n# T\n\n| Status | Rejected |\n| --- | --- |\n",
        "---\nstatus: accepted\n---\n\n# T\n\n* Status: rejected\n",
    ],
)
def test_front_matter_and_text_that_disagree_are_neither_believed(text: str) -> None:
    record = read(text)
    assert (record.status, record.status_text) == (None, "accepted")
