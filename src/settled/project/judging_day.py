"""The day as of which a project is judged: what is due, overdue, lapsed or to be reviewed by then."""

from __future__ import annotations

import datetime
import os
from dataclasses import dataclass

from settled.model.errors import SettingsError, SettledError, UsageError
from settled.settings.reading import Settings

_AS_IN = "write year-month-day, as in 2026-12-15"
_SECONDS = "write whole seconds since 1970-01-01 in UTC, as in 1796083200"


@dataclass(frozen=True)
class JudgingDay:
    """The `day` as of which a project is judged, and that on which what is `written` into records happens.

    `origin` says in words what set another day than the calendar's, or is empty. A day that a project's settings or
    the environment of a build hold still says nothing of when a person decides: what is written bears the real one.
    """

    day: datetime.date
    written: datetime.date
    origin: str = ""

    @property
    def in_words(self) -> str:
        """The day with what set it, for whoever reads the outcome; empty where the calendar did."""
        return f"judged as of {self.day.isoformat()} ({self.origin})" if self.origin else ""


def judging_day(settings: Settings, asked: datetime.date | None = None) -> JudgingDay:
    """The first of: the day `asked` for on the command line, `SETTLED_TODAY`, the setting `as-of`,
    `SOURCE_DATE_EPOCH` (https://reproducible-builds.org/specs/source-date-epoch/), and today.

    Raises SettingsError where a variable holds no day.
    """
    if asked is not None:
        return JudgingDay(asked, asked, "--as-of")
    fixed = os.environ.get("SETTLED_TODAY", "").strip()
    if fixed:
        day = parse_day(fixed, SettingsError(f"SETTLED_TODAY is `{fixed}`", _AS_IN))
        return JudgingDay(day, day)
    today = datetime.date.today()  # noqa: DTZ011 (due dates are days of the reader's calendar)
    if settings.as_of is not None:
        return JudgingDay(settings.as_of, today, f"`as-of` in {settings.file}")
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "").strip()
    if epoch:
        return JudgingDay(_day_of_epoch(epoch), today, "SOURCE_DATE_EPOCH")
    return JudgingDay(today, today)


def today() -> datetime.date:
    """The day on which what is written happens, where no project says anything: `SETTLED_TODAY`, else the calendar's.

    Raises SettingsError where the variable holds no day.
    """
    return judging_day(Settings()).written


def day_asked_for(written: str | None) -> datetime.date | None:
    """The day behind `--as-of`; UsageError where it is none."""
    return None if written is None else parse_day(written.strip(), UsageError(f"--as-of is `{written}`", _AS_IN))


def parse_day(text: str, otherwise: SettledError) -> datetime.date:
    """The ISO date `text`; raises `otherwise` where it is none."""
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise otherwise from None


def _day_of_epoch(seconds: str) -> datetime.date:
    try:
        return datetime.datetime.fromtimestamp(int(seconds), datetime.UTC).date()
    except (ValueError, OverflowError, OSError):
        raise SettingsError(f"SOURCE_DATE_EPOCH is `{seconds}`", _SECONDS) from None
