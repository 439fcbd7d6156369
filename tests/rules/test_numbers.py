"""Numbers of plain records: what is a second record of a number, and which number a title carries."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from settled.project import load
from settled.rules.engine import check
from tests.samples import CATALOG

Tree = Callable[..., Path]

TEXT = (
    "## Status\n\nAccepted\n\n## Context\n\nOrders wait.\n\n## Decision\n\nA queue.\n\n"
    "## Consequences\n\nOne more thing to watch, at a cost.\n"
)
NOTE = "# What we measured\n\n| run | seconds |\n| --- | --- |\n| 1 | 4 |\n"


def record(title: str) -> str:
    return f"# {title}\n\n{TEXT}"


def found(root: Path) -> list[str]:
    """Code and file of each finding."""
    return [f"{one.code} {one.location.file.rpartition('/')[2]}" for one in check(load(root)).findings]


NO_SECOND_RECORDS = {
    "sub-folders": ["0001-a.md", "0002-b.md", "shop/0001-c.md", "shop/0002-d.md"],
    "prefixes": ["ODH-ADR-0003-a.md", "ADR-0003-b.md", "ADR-0004-c.md"],
    "longer prefixes": ["ODH-ADR-MS-0001-a.md", "ODH-ADR-MR-0001-b.md", "ODH-ADR-0001-c.md"],
    "areas": ["shop-0001-a.md", "erp-0001-b.md", "erp-0002-c.md"],
    "a translation": ["0001-use-a-queue.md", "0001-use-a-queue.es.md", "0002-b.md"],
    "each in its language": ["0001-a-queue.en.md", "0001-a-queue.de.md", "0001-a-queue.pt-BR.md"],
    "other separators": ["0001-a-queue.md", "0001-a-queue_ja.md", "0001-a-queue-zh-CN.md"],
    "folders of languages": ["en/0001-a-queue.md", "es/0001-a-queue.md", "0002-b.md"],
    "parts under letters": ["0001-a-queue.md", "0001-b-files.md", "0001.c-calls.md", "0001-the-whole.md"],
    "parts in steps": ["0001-phase1-queue.md", "0001-phase-2-files.md", "0001-step3-calls.md", "0002-b.md"],
    "numbers of other things": ["0104-queue.md", "0104-files.md", "0110-calls.md", "0110-mails.md", "0111-x.md"],
    "days": ["20240101-a.md", "20240101-b.md", "2024-01-02-c.md", "2024-01-02-d.md"],
}
SECOND_RECORDS = {
    "the same number": (["0001-a.md", "0001-b.md", "0002-c.md"], "0001-b.md"),
    "the same prefix": (["ADR-0001-a.md", "ADR-0001-b.md"], "ADR-0001-b.md"),
    "the same area": (["SHOP-ADR-0001-a.md", "SHOP-ADR-0001-b.md"], "SHOP-ADR-0001-b.md"),
    "an article": (["0001-a-queue.md", "0001-the-files.md"], "0001-the-files.md"),
    "the same part": (["0001-a-queue.md", "0001-b-files.md", "0001-b-calls.md", "0002-c.md"], "0001-b-files.md"),
    "the same sub-folder": (["0001-a.md", "shop/0002-b.md", "shop/0002-c.md"], "0002-c.md"),
    "what only ends like a language": (["0001-start-it.md", "0001-end-it.md"], "0001-start-it.md"),
}


@pytest.mark.parametrize("names", NO_SECOND_RECORDS.values(), ids=NO_SECOND_RECORDS)
def test_a_number_that_is_counted_apart_is_taken_once(tree: Tree, names: list[str]) -> None:
    assert found(tree({f"docs/adr/{name}": record("Use a queue") for name in names})) == []


@pytest.mark.parametrize(("names", "second"), SECOND_RECORDS.values(), ids=SECOND_RECORDS)
def test_a_number_that_is_taken_twice(tree: Tree, names: list[str], second: str) -> None:
    assert found(tree({f"docs/adr/{name}": record("Use a queue") for name in names})) == [f"R003 {second}"]


def test_numbers_in_titles_are_those_of_the_records(tree: Tree) -> None:
    files = {f"docs/adr/000{number}-{word}.md": record(f"{number}. {word}") for number in (1, 2) for word in ("Q", "F")}
    assert found(tree(files)) == ["R003 0001-Q.md", "R003 0002-Q.md"]


def test_notes_beside_a_record_are_no_records(tree: Tree) -> None:
    files = {
        "docs/adr/0001-design.md": NOTE,
        "docs/adr/0001-use-a-queue.md": record("1. Use a queue"),
        "docs/adr/0001-use-a-queue-results.md": NOTE,
        "docs/adr/0002-b.md": record("2. B"),
    }
    assert found(tree(files)) == []


def test_what_has_a_status_or_decides_is_no_note(tree: Tree) -> None:
    decides = "# B\n\n## Decision\n\nFiles.\n"
    files = {"docs/adr/0001-a.md": record("1. A"), "docs/adr/0001-b.md": decides, "docs/adr/0001-c.md": record("1. C")}
    assert found(tree(files)) == ["R003 0001-b.md", "R003 0001-c.md"]


def test_in_a_programme_a_translation_is_a_record(tree: Tree) -> None:
    text = f"---\nstatus: accepted\n---\n\n{record('Use a queue')}"
    files = {f"decisions/adr/0001-use-a-queue{language}.md": text for language in ("", ".es")}
    assert [one for one in found(tree({**files, "decisions/catalog.yml": CATALOG})) if "R003" in one] == [
        "R003 0001-use-a-queue.md"
    ]


@pytest.mark.parametrize(
    "title",
    [
        "RFC 2119 words in our APIs",
        "RFC-0023: Words",
        "ABC-42: Use a queue",
        "#42 Use a queue",
        "Issue 42: Use a queue",
        "2024. What we do this year",
        "2024-01-31 Use a queue",
        "31.01.2024 Use a queue",
        "ADR 1.2 Use a queue",
        "1.2 Use a queue",
        "12 factor apps",
        "3 queues, not one",
        "OAuth 2: use it",
        "Use 3 queues",
    ],
)
def test_a_number_of_something_else_in_a_title(tree: Tree, title: str) -> None:
    assert found(tree({"docs/adr/0005-a.md": record(title), "docs/adr/0006-b.md": record("6. B")})) == []


@pytest.mark.parametrize("title", ["9. Use a queue", "9 - Use a queue", "ADR-0009: Use a queue", "ADR 9 Use a queue"])
def test_a_copied_number_in_a_title(tree: Tree, title: str) -> None:
    files = {"docs/adr/0005-a.md": record(title), "docs/adr/0006-b.md": record("6. B")}
    assert found(tree(files)) == ["R002 0005-a.md"]


@pytest.mark.parametrize(("prefix", "others"), [("RFC", "RFC "), ("RFC", "RFC-"), ("rfc", "RFC 000")])
def test_a_copied_number_behind_the_word_of_the_folder(tree: Tree, prefix: str, others: str) -> None:
    files = {f"docs/adr/000{number}-a.md": record(f"{others}{number}: Use it") for number in (1, 2, 3)}
    files["docs/adr/0004-b.md"] = record(f"{prefix} 3: Copied")
    assert found(tree(files)) == ["R002 0004-b.md"]


def test_a_copied_number_behind_the_word_of_its_own_name(tree: Tree) -> None:
    assert found(tree({"docs/adr/RFC-0004-b.md": record("RFC 3: Copied")})) == ["R002 RFC-0004-b.md"]
