"""One number of the complete programme made far too small or large: one finding in a record, not one for each rule."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from settled.model.duration import Duration
from tests.rules.worse.programme import CAPTURE, CATALOG, ORDER, STOCK, Change, check_changed, sound

FACTORS = (0.001, 0.1, 10, 1000)

SEVERAL = {
    (
        CATALOG,
        "teams.order-operations.responds-within",
        1000,
    ): "people who never come break a promise, too",
    (CATALOG, "teams.payments.responds-within", 1000): "people who never come let something lapse, too",
    (ORDER, "idempotency.retry.within", 1000): "retries for months outlast both the promise and the memory",
    (
        CATALOG,
        "objects.order.keep",
        0.001,
    ): "what may be kept for a day lies in the dead letter, and a replay brings it back",
    (STOCK, "idempotency.retry.within", 1000): "retries for months outlast both the promise and the memory",
}
"""What is beyond bounds that have nothing to do with one another, and why each of them is told."""


def _leaves(value: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for key, item in value.items():
            yield from _leaves(item, (*path, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _leaves(item, (*path, str(index)))
    elif isinstance(value, str):
        yield ".".join(path), value


def _scaled(text: str, factor: float) -> str | None:
    """A length of time or a count so many times as large; None for all other values."""
    if text.isdecimal():
        return str(max(1, int(int(text) * factor)))
    try:
        seconds = max(Duration.parse(text).seconds * factor, 0.001)
        return f"{seconds:.3f} s" if seconds < 1e8 else f"{seconds / 86_400:.3f} d"
    except ValueError:
        return None


NUMBERS = [
    (file, path, text) for file, data in sound().items() for path, text in _leaves(data) if _scaled(text, 1) is not None
]


def test_the_numbers_of_the_programme_are_there() -> None:
    assert {file for file, _, _ in NUMBERS} >= {CATALOG, ORDER, CAPTURE, STOCK}
    assert len(NUMBERS) > 50


@pytest.mark.parametrize(("file", "path", "text"), NUMBERS, ids=lambda value: value.rpartition("/")[2])
def test_a_number_beyond_all_bounds_brings_one_finding_in_a_record(file: str, path: str, text: str) -> None:
    for factor in FACTORS:
        value = _scaled(text, factor)
        in_records = Counter(finding.location.file for finding in check_changed(Change(file, path, value)).told)
        several = {record: count for record, count in in_records.items() if count > 1}
        assert bool(several) == ((file, path, factor) in SEVERAL), f"{path}: {value} brings {several}"
