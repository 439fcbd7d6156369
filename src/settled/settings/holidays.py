"""The days on which nobody works: single days, and the public holidays of countries and their parts."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from typing import Any

from settled.model.errors import SettingsError
from settled.settings.rule_settings import shown

_COUNTRY = re.compile(r"([A-Za-z]{2})(?:-([A-Za-z0-9]{1,3}))?")


@dataclass(frozen=True)
class Holidays:
    """Single days, and codes of countries with or without a part of them: `NO`, `DE-BY`."""

    days: frozenset[datetime.date] = frozenset()
    regions: tuple[tuple[str, str | None], ...] = ()

    def between(self, first: int, last: int) -> frozenset[datetime.date]:
        """All holidays of the years `first` to `last`."""
        found = set(self.days)
        if self.regions:
            # The calendars of the world take a while to load, and few projects name a country.
            from holidays import country_holidays

            for country, part in self.regions:
                found.update(country_holidays(country, subdiv=part, years=range(first, last + 1)))
        return frozenset(found)


def holidays_from(value: Any, where: str) -> Holidays:
    """The setting `holidays`: a list of days and codes of countries; raises SettingsError."""
    hint = 'write days and countries, as in ["2026-12-24", "NO", "DE-BY"]'
    entries = [value] if isinstance(value, (str, datetime.date)) else value
    if not isinstance(entries, list):
        raise SettingsError(f"{where}` is {shown(value)}", hint)
    days: set[datetime.date] = set()
    regions: list[tuple[str, str | None]] = []
    for entry in entries:
        if isinstance(entry, datetime.date) and not isinstance(entry, datetime.datetime):
            days.add(entry)
            continue
        if not isinstance(entry, str):
            raise SettingsError(f"{where}` has {shown(entry)}", hint)
        region = _COUNTRY.fullmatch(entry.strip())
        if region is not None:
            regions.append(_known_region(region[1].upper(), region[2], entry, where))
            continue
        try:
            days.add(datetime.date.fromisoformat(entry.strip()))
        except ValueError:
            raise SettingsError(f"{where}` has {shown(entry)}, which is no day and no country", hint) from None
    return Holidays(frozenset(days), tuple(dict.fromkeys(regions)))


def _known_region(country: str, part: str | None, entry: str, where: str) -> tuple[str, str | None]:
    from holidays import country_holidays

    part = part.upper() if part is not None else None
    try:
        country_holidays(country, subdiv=part, years=2026)
    except NotImplementedError:
        message = f"{where}` has {shown(entry)}, of which no holidays are known"
        raise SettingsError(message, "write an ISO 3166 code, as in NO or DE-BY, or the days themselves") from None
    return country, part
