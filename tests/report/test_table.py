"""Text tables and CSV: aligned for eyes, harmless for terminals and spreadsheets."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from settled.model.shown_text import visible
from settled.report.table import csv_table, text_table
from tests.reading.generated import bounded


def test_columns_are_aligned_by_what_a_terminal_shows() -> None:
    rows = [["ADR-0001", "日本", "a"], ["e\u0301", "accepted", "b"]]
    assert list(text_table(["ID", "STATUS", "TITLE"], rows)) == [
        "ID        STATUS    TITLE",
        "ADR-0001  日本      a",
        "e\u0301         accepted  b",
    ]


def test_the_last_column_is_cut_at_the_width() -> None:
    assert list(text_table(["A", "B"], [["1", "日本語日本語"], ["2", "abcdefgh"]], width=9)) == [
        "A  B",
        "1  日本…",
        "2  abcde…",
    ]


def test_a_table_without_rows_is_its_header() -> None:
    assert list(text_table(["A", "B"], [])) == ["A  B"]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain é 日本 🙂 a\u00a0b", "plain é 日本 🙂 a\u00a0b"),
        ("👩\u200d💻", "👩\u200d💻"),
        ("a\nb\r\tc", "a\\nb\\r\\tc"),
        ("\x1b[2J", "\\x1b[2J"),
        ("a\u2028b\u202ec", "a\\u2028b\\u202ec"),
    ],
)
def test_control_characters_are_shown_and_not_obeyed(text: str, shown: str) -> None:
    assert visible(text) == shown


@pytest.mark.parametrize(
    "cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t1", "\r1", "\n1", "\uff1d1", '=HYPERLINK("http://x")']
)
def test_a_cell_that_a_spreadsheet_would_run_gets_an_apostrophe(cell: str) -> None:
    assert list(csv.reader(io.StringIO(csv_table(["A"], [[cell]]), newline=""))) == [
        ["A"],
        [f"'{cell}".replace("\r", "\n")],
    ]


@bounded
@given(st.lists(st.text(alphabet=st.characters(codec="utf-8"), max_size=20), min_size=2, max_size=2))
def test_csv_keeps_every_cell_but_for_its_line_ends(row: list[str]) -> None:
    cells = [cell.replace("\r\n", "\n").replace("\r", "\n") for cell in row]
    harmless = [f"'{cell}" if cell[:1] in {*"=+-@\t\n\uff1d\uff0b\uff0d\uff20"} else cell for cell in cells]
    (_, read) = csv.reader(io.StringIO(csv_table(["A", "B"], [row]), newline=""))
    assert read == harmless


def test_a_carriage_return_does_not_end_the_row() -> None:
    assert csv_table(["A"], [["x\r=1"]]) == 'A\n"x\n\'=1"\n'


@pytest.mark.parametrize(
    "cell",
    [
        "a;=1",
        "a; =1",
        'a;"=1',
        "a\t=1",
        "a\n=1",
        "a\r\n@x",
        "a|+1",
        ";;-1",
        "a;\n;=1",
        ' "=1',
        "a;\uff1d1",
        "a;\u00a0=1",
    ],
)
def test_no_reader_of_csv_finds_a_formula_whatever_it_takes_cells_apart_by(cell: str) -> None:
    text = csv_table(["A", "B"], [["before", cell], [cell, "behind"]])
    for delimiter in (",", ";", "\t", "|"):
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            for read in row:
                assert not any(
                    line.strip(' \u00a0"')[:1] in {*"=+-@\uff1d"} for line in read.split("\n") if line.strip()
                )


@pytest.mark.parametrize("cell", ["a-b", "a;b", "1 = 2", "a\n\nb", "x@y.z", "ready\nset", "a; b - c"])
def test_what_begins_no_formula_stays_as_it_is(cell: str) -> None:
    assert list(csv.reader(io.StringIO(csv_table(["A"], [[cell]]), newline=""))) == [["A"], [cell]]
