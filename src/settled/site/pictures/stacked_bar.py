"""Draws a sum against its bound as SVG: one bar of its terms in their order, a line for the bound, what is over it.

Widths are shares of the picture and letters are pixels, so that it is read on a phone as on a desk.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from settled.site.html.escaping import escape

_TOP, _HEIGHT, _BELOW = 16, 22, 18
_LEAST = 0.6
"""The share of the width in percent below which a term is not drawn narrower: what is written is seen."""
_NUMBERED = 3.0
"""The share in percent from which the number of a term fits into it."""


def draw_bar(terms: Sequence[tuple[float, str]], bound: float, bound_words: str, name: str, title: str) -> str:
    """The bar of `terms` (amount, words of each) as an `<svg>` whose title has the id `name`; all texts are escaped.

    `bound_words` are written at the line of the bound.
    """
    return "".join(_picture(terms, bound, bound_words, name, title))


def _picture(
    terms: Sequence[tuple[float, str]], bound: float, bound_words: str, name: str, title: str
) -> Iterator[str]:
    total = sum(amount for amount, _ in terms)
    whole = max(total, bound) * 1.04 or 1.0
    height = _TOP + _HEIGHT + _BELOW
    yield (
        f'<svg class="st-spans" role="img" aria-labelledby="{escape(name)}" data-search-exclude="" width="100%" '
        f'height="{height}"><title id="{escape(name)}">{escape(title)}</title>'
        f'<defs><pattern id="{escape(name)}-over" width="6" height="6" patternUnits="userSpaceOnUse" '
        'patternTransform="rotate(45)"><rect class="st-spans-hatch" width="2" height="6"/></pattern></defs>'
    )
    at = 100 * bound / whole
    yield f'<rect class="st-spans-track" x="0" y="{_TOP}" width="{at:.2f}%" height="{_HEIGHT}"/>'
    passed = 0.0
    for number, (amount, words) in enumerate(terms, 1):
        left, width = 100 * passed / whole, max(100 * amount / whole, _LEAST)
        yield (
            f'<g class="st-spans-term st-spans-{number % 2}"><title>{escape(words)}</title>'
            f'<rect x="{left:.2f}%" y="{_TOP}" width="{width:.2f}%" height="{_HEIGHT}"/>'
        )
        if width >= _NUMBERED:
            yield f'<text class="st-spans-number" x="{left + width / 2:.2f}%" y="{_TOP + 15}">{number}</text>'
        yield "</g>"
        passed += amount
    if total > bound:
        over = 100 * (total - bound) / whole
        yield (
            f'<rect class="st-spans-over" x="{at:.2f}%" y="{_TOP}" width="{over:.2f}%" height="{_HEIGHT}" '
            f'style="fill: url(#{escape(name)}-over)"/>'
        )
    yield f'<line class="st-spans-bound" x1="{at:.2f}%" x2="{at:.2f}%" y1="{_TOP - 4}" y2="{_TOP + _HEIGHT + 4}"/>'
    side, shift = ("st-spans-end", -4) if at > 50 else ("st-spans-start", 4)
    yield f'<text class="{side}" x="{at:.2f}%" dx="{shift}" y="11">{escape(bound_words)}</text></svg>'
