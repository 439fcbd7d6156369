"""The ways in which people write a day, and which day they mean where that can be told."""

from __future__ import annotations

import contextlib
import datetime
import re
from dataclasses import dataclass

from settled.model.written_values import parse_date

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sep(?:t(?:ember)?)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?"
)
_IN_WORDS = re.compile(
    rf"(?:(?P<month>{_MONTH})\.?[ \t]+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?"
    rf"|(?P<first>\d{{1,2}})(?:st|nd|rd|th)?\.?[ \t-]+(?P<second>{_MONTH})\.?)"
    r",?[ \t-]+(?P<year>\d{4})\b",
    re.IGNORECASE,
)
_YEAR_FIRST = re.compile(r"(\d{4})([-./])(\d{1,2})\2(\d{1,2})")
_YEAR_LAST = re.compile(r"(\d{1,2})([-./])(\d{1,2})\2(\d{4})")


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """A day as it stands at the beginning of a text, and how many characters of it say so."""

    day: datetime.date
    length: int


def written_date(text: str) -> WrittenDate | None:
    """The date that `text` begins with; None where it is none or could mean two days (`01/02/2024`).

    A day between dots comes first, as where dots are used. Raises ValueError for a day that does not exist.
    """
    iso = re.match(r"\d{4}-\d{2}-\d{2}", text)
    if iso:
        return WrittenDate(parse_date(iso[0]), iso.end())
    year_first = re.match(rf"{_YEAR_FIRST.pattern}(?![\w])", text)
    if year_first:
        day = datetime.date(int(year_first[1]), int(year_first[3]), int(year_first[4]))
        return WrittenDate(day, year_first.end())
    numbers = re.match(r"(\d{1,2})([-./])(\d{1,2})\2(\d{4})\b", text)
    if numbers and (numbers[2] == "." or int(numbers[1]) > 12):
        return WrittenDate(datetime.date(int(numbers[4]), int(numbers[3]), int(numbers[1])), numbers.end())
    words = _IN_WORDS.match(text)
    return WrittenDate(_in_words(words), words.end()) if words else None


def possible_days(text: str) -> frozenset[datetime.date]:
    """The days that the whole of `text` can mean, in whatever order it is read: `03/04/2026` means two.

    Where the year stands first, month and day follow. None that do not exist; nothing where `text` is no date.
    """
    text = text.strip()
    words, year_first, year_last = (form.fullmatch(text) for form in (_IN_WORDS, _YEAR_FIRST, _YEAR_LAST))
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
    month = _MONTHS.index((match["month"] or match["second"])[:3].lower()) + 1
    return datetime.date(int(match["year"]), month, int(match["day"] or match["first"]))
