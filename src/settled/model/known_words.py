"""Which of the words that are known was most likely meant by one that is not."""

from __future__ import annotations

import re
from collections.abc import Iterable

_MANY = 200
"""So many known words are compared one by one."""


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that was most likely meant, or None where none is near."""
    import difflib  # only for who made a mistake

    candidates = {candidate.lower(): candidate for candidate in known}
    if len(candidates) > _MANY:
        candidates = _that_begin_alike(word.lower(), candidates)
    match = difflib.get_close_matches(word.lower(), candidates, n=1, cutoff=0.6)
    return candidates[match[0]] if match else None


def _that_begin_alike(word: str, candidates: dict[str, str]) -> dict[str, str]:
    """The candidates with the first letters or a number of `word`: to compare it with thousands takes seconds."""
    numbers = set(re.findall(r"\d+", word))
    return {
        lower: candidate
        for lower, candidate in candidates.items()
        if lower[:3] == word[:3] or not numbers.isdisjoint(re.findall(r"\d+", lower))
    }
