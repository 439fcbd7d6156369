"""How much an exposure weighs, and which of two weighs more."""

from __future__ import annotations

from dataclasses import dataclass

from settled.model.answers import OpenQuestion
from settled.model.risk import Exposure, Range
from settled.model.vocabulary import Level

YEARLY_COST_BANDS: tuple[tuple[float, Level], ...] = ((10_000, Level.LOW), (100_000, Level.MEDIUM))
"""Below which likely cost per year an exposure in money is low and medium; above the last it is high."""


@dataclass(frozen=True, slots=True)
class Spread:
    """An estimated quantity at its lowest, its most likely and its highest."""

    low: float
    likely: float
    high: float


@dataclass(frozen=True, slots=True)
class Estimate:
    """What is known of an exposure: times a year and money for each time where ranges are given, else the labels.

    `per_year` and `per_event` are both given or both None; `unit` is that of the money, empty where nobody said.
    """

    per_year: Spread | None = None
    per_event: Spread | None = None
    unit: str = ""
    likelihood: Level | None = None
    impact: Level | None = None

    @property
    def yearly_cost(self) -> Spread | None:
        """Money a year, None without ranges."""
        times, cost = self.per_year, self.per_event
        if times is None or cost is None:
            return None
        return Spread(times.low * cost.low, times.likely * cost.likely, times.high * cost.high)

    @property
    def is_by_labels(self) -> bool:
        """True where there are no ranges and at least one label."""
        return self.per_year is None and (self.likelihood is not None or self.impact is not None)


NO_ESTIMATE = Estimate()
"""What is known of a risk that nobody estimated."""
_ENDS = ("low", "likely", "high")
_RANGES = ("per_year", "hours_to_detect", "hours_to_repair", "cost_per_hour")


def assess(exposure: Exposure) -> tuple[Level, str]:
    """Level and words of an exposure: in money a year where ranges are given, else from the two labels.

    Money a year = times a year × (hours to detect + hours to repair) × cost per hour, each at its
    lowest, likely and highest; the likely value is held against `YEARLY_COST_BANDS`. Of two labels,
    low and high meet at medium: the level is the rounded-up mean. Without any estimate: medium, and no words.
    """
    found = estimate(exposure)
    cost = found.yearly_cost
    if cost is not None:
        level = next((band for limit, band in YEARLY_COST_BANDS if cost.likely < limit), Level.HIGH)
        words = f"{_rounded(cost.low)} to {_rounded(cost.high)}, likely {_rounded(cost.likely)} {found.unit} a year"
        return level, words.replace("  ", " ")
    labels = [label for label in (exposure.likelihood, exposure.impact) if isinstance(label, Level)]
    if not labels:
        return Level.MEDIUM, ""
    words = f"likelihood {exposure.likelihood or 'not estimated'}, impact {exposure.impact or 'not estimated'}"
    return level_of_labels(*labels), words


def level_of_labels(*labels: Level) -> Level:
    """The rounded-up mean of one label or two."""
    return list(Level)[min(2, int(sum(_rank(label) for label in labels) / len(labels) + 0.5))]


def estimate(exposure: Exposure) -> Estimate:
    """The numbers and labels of an exposure; what is open, or too little to multiply, is left out."""
    per_year, detect, repair, cost = (
        part if isinstance(part, Range) else None
        for part in (exposure.per_year, exposure.hours_to_detect, exposure.hours_to_repair, exposure.cost_per_hour)
    )
    likelihood, impact = (
        label if isinstance(label, Level) else None for label in (exposure.likelihood, exposure.impact)
    )
    if per_year is None or cost is None or (detect is None and repair is None):
        return Estimate(likelihood=likelihood, impact=impact)
    times = Spread(*(_value(per_year, at) for at in _ENDS))
    per_event = Spread(*((_value(detect, at) + _value(repair, at)) * _value(cost, at) for at in _ENDS))
    unit = cost.unit if isinstance(cost.unit, str) else ""
    return Estimate(times, per_event, unit, likelihood, impact)


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
