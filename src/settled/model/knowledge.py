"""The format of what is shipped of patterns, exceptions and words: three files, written by hand."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from settled.model.answers import IsoDate, Section, Text, YesOrNo
from settled.model.duration import Duration
from settled.model.knowledge_words import AnswerTime, Coupling, PatternOrder, Peaks
from settled.model.platform_words import Confidence, FactDecision
from settled.model.profile import FactSourceEntry
from settled.model.vocabulary import ExceptionClass, LatencyClass, PatternType


class KnownFactEntry(Section):
    """One statement about a pattern or an exception, where it was read, and the question that follows from it."""

    id: Text | None = None
    decision: FactDecision | None = None
    statement: Text | None = None
    question: Text | None = None
    figure: Text | None = None
    source: FactSourceEntry | None = None
    confidence: Confidence | None = None
    note: Text | None = None


class UsualDelay(Section):
    """How long a record is usually on its way, from the best to what is still ordinary."""

    from_: Annotated[Duration | None, Field(alias="from")] = None
    to: Duration | None = None


class TraitsEntry(Section):
    """What can be compared of a pattern: its classes, when it answers, how late it is, its order, and so on."""

    classes: list[LatencyClass] | None = None
    answers: AnswerTime | None = None
    usual_delay: UsualDelay | None = None
    order: PatternOrder | None = None
    coupling: Coupling | None = None
    peaks: Peaks | None = None
    many_at_once: YesOrNo | None = None


class PatternEntry(Section):
    """One of the seven integration patterns: what it is, what it promises, when it fits, what it needs."""

    id: PatternType | None = None
    name: Text | None = None
    what: Text | None = None
    delivery: Text | None = None
    order: Text | None = None
    lateness: Text | None = None
    traits: TraitsEntry | None = None
    fits: list[Text] | None = None
    fits_not: list[Text] | None = None
    needs: list[Text] | None = None
    platform_facts: list[Text] | None = None
    facts: list[KnownFactEntry] | None = None


class ExceptionEntry(Section):
    """One of the seven exceptions: what goes wrong, which decision prevents it, how a flow answers it."""

    id: ExceptionClass | None = None
    name: Text | None = None
    what: Text | None = None
    goes_wrong: list[Text] | None = None
    prevented_by: list[Text] | None = None
    decisions: list[FactDecision] | None = None
    keys: list[Text] | None = None
    answer: Text | None = None
    example: Text | None = None
    platform_facts: list[Text] | None = None
    facts: list[KnownFactEntry] | None = None


class WordEntry(Section):
    """One word of the vocabulary, what it means, and the keys and rules that it belongs to."""

    word: Text | None = None
    also: list[Text] | None = None
    meaning: Text | None = None
    see: list[Text] | None = None
    keys: list[Text] | None = None
    rules: list[Text] | None = None
    example: Text | None = None


class PatternsFile(Section):
    """All of `patterns.yml`; `read` is the day on which its sources were read."""

    read: IsoDate | None = None
    patterns: list[PatternEntry] | None = None


class ExceptionsFile(Section):
    """All of `exceptions.yml`; `read` is the day on which its sources were read."""

    read: IsoDate | None = None
    exceptions: list[ExceptionEntry] | None = None


class WordsFile(Section):
    """All of `words.yml`."""

    words: list[WordEntry] | None = None
