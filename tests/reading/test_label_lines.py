"""Facts that a decision tells on lines below its title, in sections of their own, and under keys of other tools."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from settled.model.vocabulary import Status
from settled.records import Record
from settled.records.reading import read_record
from tests.conftest import Outcome

Tree = Callable[..., Path]
Adr = Callable[..., Outcome]


def read(text: str) -> Record:
    entry = read_record("docs/adr/0001-use-events.md", text, None, is_programme=False)
    assert entry.problems == ()
    assert entry.record is not None
    return entry.record


def facts(record: Record) -> tuple[str | None, str | None, tuple[str, ...]]:
    status = record.status.value if record.status else None
    return status, record.date.isoformat() if record.date else None, record.decision_makers


ALL = ("accepted", "2026-01-31", ("Team A", "Team B"))


@pytest.mark.parametrize(
    "lines",
    [
        "**Status:** Accepted\n**Date:** 2026-01-31\n**Deciders:** Team A, Team B",
        "**Status**: Accepted  \n**Date**: 2026-01-31  \n**Decision makers**: Team A, Team B  ",
        "Status: Accepted\n\nDate: 2026-01-31\n\nDeciders: Team A, Team B",
        "*Status: accepted*\n*Date: 2026-01-31*\n*Deciders: Team A, Team B*",
        "__Status__: Accepted\n__Date__: 2026-01-31\n__Deciders__: Team A, Team B",
        "> **Status:** Accepted\n> **Date:** 2026-01-31\n> **Deciders:** Team A, Team B",
        "**Status**: Accepted | **Date**: 2026-01-31 | **Deciders**: Team A, Team B | **Ticket**: X-1",
        "> Status: ✅ Accepted · Date: 2026-01-31 · Deciders: Team A, Team B",
        "We met.\n\n**STATUS:** accepted (2 against)\n**Created:** 2026-01-31\n**Deciders:** Team A, Team B",
        "\n## Status\n\nAccepted\n\n## Date\n\n2026-01-31\n\n## Deciders\n\n- Team A\n- Team B\n",
        "\n## Deciders:\n\nTeam A, Team B\n\n## 1. Status: Accepted\n\n## Date\n\n31.01.2026, after the trial\n",
    ],
)
def test_facts_below_the_title(lines: str) -> None:
    later = "## Context\n\n**Status:** rejected, said the old system.\nDate: 2020-01-01\n"
    text = f"# ADR-001: Use events\n\n{lines}\n\n{later}"
    record = read(text)
    assert (record.title, record.number, *facts(record)) == ("Use events", 1, *ALL)
    assert facts(read(text.replace("\n", "\r\n"))) == ALL


@pytest.mark.parametrize(
    ("text", "status", "written"),
    [
        ("**Status:** Superseded by [2. Two](0002-two.md)", "superseded", "Superseded by [2. Two](0002-two.md)"),
        # A choice that was never made, and words of which nobody knows what they mean, are no status.
        ("Status: proposed | accepted | rejected", None, "proposed | accepted | rejected"),
        ("**Status:** {proposed}", None, "{proposed}"),
        ("**Status:** on hold", None, "on hold"),
        ("The status: accepted by all", None, None),
        ("```\nStatus: accepted\n```", None, None),
        ("## Status\n\n- [ ] Proposed\n- [x] Accepted\n- [ ] Rejected", "accepted", "Accepted"),
        ("## Status\n\n- [ ] Proposed\n- [ ] Accepted", None, "- [ ] Proposed"),
        ("## 📌 Status\n\nAccepted", "accepted", "Accepted"),
        ("## 2) Status\n\nAccepted", "accepted", "Accepted"),
        ("## Status\n\n**Status:** Accepted", "accepted", "Accepted"),
        ("## Status quo\n\nAccepted practice", None, None),
        ("## Status - accepted", "accepted", "accepted"),
        ("### **Status**\n\nAccepted", "accepted", "Accepted"),
        ("**Status**\n\nAccepted\n\n**Context**\n\nText.", "accepted", "Accepted"),
        ("**Status:**\nAccepted", "accepted", "Accepted"),
        ("Status：accepted", "accepted", "accepted"),
        # What is struck through is gone, and a choice that was never made is none.
        ("## Status\n\n~~accepted~~ rejected", "rejected", "~~accepted~~ rejected"),
        ("## Status\n\n~Proposed.~ Accepted.", "accepted", "~Proposed.~ Accepted."),
        (
            "## Status\n\n~~Proposed~~ | **Accepted** | ~~Rejected~~",
            "accepted",
            "~~Proposed~~ | **Accepted** | ~~Rejected~~",
        ),
        ("## Status\n\n~~Approved~~ Postponed", None, "~~Approved~~ Postponed"),
        ("## Status\n\n<proposed, accepted, rejected, etc.>", None, "<proposed, accepted, rejected, etc.>"),
        ("## Status\n\nProposed / Accepted / Declined", None, "Proposed / Accepted / Declined"),
        ("## Status\n\nProposed [Proposed, Accepted, Rejected]", "proposed", "Proposed [Proposed, Accepted, Rejected]"),
        ("## Status\n\nAccepted / Implemented", "accepted", "Accepted / Implemented"),
        ("## Status\n\nDeprecated, superseded by 2", "deprecated", "Deprecated, superseded by 2"),
        # The label is known in other languages.
        ("- Estado: aceptado", "accepted", "aceptado"),
        ("## Statut\n\nAccepted", "accepted", "Accepted"),
        ("**状态**: accepted", "accepted", "accepted"),
    ],
)
def test_what_is_a_status(text: str, status: str | None, written: str | None) -> None:
    record = read(f"# 1. Use events\n\n{text}\n\n## Context\n")
    assert (record.status.value if record.status else None, record.status_text) == (status, written)


@pytest.mark.parametrize(
    ("status", "successors"),
    [
        ("Superseded by [2. Two](0002-two.md)", ("0002-two.md",)),
        ("Superseded. See [2. Two](0002-two.md)", ("0002-two.md",)),
        ("Superseded (by [2. Two](0002-two.md))", ("0002-two.md",)),
        ("⌛️ Superseded [0002](0002-two.md)", ("0002-two.md",)),
        ("Replaced by ADR 2.", ("ADR 2",)),
        ("Superseeded by 2", ("2",)),
        ("Rejected, superseded by https://tracker.example/issues/1173", ("https://tracker.example/issues/1173",)),
        ("Accepted, partially superseded by 2", ()),
        ("[proposed | accepted | superseded by [ADR-0005](0005-x.md)]", ()),
        ("Accepted, see [2. Two](0002-two.md)", ()),
    ],
)
def test_what_is_a_successor(status: str, successors: tuple[str, ...]) -> None:
    assert read(f"# 1. Use events\n\n## Status\n\n{status}\n").superseded_by == successors


@pytest.mark.parametrize(
    "heading",
    [
        "ADR-001: Use events", "1) Use events {#adr_0001}", "1/ Use events", "[ADR-001] Use events", "ADR: Use events",
        "'ADR 0001 - Use events'", "Decision record: Use events", "Title: 001 - Use events", "2020-10-15 - Use events",
        "Architecture Decision Record: Use events", "Title\n\nUse events", "ADR-0001", "Context", "Use events {.big}",
    ],
)  # fmt: skip
def test_a_title_is_what_is_left(heading: str) -> None:
    assert read(f"# {heading}\n\n## Status\n\nAccepted\n").title == "Use events"


@pytest.mark.parametrize(
    "line", ["Date: 2026/01/31", "Date: [2026-01-31]", "**Date** 2026-01-31", "- Fecha: 2026-1-31", "Datum: 31.01.2026"]
)
def test_a_day_in_other_forms(line: str) -> None:
    assert facts(read(f"# 1. Use events\n\n{line}\n\n## Status\n\nAccepted\n"))[1] == "2026-01-31"


@pytest.mark.parametrize("day", ["**Accepted** — 2026-01-31", "Accepted - 31-01-2026", "Accepted on 2026-01-31"])
def test_a_day_beside_the_word_of_the_status(day: str) -> None:
    assert facts(read(f"# 1. Use events\n\n## Status\n\n{day}\n"))[:2] == ("accepted", "2026-01-31")


def test_sections_of_the_first_level_are_no_title() -> None:
    record = read("Date: 2026-01-31\n\n# STATUS\n\nAccepted\n\n# CONTEXT\n\nText.\n\n# DECISION\n\nText.\n")
    assert (record.title, record.status) == ("Use events", Status.ACCEPTED)
    assert read("## Context\n\n## Decision\n\nText.\n").title == "Use events"


@pytest.mark.parametrize(
    ("front", "superseded_by", "makers"),
    [
        ("superseded_by: ADR-0002\ndecision_makers: [Team A]", ("ADR-0002",), ("Team A",)),
        ("supersededBy: [2, 3]\ndecisionMakers: Team A, Team B", ("2", "3"), ("Team A", "Team B")),
        ("superseded_by: null\ndecision_makers: []", (), ()),
        ("superseded_by: none", (), ()),
        ("superseded-by: [ADR-0002]\nsuperseded_by: ADR-0003", ("ADR-0002",), ()),
        ("superseded_by: {a: 1}", (), ()),
    ],
)
def test_keys_of_other_tools(front: str, superseded_by: tuple[str, ...], makers: tuple[str, ...]) -> None:
    record = read(f'---\ntitle: "ADR-001: Use events"\nstatus: accepted\n{front}\n---\n\n## Context\n')
    assert (record.title, record.superseded_by, record.decision_makers) == ("Use events", superseded_by, makers)


def test_a_record_with_lines_goes_through_its_life_in_its_own_form(tree: Tree, adr: Adr) -> None:
    lines = "# ADR-00{0}: {1}\n\n**Status:** {2}  \n**Date:** 2026-01-31  \n\n## Context\n\nText.\n"
    root = tree(
        {
            "docs/adr/0001-one.md": lines.format(1, "One", "Accepted"),
            "docs/adr/0002-two.md": lines.format(2, "Two", "Proposed"),
            "docs/adr/0003-ticks.md": "# 3. Ticks\n\n## Status\n\n- [x] Proposed\n- [ ] Accepted\n",
        }
    )
    assert adr("accept", "2", cwd=root).code == 0
    assert adr("supersede", "1", "--by", "2", cwd=root).code == 0
    assert adr("supersede", "1", "--by", "2", cwd=root).out == ""
    assert (root / "docs/adr/0001-one.md").read_text() == lines.format(1, "One", "Superseded by [2. Two](0002-two.md)")
    two = lines.format(2, "Two", "Accepted")
    assert (root / "docs/adr/0002-two.md").read_text() == two.replace(
        "2026-01-31  \n", "2026-01-31  \n**Supersedes:** [1. One](0001-one.md)  \n"
    )
    assert adr("check", cwd=root).code == 0
    done = adr("accept", "3", cwd=root)
    assert (done.code, done.err) == (
        2, "adr: docs/adr/0003-ticks.md:5: the status is a tick in a list; tick another by hand\n",
    )  # fmt: skip


def test_an_import_moves_lines_and_sections_into_the_front_matter(tree: Tree, adr: Adr) -> None:
    root = tree(
        {
            "adr/0001-one.md": "# 1. One\n\n**Status**: Accepted | **Date**: 2026-01-31\n\n## Context\n\nText.\n",
            "adr/0002-two.md": "# 2. Two\n\n**Status:** Accepted by the board\n\n## Deciders\n\n- A\n- B\n\n"
            "## Context\n\nText.\n",
        }
    )
    assert adr("import", "--into", "new", cwd=root).code == 0
    assert (root / "new/0001-one.md").read_text() == (
        "---\nstatus: accepted\ndate: 2026-01-31\n---\n\n# 1. One\n\n## Context\n\nText.\n"
    )
    assert (root / "new/0002-two.md").read_text() == (
        "---\nstatus: accepted\ndecision-makers: [A, B]\n---\n\n# 2. Two\n\n## Context\n\nText.\n\n"
        "## More Information\n\n**Status:** Accepted by the board\n"
    )
