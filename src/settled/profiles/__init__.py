"""What a commerce platform brings along: facts with their sources, each with the question it puts to a flow."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from settled.frontmatter import read_yaml
from settled.model.errors import UsageError
from settled.model.known_words import nearest
from settled.model.vocabulary import RequiredDecision

PLATFORMS = ("sap-commerce", "salesforce-b2c", "shopify", "commercetools")
"""The platforms that profiles are shipped for."""


@dataclass(frozen=True, slots=True)
class FactSource:
    """Where a fact was read; `title` and `url` are None where there is nothing to link to."""

    title: str | None
    url: str | None
    dated: str | None


@dataclass(frozen=True, slots=True)
class PlatformFact:
    """One property of a platform that matters to a flow, and the question that follows from it."""

    id: str
    decision: RequiredDecision
    statement: str
    question: str
    figure: str | None
    source: FactSource
    confidence: str


@dataclass(frozen=True)
class Profile:
    """A platform with its facts; `read` is the day on which the sources were read, as written."""

    platform: str
    name: str
    read: str
    facts: tuple[PlatformFact, ...]

    @cached_property
    def decisions(self) -> Mapping[RequiredDecision, tuple[PlatformFact, ...]]:
        """The facts by the decision that they bear on, in the order of the six decisions."""
        return {
            decision: tuple(fact for fact in self.facts if fact.decision is decision)
            for decision in RequiredDecision
            if any(fact.decision is decision for fact in self.facts)
        }


def load_profile(platform: str) -> Profile:
    """The profile of `platform`; UsageError with the nearest known name where there is none."""
    if platform not in PLATFORMS:
        guess = nearest(platform, PLATFORMS)
        known = "known are: " + ", ".join(PLATFORMS)
        raise UsageError(f"there is no platform `{platform}`", f"did you mean `{guess}`? {known}" if guess else known)
    path = Path(__file__).parent / f"{platform}.yml"
    yaml_document = read_yaml(path.name, path.read_text(encoding="utf-8"))
    if yaml_document.data is None:
        # The file is our own: whoever changed it wants to see where it broke.
        problem = yaml_document.problems[0]
        raise ValueError(f"{problem.location}: {problem.message}")
    data = yaml_document.data
    return Profile(data["platform"], data["name"], data["read"], tuple(_fact(entry) for entry in data["facts"]))


def _fact(entry: Mapping[str, Any]) -> PlatformFact:
    source = entry["source"] or {}
    return PlatformFact(
        id=entry["id"],
        decision=RequiredDecision(entry["decision"].replace("-", "_")),
        statement=entry["statement"].strip(),
        question=entry["question"].strip(),
        figure=entry.get("figure"),
        source=FactSource(source.get("title"), source.get("url"), source.get("dated")),
        confidence=entry["confidence"],
    )
