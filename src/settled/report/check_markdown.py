"""What `adr check --format markdown` prints: a comment for a pull request, or the summary of a job.

The records come from strangers: nothing that a record says becomes Markdown, HTML, a link or a mention.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from settled.model.findings import Finding, FindingState, Severity
from settled.model.vocabulary import RequiredDecision
from settled.project import Project
from settled.report.check_place import repository_path
from settled.report.check_report import CheckReport
from settled.report.check_text import check_summary
from settled.report.markdown_table import (
    MAXIMUM_CHARACTERS,
    bounded_table,
    decision_columns,
    escaped,
    state_cell,
    table_row,
)
from settled.rules.engine import CheckResult

if TYPE_CHECKING:
    from settled.checking.change import Change  # it reads git's history, which a plain run does not
    from settled.checking.comparison import Comparison

_SIGNS = {Severity.ERROR: "✗", Severity.WARNING: "!", Severity.INFO: "i"}


def render(report: CheckReport) -> str:
    """The lines as one text."""
    lines = check_markdown(report.project, report.result, report.findings, report.comparison, report.change)
    return "".join(f"{line}\n" for line in lines)


def check_markdown(
    project: Project,
    result: CheckResult,
    findings: Sequence[Finding],
    comparison: Comparison | None = None,
    change: Change | None = None,
) -> Iterator[str]:
    """The lines: the counts, the six decisions of the flows with findings, the findings by record, what was skipped.

    With a comparison the flows are those that the change touched, and with them stands what else it brings.
    """
    counting = [finding for finding in findings if finding.state is FindingState.FOUND]
    yield "## Decisions"
    yield ""
    yield escaped(check_summary(project, result, findings, comparison=comparison))
    if change is not None:
        from settled.report.change_markdown import change_markdown

        yield from change_markdown(project, change)
    elif comparison is None:
        matrix = list(_matrix(project, counting))
        yield from bounded_table(["Flow", *decision_columns()], matrix, "flow", MAXIMUM_CHARACTERS // 2)
    if change is not None and counting:
        yield ""
        yield "### Findings"
    rows = [_row(project, finding, comparison) for finding in counting]
    columns = ("Record", "Place", "Severity", "Rule", "Finding")
    yield from bounded_table(columns, rows, "finding", MAXIMUM_CHARACTERS // 2)
    skipped = [f"{rule.code} {rule.name}: {rule.reason}" for rule in result.not_checked]
    if comparison is not None and change is None:
        skipped.insert(0, f"what is new since {comparison.reference}: {comparison.reason}")
    if skipped:
        yield ""
        for text in skipped:
            yield f"- Not checked: {escaped(text)}"


def _matrix(project: Project, findings: Sequence[Finding]) -> Iterator[str]:
    files = {finding.location.file for finding in findings}
    for flow in project.flows:
        if flow.file in files:
            found = project.states[flow.file]
            cells = [state_cell(found[decision]) for decision in RequiredDecision] if found else []
            yield table_row([escaped(flow.label), *cells])


def _row(project: Project, finding: Finding, comparison: Comparison | None) -> str:
    record = project.by_file.get(finding.location.file)
    place = f"{repository_path(project, finding.location.file)}:{finding.location.line}"
    text = escaped(finding.message) + (f"<br>→ {escaped(finding.hint)}" if finding.hint else "")
    for location, message in finding.related:
        text += f"<br>see {escaped(f'{repository_path(project, location.file)}:{location.line}: {message}')}"
    is_new = comparison is not None and comparison.commit is not None and comparison.is_new(finding)
    return table_row(
        [
            escaped(record.label) if record else "",
            escaped(place),
            f"{_SIGNS[finding.severity]} {finding.severity.value}{', **new**' if is_new else ''}",
            f"{finding.code} {finding.name}",
            text,
        ]
    )
