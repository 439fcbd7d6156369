"""What `adr check --format github` prints: workflow commands that GitHub turns into annotations of a change.

Format: https://docs.github.com/actions/reference/workflow-commands-for-github-actions
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from settled.model.findings import Finding, FindingState, Severity
from settled.model.shown_text import visible
from settled.project import Project
from settled.report.check_place import repository_path
from settled.report.check_report import CheckReport
from settled.rules.engine import CheckResult

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def render(report: CheckReport) -> str:
    """The commands, one a line."""
    return "".join(f"{line}\n" for line in check_github(report.project, report.result, report.findings))


def check_github(project: Project, result: CheckResult, findings: Sequence[Finding]) -> Iterator[str]:
    """One command for each finding that counts, and one for each rule that could not look."""
    for finding in findings:
        if finding.state is not FindingState.FOUND:
            continue
        lines = [finding.message]
        lines += [f"→ {finding.hint}"] if finding.hint else []
        lines += [
            f"see {repository_path(project, location.file)}:{location.line}: {message}"
            for location, message in finding.related
        ]
        place = {
            "file": repository_path(project, finding.location.file),
            "line": str(finding.location.line),
            "col": str(finding.location.column),
            "title": f"{finding.code} {finding.name}",
        }
        yield _command(_COMMANDS[finding.severity], place, lines)
    for rule in result.not_checked:
        yield _command("warning", {"title": f"{rule.code} {rule.name}"}, [f"not checked: {rule.reason}"])


def _command(name: str, properties: dict[str, str], lines: Sequence[str]) -> str:
    head = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
    return f"::{name} {head}::{_message(chr(10).join(visible(line) for line in lines))}"


def _message(text: str) -> str:
    """`text` as the runner reads a message: line ends and the sign of escape itself are escaped."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    """`text` as the runner reads a property, which ends at a colon or a comma."""
    return _message("\n".join(map(visible, text.split("\n")))).replace(":", "%3A").replace(",", "%2C")
