"""The picture of the timeline: how many records came to which status, in each month, quarter or year."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from settled.site import words
from settled.site.pages.shapes import DELETED, STATUS_CHIPS, UNKNOWN, Chip
from settled.site.pages.status_changes import RecordedChange, became
from settled.site.words import NOTHING, day

MOST_PERIODS = 24
"""How many columns fit; a longer history is counted by quarter, or by year."""
_HEIGHT, _TOP, _WIDTH, _LEAST_WIDTH = 110, 14, 360, 120
_ORDER = (*STATUS_CHIPS.values(), DELETED, UNKNOWN)
_STEP_WORDS = {1: "month", 3: "quarter", 12: "year"}


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of a column: where it begins and how high it is, in the units of the picture."""

    tone: str
    y: float
    height: float


@dataclass(frozen=True, slots=True)
class Period:
    """A column, and the row of the table that says the same."""

    name: str
    anchor: str
    counts: tuple[int, ...]
    words: str
    total: str
    x: float
    top: float
    label: str
    year: str
    segments: tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class TimelinePicture:
    """The columns, oldest first, with all that the template needs to draw them; `not_drawn` changes lie outside."""

    step: str
    chips: tuple[Chip, ...]
    periods: tuple[Period, ...]
    width: float
    bar: float
    baseline: float
    height: float
    title: str
    not_drawn: int


def timeline_picture(changes: Sequence[RecordedChange], today: datetime.date) -> TimelinePicture | None:
    """The picture of `changes`, None where none of them has a date.

    It ends with the latest change, or with `today` where a commit claims to come from the future.
    """
    by_month: dict[int, Counter[Chip]] = {}
    for change in changes:
        if day(change.commit.author_date) != NOTHING:
            by_month.setdefault(_month(change.commit.author_date), Counter())[became(change)] += 1
    if not by_month:
        return None
    until_now = [month for month in by_month if month <= _month(today)] or list(by_month)
    first, last = min(until_now), max(until_now)
    step = next((step for step in _STEP_WORDS if last // step - first // step < MOST_PERIODS), max(_STEP_WORDS))
    columns = range(max(first // step, last // step - MOST_PERIODS + 1), last // step + 1)
    counts = {
        column: sum((by_month.get(month, Counter()) for month in _months(column, step)), Counter())
        for column in columns
    }
    chips = tuple(chip for chip in _ORDER if any(count[chip] for count in counts.values()))
    highest = max(count.total() for count in counts.values())
    pitch = min(40.0, _WIDTH / len(counts))
    periods = tuple(
        _period(column, step, counts[column], chips, highest, index * pitch, by_month)
        for index, column in enumerate(columns)
    )
    return TimelinePicture(
        step=_STEP_WORDS[step],
        chips=chips,
        periods=periods,
        width=round(max(_LEAST_WIDTH, pitch * len(counts)), 1),
        bar=round(min(pitch - 3, 20), 1),
        baseline=_TOP + _HEIGHT,
        height=_TOP + _HEIGHT + 24,
        title=f"Changes of status by {_STEP_WORDS[step]}, {periods[0].name} to {periods[-1].name}",
        not_drawn=len(changes) - sum(count.total() for count in counts.values()),
    )


def _period(
    column: int,
    step: int,
    counts: Counter[Chip],
    chips: tuple[Chip, ...],
    highest: int,
    x: float,
    by_month: Mapping[int, object],
) -> Period:
    year, month = divmod(column * step, 12)
    quarter = f"Q{month // 3 + 1}"
    newest = max((month for month in _months(column, step) if month in by_month), default=None)
    top = float(_TOP + _HEIGHT)
    segments: list[Segment] = []
    for chip in chips:
        if counts[chip]:
            # A single change beside an import of hundreds is still seen.
            height = max(2.0, _HEIGHT * counts[chip] / highest)
            top -= height
            segments.append(Segment(chip.tone, round(top, 1), round(height, 1)))
    name = {1: f"{year}-{month + 1:02}", 3: f"{year} {quarter}", 12: str(year)}[step]
    said = words.listed(words.counted(counts[chip], chip.word, chip.word) for chip in chips if counts[chip])
    return Period(
        name=name,
        anchor="" if newest is None else f"{newest // 12}-{newest % 12 + 1:02}",
        counts=tuple(counts[chip] for chip in chips),
        words=f"{name}: {said or 'no change'}",
        total=_short(counts.total()) if counts else "",
        x=round(x, 1),
        top=round(top - 3, 1),
        label={1: f"{month + 1:02}", 3: quarter, 12: f"{year % 100:02}"}[step],
        year=str(year) if (month == 0 and step < 12) or not x else "",
        segments=tuple(segments),
    )


def _months(column: int, step: int) -> range:
    return range(column * step, (column + 1) * step)


def _month(moment: datetime.date) -> int:
    return moment.year * 12 + moment.month - 1


def _short(count: int) -> str:
    """A count in at most four characters, which is what a column has room for."""
    if count < 1000:
        return str(count)
    return f"{count / 1000:.1f}k" if count < 10_000 else f"{count // 1000}k"
