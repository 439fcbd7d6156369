"""What the two pictures of the heat map share: a risk as they need it, its words, and the mark of several."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape

from settled.model.exposure import Estimate, Spread
from settled.model.vocabulary import Level
from settled.site import words

MOST_NAMED = 4
"""How many risks are named where many lie together; more are counted."""
NOT_ESTIMATED = "not estimated"
LEAST_POWER, GREATEST_POWER = -2, 12
"""The powers of ten between which an estimate is told apart; what lies outside is told as under or over them."""
TEXT = 10
"""The size of the words in the pictures, in their own units."""
SCALE = 1.15
"""How many pixels a unit of the pictures is."""


@dataclass(frozen=True, slots=True)
class MappedRisk:
    """A risk as the picture needs it; `is_accepted` draws it as one that somebody carries on purpose."""

    id: str
    title: str
    level: Level
    estimate: Estimate
    href: str
    is_accepted: bool = False


CellAddress = Callable[[str, str], str]
"""Where a cell leads: the words of its likelihood and of its impact, as `likelihood_words` and `impact_words` say."""


def likelihood_words(estimate: Estimate) -> str:
    """How often in words: `10 to 100 times a year`, a label, or `not estimated`."""
    if estimate.per_year is not None:
        return f"{_power_words(_power(estimate.per_year.likely))} times a year"
    return estimate.likelihood.value if estimate.likelihood else NOT_ESTIMATED


def impact_words(estimate: Estimate) -> str:
    """How much each time in words: `1,000 to 10,000 each time`, a label, or `not estimated`."""
    if estimate.per_event is not None:
        return f"{_power_words(_power(estimate.per_event.likely))} each time"
    return estimate.impact.value if estimate.impact else NOT_ESTIMATED


def words_in_order(ending: str) -> tuple[str, ...]:
    """All that the two functions above can say, in order: labels, then powers of ten with `ending`, then unknown."""
    powers = (f"{_power_words(power)} {ending}" for power in range(LEAST_POWER, GREATEST_POWER + 1))
    return (*(level.value for level in Level), *powers, NOT_ESTIMATED)


def logarithm(value: float) -> float:
    """The power of ten of an amount, within the powers that are told apart."""
    # Also for what is no number: nothing, less than nothing, and more than any picture holds.
    if not value > 0:
        return float(LEAST_POWER)
    return min(max(math.log10(min(value, 10.0**GREATEST_POWER)), float(LEAST_POWER)), float(GREATEST_POWER))


def _power(value: float) -> int:
    return math.floor(logarithm(value) + 1e-9)


def _power_words(power: int) -> str:
    if power >= GREATEST_POWER:
        return f"over {words.number(10.0**GREATEST_POWER)}"
    if power <= LEAST_POWER:
        return f"under {words.number(10.0 ** (LEAST_POWER + 1))}"
    return f"{words.number(10.0**power)} to {words.number(10.0 ** (power + 1))}"


def counted(href: str, title: str, centre: tuple[float, float], count: int) -> str:
    """The mark of several risks at one place: a circle with their number, the larger the more they are."""
    radius = min(7 + 1.6 * math.log2(count), 17)
    return (
        f'<a href="{escape(href)}" aria-label="{escape(title)}"><title>{escape(title)}</title>'
        f'<circle class="st-heat-cluster" cx="{centre[0]:.1f}" cy="{centre[1]:.1f}" r="{radius:.1f}"/>'
        f'<text class="st-heat-count st-middle" x="{centre[0]:.1f}" y="{centre[1] + 3:.1f}">{count}</text></a>'
    )


def names(risks: Sequence[MappedRisk]) -> str:
    """The first risks, which are the gravest, and how many more there are."""
    rest = f" and {len(risks) - MOST_NAMED} more" if len(risks) > MOST_NAMED else ""
    return ", ".join(risk.id for risk in risks[:MOST_NAMED]) + rest


def in_words(risk: MappedRisk) -> str:
    """A risk in words: `RISK-0001 Late refunds: high, 120 to 480 times a year, 25 to 2,480 EUR each time`."""
    estimate, said = risk.estimate, [risk.level.value]
    if estimate.per_year is not None and estimate.per_event is not None:
        said.append(f"{_spread(estimate.per_year)} times a year")
        said.append(f"{_spread(estimate.per_event)} {estimate.unit} each time".replace("  ", " "))
    else:
        said.append(f"likelihood {likelihood_words(estimate)}")
        said.append(f"impact {impact_words(estimate)}")
    said += ["accepted"] if risk.is_accepted else []
    return f"{risk.id} {risk.title}: {', '.join(said)}"


def _spread(spread: Spread) -> str:
    low, high = (words.number(value) if value < 10.0**GREATEST_POWER else _power_words(GREATEST_POWER)
                 for value in (spread.low, spread.high))  # fmt: skip
    return low if low == high else f"{low} to {high}"


def style(name: str, risk: MappedRisk) -> str:
    """The class of a mark; an accepted risk looks different."""
    return f"{name} st-is-accepted" if risk.is_accepted else name
