"""What stands around a flow when it is computed whether its decisions hold: the catalog, and the days nobody works."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from settled.flows.working_time import Absence, longest_absence
from settled.model.catalog import BusinessObject, System, Team
from settled.model.findings import Location
from settled.model.written_values import Path


def _nowhere(path: Path) -> Location:
    return Location("")


@dataclass(frozen=True)
class Landscape:
    """Systems, teams and objects by id, where each of their values stands, and the holidays of the settings.

    Empty where a project has no catalog: what nobody wrote down is not computed with. `year` is the one from whose
    start on absences are looked for.
    """

    systems: Mapping[str, System] = field(default_factory=dict)
    teams: Mapping[str, Team] = field(default_factory=dict)
    objects: Mapping[str, BusinessObject] = field(default_factory=dict)
    at: Callable[[Path], Location] = _nowhere
    holidays: frozenset[datetime.date] = frozenset()
    year: int = 2000

    def absence_of(self, team: str) -> Absence | None:
        """The longest time in which nobody of `team` is there; None where its hours are not known."""
        return longest_absence(self.teams.get(team), self.holidays, self.year)

    def is_always_there(self, team: str) -> bool:
        """True where somebody of `team` is there day and night."""
        absence = self.absence_of(team)
        return absence is not None and absence.seconds == 0

    def object_of(self, name: object) -> BusinessObject:
        """The object that is called `name`; an empty one where the catalog has none."""
        return (self.objects.get(name) if isinstance(name, str) else None) or BusinessObject()

    def wholes_of(self, name: str) -> tuple[str, ...]:
        """The objects that the object `name` is a part of, the nearest first."""
        found: list[str] = []
        while (whole := self.object_of(name).part_of) and whole not in found and whole != name:
            found.append(whole)
            name = whole
        return tuple(found)

    def callable_by(self, team: str) -> tuple[str, ...]:
        """`team` and all whom it may call, one after another, by `escalation` of the catalog."""
        found, waiting = [team], [team]
        while waiting:
            entry = self.teams.get(waiting.pop())
            for name in entry.escalation or [] if entry is not None else []:
                if isinstance(name, str) and name not in found:
                    found.append(name)
                    waiting.append(name)
        return tuple(found)
