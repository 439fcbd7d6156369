"""A title as a heading: what was typed is what is read back, and it marks up nothing."""

from __future__ import annotations

import pytest
from markdown import markdown

from settled.edit.markdown_text import escaped, heading, one_line
from settled.records.reading import read_record


@pytest.mark.parametrize(
    ("title", "written"),
    [
        ("Use a queue", "Use a queue"),
        ("A & B | C / D", "A & B | C / D"),
        ("# leading", "\\# leading"),
        ("in C#", "in C\\#"),
        ("two\nlines\tand\x07bell", "two lines and bell"),
        ("**bold** `code`", "\\*\\*bold\\*\\* \\`code\\`"),
        ("[a](b)", "\\[a\\]\\(b)"),
        ("<b>x</b>", "<b\\>x</b\\>"),
        ("snake_case", "snake_case"),
        ("a\\b", "a\\b"),
        ("##", "\\#\\#"),
    ],
)
def test_escaped(title: str, written: str) -> None:
    assert escaped(title) == written


@pytest.mark.parametrize(
    ("title", "number", "written"),
    [
        ("Retries", 7, "Retries"),
        ("7 retries are enough", 7, "7: 7 retries are enough"),
        ("3. Party logistics", 7, "7: 3. Party logistics"),
        ("ADR-5: again", 7, "7: ADR-5: again"),
        ("Status", 7, "7: Status"),
        ("Status: unknown", 7, "7: Status: unknown"),
    ],
)
def test_a_heading_never_reads_as_another_number_or_as_a_status(title: str, number: int, written: str) -> None:
    assert heading(title, number) == written


@pytest.mark.parametrize(
    "title",
    [
        "Use a queue", "# leading", "in C#", "**bold** `code`", "[a](b)", "<b>x</b>", "snake_case", "7 retries",
        "3. Party logistics", "ADR-5: again", "Status", "Status: accepted", "訂單 & 🚀", "a: b # c", "2026-11-23 plan",
    ],
)  # fmt: skip
def test_the_reader_finds_the_title_that_was_typed(title: str) -> None:
    text = f"---\nstatus: proposed\n---\n\n# {heading(title, 7)}\n\n## Context\n\nText\n"
    record = read_record("adr/0007-x.md", text, None, is_programme=True).record
    assert record is not None
    assert (record.title, record.title_number in {None, 7}) == (title, True)


@pytest.mark.parametrize("title", ["**b** `c`", "[a](http://b)", "<b>x</b>", "<script>alert(1)</script>", "in C#"])
def test_a_page_shows_no_mark_up_from_a_title(title: str) -> None:
    html = markdown(f"# {escaped(title)}")
    assert html.startswith("<h1>")
    assert not any(f"<{tag}" in html.lower() for tag in ("b>", "strong", "code", "a ", "script"))
    assert html.endswith("</h1>")


def test_one_line_keeps_the_joiners_of_emoji() -> None:
    assert one_line(" a\u2028b  👩\u200d🚀 ") == "a b 👩\u200d🚀"
