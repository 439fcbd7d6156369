"""Whether two texts name the same option: people shorten, abbreviate and number what they listed above."""

from __future__ import annotations

import difflib
import re

_FILLING = frozenset(
    {"a", "an", "the", "of", "to", "in", "on", "for", "from", "by", "with", "and", "or", "our", "as", "at", "is", "it"}
    | {"use", "using", "option", "alternative"}
)
_ALIKE = 0.85
"""From which share of equal letters on two names are one name with a slip of the pen."""
_SHORTEST_STEM = 3


def is_same_option(one: str, other: str) -> bool:
    """True when `one` and `other` can be read as the same option.

    Case, punctuation and small words do not matter. Either may be a part of the other (`Redis` and
    `Use Redis, hosted by us`), its initials (`CDC`), or a shorter form (`Postgres`).
    """
    words, others = _words(one), _words(other)
    if not words or not others:
        return "".join(re.findall(r"\w", one.lower())) == "".join(re.findall(r"\w", other.lower()))
    if _are_within(words, others) or _are_within(others, words):
        return True
    if _is_short_for(words, other) or _is_short_for(others, one):
        return True
    return difflib.SequenceMatcher(None, " ".join(words), " ".join(others)).ratio() >= _ALIKE


def begins_with_option(said: str, option: str) -> bool:
    """True when `said` begins with the words of `option`, whatever marks stand between them."""
    words, others = _words(said), _words(option)
    return bool(others) and words[: len(others)] == others


def names_by_position(name: str, count: int) -> bool:
    """True when `name` is the number or letter of one of `count` options, as in `Option 2`, `(3)` or `B`."""
    found = re.fullmatch(r"(?:option|alternative)?\s*[#(]?(?:(\d{1,2})|([a-z]))[.):]?", name.strip().lower())
    if found is None:
        return False
    position = int(found[1]) if found[1] else ord(found[2]) - ord("a") + 1
    return 1 <= position <= count


def _words(text: str) -> list[str]:
    return [word for word in re.findall(r"\w+[+#]*", text.lower()) if word not in _FILLING]


def _are_within(words: list[str], others: list[str]) -> bool:
    return all(any(_is_same_word(word, other) for other in others) for word in words)


def _is_same_word(one: str, other: str) -> bool:
    shorter, longer = sorted((one, other), key=len)
    return one == other or (len(shorter) >= _SHORTEST_STEM and longer.startswith(shorter))


def _is_short_for(words: list[str], text: str) -> bool:
    """True when `words` is one abbreviation of `text`, with or without its small words."""
    initials = "".join(word[0] for word in re.findall(r"\w+", text.lower()))
    heavy = "".join(word[0] for word in _words(text))
    return len(words) == 1 and len(words[0]) > 1 and words[0] in {initials, heavy}
