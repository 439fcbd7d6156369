"""What `adr check --format json` prints: the documented contract, version 1."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from settled.model.findings import Finding, FindingState, Severity
from settled.model.kinds import kinds
from settled.model.shown_text import json_text
from settled.project import Project
from settled.report.check_report import CheckReport
from settled.rules.engine import CheckResult

if TYPE_CHECKING:
    from settled.checking.change import Change
    from settled.checking.comparison import Comparison  # it reads git's history, which a plain run does not

VERSION = 1


def render(report: CheckReport) -> str:
    """The document as text, indented."""
    document = check_document(report.project, report.result, report.findings, report.comparison, report.change)
    return json_text(document, indent=2) + "\n"


def check_document(
    project: Project,
    result: CheckResult,
    findings: Sequence[Finding],
    comparison: Comparison | None = None,
    change: Change | None = None,
) -> dict[str, Any]:
    """Findings, what became of each rule, and the counts; with a comparison also what is new and what changed."""
    document: dict[str, Any] = {
        "version": VERSION,
        "findings": [finding_object(finding) for finding in findings],
        "rules": [
            {"code": rule.code, "name": rule.name, "outcome": rule.outcome.value, "reason": rule.reason or None}
            for rule in result.rules
        ],
        "summary": summary_object(project, result, findings),
        "as_of": {"day": project.today.isoformat(), "set_by": project.judged.origin or None},
    }
    if comparison is not None:
        known = comparison.commit is not None
        for entry, finding in zip(document["findings"], findings, strict=True):
            entry["new"] = comparison.is_new(finding) if known else None
        document["against"] = {
            "reference": comparison.reference,
            "commit": comparison.commit,
            "reason": comparison.reason or None,
            "new": sum(comparison.is_new(finding) for finding in findings) if known else None,
        }
    if change is not None:
        from settled.report.change_json import change_object

        document["change"] = change_object(change)
    return document


def finding_object(finding: Finding) -> dict[str, Any]:
    """One finding with its place, its hint and the places that belong to it."""
    return {
        "code": finding.code,
        "name": finding.name,
        "severity": finding.severity.value,
        "state": finding.state.value,
        "file": finding.location.file,
        "line": finding.location.line,
        "column": finding.location.column,
        "record": finding.record or None,
        "field": finding.field or None,
        "message": finding.message,
        "hint": finding.hint or None,
        "related": [
            {"file": location.file, "line": location.line, "column": location.column, "message": message}
            for location, message in finding.related
        ],
        "url": finding.url,
        "fingerprint": finding.fingerprint,
    }


def summary_object(project: Project, result: CheckResult, findings: Sequence[Finding]) -> dict[str, int]:
    """The counts of a run: records read, findings by severity and by state, rules not checked or switched off."""
    counting = [finding for finding in findings if finding.state is FindingState.FOUND]
    return {
        "records": len(project.records),
        **{spec.plural: len(project.by_kind[spec.kind]) for spec in kinds()},
        "unreadable": len(project.unreadable),
        "errors": sum(finding.severity is Severity.ERROR for finding in counting),
        "warnings": sum(finding.severity is Severity.WARNING for finding in counting),
        "infos": sum(finding.severity is Severity.INFO for finding in counting),
        "suppressed": sum(finding.state is FindingState.SUPPRESSED for finding in findings),
        "baselined": sum(finding.state is FindingState.BASELINED for finding in findings),
        "not_checked": len(result.not_checked),
        "switched_off": len(result.switched_off),
    }
