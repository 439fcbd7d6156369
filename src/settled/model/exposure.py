"""How much an exposure weighs, and which of two weighs more."""

from __future__ import annotations

from settled.model.answers import OpenQuestion
from settled.model.risk import Exposure, Range
from settled.model.vocabulary import Level

YEARLY_COST_BANDS: tuple[tuple[float, Level], ...] = ((10_000, Level.LOW), (100_000, Level.MEDIUM))
"""Below which likely cost per year an exposure in money is low and medium; above the last it is high."""

_RANGES = ("per_year", "hours_to_detect", "hours_to_repair", "cost_per_hour")


def assess(exposure: Exposure) -> tuple[Level, str]:
    """Level and words of an exposure: in money a year where ranges are given, else from the two labels.

    Money a year = times a year × (hours to detect + hours to repair) × cost per hour, each at its
    lowest, likely and highest; the likely value is held against `YEARLY_COST_BANDS`. Of two labels,
    low and high meet at medium: the level is the rounded-up mean. Without any estimate: medium, and no words.
    """
    per_year, detect, repair, cost = (
        part if isinstance(part, Range) else None
        for part in (exposure.per_year, exposure.hours_to_detect, exposure.hours_to_repair, exposure.cost_per_hour)
    )
    if per_year is not None and cost is not None and (detect is not None or repair is not None):
        low, likely, high = (
            _value(per_year, at) * (_value(detect, at) + _value(repair, at)) * _value(cost, at)
            for at in ("low", "likely", "high")
        )
        unit = cost.unit if isinstance(cost.unit, str) else ""
        level = next((band for limit, band in YEARLY_COST_BANDS if likely < limit), Level.HIGH)
        return level, f"{_rounded(low)} to {_rounded(high)}, likely {_rounded(likely)} {unit} a year".replace("  ", " ")
    labels = [label for label in (exposure.likelihood, exposure.impact) if isinstance(label, Level)]
    if not labels:
        return Level.MEDIUM, ""
    mean = sum(_rank(label) for label in labels) / len(labels)
    words = f"likelihood {exposure.likelihood or 'not estimated'}, impact {exposure.impact or 'not estimated'}"
    return list(Level)[min(2, int(mean + 0.5))], words


def _value(part: Range | None, at: str) -> float:
    """One value of a range; a missing end is taken from the likely value, a missing range counts nothing."""
    if part is None:
        return 0.0
    value = getattr(part, at)
    if isinstance(value, (int, float)):
        return float(value)
    return float(part.likely) if isinstance(part.likely, (int, float)) else 0.0


def _rounded(amount: float) -> str:
    """Two significant digits are all that an estimate carries: 12,000 and not 12,345.67."""
    return f"{float(f'{amount:.2g}'):,.0f}"


def compare(one: Exposure, other: Exposure) -> int | None:
    """-1 where `one` weighs less than `other`, 1 where it weighs more, 0 where they weigh the same; None: not told.

    In money where both give the same ranges in the same unit, by the likely values; by the labels where both give
    the same labels; money against two labels by the level. An open question or a missing value compares with nothing.
    """
    forms = _form(one), _form(other)
    if forms[0] is None or forms[1] is None:
        return None
    if forms[0] == forms[1]:
        return _sign(_weight(one), _weight(other))
    if {forms[0][0], forms[1][0]} == {"money", "likelihood"} and 2 in {len(forms[0]), len(forms[1])}:
        return _sign(_rank(assess(one)[0]), _rank(assess(other)[0]))
    return None


def _form(exposure: Exposure) -> tuple[str, ...] | None:
    """What the estimate is made of; two estimates of one form can be compared. None: it is not complete."""
    ranges = {name: getattr(exposure, name) for name in _RANGES}
    if any(isinstance(value, OpenQuestion) for value in (*ranges.values(), exposure.likelihood, exposure.impact)):
        return None
    given = {name: value for name, value in ranges.items() if isinstance(value, Range)}
    if given:
        is_money = {"per_year", "cost_per_hour"} <= set(given) and len(given) > 2
        if not is_money or not all(isinstance(value.likely, (int, float)) for value in given.values()):
            return None
        return ("money", *given, str(given["cost_per_hour"].unit or "").strip().upper())
    labels = tuple(name for name in ("likelihood", "impact") if isinstance(getattr(exposure, name), Level))
    return labels or None


def _weight(exposure: Exposure) -> float:
    """The likely money a year where there are ranges, else the sum of the labels."""
    if exposure.per_year is not None:
        parts = (exposure.per_year, exposure.hours_to_detect, exposure.hours_to_repair, exposure.cost_per_hour)
        per_year, detect, repair, cost = (_value(part if isinstance(part, Range) else None, "likely") for part in parts)
        return per_year * (detect + repair) * cost
    return sum(_rank(label) for label in (exposure.likelihood, exposure.impact) if isinstance(label, Level))


def _sign(one: float, other: float) -> int:
    return (one > other) - (one < other)


def _rank(level: Level) -> int:
    return list(Level).index(level)
