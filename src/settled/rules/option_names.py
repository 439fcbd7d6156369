"""Whether two texts name the same option: people shorten, abbreviate, number and explain what they listed above."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from functools import lru_cache

_FILLING = frozenset(
    {"a", "an", "the", "of", "to", "in", "on", "for", "from", "by", "with", "and", "or", "our", "as", "at", "is", "it"}
    | {"use", "using", "option", "alternative"}
)
_ALIKE = 0.85
"""From which share of equal letters on two names are one name with a slip of the pen."""
_SHORTEST_STEM = 3
_STEM = 4
"""Two words of at least so many equal letters at their beginning are inflections of one."""
_MOSTLY = 0.5

# What an option is called in front of its number: `Option 2`, `Variante B`, `方案一`.
_CALLED = (
    "option", "options", "alternative", "alternatives", "alt", "solution", "variant", "variante", "approach", "choice",
    "proposal", "candidate", "scenario", "alternativa", "opción", "opcion", "opção", "opcao", "opzione", "soluzione",
    "solución", "solução", "lösung", "ansatz", "möglichkeit", "optie", "alternatief", "opcja", "wariant", "možnost",
    "varianta", "alternativ", "mulighed", "vaihtoehto", "seçenek", "вариант", "варіант", "альтернатива",
)  # fmt: skip
_CALLED_UNSPACED = ("選択肢", "案", "方案", "选项", "選項", "옵션", "대안", "방안")
_UNSPACED_NUMBERS = "一二三四五六七八九"
_LABEL = re.compile(
    rf"\W*(?:(?:{'|'.join(_CALLED)})(?![^\W\d_])(?:\s*(?:no|nr|n[º°])\b)?\W{{0,3}}(?P<mark>\d{{1,2}}|[ivx]{{2,4}}|[a-z])(?!\w)"
    rf"|(?:{'|'.join(_CALLED_UNSPACED)})\s*(?P<unspaced>\d{{1,2}}|[a-z]|[{_UNSPACED_NUMBERS}]))"
    r"\W*(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)
_BARE_LABEL = re.compile(
    r"\W*?(?:\[(?P<bracketed>\d{1,2}|[a-z])\]|\((?P<enclosed>\d{1,2}|[a-z])\)|#?(?P<mark>\d{1,2}|[a-z])\s*[.):])"
    r"[\s*_:–—-]*(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)
_EXPLAINED = re.compile(r"\s+[-–—=]+\s+|:\s|\s*[(（]|,\s|;\s|\.\s")
"""Behind this follows what is said of a name, not the name."""
_ROMAN = {"ii": 2, "iii": 3, "iv": 4, "vi": 6, "vii": 7, "viii": 8, "ix": 9}
_TOGETHER = re.compile(
    r"\W*(?:(?:all|both|any|each|every|several|multiple|most|some)\b|combin(?:e|ing)\b"
    r"|(?:two|three|four|five|six|[2-6]) of (?:the|these|them|those)\b"
    r"|(?:an? |the )?(?:\w+ )?(?:combination|mix(?:ture)?|hybrid|blend|set|selection|subset|number) of\b|hybrid\b)",
    re.IGNORECASE,
)
_SEVERAL = re.compile(
    rf"\W*(?:{'|'.join(_CALLED)})?\W*((?:\d{{1,2}}|[a-z])(?:\s*(?:,|&|\+|/|and|or|und|et|y|e|with)\s*"
    rf"(?:(?:{'|'.join(_CALLED)})\s+)?(?:\d{{1,2}}|[a-z]))+)\W*",
    re.IGNORECASE,
)


def label_of(text: str, *, is_named: bool = False) -> tuple[int | None, str]:
    """The position that `text` begins with, and the rest: 2 and `Files` of `Option 2: Files`, `(b) Files`, `2. Files`.

    None and the whole where it begins with none. With `is_named` a number counts behind such a word as `Option` only.
    """
    found = _LABEL.fullmatch(text)
    mark = (found["mark"] or found["unspaced"]) if found else None
    if found is None and not is_named:
        found = _BARE_LABEL.fullmatch(text)
        mark = (found["bracketed"] or found["enclosed"] or found["mark"]) if found else None
    if found is None or mark is None:
        return None, text
    return _position(mark.lower()), found["rest"].strip()


def _position(mark: str) -> int:
    if mark.isdecimal():
        return int(mark)
    if mark in _UNSPACED_NUMBERS:
        return _UNSPACED_NUMBERS.index(mark) + 1
    return _ROMAN.get(mark) or ord(mark[0]) - ord("a") + 1


def is_same_option(one: str, other: str) -> bool:
    """True when `one` and `other` can be read as the same option.

    Case, punctuation and small words do not matter, nor does the number in front of it. Either may be a part of the
    other (`Redis` and `Use Redis, hosted by us`), its initials (`CDC`), or a shorter form (`Postgres`); what explains
    a name behind a dash, a colon or in brackets need not be repeated.
    """
    return any(_is_same(name, other_name) for name in _names_in(one) for other_name in _names_in(other))


@lru_cache(maxsize=4096)
def _names_in(text: str) -> tuple[str, ...]:
    """`text` as a name: whole, without its number, and without what explains it."""
    _, rest = label_of(text)
    heads = [_EXPLAINED.split(name, maxsplit=1)[0] for name in (text, rest)]
    return tuple(dict.fromkeys(name for name in (text, rest, *heads) if name is text or _words(name)))


def _is_same(one: str, other: str) -> bool:
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
    """True when `name` is the number or letter of one of `count` options, or of several of them.

    As in `Option 2`, `(3)`, `B`, `Option 4: files at night` or `options 1 and 3`.
    """
    alone, several = position_alone(name), _SEVERAL.fullmatch(name)
    if alone is not None:
        return 1 <= alone <= count
    if several is not None:
        marks = re.findall(r"\b(?:\d{1,2}|[a-z])\b", name.lower())
        return all(1 <= _position(mark) <= count for mark in marks)
    position, rest = label_of(name, is_named=True)
    if position is None:
        position, rest = label_of(name)
        return position is not None and not rest and 1 <= position <= count
    return 1 <= position <= count


def position_alone(name: str) -> int | None:
    """The position that `name` is and nothing else: 3 of `3`, 2 of `(b)`; None where it says more."""
    bare = re.fullmatch(r"\W*(\d{1,2}|[a-z])\W*", name.strip(), re.IGNORECASE)
    return _position(bare[1].lower()) if bare is not None else None


def names_several(name: str) -> bool:
    """True when `name` stands for several options together: `both`, `all of them`, `a combination of …`."""
    return _TOGETHER.match(name) is not None


def resembles(name: str, options: Iterable[str]) -> bool:
    """True when more than half of what tells `options` apart in `name` is said by them, too, in whatever form.

    Words that stand in each of several options tell none of them. `Plain HTML together with Pollen` is put together
    of two options, and is not a third.
    """
    known = [frozenset(_words(option)) for option in options]
    common = frozenset.intersection(*known) if len(known) > 1 else frozenset[str]()
    words = [word for word in dict.fromkeys(_words(name)) if word not in common]
    said = frozenset[str]().union(*known) - common
    shared = sum(any(_is_inflected(word, other) for other in said) for word in words)
    return not words or shared > len(words) * _MOSTLY


def _words(text: str) -> list[str]:
    return [word for word in re.findall(r"\w+[+#]*", text.lower()) if word not in _FILLING]


def _are_within(words: list[str], others: list[str]) -> bool:
    return all(any(_is_same_word(word, other) for other in others) for word in words)


def _is_same_word(one: str, other: str) -> bool:
    shorter, longer = sorted((one, other), key=len)
    return one == other or (len(shorter) >= _SHORTEST_STEM and longer.startswith(shorter))


def _is_inflected(one: str, other: str) -> bool:
    """True for two forms of one word, or one with a slip of the pen."""
    if _is_same_word(one, other) or (len(one) >= _STEM and one[:_STEM] == other[:_STEM]):
        return True
    return min(len(one), len(other)) > _STEM and difflib.SequenceMatcher(None, one, other).ratio() >= _ALIKE


def _is_short_for(words: list[str], text: str) -> bool:
    """True when `words` is one abbreviation of `text`, with or without its small words."""
    initials = "".join(word[0] for word in re.findall(r"\w+", text.lower()))
    heavy = "".join(word[0] for word in _words(text))
    return len(words) == 1 and len(words[0]) > 1 and words[0] in {initials, heavy}
