"""Which words of a record mean which status: those that teams were seen to use, and what the settings add."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

from settled.model.status_word_table import (
    WORDS_BY_LANGUAGE,
    WORDS_THAT_BEGIN_SENTENCES,
    meanings_of_all_languages,
    words_of,
)
from settled.model.vocabulary import Status

_WORD = re.compile(r"[^\W\d_]+")
_WITHOUT_SPACES = r"\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"
"""Letters of languages that write no spaces, or put what English has as words behind a word."""
_ENDING = re.compile(
    r"(?:済み?|ずみ|され(?:た|ました|ている|ています|済み?)|しました|した|られ(?:た|ました)|ました|です|了|的|"
    r"되었음|되었습니다|됐음|됐습니다|했음|하였음|했습니다|된 상태|상태)"
)
_MEANS_IT = re.compile(
    r"[ \t]*(?:$|[^\w \t]|\d|_|(?:on|since|as of|by|in|from|until|at|per|am|seit|vom|von|durch|el|desde|por|le|depuis"
    r"|par|em|dal|da|op|door|przez|den|av|af|с|от|з)\b)",
    re.IGNORECASE,
)
_BEFORE_IT = re.compile(
    r"(?:(?:this|the)[ ](?:decision|adr|rfc|record|document|proposal|decision record)[ ](?:is|was|has been|have been)"
    r"|this[ ](?:is|was|has been)|(?:diese|die)[ ](?:entscheidung|adr)[ ](?:ist|wurde)|cette[ ]decision[ ](?:est|a ete)"
    r"|(?:esta|la)[ ]decision[ ](?:esta|ha sido|fue|es)|(?:esta|a)[ ]decisao[ ](?:esta|foi|e)"
    r"|questa[ ]decisione[ ]e(?:[ ]stata)?)?[ ]?(?:currently|now|derzeit|aktuell|actualmente|actuellement|atualmente)?"
)
_MORE_LETTERS = {ord("ł"): "l", ord("Ł"): "l", ord("ø"): "o", ord("Ø"): "o", ord("ı"): "i", ord("’"): "'"}


class _BareLetters(dict[int, str]):
    """Every letter in lower case and without its accent, made once for each that is met."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        apart = unicodedata.normalize("NFD", letter)
        is_accented = len(apart) > 1 and all(unicodedata.category(mark) == "Mn" for mark in apart[1:])
        lower = (apart[0] if is_accented else letter).lower()
        self[code] = bare = lower if len(lower) == 1 else letter
        return bare


_BARE_LETTERS = _BareLetters(_MORE_LETTERS)


def without_accents(text: str) -> str:
    """`text` in lower case without accents, letter for letter: as long as `text` itself where that is composed."""
    return text.lower() if text.isascii() else unicodedata.normalize("NFC", text).translate(_BARE_LETTERS)


def words_in(text: str) -> list[str]:
    """The words of `text` in lower case and without accents: runs of letters, without numbers and signs."""
    return _WORD.findall(without_accents(text))


def _phrase(text: str) -> str:
    return " ".join(words_in(text))


@dataclass(frozen=True, eq=False)
class StatusWords:
    """A status by the words that mean it; case, accents and what stands between the words do not matter.

    Each is equal to itself alone, so that what was read by it can be remembered.

    `missing` is what a decision without a status has, and `unknown` what other words mean; None: it cannot be told.
    """

    meanings: Mapping[str, Status]
    missing: Status | None = None
    unknown: Status | None = None

    def meaning_of(self, text: str) -> Status | None:
        """The status that `text` means as a whole; None for anything that is more or less than a phrase of ours."""
        return self._by_phrase.get(_phrase(text))

    def status_at_start(self, text: str) -> Status | None:
        """The status that the first words of `text` mean, the longest phrase first; None where they mean none."""
        first = _WORD.search(text)
        bare = without_accents(text[first.start() : first.start() + _MOST_READ]) if first else ""
        words = list(_WORD.finditer(bare))
        lead = _BEFORE_IT.match(" ".join(word[0] for word in words[:8]))
        starts = dict.fromkeys((0, len(lead[0].split()) if lead else 0))
        for start in starts:
            status = self._status_of(bare, words[start : start + self._longest])
            if status is not None:
                return status
        return self.unknown

    def _status_of(self, text: str, words: list[re.Match[str]]) -> Status | None:
        for count in range(len(words), 0, -1):
            phrase = " ".join(word[0] for word in words[:count])
            status = self._by_phrase.get(phrase)
            if status is not None and (phrase not in _ALONE or _MEANS_IT.match(text, words[count - 1].end())):
                return status
        return self._by_stem(words[0][0]) if words else None

    def _by_stem(self, word: str) -> Status | None:
        """The meaning of a word of a language without spaces, with one of its usual endings."""
        if not _is_without_spaces(word[0]):
            return None
        for end in range(len(word) - 1, 0, -1):
            status = self._by_phrase.get(word[:end])
            if status is not None:
                return status if _ENDING.fullmatch(word, end) else None
        return None

    @cached_property
    def readings(self) -> dict[tuple[str, str], Status | None]:
        """What short texts were read as before, by the reader's name: the same few words stand in most versions."""
        return {}

    @cached_property
    def without_default(self) -> StatusWords:
        """The same words, where another word means nothing."""
        return self if self.unknown is None and self.missing is None else StatusWords(self.meanings)

    @cached_property
    def suggestions(self) -> tuple[str, ...]:
        """The words that may have been meant by one that is misspelt: those in English, and those of the settings."""
        foreign = _WORDS_OF_OTHER_LANGUAGES
        return tuple(word for word in self.meanings if word not in foreign)

    @cached_property
    def _by_phrase(self) -> dict[str, Status]:
        return {_phrase(words): status for words, status in self.meanings.items()}

    @cached_property
    def _longest(self) -> int:
        return max(len(phrase.split()) for phrase in self._by_phrase)


@lru_cache(maxsize=4096)
def _is_without_spaces(letter: str) -> bool:
    return re.match(f"[{_WITHOUT_SPACES}]", letter) is not None


_MOST_READ = 400
"""How far into a text its first words are looked for, in characters."""
_ALONE = frozenset(map(_phrase, WORDS_THAT_BEGIN_SENTENCES))
_WORDS_OF_OTHER_LANGUAGES = frozenset(
    word
    for language, cells in WORDS_BY_LANGUAGE.items()
    if language != "English"
    for cell in cells
    for word in words_of(cell)
)
STATUS_WORDS = StatusWords(meanings_of_all_languages())
"""Where the settings say nothing; words outside this table mean no status of ours."""
