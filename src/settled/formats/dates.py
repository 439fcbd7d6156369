"""The ways in which people write a day, and which day they mean where that can be told."""

from __future__ import annotations

import contextlib
import datetime
import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from settled.formats.month_names import MONTH, month_called
from settled.model.status_words import without_accents
from settled.model.written_values import parse_date

_OF = r"(?:[ \t]+(?:of|de|del|di|d'))?"
_IN_WORDS = re.compile(
    rf"(?:(?P<month>{MONTH})\.?[ \t]+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?"
    rf"|(?P<first>\d{{1,2}})(?:st|nd|rd|th|er|º|°)?\.?{_OF}[ \t-]*(?P<second>{MONTH})\.?){_OF}"
    r",?[ \t-]+(?P<year>\d{4})(?![\w])",
    re.IGNORECASE,
)
_YEAR_FIRST = re.compile(r"(\d{4})([-./])(\d{1,2})\2(\d{1,2})")
_YEAR_LAST = re.compile(r"(\d{1,2})([-./])(\d{1,2})\2(\d{4})")
_NUMBERS = re.compile(r"(\d{1,2})([-./])(\d{1,2})\2(\d{4}|\d{2})(?![\w])(?!\2\d)")
_WITH_UNITS = re.compile(r"(\d{4})[ ]?[年년][ ]?(\d{1,2})[ ]?[月월][ ]?(\d{1,2})[ ]?[日일]")
_SIGNS = str.maketrans("‐‑‒–—−\u00a0\u202f\u2009", "------   ")
"""Dashes and spaces of typesetters, each as the one that a keyboard has."""
_ANY_DAY = re.compile(
    rf"(?<![\w./-])(?:\d{{4}}[-./]\d{{1,2}}[-./]\d|\d{{4}}[ ]?[年년]|\d{{1,2}}[-./]\d{{1,2}}[-./]\d"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?\.?{_OF}[ \t-]*(?:{MONTH})|(?:{MONTH})\.?[ \t]+\d)",
    re.IGNORECASE,
)
_MOST_READ = 400


class DayOrder(Enum):
    """In which order a team writes day and month in numbers."""

    DAY_FIRST = "day first"
    MONTH_FIRST = "month first"


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """A day as it stands at the beginning of a text, and how many characters of it say so."""

    day: datetime.date
    length: int


def written_date(text: str, order: DayOrder | None = None) -> WrittenDate | None:
    """The date that `text` begins with; None where it is none or could mean two days (`01/02/2024`).

    A day between dots comes first, as where dots are used; elsewhere `order` says what comes first where the numbers
    do not. Raises ValueError for a day that does not exist.
    """
    text = text[:_MOST_READ].translate(_SIGNS)
    iso = re.match(r"\d{4}-\d{2}-\d{2}", text)
    if iso:
        return WrittenDate(parse_date(iso[0]), iso.end())
    year_first = re.match(rf"{_YEAR_FIRST.pattern}(?![\w])", text) or _WITH_UNITS.match(text)
    if year_first:
        year, month, day = year_first[1], *year_first.groups()[-2:]
        return WrittenDate(datetime.date(int(year), int(month), int(day)), year_first.end())
    numbers = _NUMBERS.match(text)
    if numbers:
        found = _of_numbers(numbers, order)
        return None if found is None else WrittenDate(found, numbers.end())
    words = _IN_WORDS.match(without_accents(text))
    return WrittenDate(_in_words(words), words.end()) if words else None


def _of_numbers(numbers: re.Match[str], order: DayOrder | None) -> datetime.date | None:
    """The day of `31/01/2024` and the like; None where the order of day and month cannot be told."""
    one, two = int(numbers[1]), int(numbers[3])
    year = int(numbers[4]) + (2000 if len(numbers[4]) == 2 else 0)
    if len(numbers[4]) == 2 and (len(numbers[1]) == 1 or len(numbers[3]) == 1):
        return None  # the number of a version is not told from it
    if numbers[2] == "." or (one > 12 and two <= 12) or one == two:
        return datetime.date(year, two, one)
    if len(numbers[4]) == 4 and one > 12:
        return datetime.date(year, two, one)  # which does not exist, and is told
    if one <= 12 < two:
        return datetime.date(year, one, two)
    if order is None or one > 12:
        return None
    month, day = (two, one) if order is DayOrder.DAY_FIRST else (one, two)
    return datetime.date(year, month, day)


def order_of(texts: Iterable[str]) -> DayOrder | None:
    """The order of day and month that all dates in numbers among `texts` allow; None where they do not tell."""
    found: set[DayOrder] = set()
    for text in texts:
        numbers = _NUMBERS.match(text[:_MOST_READ].translate(_SIGNS))
        if numbers is None or numbers[2] == ".":
            continue
        one, two = int(numbers[1]), int(numbers[3])
        if one > 12 >= two:
            found.add(DayOrder.DAY_FIRST)
        elif two > 12 >= one:
            found.add(DayOrder.MONTH_FIRST)
    return next(iter(found)) if len(found) == 1 else None


def day_in(text: str) -> datetime.date | None:
    """The last day that is written anywhere in `text`; None where there is none that can be told."""
    bare = text[:_MOST_READ].translate(_SIGNS)
    for start in reversed([match.start() for match in _ANY_DAY.finditer(without_accents(bare))]):
        with contextlib.suppress(ValueError):
            found = written_date(bare[start:])
            if found is not None:
                return found.day
    return None


def possible_days(text: str) -> frozenset[datetime.date]:
    """The days that the whole of `text` can mean, in whatever order it is read: `03/04/2026` means two.

    Where the year stands first, month and day follow. None that do not exist; nothing where `text` is no date.
    """
    text = text.strip().translate(_SIGNS)
    year_first, year_last = (form.fullmatch(text) for form in (_YEAR_FIRST, _YEAR_LAST))
    words = _IN_WORDS.fullmatch(without_accents(text))
    parts: list[tuple[int, int, int]] = []
    if year_first:
        parts = [(int(year_first[1]), int(year_first[3]), int(year_first[4]))]
    elif year_last:
        one, two, year = int(year_last[1]), int(year_last[3]), int(year_last[4])
        parts = [(year, one, two), (year, two, one)]
    days: set[datetime.date] = set()
    with contextlib.suppress(ValueError):
        days |= {_in_words(words)} if words else set()
    for year, month, day in parts:
        with contextlib.suppress(ValueError):
            days.add(datetime.date(year, month, day))
    return frozenset(days)


def _in_words(match: re.Match[str]) -> datetime.date:
    month = month_called((match["month"] or match["second"]).lower())
    return datetime.date(int(match["year"]), month, int(match["day"] or match["first"]))
