"""Values that people write as a short text and rules compute with: batches, times of day, days of the week, windows.

Each keeps the text that it was written as, so that a message can show the author's own words.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from settled.model.duration import Duration
from settled.model.size import Size
from settled.model.text_value import ParsedText

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
"""The days of the week as they are written, Monday first as in `datetime.date.weekday`."""

_DAY_WORDS = {
    "mon": 0, "monday": 0, "tue": 1, "tues": 1, "tuesday": 1, "wed": 2, "wednesday": 2, "thu": 3, "thur": 3, "thurs": 3,
    "thursday": 3, "fri": 4, "friday": 4, "sat": 5, "saturday": 5, "sun": 6, "sunday": 6,
}  # fmt: skip
_TIME = re.compile(r"(\d{1,2}):(\d{2})")
_WINDOW = re.compile(r"(\d{1,2}:\d{2})\s*(?:-|–|to)\s*(\d{1,2}:\d{2})\s+([A-Za-z][\w+/-]*)(?:\s+(.+))?")


@dataclass(frozen=True, slots=True)
class Batch(ParsedText):
    """How much goes in one call or file: so many records, or so many bytes; the other one is None."""

    records: int | None
    bytes: float | None
    text: str
    wanted: ClassVar[tuple[str, str]] = (
        "is neither a number of records nor a size",
        "write how many records go in one call, as in 100, or how large a file is, as in 5 MB",
    )
    schema: ClassVar[Mapping[str, Any]] = {
        "anyOf": [{"type": "integer", "minimum": 1}, {"type": "string"}],
        "examples": [100, "5 MB"],
    }

    @classmethod
    def parse(cls, text: str) -> Batch:
        """Read a whole number of records, with or without that word behind it, or a size."""
        found = re.fullmatch(r"(\d{1,9})(?:\s*(?:records?|rows?|lines?|items?))?", text.strip(), re.IGNORECASE)
        if found is not None and int(found[1]):
            return cls(int(found[1]), None, text.strip())
        return cls(None, Size.parse(text).bytes, text.strip())


@dataclass(frozen=True, slots=True)
class Memory(ParsedText):
    """How long something is remembered or kept, in seconds; `for ever` has no end."""

    seconds: float
    text: str
    wanted: ClassVar[tuple[str, str]] = (
        "is neither a duration nor `for ever`",
        "write a number and a unit, as in 7 d, or `for ever` where nothing is forgotten",
    )
    schema: ClassVar[Mapping[str, Any]] = {"type": "string", "examples": ["7 d", "36 h", "for ever"]}

    @classmethod
    def parse(cls, text: str) -> Memory:
        """Read a duration, or the words that say that there is no end."""
        stripped = " ".join(text.split())
        if stripped.lower() in {"for ever", "forever", "unlimited", "without end"}:
            return cls(float("inf"), stripped)
        return cls(Duration.parse(stripped).seconds, stripped)


@dataclass(frozen=True, slots=True)
class TimeOfDay(ParsedText):
    """A time of day, in minutes after midnight; 24:00 is the end of the day."""

    minutes: int
    text: str
    wanted: ClassVar[tuple[str, str]] = ("is no time of day", "write hours and minutes in quotes, as in `08:00`")
    schema: ClassVar[Mapping[str, Any]] = {"type": "string", "pattern": r"^\d{1,2}:\d{2}$", "examples": ["08:00"]}

    @classmethod
    def parse(cls, text: str) -> TimeOfDay:
        """Read hours and minutes."""
        found = _TIME.fullmatch(text.strip())
        if found is None or int(found[2]) > 59 or int(found[1]) * 60 + int(found[2]) > 24 * 60:
            raise ValueError(text)
        return cls(int(found[1]) * 60 + int(found[2]), text.strip())


@dataclass(frozen=True, slots=True)
class Zone(ParsedText):
    """A time zone of the tz database."""

    text: str
    wanted: ClassVar[tuple[str, str]] = ("is no time zone", "write a name of the tz database, as in Europe/Oslo")
    schema: ClassVar[Mapping[str, Any]] = {"type": "string", "examples": ["Europe/Oslo", "UTC"]}

    @classmethod
    def parse(cls, text: str) -> Zone:
        """Read the name of a zone that the tz database has."""
        try:
            ZoneInfo(text.strip())
        except (KeyError, OSError) as error:  # no such file, or a folder of zones
            raise ValueError(text) from error
        return cls(text.strip())

    @property
    def info(self) -> ZoneInfo:
        """The zone with its rules."""
        return ZoneInfo(self.text)


@dataclass(frozen=True, slots=True)
class Days(ParsedText):
    """Days of the week, 0 for Monday."""

    weekdays: frozenset[int]
    text: str
    wanted: ClassVar[tuple[str, str]] = (
        "are no days of the week",
        "write `mon-fri`, `mon-sat`, `daily`, or a list such as `[mon, wed, fri]`",
    )
    schema: ClassVar[Mapping[str, Any]] = {
        "anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}],
        "examples": ["mon-fri", "daily"],
    }

    @classmethod
    def parse(cls, text: str) -> Days:
        """Read ranges and single days with commas between them, or `daily`."""
        found: set[int] = set()
        for part in re.split(r"[,\s]+(?![-–])", re.sub(r"\s*[-–]\s*", "-", text.strip().lower())):
            if part in {"daily", "all", "always", "every-day"}:
                found.update(range(7))
                continue
            first, dash, last = part.partition("-")
            if first not in _DAY_WORDS or (dash and last not in _DAY_WORDS):
                raise ValueError(text)
            start, end = _DAY_WORDS[first], _DAY_WORDS[last or first]
            found.update((start + step) % 7 for step in range((end - start) % 7 + 1))
        return cls(frozenset(found), text.strip())

    @classmethod
    def _validated(cls, value: Any) -> Days:
        if isinstance(value, list) and value and all(isinstance(item, str) for item in value):
            value = ", ".join(value)
        return super(Days, cls)._validated(value)


@dataclass(frozen=True, slots=True)
class DailyWindow(ParsedText):
    """A time of day at which something is so on certain days: `01:00-03:00 Europe/Oslo daily`."""

    start: TimeOfDay
    end: TimeOfDay
    zone: Zone
    days: Days
    text: str
    wanted: ClassVar[tuple[str, str]] = (
        "is no window of time",
        "write from, to, zone and days, as in `01:00-03:00 Europe/Oslo daily`",
    )
    schema: ClassVar[Mapping[str, Any]] = {"type": "string", "examples": ["01:00-03:00 Europe/Oslo daily"]}

    @classmethod
    def parse(cls, text: str) -> DailyWindow:
        """Read a window; without days it is daily."""
        found = _WINDOW.fullmatch(" ".join(text.split()))
        if found is None:
            raise ValueError(text)
        start, end = TimeOfDay.parse(found[1]), TimeOfDay.parse(found[2])
        return cls(start, end, Zone.parse(found[3]), Days.parse(found[4] or "daily"), text.strip())

    @property
    def seconds(self) -> float:
        """How long it lasts; one that ends before it begins ends on the next day."""
        return ((self.end.minutes - self.start.minutes) % (24 * 60) or 24 * 60) * 60.0


@dataclass(frozen=True, slots=True)
class CutOff(ParsedText):
    """The time of day at which a business day ends, and in which zone; `zone` is None where nobody said it."""

    time: TimeOfDay
    zone: Zone | None
    text: str
    wanted: ClassVar[tuple[str, str]] = ("is no time of day with a time zone", "write both, as in `23:59 Europe/Oslo`")
    schema: ClassVar[Mapping[str, Any]] = {"type": "string", "examples": ["23:59 Europe/Oslo"]}

    @classmethod
    def parse(cls, text: str) -> CutOff:
        """Read a time of day with or without a zone behind it."""
        time, _, zone = " ".join(text.split()).partition(" ")
        return cls(TimeOfDay.parse(time), Zone.parse(zone) if zone else None, text.strip())


@dataclass(frozen=True, slots=True)
class Money(ParsedText):
    """An amount with its currency: `0.01 EUR`."""

    amount: float
    currency: str
    text: str
    wanted: ClassVar[tuple[str, str]] = ("is no amount of money", "write a number and a currency, as in 0.01 EUR")
    schema: ClassVar[Mapping[str, Any]] = {"type": "string", "examples": ["0.01 EUR"]}

    @classmethod
    def parse(cls, text: str) -> Money:
        """Read a number and three letters, in either order."""
        found = re.fullmatch(r"(\d{1,12}(?:\.\d{1,6})?)\s*([A-Za-z]{3})", text.strip())
        swapped = re.fullmatch(r"([A-Za-z]{3})\s*(\d{1,12}(?:\.\d{1,6})?)", text.strip())
        if found is not None:
            return cls(float(found[1]), found[2].upper(), text.strip())
        if swapped is not None:
            return cls(float(swapped[2]), swapped[1].upper(), text.strip())
        raise ValueError(text)
