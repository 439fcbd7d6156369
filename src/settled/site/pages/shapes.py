"""The small shapes that the pages' data is made of; templates know how each of them looks.

The two of which a large site has hundreds of thousands are named tuples, which are made in half the time.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from settled.model.findings import Severity
from settled.model.vocabulary import DecisionState, Level, Phase, Status
from settled.settings.rule_settings import RuleLevel
from settled.site.words import NOTHING


class Link(NamedTuple):
    """A text that leads somewhere, or does not where `href` is empty; `is_id` sets it in monospace."""

    text: str
    href: str = ""
    is_id: bool = False
    title: str = ""


@dataclass(frozen=True, slots=True)
class Chip:
    """A state as symbol and word; `tone` names its colour."""

    symbol: str
    word: str
    tone: str


@dataclass(frozen=True, slots=True)
class Question:
    """An open question: the words, who owes the answer, and until when."""

    text: str
    owner: Link | None
    due: str
    is_overdue: bool


class Value(NamedTuple):
    """What a record says at one place: texts, an open question, or the lack of either.

    `lack` is the state in words where nothing valid is written. `note` is said behind the texts.
    """

    links: tuple[Link, ...] = ()
    question: Question | None = None
    lack: Chip | None = None
    note: str = ""

    @property
    def plain(self) -> str:
        """The texts alone, for filters and for places without links."""
        return ", ".join(link.text for link in self.links)


@dataclass(frozen=True, slots=True)
class Fact:
    """A labelled value."""

    label: str
    value: Value


@dataclass(frozen=True, slots=True)
class FindingLine:
    """A finding as a page shows it."""

    severity: Chip
    message: str
    hint: str
    rule: Link
    record: Link | None
    place: str


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """A change of status from git.

    `date` is the author's own day of the commit, or a dash where it cannot be told. `before` is None for a new record;
    `file` is the name that the file had then, empty where it still has it; `facets` is the code among the facets of
    the timeline. `decided` is what happened on the day that the record itself names for it, where that is another
    day. `values` are the values that became others, each with its place and both in words; none for a change of status.
    """

    date: str
    record: Link
    title: str
    kind: str
    before: Chip | None
    after: Chip
    author: str
    commit: Link
    subject: str
    file: str = ""
    facets: str = ""
    decided: str = ""
    values: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class CommitLine:
    """A commit with the changes of status it made; `more` are those that are not shown at once."""

    date: str
    author: str
    commit: Link
    subject: str
    changes: tuple[ChangeLine, ...]
    more: tuple[ChangeLine, ...]


STATE_CHIPS = {
    DecisionState.SETTLED: Chip("✓", "settled", "settled"),
    DecisionState.OPEN: Chip("?", "open", "open"),
    DecisionState.MISSING: Chip("✗", "missing", "missing"),
    DecisionState.INVALID: Chip("!", "invalid", "invalid"),
}
STATUS_CHIPS = {
    Status.DRAFT: Chip("○", "draft", "draft"),
    Status.PROPOSED: Chip("◐", "proposed", "proposed"),
    Status.ACCEPTED: Chip("●", "accepted", "accepted"),
    Status.REJECTED: Chip("✕", "rejected", "rejected"),
    Status.DEPRECATED: Chip("◇", "deprecated", "deprecated"),
    Status.SUPERSEDED: Chip("↷", "superseded", "superseded"),
}
SEVERITY_CHIPS = {
    Severity.ERROR: Chip("✗", "error", "missing"),
    Severity.WARNING: Chip("▲", "warning", "open"),
    Severity.INFO: Chip("i", "info", "quiet"),
}
RULE_LEVEL_CHIPS = {
    **{RuleLevel(severity.value): chip for severity, chip in SEVERITY_CHIPS.items()},
    RuleLevel.OFF: Chip("○", "off", "quiet"),
    RuleLevel.DEFAULT: Chip("=", "default", "quiet"),
}
LEVEL_CHIPS = {
    Level.HIGH: Chip("▲", "high", "high"),
    Level.MEDIUM: Chip("■", "medium", "medium"),
    Level.LOW: Chip("▽", "low", "low"),
}
PHASE_CHIPS = {phase: Chip("●" * (phase.rank + 1) + "○" * (3 - phase.rank), phase.value, "phase") for phase in Phase}
UNKNOWN = Chip(NOTHING, "no status", "quiet")
VALUE_CHANGED = Chip("≠", "value changed", "invalid")
"""What an accepted flow decides became something else."""
DELETED = Chip("⌫", "deleted", "deleted")
