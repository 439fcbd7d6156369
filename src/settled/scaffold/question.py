"""One question of an interview: where the answer goes, its words, and when it is asked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from settled.model.vocabulary import PatternType, Phase
from settled.model.written_values import Path
from settled.scaffold.situation import Situation
from settled.scaffold.typed_answers import Reader, Words, read_text

SOURCE, CHANGES, PATTERN, IDENTIFIERS, LATENCY, IDEMPOTENCY, FAILURES = (
    "source system",
    "who may change, refuse and correct it",
    "integration pattern",
    "identifiers",
    "latency",
    "idempotency, retry and replay",
    "failure owner",
)
"""The titles below which the questions stand."""


def always(situation: Situation) -> bool:
    """True whatever was answered."""
    return True


def no_words(situation: Situation) -> Words:
    """No words to choose from: any may be written."""
    return {}


def no_default(situation: Situation) -> str:
    """Nothing that Enter stands for."""
    return ""


def these(words: Mapping[str, str]) -> Callable[[Situation], Words]:
    """Fixed words to choose from."""
    return lambda situation: {str(word): meaning for word, meaning in words.items()}


def systems(situation: Situation) -> Words:
    """The systems of the catalog."""
    return situation.choices.systems


def teams(situation: Situation) -> Words:
    """The teams of the catalog."""
    return situation.choices.teams


def source_team(situation: Situation) -> str:
    """The team that owns the source."""
    return situation.owner_of(situation.source)


def consumer_team(situation: Situation) -> str:
    """The team that owns the first consumer that has one."""
    return situation.owner_of(*situation.consumers)


def has(*patterns: PatternType) -> Callable[[Situation], bool]:
    """True where the flow has one of these patterns."""
    return lambda situation: situation.pattern in patterns


@dataclass(frozen=True)
class Question:
    """One row: `path` is where the answer goes, `words` the question, `purpose` what the answer is for.

    `known` are the words that may be chosen from and `default` is what Enter stands for. `phase` is the first whose
    gate asks for the answer: what none of them asks may be skipped. `whole` is the decision that stays open as a whole
    where the answer stays open, and `along` what is written with any answer.
    """

    title: str
    path: Path
    words: str
    purpose: str
    example: str
    read: Reader = read_text
    known: Callable[[Situation], Words] = no_words
    default: Callable[[Situation], str] = no_default
    is_asked: Callable[[Situation], bool] = always
    phase: Phase = Phase.DESIGN
    line: str = ""
    whole: Path | None = None
    may_be_skipped: bool = False
    along: Mapping[Path, str] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """What the answer is kept under."""
        return ".".join(map(str, self.path))
