"""When somebody of a team is there, and how long nobody is: over nights, weekends, holidays and clock changes."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import lru_cache

from settled.model.catalog import ALWAYS, Hours, Team

_DAY = datetime.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Absence:
    """The longest time, in seconds, in which nobody of a team is there; `start` and `end` are in the team's zone."""

    seconds: float
    start: datetime.datetime | None = None
    end: datetime.datetime | None = None

    def __str__(self) -> str:
        if self.start is None or self.end is None:
            return "somebody is always there"
        return f"nobody there from {self.start:%a %Y-%m-%d %H:%M} to {self.end:%a %Y-%m-%d %H:%M}"


def longest_absence(team: Team | None, holidays: Collection[datetime.date], year: int) -> Absence | None:
    """The longest absence of `team` from the start of `year` to the end of the next; None where its hours are unknown.

    Hours are unknown where nobody wrote them, or not all of days, from, to and zone. On `holidays` nobody is there.
    Clock changes of the zone count: a weekend in which the clock goes back is an hour longer.
    """
    hours = team.hours if team is not None else None
    if hours == ALWAYS:
        return Absence(0.0)
    if not isinstance(hours, Hours) or hours.days is None or hours.zone is None:
        return None
    if hours.from_ is None or hours.to is None:
        return None
    start, end = hours.from_.minutes, hours.to.minutes
    return _longest(hours.days.weekdays, start, end, hours.zone.text, frozenset(holidays), year)


@lru_cache(maxsize=256)
def _longest(
    weekdays: frozenset[int], start: int, end: int, zone: str, holidays: frozenset[datetime.date], year: int
) -> Absence:
    last: datetime.datetime | None = None
    longest = Absence(0.0)
    for begins, ends in _shifts(weekdays, start, end, holidays, year):
        if last is not None:
            gap = (_utc(begins, zone) - _utc(last, zone)).total_seconds()
            if gap > longest.seconds:
                longest = Absence(gap, last, begins)
        last = max(last, ends) if last is not None else ends
    return longest


def _shifts(
    weekdays: frozenset[int], start: int, end: int, holidays: frozenset[datetime.date], year: int
) -> Iterator[tuple[datetime.datetime, datetime.datetime]]:
    """Beginning and end of each day's work, by the clock on the wall; what ends before it begins runs over night."""
    day = datetime.date(year, 1, 1)
    while day < datetime.date(year + 2, 1, 15):
        if day.weekday() in weekdays and day not in holidays:
            midnight = datetime.datetime.combine(day, datetime.time())
            length = end - start if end > start else end - start + 24 * 60
            begins = midnight + datetime.timedelta(minutes=start)
            yield begins, begins + datetime.timedelta(minutes=length)
        day += _DAY


def _utc(on_the_wall: datetime.datetime, zone: str) -> datetime.datetime:
    from zoneinfo import ZoneInfo

    return on_the_wall.replace(tzinfo=ZoneInfo(zone)).astimezone(datetime.UTC)
