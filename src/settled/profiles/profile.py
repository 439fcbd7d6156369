"""A platform profile as rules and pages read it: facts that can be asked for by side, mechanism and object."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from settled.model.findings import Location
from settled.model.known_words import nearest
from settled.model.platform_words import Confidence, Side
from settled.model.vocabulary import PatternType, RequiredDecision
from settled.profiles.concerned import is_about, is_field, plain

if TYPE_CHECKING:  # who only asks which profiles there are loads no model
    from settled.model.profile import Figures


@dataclass(frozen=True, slots=True)
class FactSource:
    """Where a fact was read; `title` and `url` are None where there is nothing to link to.

    `dated` is what the page says of itself, `read` the day on which it was read.
    """

    title: str | None
    url: str | None
    dated: str | None
    read: str

    @property
    def when(self) -> str:
        """The date of the source and the day on which it was read."""
        if self.dated is None or self.dated.startswith("read "):
            return (self.dated or f"read {self.read}").partition(" (")[0]
        return f"{self.dated}, read {self.read}"


@dataclass(frozen=True, slots=True)
class AppliesTo:
    """Which flows a fact concerns; an empty tuple narrows nothing.

    `side` is where the platform stands in the flow, `mechanism` are the ids of mechanisms of its profile, `objects`
    words for business objects, `fields` names of fields of the platform.
    """

    side: Side = Side.EITHER
    mechanism: tuple[str, ...] = ()
    objects: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()

    def names_object(self, business_object: str) -> bool:
        """True where the fact's words name the business object with this id, or the fact is about any object."""
        return not self.objects or is_about(business_object, self.objects)

    def names_field(self, field: str) -> bool:
        """True where `field`, as an identifier's `in` writes it, is one of the fact's fields, which may be none."""
        return is_field(field, self.fields)


@dataclass(frozen=True, slots=True)
class Mechanism:
    """One way in which a platform hands data over or takes it in, and the flows that can use it.

    `patterns` are those of these flows, `as_source` where the platform is their source (empty: the same ones), and
    `objects` words for what they carry; empty where it may be any.
    """

    id: str
    statement: str
    side: Side = Side.EITHER
    patterns: tuple[PatternType, ...] = ()
    as_source: tuple[PatternType, ...] = ()
    objects: tuple[str, ...] = ()

    def serves(self, side: Side, pattern: PatternType | None = None, business_object: str | None = None) -> bool:
        """True where a flow with the platform on `side` may use the mechanism, as far as the flow says more."""
        patterns = (self.as_source if side is Side.SOURCE else ()) or self.patterns
        return (
            self.side.covers(side)
            and (pattern is None or not patterns or pattern in patterns)
            and (business_object is None or not self.objects or is_about(business_object, self.objects))
        )


@dataclass(frozen=True, slots=True)
class PlatformFact:
    """One property of a platform that matters to a flow, and the question that follows from it.

    `figure` is for people and `figures` is what rules compute with. `location` is where a team wrote it (None: it is
    shipped). `note` says what is doubtful about it.
    """

    platform: str
    id: str
    decision: RequiredDecision
    statement: str
    question: str
    applies_to: AppliesTo
    figure: str | None
    figures: Figures
    source: FactSource
    confidence: Confidence
    note: str | None = None
    location: Location | None = None

    @property
    def reference(self) -> str:
        """What the fact is called in messages: the platform and its id."""
        return f"{self.platform}/{self.id}"

    @property
    def citation(self) -> str:
        """The source in one line: title, date, day of reading, and how sure it is."""
        title = self.source.title or self.source.url or "no source"
        return f"{title} ({self.source.when}; {self.confidence.label})"

    @property
    def concerns(self) -> str:
        """Which flows it concerns, in words; empty where it concerns all with the platform."""
        applies = self.applies_to
        parts = [] if applies.side is Side.EITHER else [f"the platform as {applies.side.value}"]
        for label, words in (("by", applies.mechanism), ("of", applies.objects), ("in", applies.fields)):
            if words:
                parts.append(f"{label} {', '.join(words)}")
        return "; ".join(parts)

    @property
    def computed(self) -> str:
        """The typed figures in words; empty where there is none."""
        return ", ".join(f"{key} {_in_words(value)}" for key, value in self.figures.given.items())

    @property
    def may_warn(self) -> bool:
        """True where a finding may rest on the fact as a warning or an error; else it is for information only."""
        return self.confidence.may_warn


_Question = tuple[Side, str | None, str | None, PatternType | None]
"""On which side the platform is, by which mechanism, with which object, in which pattern."""


