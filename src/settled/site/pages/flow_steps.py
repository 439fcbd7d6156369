"""What a path of a flow is told with: who takes part, the steps between them, and the gaps where nobody decided."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, IntEnum
from typing import Any

from settled.model.answers import OpenQuestion, Path
from settled.model.flow import Flow
from settled.model.vocabulary import DecisionState
from settled.records import Record
from settled.site import words
from settled.site.pages.page_view import PageView
from settled.site.pages.shapes import STATE_CHIPS, Chip, Link, Value

MOST_ALIKE = 5
"""So many parties of a kind stand for themselves; where there are more, the last of these stands for the rest."""


class Role(IntEnum):
    """What a party is to the flow, in the order in which they stand side by side."""

    SOURCE = 0
    CARRIER = 1
    CONSUMER = 2
    SYSTEM = 3
    PLACE = 4
    TEAM = 5


class Shape(Enum):
    """How a step is drawn: an arrow, an arrow that does not arrive, or a remark across those it speaks of."""

    MESSAGE = "message"
    FAILED = "failed"
    REMARK = "remark"


@dataclass(frozen=True, slots=True)
class Party:
    """Who takes part in a path: a system, a place or a team, or several of them that do the same.

    `is_known` is False where the record names nobody: the party then stands for the gap.
    """

    key: str
    role: Role
    links: tuple[Link, ...]
    label: str
    is_known: bool = True

    @property
    def names(self) -> str:
        """All names in full."""
        return words.listed(link.text for link in self.links) if self.links else self.label


@dataclass(frozen=True, slots=True)
class Step:
    """A step of a path.

    `start` is None where it comes from whoever notices it. `said` is what is sent or done, `promise` how late it may
    be or how it is noticed, `happens` what follows. `gap` is the lack or the open question where nobody decided.
    """

    start: Party | None
    end: Party
    said: str
    shape: Shape = Shape.MESSAGE
    promise: str = ""
    happens: str = ""
    gap: Value | None = None

    @property
    def is_remark(self) -> bool:
        """True where nothing is sent: it is said of those from `start` to `end`, and none of them says it."""
        return self.shape is Shape.REMARK

    @property
    def mark(self) -> Chip | None:
        """The state of a gap, None for a step that is settled."""
        if self.gap is None:
            return None
        return self.gap.lack or STATE_CHIPS[DecisionState.OPEN]


_GAP_WORDS = {
    STATE_CHIPS[DecisionState.MISSING]: "nobody decided",
    STATE_CHIPS[DecisionState.OPEN]: "still open:",
    STATE_CHIPS[DecisionState.INVALID]: "not to be understood:",
}


def gap(start: Party | None, end: Party, about: str, value: Value, shape: Shape = Shape.MESSAGE) -> Step:
    """The step that is not there because `about` is not decided; `value` is the lack or the open question."""
    kept = value if value.lack or value.question else Value(lack=STATE_CHIPS[DecisionState.MISSING])
    chip = kept.lack or STATE_CHIPS[DecisionState.OPEN]
    return Step(start, end, f"{_GAP_WORDS[chip]} {about}", shape, gap=kept)


class Cast:
    """Who can take part in the paths of `flow`, and what the record says at each place."""

    def __init__(self, view: PageView, record: Record, flow: Flow) -> None:
        self.view, self.record, self.flow = view, record, flow
        system = self.part(("source",), flow.source, "system", view.system)
        names = self._names(flow.source, "system")
        self.source = (
            self._system(names[0], Role.SOURCE) if names else self.nobody("source", "no source yet", Role.SOURCE)
        )
        self.source_value = system
        self.carriers = self._systems(_texts(flow.via), Role.CARRIER, "systems")
        found = self._systems(_texts(flow.consumers), Role.CONSUMER, "systems")
        self.consumers = found or (self.nobody("consumer", "no consumer yet", Role.CONSUMER),)
        self._by_key = {party.key: party for party in (*self.consumers, *self.carriers, self.source)}

    @property
    def sender(self) -> Party:
        """Who hands the object to its consumers: the last system that carries it, else the source."""
        return self.carriers[-1] if self.carriers else self.source

    @property
    def object_name(self) -> str:
        """The business object by its name, or words for one without."""
        return self.value(("object",), self.flow.object, self.view.business_object).plain or "the object"

    def value(self, path: Path, answer: Any, show: Any = None) -> Value:
        """What the record says at `path`; a text of white space says nothing."""
        found = self.view.value(self.record, path, answer, show)
        if found.question or any(link.text.strip() for link in found.links) or answer == []:
            return found
        return Value(lack=self.view.lack(self.record, path))

    def part(self, path: Path, section: Any, key: str, show: Any = None) -> Value:
        """What the record says under `key` of a section; of a section that is not there, that it is not."""
        if section is None or isinstance(section, OpenQuestion):
            return self.value(path, section)
        attribute = {"class": "class_"}.get(key, key.replace("-", "_"))
        return self.value((*path, key), getattr(section, attribute), show)

    def system(self, name: str) -> Party:
        """A system of the path by its name, or one that joins it."""
        party = self._system(name, Role.SYSTEM)
        return self._by_key.get(party.key, party)

    def teams(self, names: Sequence[str]) -> Party:
        """The teams that do the same, as one party."""
        links = tuple(self.view.team(name) for name in dict.fromkeys(names))
        return Party("team:" + "\n".join(names), Role.TEAM, links, words.listed(link.text for link in links))

    def place(self, name: str) -> Party:
        """The place where messages wait that nobody could deliver."""
        return Party(f"place:{name}", Role.PLACE, (), name)

    def nobody(self, key: str, label: str, role: Role) -> Party:
        """The place in the picture of somebody whom the record does not name."""
        return Party(f"nobody:{key}", role, (), label, is_known=False)

    def _names(self, section: Any, key: str) -> list[str]:
        found = None if section is None or isinstance(section, OpenQuestion) else getattr(section, key)
        return _texts([found])

    def _system(self, name: str, role: Role) -> Party:
        link = self.view.system(name)
        return Party(f"system:{name}", role, (link,), link.text)

    def _systems(self, names: list[str], role: Role, noun: str) -> tuple[Party, ...]:
        """Each of `names` as a party, those with a say in the flow first in line where there are too many."""
        if len(names) <= MOST_ALIKE:
            return tuple(self._system(name, role) for name in names)
        with_say = {
            getattr(entry, "system", None) for entry in (*_items(self.flow.may_reject), *_items(self.flow.may_change))
        }
        first = set(sorted(names, key=lambda name: name not in with_say)[: MOST_ALIKE - 1])
        rest = [name for name in names if name not in first]
        links = tuple(self.view.system(name) for name in rest)
        others = Party(f"rest:{role.name}", role, links, f"{len(rest)} more {noun}")
        return (*(self._system(name, role) for name in names if name in first), others)


def _items(answer: Any) -> list[Any]:
    return answer if isinstance(answer, list) else []


def _texts(answer: Any) -> list[str]:
    return list(dict.fromkeys(item for item in _items(answer) if isinstance(item, str) and item.strip()))
