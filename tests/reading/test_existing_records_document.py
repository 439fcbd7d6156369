"""What docs/existing-records.md says of words, places, titles and dates is what the reader does, row by row."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from settled.model.status_word_table import WORDS_BY_LANGUAGE, WORDS_OF_DOCUMENTS, words_of
from settled.model.vocabulary import Status
from settled.records import Record
from settled.records.reading import read_record
from tests.conftest import Outcome

DOCUMENT = (Path(__file__).resolve().parents[2] / "docs" / "existing-records.md").read_text("utf-8")
_CELL = re.compile(r"(?<!\\)\|")


def rows_below(heading: str) -> list[list[str]]:
    """The cells of the table in a section of the document, without its first two rows."""
    section = DOCUMENT.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    lines = [line for line in section.splitlines() if line.startswith("|")]
    return [[cell.strip().replace("\\|", "|") for cell in _CELL.split(line.strip("|"))] for line in lines[2:]]


def code(cell: str) -> str:
    """What stands between the backticks of a cell."""
    return cell.strip("`").replace("⏎", "\n")


def read(text: str, file: str = "0007-use-kafka.md") -> Record:
    record = read_record(f"docs/adr/{file}", text, None, is_programme=False).record
    assert record is not None
    return record


def word_rows() -> list[tuple[str, Status, str]]:
    return [
        (language, status, word)
        for language, *cells in rows_below("Status words")
        for status, cell in zip(Status, cells, strict=True)
        for word in words_of(cell)
    ]


def test_the_table_of_words_is_that_of_the_reader() -> None:
    told = {language: tuple(cells) for language, *cells in rows_below("Status words")}
    assert told == WORDS_BY_LANGUAGE


@pytest.mark.parametrize("status", Status)
def test_each_word_is_read_as_its_column_says(status: Status) -> None:
    words = [word for _, told, word in word_rows() if told is status]
    sections = [read(f"# 7. Use Kafka\n\n## Status\n\n{word}\n\n## Context\n\nText.\n").status for word in words]
    assert dict(zip(words, sections, strict=True)) == dict.fromkeys(words, status)
    capitals = [read(f"# 7. Use Kafka\n\n- Status: **{word.upper()}** (2024-01-31)\n").status for word in words]
    assert dict(zip(words, capitals, strict=True)) == dict.fromkeys(words, status)


def test_a_word_means_the_same_in_all_languages() -> None:
    meanings: dict[str, set[Status]] = {}
    for _, status, word in word_rows():
        meanings.setdefault(word, set()).add(status)
    assert {word: told for word, told in meanings.items() if len(told) > 1} == {}


@pytest.mark.parametrize(("form", "status"), rows_below("Where a status stands"))
def test_where_a_status_stands(form: str, status: str) -> None:
    record = read(f"# 7. Use Kafka\n\n{code(form)}\n\n## Context\n\nText.\n")
    assert (record.status or "none") == status
    assert record.status_text


@pytest.mark.parametrize(("file", "heading", "number", "title"), rows_below("Titles and numbers"))
def test_titles_and_numbers(file: str, heading: str, number: str, title: str) -> None:
    record = read(f"{code(heading)}\n\n## Decision\n\nText.\n", code(file))
    assert (str(record.number).lower(), record.title) == (number, title)
    assert record.title_number in {None, record.number}


FILES = [row for row in rows_below("Templates") if row[0].startswith("`")]


@pytest.mark.parametrize(("file", "text", "what"), FILES, ids=[row[0] for row in FILES])
def test_templates(tmp_path: Path, adr: Callable[..., Outcome], file: str, text: str, what: str) -> None:
    folder = tmp_path / "docs/adr"
    folder.mkdir(parents=True)
    (folder / "0001-first.md").write_text("# 1. First\n\n## Status\n\nAccepted\n\n## Context\n\nWords.\n")
    (folder / code(file)).write_text(f"{code(text)}\n", "utf-8")
    listed = adr("list", "--format", "json", cwd=tmp_path).json["records"]
    told = adr("doctor", "--format", "json", cwd=tmp_path).json["passed_over"]
    is_record = f"docs/adr/{code(file)}" in {record["file"] for record in listed}
    assert is_record == (what == "record")
    assert [(each["file"], "template" in each["reason"]) for each in told] == (
        [] if is_record else [(f"docs/adr/{code(file)}", True)]
    )


@pytest.mark.parametrize(("written", "day"), rows_below("Dates"))
def test_dates(written: str, day: str) -> None:
    record = read(f"# 7. Use Kafka\n\n{code(written)}\n")
    assert (record.date.isoformat() if record.date else "none") == day


@pytest.mark.parametrize(("written", "status"), rows_below("Front matter"))
def test_front_matter(written: str, status: str) -> None:
    front, _, section = written.partition(" beside the section ")
    body = f"## Status\n\n{code(section)}\n" if section else ""
    assert (read(f"---\n{code(front)}\n---\n# Use Kafka\n\n{body}").status or "none") == status


def test_the_words_of_pages_that_are_named_are_such() -> None:
    named = DOCUMENT.partition("Words that a system for pages writes (")[2].partition(" …")[0]
    assert set(re.findall(r"\*(\w+)\*", named)) <= WORDS_OF_DOCUMENTS
