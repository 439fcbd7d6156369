"""The word for a status in the language of the one that it takes the place of."""

from __future__ import annotations

from functools import cache

from settled.model.status_word_table import WORDS_BY_LANGUAGE, words_of
from settled.model.status_words import words_in
from settled.model.vocabulary import Status

_STATUSES = {status.value: column for column, status in enumerate(Status)}
_OURS = "English"


def word_beside(present: str, word: str) -> str:
    """`word`, one of ours, in the language of the status `present`; as it is where no language alone has that.

    Of the forms of a word that one is taken which ends as `present` does: `propuesta` becomes `aceptada`.
    """
    written = " ".join(words_in(present))
    language = _languages().get(written)
    if language is None or word not in _STATUSES:
        return word
    forms = list(words_of(WORDS_BY_LANGUAGE[language][_STATUSES[word]].partition(",")[0]))
    return next((form for form in forms if words_in(form)[-1][-1:] == written[-1:]), forms[0])


@cache
def _languages() -> dict[str, str]:
    """The language of each phrase that means a status in one language only, and not in ours."""
    found: dict[str, list[str]] = {}
    for language, cells in WORDS_BY_LANGUAGE.items():
        for phrase in {" ".join(words_in(form)) for cell in cells for form in words_of(cell)}:
            found.setdefault(phrase, []).append(language)
    return {phrase: known[0] for phrase, known in found.items() if len(known) == 1 and known[0] != _OURS}


def in_capitals_of(present: str, word: str) -> str:
    """`word` with the capitals that `present` has: all, the first, or none."""
    letters = [letter for letter in present if letter.isalpha()]
    if len(letters) > 1 and all(letter.isupper() for letter in letters):
        return word.upper()
    return word if letters and letters[0].islower() else word[:1].upper() + word[1:]
