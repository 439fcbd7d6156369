"""What `adr check --format sarif` prints: SARIF 2.1.0, which code scanning of forges and editors read.

Standard: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
"""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

from settled import __version__
from settled.model.findings import Finding, FindingState, Location, Severity
from settled.project import Project
from settled.report.check_place import repository_path
from settled.report.check_report import CheckReport
from settled.rules.engine import CheckResult
from settled.rules.manual import manual
from settled.rules.registry import FAMILIES, find_rule
from settled.rules.rule import Rule

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_ROOT = "%SRCROOT%"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_SUPPRESSIONS = {FindingState.SUPPRESSED: "inSource", FindingState.BASELINED: "external"}


def render(report: CheckReport) -> str:
    """The document as text, indented."""
    return json.dumps(check_sarif(report.project, report.result, report.findings), indent=2) + "\n"


def check_sarif(project: Project, result: CheckResult, findings: Sequence[Finding]) -> dict[str, Any]:
    """The document of one run: the rules that ran with their manual, the findings, and what was not checked."""
    rules = [rule for rule in (find_rule(outcome.code) for outcome in result.rules) if rule is not None]
    indexes = {rule.code: index for index, rule in enumerate(rules)}
    # Of the results of a run either all say whether they are suppressed, or none (SARIF 3.27.23).
    says_suppressed = any(finding.state is not FindingState.FOUND for finding in findings)
    switched_off = [
        {"descriptor": {"id": rule.code, "index": indexes[rule.code]}, "configuration": {"enabled": False}}
        for rule in result.switched_off
    ]
    run = {
        "tool": {
            "driver": {"name": "Settled", "version": __version__, "rules": [_rule(rule) for rule in rules]},
        },
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {_ROOT: {"description": {"text": "The top of the git repository."}}},
        "invocations": [
            {
                "executionSuccessful": True,
                "toolExecutionNotifications": [
                    {
                        "level": "warning",
                        "message": {"text": f"not checked: {rule.code} {rule.name}: {rule.reason}"},
                        "associatedRule": {"id": rule.code, "index": indexes[rule.code]},
                    }
                    for rule in result.not_checked
                ],
            }
            | ({"ruleConfigurationOverrides": switched_off} if switched_off else {})
        ],
        "results": [
            _result(project, finding, indexes[finding.code], says_suppressed=says_suppressed) for finding in findings
        ],
    }
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def _rule(rule: Rule) -> dict[str, Any]:
    page = manual(rule)
    parts = [("", page.summary), ("", page.what), ("Why", page.why), ("Wrong", page.wrong), ("Right", page.right)]
    text: list[str] = []
    markdown: list[str] = []
    for title, words in parts:
        if not words:
            continue
        text.append(f"{title}:\n{words}" if title else words)
        if title in {"Wrong", "Right"}:
            markdown.append(f"**{title}:**\n\n~~~~\n{words}\n~~~~")
        else:
            markdown.append(f"**{title}:** {words}" if title else words)
    return {
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": page.summary},
        "fullDescription": {"text": page.what or page.summary},
        "help": {"text": "\n\n".join(text), "markdown": "\n\n".join(markdown)},
        "defaultConfiguration": {"level": _LEVELS[rule.levels.base]},
        "properties": {"tags": [FAMILIES[rule.family].title]},
    }


def _result(project: Project, finding: Finding, index: int, *, says_suppressed: bool) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": finding.code,
        "ruleIndex": index,
        "level": _LEVELS[finding.severity],
        "message": {"text": _message(finding.message + (f"\n→ {finding.hint}" if finding.hint else ""))},
        "locations": [{"physicalLocation": _location(project, finding.location)}],
        "partialFingerprints": {"settled/v1": finding.fingerprint},
    }
    if finding.related:
        result["relatedLocations"] = [
            {"id": number, "physicalLocation": _location(project, location), "message": {"text": _message(message)}}
            for number, (location, message) in enumerate(finding.related, start=1)
        ]
    if says_suppressed:
        kind = _SUPPRESSIONS.get(finding.state)
        result["suppressions"] = [{"kind": kind}] if kind else []
    return result


def _location(project: Project, location: Location) -> dict[str, Any]:
    return {
        "artifactLocation": {"uri": quote(os.fsencode(repository_path(project, location.file))), "uriBaseId": _ROOT},
        "region": {"startLine": location.line, "startColumn": location.column},
    }


def _message(text: str) -> str:
    """`text` without links: in a message `[text](address)` would be one (SARIF 3.11.6), and values are strangers'."""
    return text.replace("[", "\\[").replace("]", "\\]") if "](" in text else text
