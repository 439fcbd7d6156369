"""Values that other tools write under our keys: read in a folder of plain ADRs, told in a programme of ours."""

from __future__ import annotations

import datetime

import pytest

from settled.model.vocabulary import Kind
from settled.records import ReadRecord
from settled.records.reading import read_record


def read(front: str, *, is_programme: bool = False) -> ReadRecord:
    return read_record("adr/0001-x.md", f"---\n{front}\n---\n# X\n", None, is_programme=is_programme)


@pytest.mark.parametrize(
    "written", ["2026/01/23", "2026.1.23", '"[2026-01-23]"', "[2026-01-23]", "23.01.2026", "January 23, 2026"]
)
def test_a_date_that_can_mean_one_day_only_is_read(written: str) -> None:
    entry = read(f"date: {written}")
    assert entry.problems == ()
    assert entry.record is not None
    assert entry.record.date == datetime.date(2026, 1, 23)
    assert [problem.rule for problem in read(f"date: {written}", is_programme=True).problems] == ["invalid-value"]


@pytest.mark.parametrize("written", ["03/04/2026", "2026/13/45", "soon", "[]", "[2026-01-23, 2026-01-24]", "{a: b}"])
def test_another_date_is_told(written: str) -> None:
    entry = read(f"date: {written}")
    assert [problem.field for problem in entry.problems] == ["date"]
    assert entry.record is not None
    assert entry.record.date is None


@pytest.mark.parametrize("written", ["'📌 Architecture Decision Records'", "decison", "[adr]", "{a: b}"])
def test_a_kind_that_is_none_of_ours_is_a_key_of_somebody_else(written: str) -> None:
    entry = read(f"kind: {written}\nstatus: accepted")
    assert entry.problems == ()
    assert entry.record is not None
    assert entry.record.kind is Kind.DECISION
    assert [problem.field for problem in read(f"kind: {written}", is_programme=True).problems] == ["kind"]
