"""What a person can choose from when a flow is asked through its six decisions, each with its name for people."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from settled.model.vocabulary import (
    Authority,
    Backoff,
    IdentifierRole,
    LatencyClass,
    Level,
    OnOrderingFailure,
    PatternType,
    SystemRole,
    Trace,
)
from settled.profiles import Profile
from settled.project import Project

PATTERNS: Mapping[str, str] = {
    PatternType.DIRECT_API: "the sender calls and waits for the answer",
    PatternType.EVENT: "the sender says what happened, whoever cares listens",
    PatternType.QUEUE: "a message waits safely until its one receiver takes it",
    PatternType.FILE: "many records at once, handed over as a file",
    PatternType.IPAAS: "an integration platform in the cloud carries and maps it",
    PatternType.MIDDLEWARE: "an integration layer of our own carries and maps it",
    PatternType.SCHEDULED_JOB: "a job reads and writes at fixed times",
}
ROLES: Mapping[str, str] = {
    IdentifierRole.JOIN: "joins the records of the systems",
    IdentifierRole.LEGACY: "the number of a system that is being replaced",
    IdentifierRole.MARKETPLACE: "the number that a marketplace gave",
    IdentifierRole.FINANCIAL: "what finance follows the money by",
}
LATENCIES: Mapping[str, str] = {
    LatencyClass.CHECKOUT_BLOCKING: "a customer waits for it",
    LatencyClass.SAME_DAY_OPERATIONAL: "the work of this day depends on it",
    LatencyClass.NEXT_CYCLE_ENRICHMENT: "the next run is soon enough",
    LatencyClass.FINANCE_CLOSE_RECONCILIATION: "right by the time the books are closed",
}
AUTHORITIES: Mapping[str, str] = {
    Authority.RETRY: "send it again",
    Authority.REPAIR: "correct the data",
    Authority.SUPPRESS: "let it pass on purpose",
    Authority.ESCALATE: "call in another team",
}


TRACES: Mapping[str, str] = {
    Trace.PAYLOAD: "the message that was sent",
    Trace.JOB: "the run that did it",
    Trace.EVENT: "the event that said so",
}
BACKOFFS: Mapping[str, str] = {
    Backoff.NONE: "at once",
    Backoff.FIXED: "after equal gaps",
    Backoff.LINEAR: "after gaps that grow evenly",
    Backoff.EXPONENTIAL: "after gaps that double",
}
ON_FAILURE: Mapping[str, str] = {
    OnOrderingFailure.BLOCK: "all behind it wait",
    OnOrderingFailure.PARK: "it is put aside with all of its key",
    OnOrderingFailure.SKIP: "the next one goes on",
}
LEVELS: Mapping[str, str] = {
    Level.LOW: "nobody notices for days",
    Level.MEDIUM: "work piles up",
    Level.HIGH: "money or customers are lost",
}
YES_OR_NO: Mapping[str, str] = {"yes": "y", "no": "n"}


@dataclass(frozen=True)
class CatalogChoices:
    """What the catalog offers: ids with their names, and what it says of each that an answer follows from.

    `owners` are the teams of systems, `sources` the systems that hold the truth of objects, `financial` the objects
    that need a financial reference, `marketplaces` the systems that give an id of their own, `environments` those of
    systems, and `profiles` what their platforms bring along.
    """

    systems: Mapping[str, str] = field(default_factory=dict)
    teams: Mapping[str, str] = field(default_factory=dict)
    objects: Mapping[str, str] = field(default_factory=dict)
    owners: Mapping[str, str] = field(default_factory=dict)
    sources: Mapping[str, str] = field(default_factory=dict)
    financial: frozenset[str] = frozenset()
    marketplaces: frozenset[str] = frozenset()
    environments: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    profiles: Mapping[str, Profile] = field(default_factory=dict)

    @classmethod
    def of(cls, project: Project) -> CatalogChoices:
        """The choices in the catalog of `project`; without one every name is taken as it is typed."""
        catalog = project.catalog
        if catalog is None:
            return cls()
        systems, objects = catalog.systems, catalog.objects
        profiles = {system: project.profile_of(system) for system in systems}
        return cls(
            systems={system: catalog.system_name(system) for system in systems},
            teams={team: catalog.team_name(team) for team in catalog.teams},
            objects={each: catalog.object_name(each) for each in objects},
            owners={system: entry.owner for system, entry in systems.items() if entry.owner},
            sources={each: entry.source for each, entry in objects.items() if entry.source},
            financial=frozenset(each for each, entry in objects.items() if entry.financial),
            marketplaces=frozenset(each for each, entry in systems.items() if entry.role is SystemRole.MARKETPLACE),
            environments={
                system: tuple(text for text in entry.environments if isinstance(text, str))
                for system, entry in systems.items()
                if entry.environments
            },
            profiles={system: profile for system, profile in profiles.items() if profile is not None},
        )
