"""A title becomes the readable part of a file name."""

from __future__ import annotations

import re
import unicodedata

from slugify import slugify

MAXIMUM_CHARACTERS = 80
# Together with number and ending this stays below the 255 bytes that file systems allow.
MAXIMUM_BYTES = 200

_TRANSLITERATED = ("LATIN ", "CYRILLIC ", "GREEK ")
# The alphabets whose letters have a customary Latin spelling. In the others (Chinese, Arabic,
# Hindi …) a transliteration drops vowels or picks one reading of many, and nobody recognises it.


def slug_of(title: str) -> str:
    """`title` as lower-case words with dashes; `untitled` where it holds neither letter nor digit.

    Latin, Greek and Cyrillic letters become ASCII, letters of other alphabets stay what they are. At
    most `MAXIMUM_CHARACTERS` long and cut between words where there is a gap to cut at.
    """
    words: list[str] = []
    current = ""
    is_latin = True
    for character in _folded(title):
        latin = _belongs_to_latin(character, current and is_latin)
        if latin is None or latin != is_latin:
            words.append(_word(current, is_latin))
            current = ""
        if latin is not None:
            current += character
            is_latin = latin
    words.append(_word(current, is_latin))
    return _cut("-".join(word for word in words if word)) or "untitled"


def _folded(title: str) -> str:
    text = unicodedata.normalize("NFKC", title)
    # An apostrophe within a word is not the end of the word: `don't` reads better as `dont`.
    return re.sub(r"(?<=\w)['\u2019](?=\w)", "", text)


def _belongs_to_latin(character: str, after_latin: bool | str) -> bool | None:
    """True for a letter to transliterate, False for one to keep, None for what separates words."""
    category = unicodedata.category(character)
    if category[0] == "M":
        return bool(after_latin)  # an accent goes with its letter
    if character.isascii() and character.isalnum():
        return True
    if category[0] == "L":
        return unicodedata.name(character, "").startswith(_TRANSLITERATED)
    return False if category == "Nd" else None


def _word(text: str, is_latin: bool) -> str:
    if is_latin:
        return slugify(text)
    lowered = unicodedata.normalize("NFC", text.lower())
    # A mark without a letter before it belongs to nothing.
    while lowered and unicodedata.category(lowered[0])[0] == "M":
        lowered = lowered[1:]
    return lowered


def _cut(slug: str) -> str:
    short = slug[:MAXIMUM_CHARACTERS]
    while len(short.encode("utf-8")) > MAXIMUM_BYTES:
        short = short[:-1]
    if len(short) == len(slug):
        return slug
    if slug[len(short)] != "-":
        gap = short.rfind("-")
        if gap >= MAXIMUM_CHARACTERS // 2:
            short = short[:gap]
        else:
            while short and unicodedata.category(slug[len(short)])[0] == "M":
                short = short[:-1]
    return short.strip("-")
