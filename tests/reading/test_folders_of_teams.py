"""Folders as teams of other languages and tools keep them: what `adr list`, `show` and `check` say of them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from settled.history.status_reader import status_of
from settled.records.reading import read_record
from tests.conftest import Outcome

Tree = Callable[..., Path]
Adr = Callable[..., Outcome]

BODY = "\n## Context\n\nText.\n\n## Decision\n\nText.\n\n## Consequences\n\nText.\n"


def listed(adr: Adr, root: Path) -> list[tuple[Any, ...]]:
    records = adr("list", "--format", "json", cwd=root).json["records"]
    return [(each["id"], each["status"], each["date"], each["title"]) for each in records]


def test_the_order_of_day_and_month_is_that_of_the_records_beside(tree: Tree, adr: Adr) -> None:
    root = tree(
        {
            "docs/adr/0001-a.md": "# 1. A\n\n- Estado: aceptado\n- Fecha: 12/02/26\n",
            "docs/adr/0002-b.md": "# 2. B\n\n- Estado: propuesta\n- Fecha: 25/03/26\n",
            "docs/adr/us/0003-c.md": "# 3. C\n\n- Status: accepted\n- Date: 12/02/2026\n",
            "docs/adr/us/0004-d.md": "# 4. D\n\n- Status: accepted\n- Date: 12/31/2026\n",
            "docs/adr/both/0005-e.md": "# 5. E\n\n- Status: accepted\n- Date: 12/02/2026\n",
            "docs/adr/both/0006-f.md": "# 6. F\n\n- Status: accepted\n- Date: 12/31/2026\n",
            "docs/adr/both/0007-g.md": "# 7. G\n\n- Status: accepted\n- Date: 31/12/2026\n",
        }
    )
    for _ in range(2):  # read, and kept
        assert [each[:3] for each in listed(adr, root)] == [
            ("ADR-0001", "accepted", "2026-02-12"),
            ("ADR-0002", "proposed", "2026-03-25"),
            ("ADR-0003", "accepted", "2026-12-02"),
            ("ADR-0004", "accepted", "2026-12-31"),
            ("ADR-0005", "accepted", None),
            ("ADR-0006", "accepted", "2026-12-31"),
            ("ADR-0007", "accepted", "2026-12-31"),
        ]


def test_an_older_record_is_shown_as_its_successor_says(tree: Tree, adr: Adr) -> None:
    root = tree(
        {
            "docs/adr/0003-a.md": f"# 3. A\n\n## Status\n\nAccepted\n{BODY}",
            "docs/adr/0012-b.md": f"# 12. B\n\n## Status\n\nAccepted\n\nSupersedes ADR-3\n{BODY}",
            "docs/adr/0013-c.md": f"# 13. C\n\n## Status\n\nProposed\n\nSupersedes ADR-12\n{BODY}",
        }
    )
    rows = [line.split("  ")[0:3] for line in adr("list", cwd=root).out.splitlines()[1:]]
    assert [[cell.strip() for cell in row if cell.strip()][:2] for row in rows] == [
        ["ADR-0003", "accepted (superseded, as ADR-0012 says)"],
        ["ADR-0012", "accepted"],
        ["ADR-0013", "proposed"],
    ]
    assert "superseded, as ADR-0012 says\n" in adr("show", "3", cwd=root).out
    assert "superseded, as" not in adr("show", "12", cwd=root).out
    assert "G302 one-way-supersede: ADR-0012 supersedes ADR-0003 A" in adr("check", cwd=root).out


def test_the_status_of_a_page_gives_way_to_that_of_the_text_and_is_told(tree: Tree, adr: Adr) -> None:
    root = tree(
        {
            "docs/adr/0001-a.md": f"---\nstatus: ACTIVE\n---\n# A\n\n## Status\n\nAccepted\n{BODY}",
            "docs/adr/0002-b.md": f"---\nstatus: published\n---\n# B\n\n## Status\n\nProposed\n{BODY}",
            "docs/adr/0003-c.md": f"---\nstatus: accepted\n---\n# C\n\n## Status\n\nProposed\n{BODY}",
        }
    )
    assert [each[1] for each in listed(adr, root)] == ["accepted", "proposed", None]
    told = [line for line in adr("check", cwd=root).out.splitlines() if "R004" in line]
    assert [line.partition("unknown-status: ")[2] for line in told] == [
        "the front matter says `published` of the page, and the text `Proposed` of the decision, which was taken",
        "the front matter says `accepted`, and the text below says something else: neither was taken",
    ]


def test_front_matter_that_is_not_quite_yaml_is_told_and_the_rest_is_read(tree: Tree, adr: Adr) -> None:
    front = "---\ntag:General\ntitle: ADR: use X\n<<<\nestado: aceptado\n---\n"
    root = tree({"docs/adr/0001-a.md": f"{front}# A\n{BODY}"})
    assert listed(adr, root) == [("ADR-0001", "accepted", None, "use X")]
    told = [line.strip() for line in adr("check", cwd=root).out.splitlines() if "loose-front-matter" in line]
    assert told == [
        "docs/adr/0001-a.md:2:5: warning R015 loose-front-matter: this is not YAML: no space behind the colon"
    ]


@pytest.mark.parametrize(
    ("name", "text", "status", "date", "title"),
    [
        (
            "0001-a.adoc",
            "= KIP-1: A\n\n.Data\n[cols=2]\n|===\n| Status\n| Accepted\n\n| Created\n| 2024-01-31\n|===\n\n== B\n",
            "accepted",
            "2024-01-31",
            "A",
        ),
        (
            "0001-a.adoc",
            '= A\n\n[cols="1,4"]\n|===\n|Status |*Proposed* :x:\n|Date |2024-01-31\n|===\n\n== Context\n',
            "proposed",
            "2024-01-31",
            "A",
        ),
        ("0001-a.adoc", "= A\n\n|===\n|One |Two |Three\n\n|Status |Accepted |x\n|===\n\n== Context\n", None, None, "A"),
        (
            "0001-a.adoc",
            ":state: draft\n\n= ADR-0001: A\n\nDate:: 2024-01-31\n\n== Context\n",
            "draft",
            "2024-01-31",
            "A",
        ),
        (
            "0001-a.rst",
            "\\0001 A\n#######\n\nStatus\n******\n\nRejected April 2022\n-------------------\n\nno\n",
            "rejected",
            None,
            "A",
        ),
        ("20240131-b.md", "# Summary\n\nText.\n\n## Motivation\n", None, "2024-01-31", "B"),
        (
            "0001-a.md",
            "---\nsidebar_label: The label\nstart-date: 2024-01-31\n---\n# Context\n",
            None,
            "2024-01-31",
            "The label",
        ),
        ("0001-a.md", "---\nslug: 1\ntitle: |\n  1. One\n---\n\n## Status\n\nAccepted\n", "accepted", None, "One"),
        (
            "0001-a.md",
            "# A\n\n| Status | Date |\n|---|---|\n| Proposed | 2024-01-01 |\n| Accepted | 2024-02-01 |\n",
            "accepted",
            "2024-02-01",
            "A",
        ),
        (
            "0001-a.md",
            "# A\n\n<table>\n<tr>\n<th>Estado</th>\n<td>\nObsoleta\n</td>\n</tr>\n</table>\n",
            "deprecated",
            None,
            "A",
        ),
    ],
)
def test_forms_of_other_tools(name: str, text: str, status: str | None, date: str | None, title: str) -> None:
    record = read_record(f"docs/adr/{name}", text, None, is_programme=False).record
    assert record is not None
    assert (record.status, record.date.isoformat() if record.date else None, record.title) == (status, date, title)
    assert status_of(text.encode(), name) == status  # as the history of the file has it


@pytest.mark.parametrize(
    ("status", "successors"),
    [
        ("Ersetzt durch ADR-0009", ("ADR-0009",)),
        ("Remplacée par [la neuf](0009-x.md)", ("0009-x.md",)),
        ("reemplazado por `0009`", ("0009",)),
        ("Zastąpiona przez ADR-9", ("ADR-9",)),
        ("Заменено на ADR-9", ("ADR-9",)),
        ("Nahrazeno ADR-9", ("ADR-9",)),
        ("ADR-9により置き換えられた", ("ADR-9",)),
        ("ADR-9로 대체됨", ("ADR-9",)),
        ("被 ADR-9 取代", ("ADR-9",)),
        ("Accepted. Superseded by ADR-9", ("ADR-9",)),
    ],
)
def test_the_successor_is_named_in_other_languages(status: str, successors: tuple[str, ...]) -> None:
    record = read_record("docs/adr/0007-a.md", f"# A\n\n## Status\n\n{status}\n", None, is_programme=False).record
    assert record is not None
    assert (record.status, record.superseded_by) == ("superseded", successors)


@pytest.mark.parametrize(
    "text", ["Accepted. May be superseded by ADR-9", "Teilweise ersetzt durch ADR-9", "Ersetzt ADR-3"]
)
def test_what_does_not_supersede_the_record(text: str) -> None:
    record = read_record("docs/adr/0007-a.md", f"# A\n\n## Status\n\n{text}\n", None, is_programme=False).record
    assert record is not None
    assert record.status != "superseded"
