"""What a rule can ask: the project, git and the disk around it, the phase to judge by, the change to judge."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field, replace

from settled.model.history import ProjectHistory
from settled.model.merge_base import MergeBase
from settled.model.vocabulary import Phase
from settled.project import Project, Workspace
from settled.records import Record


@dataclass(frozen=True, slots=True)
class NotChecked:
    """A rule could not look, wholly or in part, and why: such a run never reads as passed.

    `is_optional` where nothing went wrong and nobody gave what the rule needs and nobody has to give (an optional
    key, an option of the command): that is told to who asks (`-v`, JSON), and not with every run.
    """

    reason: str
    is_optional: bool = False


@dataclass(slots=True)
class Asked:
    """What one rule asked of its context.

    `for_phase` of a flow, `for_surroundings` of the records (git, files beside them); `lacking` is what could not be
    had, and why.
    """

    for_phase: bool = False
    for_surroundings: bool = False
    lacking: list[NotChecked] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Context:
    """What a rule can ask, and what it has asked.

    `gate` is the phase that every flow is judged by at least, whatever phase it is in. `merge_base` is what was so
    before the change that is judged (None: no change is).
    """

    project: Project
    surroundings: Workspace
    gate: Phase = Phase.DESIGN
    merge_base: MergeBase | None = None
    asked: Asked = field(default_factory=Asked)

    @classmethod
    def of(cls, project: Project) -> Context:
        """The context of a project that lies where it was read."""
        return cls(project, Workspace(project))

    def for_a_rule(self) -> Context:
        """The same context, of which nothing was asked yet; what was read from git and the disk is shared."""
        return replace(self, asked=Asked())

    def at_gate(self, gate: Phase) -> Context:
        """The same context with every flow judged as if it were at least in the phase `gate`."""
        return replace(self, gate=gate)

    @property
    def today(self) -> datetime.date:
        """The day on which the project is judged."""
        return self.project.today

    @property
    def workspace(self) -> Workspace:
        """Git and the files around the records: what it says is not in what was read."""
        self.asked.for_surroundings = True
        return self.surroundings

    @property
    def history(self) -> ProjectHistory:
        """What git says of the records, which may be less than all."""
        return self.workspace.history

    def complete_history(self) -> ProjectHistory | None:
        """What git says of the records; None where it cannot tell all, and then the rule is not checked.

        Without a commit there is no history that was left out: nobody has to be told in every run.
        """
        history = self.workspace.history
        if history.is_complete:
            return history
        self.asked.lacking.append(NotChecked(history.reason, is_optional=not history.has_commits))
        return None

    def phase_of(self, record: Record) -> Phase:
        """The phase that a flow is judged by: its own (design where it says none), or the gate if that is later."""
        self.asked.for_phase = True
        return (
            max(record.phase, self.gate, key=lambda phase: phase.rank)
            if self.gate is not Phase.DESIGN
            else record.phase
        )
