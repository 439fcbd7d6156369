"""Durations as people write them (`15 min`, `4 h`, `2 d`, `PT15M`), compared as seconds and shown as written.

A month counts as 30 days and a year as 365: what is said in these does not turn on a day.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import total_ordering
from typing import Any

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

_SECONDS = {"s": 1, "min": 60, "h": 3_600, "d": 86_400, "w": 604_800, "month": 2_592_000, "y": 31_536_000}
_UNIT_WORDS = {
    "s": "s", "sec": "s", "secs": "s", "second": "s", "seconds": "s",
    "min": "min", "mins": "min", "minute": "min", "minutes": "min",
    "h": "h", "hr": "h", "hrs": "h", "hour": "h", "hours": "h",
    "d": "d", "day": "d", "days": "d",
    "w": "w", "week": "w", "weeks": "w",
    "month": "month", "months": "month", "y": "y", "year": "y", "years": "y",
}  # fmt: skip
_MILLISECONDS = {"ms", "millisecond", "milliseconds"}
_PART = re.compile(r"\s*(\d{1,9}(?:\.\d{1,6})?)\s*([A-Za-z]+)\s*")
# ISO 8601 durations; years and months have no fixed length there and are not accepted.
_ISO = re.compile(
    r"P(?:(?P<w>\d{1,6})W)?(?:(?P<d>\d{1,6})D)?"
    r"(?:T(?:(?P<h>\d{1,9})H)?(?:(?P<min>\d{1,9})M)?(?:(?P<s>\d{1,9}(?:\.\d{1,6})?)S)?)?",
    re.IGNORECASE,
)
# What an editor's schema accepts while typing; the reader below is the judge.
_SCHEMA_PATTERN = (
    r"^(\s*\d+(\.\d+)?\s*(ms|s|secs?|seconds?|mins?|minutes?|h|hrs?|hours?|d|days?|w|weeks?|months?|y|years?))+\s*$"
    r"|^P(\d+W)?(\d+D)?(T(\d+H)?(\d+M)?(\d+(\.\d+)?S)?)?$"
)


@total_ordering
@dataclass(frozen=True, slots=True)
class Duration:
    """A length of time in seconds, with the text it was written as."""

    seconds: float
    text: str

    @classmethod
    def parse(cls, text: str) -> Duration:
        """Read `text`: a number with unit (`s`, `min`, `h`, `d`, `w`, `month`, `y`), several of them, or ISO 8601.

        Raises ValueError when the text is no duration.
        """
        stripped = text.strip()
        iso = _ISO.fullmatch(stripped)
        if iso and any(iso.groups()):
            seconds = sum(float(number) * _SECONDS[unit] for unit, number in iso.groupdict().items() if number)
            return cls(seconds, stripped)
        position, seconds = 0, 0.0
        while position < len(stripped):
            part = _PART.match(stripped, position)
            if part is None:
                raise ValueError(text)
            seconds += float(part[1]) * _unit_seconds(part[2])
            position = part.end()
        if position == 0:
            raise ValueError(text)
        return cls(seconds, stripped)

    def __lt__(self, other: Duration) -> bool:
        return self.seconds < other.seconds

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Duration) and self.seconds == other.seconds

    def __hash__(self) -> int:
        return hash(self.seconds)

    def __str__(self) -> str:
        return self.text

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(_validate, serialization=core_schema.to_string_ser_schema())

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {"type": "string", "pattern": _SCHEMA_PATTERN, "examples": ["15 min", "4 h", "2 d", "PT15M"]}


def _unit_seconds(word: str) -> float:
    if word.lower() in _MILLISECONDS:
        return 0.001
    # A capital M is months in some notations and minutes in others: not guessed.
    unit = _UNIT_WORDS.get(word.lower())
    if unit is None:
        raise ValueError(word)
    return _SECONDS[unit]


def _validate(value: Any) -> Duration:
    if isinstance(value, Duration):
        return value
    if isinstance(value, str):
        try:
            return Duration.parse(value)
        except ValueError:
            pass
    raise PydanticCustomError(
        "not_a_duration",
        "is not a duration",
        {"hint": "write a number and a unit: 30 s, 15 min, 4 h, 2 d"},
    )


_STEPS = (("d", 86_400), ("h", 3_600), ("min", 60), ("s", 1))


def in_words(seconds: float) -> str:
    """A length of time as people add it up: `6 h 40 min`, `2 d 16 h 30 min`, `0.5 s`, `for ever`.

    To the second below an hour and to the minute above it; less is not lost in any sum that a person checks.
    """
    if seconds == float("inf"):
        return "for ever"
    if seconds < 60:
        return f"{seconds:.3g} s"
    rest = round(seconds) if seconds < 3_600 else round(seconds / 60) * 60
    words: list[str] = []
    for unit, length in _STEPS:
        count, rest = divmod(rest, length)
        if count:
            words.append(f"{count} {unit}")
    return " ".join(words)
