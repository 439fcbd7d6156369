"""The heat map of the risks that are estimated in ranges: times a year by money each time.

On scales where each step is ten times the one before, money a year, the product of both, is the same along a falling
line: two such lines are the limits between low, medium and high.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from statistics import median_low

from settled.model.exposure import YEARLY_COST_BANDS, Spread
from settled.site import words
from settled.site.pictures.heat_map_parts import (
    SCALE,
    TEXT,
    CellAddress,
    MappedRisk,
    counted,
    impact_words,
    in_words,
    likelihood_words,
    logarithm,
    names,
    style,
)
from settled.site.pictures.text_width import shortened_to, text_width

MOST_SINGLE = 12
"""How many ranges are drawn each for itself; more are counted by the cell of the grid they lie in."""
_MOST_POWERS = 7
_WIDTH, _HEIGHT, _LEFT, _TOP, _BOTTOM, _RIGHT = 440.0, 236.0, 40.0, 18.0, 32.0, 14.0


@dataclass(frozen=True, slots=True)
class _Ranged:
    """A risk with its ranges."""

    risk: MappedRisk
    times: Spread
    cost: Spread


def draw_ranges(risks: Sequence[MappedRisk], cell: CellAddress) -> str:
    """The picture of the risks that are estimated in ranges, as SVG; empty where there are none."""
    estimates = [(risk, risk.estimate.per_year, risk.estimate.per_event) for risk in risks]
    drawn = [_Ranged(risk, times, cost) for risk, times, cost in estimates if times is not None and cost is not None]
    if not drawn:
        return ""
    plane = _plane(drawn)
    units = sorted({each.risk.estimate.unit for each in drawn} - {""})
    count = words.counted(len(drawn), "risk")
    title = f"{count} estimated in ranges: times a year by money each time; the table says the same"
    marks = _single(drawn, plane) if len(drawn) <= MOST_SINGLE else _clusters(drawn, plane, cell)
    return "".join(
        (
            f'<svg class="st-heat st-heat-ranges" width="{_WIDTH * SCALE:.0f}" viewBox="0 0 {_WIDTH:.0f} {_HEIGHT:.0f}"'
            f' role="group" aria-labelledby="heat-ranges" data-search-exclude>',
            f'<title id="heat-ranges">{escape(title)}</title>',
            *_background(plane),
            *_axes(plane, f"{', '.join(units)} each time".strip() if units else "money each time"),
            *marks,
            "</svg>",
        )
    )


@dataclass(frozen=True, slots=True)
class _Plane:
    """The scales: powers of ten from `left` to `right` across, and from `low` to `high` upwards."""

    left: int
    right: int
    low: int
    high: int

    def x(self, power: float) -> float:
        inside = min(max(power, self.left), self.right)
        return _LEFT + (inside - self.left) / (self.right - self.left) * (_WIDTH - _LEFT - _RIGHT)

    def y(self, power: float) -> float:
        inside = min(max(power, self.low), self.high)
        return _HEIGHT - _BOTTOM - (inside - self.low) / (self.high - self.low) * (_HEIGHT - _TOP - _BOTTOM)


def _plane(drawn: Sequence[_Ranged]) -> _Plane:
    return _Plane(*_powers(each.times for each in drawn), *_powers(each.cost for each in drawn))


def _powers(spreads: Iterable[Spread]) -> tuple[int, int]:
    """The powers of ten between which all values lie; of very many the greater ones, the others stand at the edge."""
    found = [logarithm(value) for spread in spreads for value in (spread.low, spread.likely, spread.high) if value > 0]
    first, last = math.floor(min(found, default=0.0)), math.ceil(max(found, default=1.0))
    return max(min(first, last - 1), last - _MOST_POWERS), last


def _background(plane: _Plane) -> list[str]:
    """The three bands of money a year, each with its word; a word and a line, so that no colour is needed."""
    corners = [(plane.left, plane.low), (plane.right, plane.low), (plane.right, plane.high), (plane.left, plane.high)]
    pieces = [_polygon("st-heat-high", [(float(x), float(y)) for x, y in corners], plane)]
    for limit, level in reversed(YEARLY_COST_BANDS):
        inside = _below([(float(x), float(y)) for x, y in corners], math.log10(limit))
        if inside:
            pieces.append(_polygon(f"st-heat-{level.value}", inside, plane))
    first, last = (limit for limit, _ in (YEARLY_COST_BANDS[0], YEARLY_COST_BANDS[-1]))
    if plane.left + plane.low < math.log10(first):
        words_of = f"low: under {words.number(first)} a year"
        pieces.append(f'<text class="st-axis" x="{_LEFT + 4:.1f}" y="{_HEIGHT - _BOTTOM - 5:.1f}">{words_of}</text>')
    if plane.right + plane.high > math.log10(last):
        words_of = f"high: over {words.number(last)} a year"
        right, top = _WIDTH - _RIGHT - 4, _TOP + 11
        pieces.append(f'<text class="st-axis st-end" x="{right:.1f}" y="{top:.1f}">{words_of}</text>')
    return [*pieces, *_medium(plane, (math.log10(first) + math.log10(last)) / 2)]


def _medium(plane: _Plane, total: float) -> list[str]:
    """The word of the middle band, at its lower right end."""
    x, y = (plane.right, total - plane.right) if total - plane.right >= plane.low else (total - plane.low, plane.low)
    if not (plane.left <= x <= plane.right and plane.low <= y <= plane.high):
        return []
    return [f'<text class="st-axis st-end" x="{plane.x(x) - 4:.1f}" y="{plane.y(y) - 3:.1f}">medium</text>']


def _below(corners: list[tuple[float, float]], total: float) -> list[tuple[float, float]]:
    """The part of a polygon where both powers together are at most `total`, cut along that line."""
    found: list[tuple[float, float]] = []
    for (x, y), (next_x, next_y) in zip(corners, [*corners[1:], corners[0]], strict=True):
        here, there = total - x - y, total - next_x - next_y
        if here >= 0:
            found.append((x, y))
        if (here > 0) != (there > 0) and here != there:
            share = here / (here - there)
            found.append((x + share * (next_x - x), y + share * (next_y - y)))
    return found if len(found) > 2 else []


def _polygon(style: str, corners: Iterable[tuple[float, float]], plane: _Plane) -> str:
    points = " ".join(f"{plane.x(x):.1f},{plane.y(y):.1f}" for x, y in corners)
    return f'<polygon class="{style}" points="{points}"/>'


def _axes(plane: _Plane, unit: str) -> list[str]:
    pieces = []
    for power in range(plane.left, plane.right + 1):
        x = plane.x(power)
        pieces.append(f'<path class="st-heat-grid" d="M{x:.1f} {_TOP}V{_HEIGHT - _BOTTOM:.1f}"/>')
        pieces.append(
            f'<text class="st-axis st-middle" x="{x:.1f}" y="{_HEIGHT - _BOTTOM + 12:.1f}">{_short(power)}</text>'
        )
    for power in range(plane.low, plane.high + 1):
        y = plane.y(power)
        pieces.append(f'<path class="st-heat-grid" d="M{_LEFT} {y:.1f}H{_WIDTH - _RIGHT:.1f}"/>')
        pieces.append(f'<text class="st-axis st-end" x="{_LEFT - 5:.1f}" y="{y + 3:.1f}">{_short(power)}</text>')
    middle = (_LEFT + _WIDTH - _RIGHT) / 2
    pieces.append(f'<text class="st-axis st-middle" x="{middle:.1f}" y="{_HEIGHT - 5:.1f}">times a year</text>')
    pieces.append(f'<text class="st-axis" x="0" y="10">{escape(shortened_to(unit, 200, TEXT))}</text>')
    return pieces


def _short(power: int) -> str:
    """A power of ten as a mark of a scale: `0.1`, `100`, `10k`, `1m`."""
    for least, sign in ((9, "bn"), (6, "m"), (3, "k")):
        if power >= least:
            return f"{10 ** (power - least)}{sign}"
    return words.number(10.0**power)


def _single(drawn: Sequence[_Ranged], plane: _Plane) -> list[str]:
    """Each risk as the box of its ranges, with a dot at what is likely and its id beside it."""
    boxes: list[str] = []
    dots: list[str] = []
    taken: list[tuple[float, float, float, float]] = []
    for each in drawn:
        risk = each.risk
        left, right, bottom, top = _range_box(each, plane)
        x, y = _likely(each, plane)
        name, said = shortened_to(risk.id, 110, TEXT), escape(in_words(risk))
        label_x, label_y = _free_place(x, y, text_width(name, TEXT), taken)
        boxes.append(
            f'<rect class="{style("st-heat-range", risk)}" x="{left:.1f}" y="{top:.1f}"'
            f' width="{max(right - left, 2):.1f}" height="{max(bottom - top, 2):.1f}" rx="2"/>'
        )
        dots.append(
            f'<a href="{escape(risk.href)}" aria-label="{said}"><title>{said}</title>'
            f'<circle class="{style("st-heat-dot", risk)}" cx="{x:.1f}" cy="{y:.1f}" r="4"/>'
            f'<text class="st-id" x="{label_x:.1f}" y="{label_y:.1f}">{escape(name)}</text></a>'
        )
    return [*boxes, *dots]


def _range_box(each: _Ranged, plane: _Plane) -> tuple[float, float, float, float]:
    """The left, right, lower and upper edge of the ranges of a risk."""
    times, cost = each.times, each.cost
    across = sorted((plane.x(logarithm(times.low)), plane.x(logarithm(times.high))))
    upwards = sorted((plane.y(logarithm(cost.low)), plane.y(logarithm(cost.high))))
    return across[0], across[1], upwards[1], upwards[0]


def _likely(each: _Ranged, plane: _Plane) -> tuple[float, float]:
    return plane.x(logarithm(each.times.likely)), plane.y(logarithm(each.cost.likely))


def _free_place(
    x: float, y: float, width: float, taken: list[tuple[float, float, float, float]]
) -> tuple[float, float]:
    """A place for a label beside its dot where no other label is, to the right, to the left, above or below."""
    places = [(x + 7, y + 3), (x - 7 - width, y + 3)]
    places += [(x + 7, y + 3 + shift * 11) for step in range(1, 6) for shift in (-step, step)]
    fitting = [
        place
        for place in places
        if place[0] >= _LEFT and place[0] + width <= _WIDTH and _TOP + 8 <= place[1] <= _HEIGHT - _BOTTOM
    ]
    for place in fitting:
        box = (place[0], place[1] - 9, place[0] + width, place[1] + 2)
        if not any(
            box[0] < other[2] and other[0] < box[2] and box[1] < other[3] and other[1] < box[3] for other in taken
        ):
            taken.append(box)
            return place
    return (fitting or places)[0]


def _clusters(drawn: Sequence[_Ranged], plane: _Plane, cell: CellAddress) -> list[str]:
    """The risks counted by the cell of the grid their likely values lie in; the arms are the ranges of most of them."""
    found: dict[tuple[str, str], list[_Ranged]] = {}
    for each in drawn:
        estimate = each.risk.estimate
        found.setdefault((likelihood_words(estimate), impact_words(estimate)), []).append(each)
    arms: list[str] = []
    circles: list[str] = []
    for (likelihood, impact), inside in found.items():
        boxes = [_range_box(each, plane) for each in inside]
        left, right, bottom, top = (median_low(box[side] for box in boxes) for side in range(4))
        places = [_likely(each, plane) for each in inside]
        x, y = sum(place[0] for place in places) / len(places), sum(place[1] for place in places) / len(places)
        arms.append(
            f'<path class="st-heat-arms" d="M{min(left, x):.1f} {y:.1f}H{max(right, x):.1f}'
            f'M{x:.1f} {max(bottom, y):.1f}V{min(top, y):.1f}"/>'
        )
        risks = [each.risk for each in inside]
        if len(risks) == 1:
            title, href = in_words(risks[0]), risks[0].href
        else:
            title, href = f"{len(risks)} risks: {likelihood}, {impact}; {names(risks)}", cell(likelihood, impact)
        circles.append(counted(href, title, (x, y), len(risks)))
    return [*arms, *circles]
