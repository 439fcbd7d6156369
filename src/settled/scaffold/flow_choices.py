"""What a person can choose from when a flow is asked through its six decisions, each with its name for people."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from settled.model.vocabulary import Authority, IdentifierRole, LatencyClass, PatternType
from settled.project.catalog import Catalog

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


@dataclass(frozen=True)
class CatalogChoices:
    """What the catalog offers: ids with their names, and the team that owns each system."""

    systems: Mapping[str, str] = field(default_factory=dict)
    teams: Mapping[str, str] = field(default_factory=dict)
    objects: Mapping[str, str] = field(default_factory=dict)
    owners: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, catalog: Catalog | None) -> CatalogChoices:
        """The choices of `catalog`; without one every name is taken as it is typed."""
        if catalog is None:
            return cls()
        return cls(
            {system: catalog.system_name(system) for system in catalog.systems},
            {team: catalog.team_name(team) for team in catalog.teams},
            {each: catalog.object_name(each) for each in catalog.objects},
            {system: entry.owner for system, entry in catalog.systems.items() if entry.owner},
        )
