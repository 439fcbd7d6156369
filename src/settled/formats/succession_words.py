"""How records say that another one took their place, in the languages that teams write."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from settled.model.status_word_table import WORDS_BY_LANGUAGE, words_of
from settled.model.status_words import without_accents

_ENGLISH = re.compile(
    r"\b(?:super[sc]ee?ded|replaced|obsoleted|supplanted)[ \t]+by\b[ \t:]*(?P<target>.*)", re.IGNORECASE
)
_WORDS = sorted(
    {
        without_accents(word)
        for language, cells in WORDS_BY_LANGUAGE.items()
        if language != "English"
        for word in words_of(cells[5])
        if re.match(r"[a-zа-я]", without_accents(word))
    },
    key=len,
    reverse=True,
)
_OTHER = re.compile(
    rf"(?<!\w)(?:{'|'.join(map(re.escape, _WORDS))})[ \t:]+"
    r"(?:(?:durch|por|par|pela|pelo|da|dal|dalla|dallo|dall'|door|przez|av|af|na|by|od|de|ile|med)(?![^\W_])[ \t:]*"
    # German says `ersetzt ADR-3` of what a record does itself.
    r"|(?<!ersetzt )(?:\w+[ \t]+)?(?=\[|`|#|adr|\d{3}))"
    r"(?P<target>.*)"
)
_AROUND = (
    re.compile(r"已?(?:被|由)[ \t]*(?P<target>[^。，；]{1,200}?)[ \t]*(?:所)?(?:取代|替代|替换|替換|代替)"),
    re.compile(
        r"(?P<target>[^。、；]{1,200}?)[ \t]*(?:により|によって|に|で)[ \t]*(?:置き換|置換|差し替|代替|取って代)"
    ),
    re.compile(r"(?P<target>[^.;]{1,200}?)[ \t]*(?:으로|로|에 의해|에의해)[ \t]*(?:대체|교체)"),
    re.compile(r"yerini[ \t]+(?P<target>[^.;]{1,200}?)[ \t]+aldi"),
    re.compile(r"(?P<target>[^.;]{1,200}?)[ \t]+(?:ile|tarafindan)[ \t]+(?:degistirildi|degistirilmis)"),
)
"""Languages that put the successor in the middle or first."""
_PARTLY = re.compile(
    r"(?:\b(?:partially|partly|in part|parts? (?:is|are|was|were)|parcialmente|partiellement|teilweise|parzialmente"
    r"|gedeeltelijk|deels|czesciowo|castecne|delvist|delvis|osittain|kismen|частично|частково)|部分|一部|일부)[ \t]*$",
    re.IGNORECASE,
)
_TO_COME = re.compile(r"\b(?:to|will|shall|should|may|might|can|could|would|must|not|never)(?:[ \t]+\w+)?[ \t]*$", re.I)
_SUPERSEDES = re.compile(
    r"^[-*+•\s]*[*_]{0,3}(?:super[sc]edes|replaces|reemplaza(?: a)?|sustituye(?: a)?|ersetzt(?! durch)|remplace"
    r"|substitui|vervangt|sostituisce|erstatter|ersatter|заменяет|замінює|取代|替代)"
    r"[*_]{0,3}(?![^\W\d_])[ \t:]*(?P<target>.*)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class SuccessionClause:
    """Where a text says by what its record is superseded: from `start` on, naming `target`; `before` stands there."""

    start: int
    target: str
    before: str

    @property
    def is_whole(self) -> bool:
        """True unless it says that only a part was superseded, or that it may be one day."""
        return not _PARTLY.search(without_accents(self.before)) and not _TO_COME.search(self.before)

    @property
    def begins_text(self) -> bool:
        """True where no word stands before it."""
        return re.search(r"[^\W\d_]", self.before) is None

    @property
    def begins_clause(self) -> bool:
        """True where a sentence or clause ends before it: `Implemented. Superseded by …`."""
        return re.search(r"[.;,(–—→>-]\s*[*_]*(?:(?:but|and|now|later|since)\s+)*$", self.before) is not None


def succession_clause(text: str) -> SuccessionClause | None:
    """The first place at which `text` says by what its record is superseded; None where it does not."""
    return _remembered_clause(text) if len(text) <= _MOST_REMEMBERED else _clause(text)


_MOST_REMEMBERED = 200
"""Longer texts are looked at anew each time, in characters."""


@lru_cache(maxsize=8192)
def _remembered_clause(text: str) -> SuccessionClause | None:
    return _clause(text)


def _clause(text: str) -> SuccessionClause | None:
    english = _ENGLISH.search(text)
    if english is not None:
        return SuccessionClause(english.start(), english["target"], text[: english.start()])
    if len(text) > _LONGEST:
        return None
    composed = text if text.isascii() else unicodedata.normalize("NFC", text)
    bare = without_accents(composed)
    for form in (_OTHER, *_AROUND):
        match = form.search(bare)
        if match is not None:
            start, end = match.span("target")
            return SuccessionClause(match.start(), composed[start:end], composed[: match.start()])
    return None


def superseded_records(line: str) -> str | None:
    """What a line that begins with `Supersedes` names; None for another line."""
    match = _SUPERSEDES.match(line if line.isascii() else without_accents(line))
    if match is None:
        return None
    composed = line if line.isascii() else unicodedata.normalize("NFC", line)
    return composed[match.start("target") :]


_LONGEST = 2000
"""A longer text is no status in another language, in characters."""
