"""What `adr check --format gitlab` prints: a Code Quality report for a merge request.

Format: https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from typing import Any

from settled.model.findings import Finding, FindingState, Severity, fingerprint
from settled.project import Project
from settled.report.check_place import repository_path
from settled.report.check_report import CheckReport
from settled.rules.engine import CheckResult

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}


def render(report: CheckReport) -> str:
    """The entries as text, indented."""
    return json.dumps(check_gitlab(report.project, report.result, report.findings), indent=2) + "\n"


def check_gitlab(project: Project, result: CheckResult, findings: Sequence[Finding]) -> list[dict[str, Any]]:
    """One entry for each finding that counts, and one for each rule that could not look.

    GitLab drops entries whose fingerprint it has seen, so a second finding of the same one is counted on.
    """
    entries: list[dict[str, Any]] = []
    seen: Counter[str] = Counter()
    for finding in findings:
        if finding.state is not FindingState.FOUND:
            continue
        seen[finding.fingerprint] += 1
        count = seen[finding.fingerprint]
        entries.append(
            _entry(
                finding.message + (f" → {finding.hint}" if finding.hint else ""),
                f"{finding.code} {finding.name}",
                finding.fingerprint + (f"-{count}" if count > 1 else ""),
                _SEVERITIES[finding.severity],
                repository_path(project, finding.location.file),
                finding.location.line,
            )
        )
    for rule in result.not_checked:
        entries.append(
            _entry(
                f"not checked: {rule.reason}",
                f"{rule.code} {rule.name}",
                fingerprint(rule.code, "", "not checked", rule.reason, project.records_path),
                _SEVERITIES[Severity.INFO],
                repository_path(project, project.catalog_file),
                1,
            )
        )
    return entries


def _entry(description: str, name: str, mark: str, severity: str, path: str, line: int) -> dict[str, Any]:
    return {
        "description": description,
        "check_name": name,
        "fingerprint": mark,
        "severity": severity,
        "location": {"path": path, "lines": {"begin": line}},
    }
