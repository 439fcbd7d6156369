"""Durations: what people write, in seconds."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from settled.model.duration import Duration
from tests.reading.generated import anything, bounded

UNITS = {
    "s": 1, "sec": 1, "seconds": 1, "min": 60, "minutes": 60, "h": 3600, "hrs": 3600, "hour": 3600,
    "d": 86_400, "days": 86_400, "w": 604_800, "weeks": 604_800, "ms": 0.001,
}  # fmt: skip


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("30 s", 30),
        ("30s", 30),
        ("15 min", 900),
        ("15 MIN", 900),
        ("4 h", 14_400),
        ("2 d", 172_800),
        ("1 w", 604_800),
        ("1.5 h", 5_400),
        ("1 h 30 min", 5_400),
        ("1h30min", 5_400),
        ("250 ms", 0.25),
        ("0 s", 0),
        ("  4 h  ", 14_400),
        ("PT15M", 900),
        ("PT1H30M", 5_400),
        ("P1D", 86_400),
        ("P1DT12H", 129_600),
        ("P2W", 1_209_600),
        ("PT0.5S", 0.5),
        ("pt15m", 900),
        ("1 month", 2_592_000),
        ("6 months", 15_552_000),
        ("2 y", 63_072_000),
    ],
)
def test_what_is_a_duration(text: str, seconds: float) -> None:
    duration = Duration.parse(text)
    assert duration.seconds == seconds
    assert str(duration) == text.strip()


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "soon", "15", "min", "15 m", "15 M", "1 mo", "P1M", "P1Y", "P", "PT", "-4 h", "4 h later", "4, h",
        "1:30", "1e3 s", "4 h,", "15 minutes or so", "¼ h",
    ],
)  # fmt: skip
def test_what_is_none(text: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(text)}$|^[A-Za-z]+$"):
        Duration.parse(text)


@bounded
@given(st.lists(st.tuples(st.integers(0, 10_000), st.sampled_from(sorted(UNITS))), min_size=1, max_size=4))
def test_several_parts_add_up(parts: list[tuple[int, str]]) -> None:
    text = " ".join(f"{number} {unit}" for number, unit in parts)
    assert Duration.parse(text).seconds == pytest.approx(sum(number * UNITS[unit] for number, unit in parts))


@bounded
@given(anything)
def test_any_text_is_a_duration_or_a_value_error(text: str) -> None:
    try:
        assert Duration.parse(text).seconds >= 0
    except ValueError:
        assert text.strip() not in {"1 s", "PT1S"}


def test_durations_compare_by_length_and_not_by_words() -> None:
    assert Duration.parse("60 min") == Duration.parse("PT1H")
    assert hash(Duration.parse("60 min")) == hash(Duration.parse("1 h"))
    assert sorted([Duration.parse("2 h"), Duration.parse("30 s"), Duration.parse("1 d")])[0].text == "30 s"
    assert Duration.parse("1 h") != "1 h"
