"""Words that exist, and which of them was most likely meant by one that does not."""

from __future__ import annotations

import bisect
import re
from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property

_MANY = 200
"""So many known words are compared one by one."""
_NUMBER = re.compile(r"\d+")


class KnownWords:
    """Known words, sorted once, for whoever looks for many that do not exist: to compare with all takes seconds."""

    def __init__(self, known: Iterable[str]) -> None:
        self._words = {word.lower(): word for word in known}

    def nearest(self, word: str, without: str = "") -> str | None:
        """The known word that was most likely meant, or None where none is near; never the word `without`."""
        import difflib  # only for who made a mistake

        asked = word.lower()
        candidates = list(self._words) if len(self._words) <= _MANY else self._that_begin_alike(asked)
        left_out = without.lower()
        match = difflib.get_close_matches(asked, [each for each in candidates if each != left_out], n=1, cutoff=0.6)
        return self._words[match[0]] if match else None

    def _that_begin_alike(self, word: str) -> list[str]:
        """The words with a number of `word`, and those beside it that begin with the same letters."""
        found = dict.fromkeys(each for number in _NUMBER.findall(word) for each in self._by_number.get(number, ()))
        place = bisect.bisect_left(self._sorted, word)
        beside = self._sorted[max(place - _MANY, 0) : place + _MANY]
        found |= dict.fromkeys(each for each in beside if each[:3] == word[:3])
        return list(found)[: 2 * _MANY]

    @cached_property
    def _sorted(self) -> list[str]:
        return sorted(self._words)

    @cached_property
    def _by_number(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for word in self._words:
            for number in set(_NUMBER.findall(word)):
                found[number].append(word)
        return found


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The word of `known` that was most likely meant, or None where none is near."""
    return KnownWords(known).nearest(word)
