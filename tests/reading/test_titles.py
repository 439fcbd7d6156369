"""First headings: which number is a number, and which is a word of the sentence."""

from __future__ import annotations

import pytest
from hypothesis import given

from settled.formats.titles import split_title
from settled.records.reading import read_record
from tests.reading.generated import anything, bounded


@pytest.mark.parametrize(
    ("heading", "number", "title"),
    [
        ("1. Use Kafka", 1, "Use Kafka"),
        ("0009. Use Kafka", 9, "Use Kafka"),
        ("9.Use Kafka", 9, "Use Kafka"),
        ("7 Use Kafka", 7, "Use Kafka"),
        ("0007 Use Kafka", 7, "Use Kafka"),
        ("2: Use Kafka", 2, "Use Kafka"),
        ("2 - Use Kafka", 2, "Use Kafka"),
        ("2 \u2013 Use Kafka", 2, "Use Kafka"),
        ("ADR 001: Use Kafka", 1, "Use Kafka"),
        ("ADR-001: Use Kafka", 1, "Use Kafka"),
        ("ADR001: Use Kafka", 1, "Use Kafka"),
        ("ADR 45 - Use Kafka", 45, "Use Kafka"),
        ("ADR-45 - Use Kafka", 45, "Use Kafka"),
        ("ADR-45 — Use Kafka", 45, "Use Kafka"),
        ("adr-0045 Use Kafka", 45, "Use Kafka"),
        ("RFC 12: Use Kafka", 12, "Use Kafka"),
        ("#12: Use Kafka", 12, "Use Kafka"),
        ("FLOW-0003: Order export", 3, "Order export"),
        ("Use Kafka", None, "Use Kafka"),
        ("3 retries are enough", None, "3 retries are enough"),
        ("2 systems, 1 truth", None, "2 systems, 1 truth"),
        ("1st party cookies", None, "1st party cookies"),
        ("2026-11-23 Release", None, "2026-11-23 Release"),
        ("3.5 GB is enough", None, "3.5 GB is enough"),
        ("Use HTTP 2", None, "Use HTTP 2"),
        ("ADR-0007", 7, ""),
        ("", None, ""),
        ("7", None, "7"),
        ("7.", None, "7."),
    ],
)
def test_number_and_title_in_file_0007(heading: str, number: int | None, title: str) -> None:
    assert split_title(heading, 7) == (number, title)


def test_a_number_with_only_a_space_behind_it_counts_when_it_is_the_files() -> None:
    assert split_title("3 retries are enough", 3) == (3, "retries are enough")
    assert split_title("3 retries are enough", None) == (None, "3 retries are enough")


@bounded
@given(anything)
def test_any_heading_can_be_split(heading: str) -> None:
    number, title = split_title(heading, 7)
    assert number is None or str(number) in heading.replace("0", "") or number >= 0
    assert title in heading


@pytest.mark.parametrize(
    ("file", "body", "title"),
    [
        ("0007-use-kafka.md", "# 7. Use `Kafka` & **events**\n", "Use Kafka & events"),
        ("0007-use-kafka.md", "# [Use Kafka](https://kafka.example)\n", "Use Kafka"),
        ("0007-use-kafka.md", "Use Kafka\n=========\n\nText.\n", "Use Kafka"),
        ("0007-use-kafka.md", "## Status\n\nAccepted\n\n# Use Kafka\n", "Use Kafka"),
        ("0007-use-kafka.md", "# Use Kafka #\n", "Use Kafka"),
        ("0007-use-kafka.md", "```\n# not this\n```\n# Use Kafka\n", "Use Kafka"),
        ("0007-use-kafka.md", "<!-- # not this -->\n# Use Kafka\n", "Use Kafka"),
        ("0007-use-kafka.md", "No heading at all.\n", "Use kafka"),
        ("0007-use_kafka.md", "", "Use kafka"),
        ("0007.md", "", "0007"),
        ("0007-use-kafka.md", "# 🎉\n", "🎉"),
        ("0007-use-kafka.md", '# "Quoted" <b> | / \\ &amp;\n', '"Quoted" <b> | / \\ &amp;'),
        ("0007-use-kafka.md", f"# {'long ' * 60}\n", ("long " * 60).strip()),
        ("0007-use-kafka.md", "---\ntitle: From the front\n---\n\n# Use Kafka\n", "From the front"),
    ],
)
def test_the_title_of_a_record(file: str, body: str, title: str) -> None:
    record = read_record(f"docs/adr/{file}", body, None, is_programme=False).record
    assert record is not None
    assert record.title == title
