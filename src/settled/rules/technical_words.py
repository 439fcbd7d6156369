"""Tells a text that speaks of technology alone from one that says what the business feels."""

from __future__ import annotations

import re

from settled.settings.word_lists import WordLists

_WORD = re.compile(r"[^\W\d_][\w'’-]*")


def is_technical_only(text: str, lists: WordLists) -> bool:
    """True when `text` holds a technical word, and no word that could be the business's own; `lists` tells them."""
    is_technical = False
    for match in _WORD.finditer(text):
        word = match[0].lower()
        if word in lists.filling_words:
            continue
        if not _is_technical(word, lists):
            return False
        is_technical = True
    return is_technical


def _is_technical(word: str, lists: WordLists) -> bool:
    technical, filling = lists.technical_words, lists.filling_words
    return word in technical or (
        "-" in word and all(part in technical or part in filling for part in word.split("-") if part)
    )
