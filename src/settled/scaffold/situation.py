"""What is known while a flow is asked: the answers so far, and what the catalog and the platforms say of them."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field

from settled.model.platform_words import Side
from settled.model.vocabulary import PatternType, Phase
from settled.model.written_values import Path
from settled.scaffold.answers import Leaf
from settled.scaffold.flow_choices import CatalogChoices


@dataclass(frozen=True)
class Situation:
    """The answers up to a question; `choices` are those of the catalog, `today` the day on which is asked."""

    choices: CatalogChoices
    today: datetime.date
    answers: dict[Path, Leaf] = field(default_factory=dict)

    def word(self, *path: str | int) -> str | None:
        """The text that stands at `path`; None where there is none, or a question."""
        leaf = self.answers.get(path)
        return leaf if isinstance(leaf, str) else None

    def is_answered(self, path: Path) -> bool:
        """True when `path`, something in it, or a place around it has an answer."""
        return any(known[: len(path)] == path or path[: len(known)] == known for known in self.answers)

    def is_settled_elsewhere(self, path: Path) -> bool:
        """True when a place around `path` is open or empty, or says that the question does not arise."""
        around = [path[:length] for length in range(1, len(path))]
        return any(place in self.answers or (*place, "not-applicable") in self.answers for place in around)

    @property
    def phase(self) -> Phase:
        """The phase that the flow is in; a new one is in design."""
        word = self.word("phase")
        return next((phase for phase in Phase if phase.value == word), Phase.DESIGN)

    @property
    def source(self) -> str | None:
        """The system that creates the event."""
        return self.word("source", "system")

    @property
    def consumers(self) -> list[str]:
        """The systems that receive it."""
        listed = self.answers.get(("consumers",))
        found = list(listed) if isinstance(listed, list) else []
        if isinstance(listed, str):
            found = [system.strip() for system in listed.split(",") if system.strip()]
        for path, leaf in self.answers.items():
            if path[0] == "consumers" and isinstance(leaf, str) and (len(path) == 2 or path[-1] == "system"):
                found.append(leaf)
        return found

    @property
    def systems(self) -> list[str]:
        """The source and the consumers, each once."""
        return list(dict.fromkeys([*([self.source] if self.source else []), *self.consumers]))

    @property
    def pattern(self) -> PatternType | None:
        """How the object travels."""
        word = self.word("pattern", "type")
        return next((pattern for pattern in PatternType if pattern.value == word), None)

    @property
    def mechanisms(self) -> Mapping[str, str]:
        """The ways in which the source's platform hands it over, where their facts differ; else none."""
        profile = self.choices.profiles.get(self.source or "")
        if profile is None:
            return {}
        possible = profile.mechanisms_to_choose(Side.SOURCE, self.word("object"), self.pattern)
        return {each.id: each.statement for each in possible}

    @property
    def may_be_lost(self) -> bool:
        """True where the source's platform promises no delivery of an event."""
        profile = self.choices.profiles.get(self.source or "")
        if profile is None or self.pattern is not PatternType.EVENT:
            return False
        facts = profile.facts_for(Side.SOURCE, self.word("source", "mechanism"), self.word("object"), self.pattern)
        figures = [fact.figures.delivery for fact in facts if fact.figures.delivery is not None]
        return any(delivery.may_be_lost for delivery in figures)

    @property
    def environments(self) -> Mapping[str, str]:
        """The environments of the flow's systems."""
        named = [each for system in self.systems for each in self.choices.environments.get(system, ())]
        return {each: each for each in dict.fromkeys(named)}

    def owner_of(self, *systems: str | None) -> str:
        """The team of the first of `systems` that has one; empty where none has."""
        return next((self.choices.owners[each] for each in systems if each and each in self.choices.owners), "")
