"""The spreadsheet: any text is kept as it is, and the same rows give the same file."""

from __future__ import annotations

import datetime

import pytest

from settled.report.spreadsheet import workbook
from tests.site.test_downloads import cells_of

DAY = datetime.date(2026, 11, 23)


def test_the_same_rows_give_the_same_bytes() -> None:
    assert workbook("Risks", ["id"], [["a"]], DAY) == workbook("Risks", ["id"], [["a"]], DAY)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("=1+1", "=1+1"),
        ("https://example.com", "https://example.com"),
        ("{=SUM(A1)}", "{=SUM(A1)}"),
        ("0012", "0012"),
        (" two\nlines ", " two\nlines "),
        ("\ud83d", "?"),
        ("x" * 40_000, "x" * 32_766 + "…"),
    ],
)
def test_a_text_stays_a_text(text: str, kept: str) -> None:
    assert cells_of(workbook("Risks", ["title"], [[text]], DAY)) == [["title"], [kept]]


def test_nothing_is_an_empty_cell_and_a_register_may_be_empty() -> None:
    assert cells_of(workbook("Risks", ["a", "b"], [[None, 2.5]], DAY)) == [["a", "b"], [None, 2.5]]
    assert cells_of(workbook("Risks", ["a", "b"], [], DAY)) == [["a", "b"]]