@dataclass(frozen=True)
class Profile:
    """A platform with its mechanisms and facts; `read` is the day on which the sources were read, as written.

    `file` is where a team wrote it (empty: it is shipped), `extends` the shipped profile that it builds on, and `note`
    what a reader has to know before using it.
    """

    platform: str
    name: str
    read: str
    mechanisms: tuple[Mechanism, ...]
    facts: tuple[PlatformFact, ...]
    note: str | None = None
    file: str = ""
    extends: str | None = None

    @cached_property
    def decisions(self) -> Mapping[RequiredDecision, tuple[PlatformFact, ...]]:
        """The facts by the decision that they bear on, in the order of the six decisions."""
        return by_decision(self.facts)

    def mechanism_called(self, word: str) -> Mechanism | None:
        """The mechanism that `word` names, whatever its capitals, spaces and hyphens; None where there is none."""
        return next((each for each in self.mechanisms if plain(each.id) == plain(word)), None)

    def nearest_mechanism(self, word: str) -> str | None:
        """The mechanism that was most likely meant by `word`, which is none."""
        return nearest(word, [each.id for each in self.mechanisms])

    def mechanisms_for(
        self, side: Side, pattern: PatternType | None = None, business_object: str | None = None
    ) -> tuple[Mechanism, ...]:
        """The mechanisms that a flow may use with the platform on `side`, as far as it says its pattern and object."""
        return tuple(each for each in self.mechanisms if each.serves(side, pattern, business_object))

    def facts_for(
        self,
        side: Side,
        mechanism: str | None = None,
        business_object: str | None = None,
        pattern: PatternType | None = None,
    ) -> tuple[PlatformFact, ...]:
        """The facts that hold for a flow for certain: what nobody said makes no fact apply.

        Without a `mechanism` these are the facts that hold for each that the flow may use; without a
        `business_object` (its id) those that hold for any object. A fact about fields holds for these alone: ask
        its `applies_to.names_field`.
        """
        question = side, mechanism, business_object, pattern
        if question not in self._facts_for:
            used = frozenset(self._used(mechanism, side, pattern, business_object))
            self._facts_for[question] = tuple(
                fact
                for fact in self.facts
                if fact.applies_to.side.covers(side)
                and (not fact.applies_to.mechanism or (used and used <= set(fact.applies_to.mechanism)))
                and (
                    not fact.applies_to.objects
                    or (business_object is not None and fact.applies_to.names_object(business_object))
                )
            )
        return self._facts_for[question]

    def facts_of_field(self, field: str) -> tuple[PlatformFact, ...]:
        """The facts about `field`, as an identifier's `in` writes it."""
        if field not in self._facts_by_field:
            self._facts_by_field[field] = tuple(fact for fact in self.facts if fact.applies_to.names_field(field))
        return self._facts_by_field[field]

    @cached_property
    def _facts_by_field(self) -> dict[str, tuple[PlatformFact, ...]]:
        return {}

    @cached_property
    def _facts_for(self) -> dict[_Question, tuple[PlatformFact, ...]]:
        """What was asked: many flows have the same systems and objects, and many rules ask of each."""
        return {}

    def facts_that_may_concern(
        self,
        side: Side,
        mechanism: str | None = None,
        business_object: str | None = None,
        pattern: PatternType | None = None,
    ) -> tuple[PlatformFact, ...]:
        """The facts that may concern a flow: what nobody said rules no fact out. `Side.EITHER` stands for any."""
        used = self._used(mechanism, side, pattern, business_object)
        return tuple(
            fact
            for fact in self.facts
            if fact.applies_to.side.covers(side)
            and (not fact.applies_to.mechanism or used & set(fact.applies_to.mechanism))
            and (business_object is None or fact.applies_to.names_object(business_object))
        )

    def mechanisms_to_choose(
        self, side: Side, business_object: str | None = None, pattern: PatternType | None = None
    ) -> tuple[Mechanism, ...]:
        """The mechanisms between which a flow has to say what it uses, because their figures differ; else none."""
        possible = self.mechanisms_for(side, pattern, business_object)
        figures = {
            frozenset(
                fact.id
                for fact in self.facts_for(side, each.id, business_object)
                if fact.applies_to.mechanism and fact.figures.given
            )
            for each in possible
        }
        return possible if len(figures) > 1 else ()

    def _used(self, word: str | None, side: Side, pattern: PatternType | None, business_object: str | None) -> set[str]:
        """The ids of the mechanism that a flow says it uses, else of all that it may use."""
        said = self.mechanism_called(word) if word is not None else None
        possible = (said,) if said is not None else self.mechanisms_for(side, pattern, business_object)
        return {each.id for each in possible}


def _in_words(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return " or ".join(value)
    return f"{value:g}" if isinstance(value, float) else str(value)


def by_decision(facts: tuple[PlatformFact, ...]) -> dict[RequiredDecision, tuple[PlatformFact, ...]]:
    """`facts` by the decision that they bear on, in the order of the six decisions; none without a fact."""
    found = {decision: tuple(fact for fact in facts if fact.decision is decision) for decision in RequiredDecision}
    return {decision: those for decision, those in found.items() if those}
