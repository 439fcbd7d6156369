"""What is known, as reports and pages read it: patterns, exceptions and words, each with its facts."""

from __future__ import annotations

import re
from dataclasses import dataclass

from settled.model.duration import Duration
from settled.model.knowledge_words import AnswerTime, Coupling, PatternOrder, Peaks
from settled.model.platform_words import Confidence
from settled.model.vocabulary import ExceptionClass, LatencyClass, PatternType, RequiredDecision


@dataclass(frozen=True, slots=True)
class Source:
    """Where a fact was read: what the page says of its own age (`dated`), and the day on which it was read."""

    title: str
    url: str
    dated: str | None
    read: str

    @property
    def when(self) -> str:
        """The date of the source and the day on which it was read."""
        return f"{self.dated}, read {self.read}" if self.dated else f"read {self.read}"


@dataclass(frozen=True, slots=True)
class KnownFact:
    """One statement and the question that follows from it; without a `source` it is general knowledge.

    `about` is the pattern or exception, as `pattern/queue`.
    """

    about: str
    id: str
    decision: RequiredDecision
    statement: str
    question: str
    figure: str | None
    source: Source | None
    confidence: Confidence
    note: str | None

    @property
    def citation(self) -> str:
        """The source in one line, with how sure it is."""
        if self.source is None:
            return f"no source ({self.confidence.label})"
        return f"{self.source.title} ({self.source.when}; {self.confidence.label})"


@dataclass(frozen=True, slots=True)
class Traits:
    """What can be compared of a pattern; the delays are what is usual, which no source guarantees."""

    classes: tuple[LatencyClass, ...]
    answers: AnswerTime
    soonest: Duration
    latest: Duration
    order: PatternOrder
    coupling: Coupling
    peaks: Peaks
    carries_many_at_once: bool


@dataclass(frozen=True, slots=True)
class KnownPattern:
    """One of the seven integration patterns; `platform_facts` are references to facts of profiles."""

    id: PatternType
    name: str
    what: str
    delivery: str
    order: str
    lateness: str
    traits: Traits
    fits: tuple[str, ...]
    fits_not: tuple[str, ...]
    needs: tuple[str, ...]
    platform_facts: tuple[str, ...]
    facts: tuple[KnownFact, ...]

    @property
    def topic(self) -> str:
        """What `adr explain` is asked for it."""
        return f"pattern/{self.id}"


@dataclass(frozen=True, slots=True)
class KnownException:
    """One of the seven exceptions; `keys` are where a flow answers it, `example` how that may look."""

    id: ExceptionClass
    name: str
    what: str
    goes_wrong: tuple[str, ...]
    prevented_by: tuple[str, ...]
    decisions: tuple[RequiredDecision, ...]
    keys: tuple[str, ...]
    answer: str
    example: str
    platform_facts: tuple[str, ...]
    facts: tuple[KnownFact, ...]

    @property
    def topic(self) -> str:
        """What `adr explain` is asked for it."""
        return f"exception/{self.id}"


@dataclass(frozen=True, slots=True)
class KnownWord:
    """One word of the vocabulary; `also` are other ways to say it, `see` the ids of words that belong to it."""

    id: str
    word: str
    also: tuple[str, ...]
    meaning: str
    see: tuple[str, ...]
    keys: tuple[str, ...]
    rules: tuple[str, ...]
    example: str

    @property
    def topic(self) -> str:
        """What `adr explain` is asked for it."""
        return f"word/{self.id}"

    @property
    def first_sentence(self) -> str:
        """What it is, in one sentence."""
        return re.split(r"(?<=\.) (?=[A-Z`])", self.meaning, maxsplit=1)[0]


def word_id(word: str) -> str:
    """A word as it stands in an address: in lower case, with `-` for all but letters and digits."""
    return re.sub(r"[^a-z0-9]+", "-", word.lower()).strip("-")
