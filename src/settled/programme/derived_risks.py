"""Which findings are risks to an integration, under which id and how grave: the register and the rules both ask."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from settled.model.exposure import assess
from settled.model.findings import Finding, FindingState, Severity
from settled.model.risk import Exposure, Risk
from settled.model.vocabulary import Kind, Level, RiskStatus
from settled.project import Project
from settled.project.catalog import CATALOG_FILE
from settled.records import Record

FAMILIES_OF_FLOWS = frozenset("FOJTCEVL")
"""The families of rules whose errors and warnings about a flow are risks."""

FAMILIES_OF_DECISIONS = frozenset("L")
"""The families of rules whose errors and warnings about a decision are risks."""

RULES_OF_VALIDITY = frozenset({"live-flow-on-dead-decision", "accepted-rests-on-proposed"})
"""The rules of family G that are risks, in a flow as in a decision: the others are slips of the pen."""

CATALOG_ID = CATALOG_FILE.partition(".")[0]
"""What stands for the record in the id of a risk that was seen in the catalog."""


@dataclass(frozen=True, slots=True)
class DerivedRisk:
    """A finding that is a risk; `record` is the flow or decision, None where it stands in the catalog."""

    id: str
    level: Level
    finding: Finding
    record: Record | None


def rank(level: Level) -> int:
    """0 for low up to 2 for high."""
    return _RANKS[level]


_RANKS = {level: place for place, level in enumerate(Level)}


def derived_risks(project: Project, findings: Iterable[Finding]) -> Iterator[DerivedRisk]:
    """The findings that count and are risks, in their order; two of one rule at one key share an id.

    A folder of plain decisions has no integration, and so no risk to one.
    """
    if not project.is_programme:
        return
    for finding in findings:
        if finding.state is not FindingState.FOUND or finding.severity is Severity.INFO:
            continue
        record = project.by_file.get(finding.location.file)
        if _is_risk(project, finding, record):
            identifier = f"{finding.code}@{record.id if record else CATALOG_ID}@{finding.field}"
            yield DerivedRisk(identifier, _level(project, finding, record), finding, record)


def _is_risk(project: Project, finding: Finding, record: Record | None) -> bool:
    family = finding.code[0]
    if record is None:
        return family in FAMILIES_OF_FLOWS and finding.location.file == project.catalog_file
    if finding.name in RULES_OF_VALIDITY:
        return record.kind is not Kind.RISK
    if record.kind is Kind.FLOW:
        return family in FAMILIES_OF_FLOWS
    return record.kind is Kind.DECISION and family in FAMILIES_OF_DECISIONS


def _level(project: Project, finding: Finding, record: Record | None) -> Level:
    """Criticality (0 to 2), one more for an error, one more when overdue: 0 low, 1 or 2 medium, else high."""
    is_overdue = finding.name == "overdue-decision"
    points = rank(_criticality(project, finding, record)) + (finding.severity is Severity.ERROR) + is_overdue
    return Level.LOW if points == 0 else Level.MEDIUM if points < 3 else Level.HIGH


def _criticality(project: Project, finding: Finding, record: Record | None) -> Level:
    """The flow's own; of an object in the catalog high where it is critical; medium where nobody rated it."""
    if record is not None:
        own = record.flow.criticality if record.flow is not None else None
        return own if isinstance(own, Level) else Level.MEDIUM
    objects = project.catalog.objects if project.catalog is not None else {}
    entry = objects.get(finding.field.removeprefix("objects.").partition(".")[0])
    return Level.HIGH if entry is not None and entry.critical is True else Level.MEDIUM


def answers_for(record: Record) -> str | None:
    """The id of the derived risk that a declared one tracks; None where it tracks none, or is closed."""
    tracks = record.risk.tracks if record.risk is not None else None
    is_closed = (record.status_text or "").strip().lower() == RiskStatus.CLOSED
    return tracks.strip() if isinstance(tracks, str) and not is_closed else None


def estimated_level(risk: Risk) -> Level | None:
    """The level of a declared risk by its own exposure; None where nothing is estimated."""
    if not isinstance(risk.exposure, Exposure):
        return None
    level, words = assess(risk.exposure)
    return level if words else None
