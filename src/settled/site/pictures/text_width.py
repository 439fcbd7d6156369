"""How wide a text will be, told without a font: enough to give it room in a picture."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_NARROW = frozenset("iljtfrI.,:;'|!()[] -")


def text_width(text: str, size: float) -> float:
    """The width of `text` in a sans-serif font of `size` pixels, rather too wide than too narrow."""
    return round(sum(map(_share, text)) * size, 1)


def shortened_to(text: str, width: float, size: float) -> str:
    """`text` in one line, cut with an ellipsis where it is wider than `width` at `size` pixels."""
    line = " ".join(text.split())
    if text_width(line, size) <= width:
        return line
    while line and text_width(line + "…", size) > width:
        line = line[:-1]
    return line.rstrip() + "…"


@lru_cache(maxsize=4096)
def _share(letter: str) -> float:
    if unicodedata.combining(letter):
        return 0.0
    if unicodedata.east_asian_width(letter) in {"W", "F"}:
        return 1.05
    if letter in _NARROW:
        return 0.38
    return 0.74 if letter.isupper() or letter in "mwMW@%" else 0.6
