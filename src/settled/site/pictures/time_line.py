"""Draws lengths of time on one axis as SVG, all from the same moment on: what comes late, and what is kept till then.

The axis is logarithmic where they differ much. Widths are shares of the picture and letters are pixels.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from settled.site.html.escaping import escape

_ROW, _BAR, _AXIS = 34, 10, 22
_RIGHT = 94.0
"""Where the longest bar ends, in percent: what is kept for ever goes on to the edge."""
_TICKS = (
    (1, "1 s"), (10, "10 s"), (60, "1 min"), (600, "10 min"), (3_600, "1 h"), (6 * 3_600, "6 h"), (86_400, "1 d"),
    (7 * 86_400, "7 d"), (30 * 86_400, "30 d"), (365 * 86_400, "1 y"), (10 * 365 * 86_400, "10 y"),
)  # fmt: skip
_MOST_TICKS = 5
_LOGARITHMIC_FROM = 20
"""How many times as long the longest is from which on a plain axis would hide the shortest."""


@dataclass(frozen=True, slots=True)
class Span:
    """A length of time in seconds with its words; `is_short` marks what is kept for less than something comes."""

    seconds: float
    words: str
    is_kept: bool
    is_short: bool = False


def draw_time_line(spans: Sequence[Span], name: str, title: str) -> str:
    """The spans as an `<svg>` whose title has the id `name`; every text is escaped here."""
    return "".join(_picture(spans, name, title))


def _picture(spans: Sequence[Span], name: str, title: str) -> Iterator[str]:
    known = [span.seconds for span in spans if 0 < span.seconds < math.inf] or [1.0]
    least, most = min(known), max(known)
    axis = _Axis(least, most)
    height = _ROW * len(spans) + _AXIS
    bottom = _ROW * len(spans) + 4
    yield (
        f'<svg class="st-spans" role="img" aria-labelledby="{escape(name)}" data-search-exclude="" width="100%" '
        f'height="{height}"><title id="{escape(name)}">{escape(title)}</title>'
    )
    for seconds, words in axis.ticks:
        at = axis.at(seconds)
        side = "st-spans-end" if at > 85 else "st-spans-middle"
        yield (
            f'<line class="st-spans-tick" x1="{at:.2f}%" x2="{at:.2f}%" y1="0" y2="{bottom}"/>'
            f'<text class="st-spans-axis {side}" x="{at:.2f}%" y="{bottom + 13}">{words}</text>'
        )
    for row, span in enumerate(spans):
        top = row * _ROW
        end = 100.0 if math.isinf(span.seconds) else axis.at(span.seconds)
        style = "st-spans-kept" if span.is_kept else "st-spans-late"
        style += " st-spans-short" if span.is_short else ""
        mark = "✗ " if span.is_short else ""
        yield (
            f'<g class="{style}"><text x="0" y="{top + 13}">{escape(mark + span.words)}</text>'
            f'<rect x="0" y="{top + 18}" width="{end:.2f}%" height="{_BAR}"/>'
        )
        if math.isinf(span.seconds):
            yield f'<text class="st-spans-end" x="100%" y="{top + 13}">→</text>'
        yield "</g>"
    yield "</svg>"


class _Axis:
    """Where a length of time stands, in percent, between nothing and the longest."""

    def __init__(self, least: float, most: float) -> None:
        self._is_logarithmic = most / least >= _LOGARITHMIC_FROM
        self._least, self._most = least / 3, most

    def at(self, seconds: float) -> float:
        """The share of the width at which `seconds` are over."""
        if not self._is_logarithmic:
            return _RIGHT * seconds / self._most
        if seconds <= self._least:
            return 0.5
        return _RIGHT * math.log(seconds / self._least) / math.log(self._most / self._least)

    @property
    def ticks(self) -> list[tuple[float, str]]:
        """The round lengths of time in between; the first and last of many, and some between them."""
        least = self._least if self._is_logarithmic else self._most / 6
        found: list[tuple[float, str]] = [tick for tick in _TICKS if least < tick[0] <= self._most]
        step = math.ceil(len(found) / _MOST_TICKS)
        return found[::-1][::step][::-1] if found else []
