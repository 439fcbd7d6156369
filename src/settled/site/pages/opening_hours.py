"""When somebody of a team is there, and when a system is down, as people say it."""

from __future__ import annotations

from itertools import pairwise

from settled.model.catalog import ALWAYS, Hours, Team
from settled.model.parsed_text import DailyWindow, Days

_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def hours_in_words(team: Team) -> str:
    """`Monday to Friday, 08:00 to 18:00 Europe/Oslo`; empty where the catalog does not say."""
    hours = team.hours
    if hours == ALWAYS:
        return "day and night"
    if not isinstance(hours, Hours):
        return ""
    days = days_in_words(hours.days) if hours.days is not None else ""
    times = f"{hours.from_} to {hours.to}" if hours.from_ is not None and hours.to is not None else ""
    zone = hours.zone.text if hours.zone is not None else ""
    return ", ".join(part for part in (days, f"{times} {zone}".strip()) if part)


def in_words(window: DailyWindow) -> str:
    """`every day, 01:00 to 03:00 Europe/Oslo`."""
    return f"{days_in_words(window.days)}, {window.start} to {window.end} {window.zone}"


def days_in_words(days: Days) -> str:
    """`Monday to Friday`, `every day`, `Monday, Wednesday`."""
    found = sorted(days.weekdays)
    if len(found) == len(_NAMES):
        return "every day"
    if len(found) > 2 and all(after - before == 1 for before, after in pairwise(found)):
        return f"{_NAMES[found[0]]} to {_NAMES[found[-1]]}"
    return ", ".join(_NAMES[day] for day in found)
