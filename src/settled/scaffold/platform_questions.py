"""The questions that a platform puts to a new record: those that concern its object and the side it stands on."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from settled.edit.markdown_text import escaped, link_text, one_line
from settled.model.platform_words import Side
from settled.model.vocabulary import PatternType, RequiredDecision
from settled.profiles import FactSource, PlatformFact, Profile, by_decision


@dataclass(frozen=True, slots=True)
class PlatformQuestions:
    """What a template may ask of a platform: `facts` are those that are asked about, out of all that there are."""

    profile: Profile
    facts: tuple[PlatformFact, ...]

    @property
    def platform(self) -> str:
        """The platform's id."""
        return self.profile.platform

    @property
    def name(self) -> str:
        """The platform's name."""
        return self.profile.name

    @property
    def decisions(self) -> dict[RequiredDecision, tuple[PlatformFact, ...]]:
        """The facts by the decision that they bear on."""
        return by_decision(self.facts)


def questions_for(profile: Profile, answers: Mapping[str, Any], systems: frozenset[str]) -> PlatformQuestions:
    """What `profile` asks of a record with these `answers`; `systems` are those of the catalog that run the platform.

    Facts about an object are asked about where the record names that object; those of one side or mechanism where the
    platform's side is known. Of a record that says nothing yet only what holds for any flow is asked.
    """
    source = answers.get("source")
    source = source if isinstance(source, Mapping) else {}
    side = _side(source, answers.get("consumers"), systems)
    business_object, mechanism = _word(answers.get("object")), _word(source.get("mechanism"))
    if side is Side.EITHER and business_object is None and mechanism is None:
        return PlatformQuestions(profile, profile.facts_for(Side.EITHER))
    facts = profile.facts_that_may_concern(side, mechanism, business_object, _pattern(answers.get("pattern")))
    if business_object is None:
        facts = tuple(fact for fact in facts if not fact.applies_to.objects)
    return PlatformQuestions(profile, facts)


def questions_in_markdown(asked: PlatformQuestions) -> str:
    """A section with the platform's questions, below the decision that each bears on."""
    lines = ["## Questions this platform asks", "", _lead(asked)]
    for decision, facts in asked.decisions.items():
        lines += ["", f"### {decision.label.capitalize()}", ""]
        for fact in facts:
            doubt = "" if fact.may_warn else f" ({fact.confidence.label})"
            lines.append(f"- {escaped(fact.question)} {escaped(fact.statement)}{doubt}{_cited(fact.source)}")
    return "\n".join(lines)


def _lead(asked: PlatformQuestions) -> str:
    lead = f"{asked.name}. Delete each question once the record answers it."
    left_out = len(asked.profile.facts) - len(asked.facts)
    if left_out:
        more = "One more fact depends" if left_out == 1 else f"{left_out} more facts depend"
        lead += f" {more} on the object, the side or the mechanism: `adr profile {asked.platform}` prints all."
    return lead


def _side(source: Mapping[str, Any], consumers: Any, systems: frozenset[str]) -> Side:
    receiving = consumers if isinstance(consumers, list) else [consumers]
    is_source = _word(source.get("system")) in systems
    is_consumer = any(_word(each.get("system") if isinstance(each, Mapping) else each) in systems for each in receiving)
    if is_source == is_consumer:
        return Side.EITHER
    return Side.SOURCE if is_source else Side.CONSUMER


def _pattern(answer: Any) -> PatternType | None:
    word = answer.get("type") if isinstance(answer, Mapping) else None
    return next((each for each in PatternType if each.value == word), None)


def _word(answer: Any) -> str | None:
    return answer.strip() or None if isinstance(answer, str) else None


def _cited(source: FactSource) -> str:
    title = link_text(source.title) if source.title else ""
    link = f"[{title or source.url}]({_address(source.url)})" if source.url else title
    parts = [part for part in (link, one_line(source.dated) if source.dated else "") if part]
    return f" ({', '.join(parts)})" if parts else ""


def _address(url: str) -> str:
    return re.sub(r"[ ()<>]", lambda match: f"%{ord(match[0]):02X}", url)
