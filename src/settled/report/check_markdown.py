"""What `adr check --format markdown` prints: a comment for a pull request, or the summary of a job.

The records come from strangers: nothing that a record says becomes Markdown, HTML, a link or a mention.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from settled.findings import Finding, FindingState, Severity
from settled.model.vocabulary import DecisionState, RequiredDecision
from settled.project import Project
from settled.report.check_place import repository_path
from settled.report.check_text import check_summary
from settled.report.table import visible
from settled.required_decisions import states
from settled.rules.engine import CheckResult

MAXIMUM_CHARACTERS = 60_000
"""Of both tables: a comment on GitHub may have 65,536 characters, a job's summary a megabyte."""

_SYMBOLS = {
    DecisionState.SETTLED: "✓",
    DecisionState.OPEN: "?",
    DecisionState.MISSING: "✗",
    DecisionState.INVALID: "!",
}
_SIGNS = {Severity.ERROR: "✗", Severity.WARNING: "!", Severity.INFO: "i"}
_SPECIAL = re.compile(r"(?P<link>[@#](?=\w)|\bwww(?=\.)|:(?=//))|[&<>\\`*_\[\]|~\"'$^={}]", re.IGNORECASE)
_NO_SPACE = "&#8203;"


def check_markdown(project: Project, result: CheckResult, findings: Sequence[Finding]) -> Iterator[str]:
    """The lines: the counts, the six decisions of the flows with findings, the findings by record, what was skipped."""
    counting = [finding for finding in findings if finding.state is FindingState.FOUND]
    yield "## Decisions"
    yield ""
    yield check_summary(project, result, findings)
    yield from _table(_matrix_head(), list(_matrix(project, counting)), "flow")
    yield from _table(
        ["| Record | Place | Severity | Rule | Finding |", "| --- | --- | --- | --- | --- |"],
        [_row(project, finding) for finding in counting],
        "finding",
    )
    if result.not_checked:
        yield ""
        for rule in result.not_checked:
            yield f"- Not checked: {rule.code} {rule.name}: {escaped(rule.reason)}"


def _table(head: Sequence[str], rows: Sequence[str], what: str) -> Iterator[str]:
    """A table that ends where it would get too long for a comment, and says so."""
    if not rows:
        return
    yield ""
    yield from head
    room = MAXIMUM_CHARACTERS // 2
    for index, row in enumerate(rows):
        room -= len(row) + 1
        if room < 0:
            left = len(rows) - index
            yield ""
            yield f"… and {left} more {what}{'' if left == 1 else 's'}; `adr check` names them all."
            return
        yield row


def _matrix_head() -> list[str]:
    names = [decision.label for decision in RequiredDecision]
    return [f"| Flow | {' | '.join(names)} |", "| --- |" + " --- |" * len(names)]


def _matrix(project: Project, findings: Sequence[Finding]) -> Iterator[str]:
    files = {finding.spot.file for finding in findings}
    for flow in project.flows:
        if flow.file in files:
            found = states(flow)
            cells = [f"{_SYMBOLS[found[decision]]} {found[decision].value}" for decision in RequiredDecision]
            yield f"| {escaped(flow.label)} | {' | '.join(cells)} |" if found else f"| {escaped(flow.label)} |"


def _row(project: Project, finding: Finding) -> str:
    record = project.by_file.get(finding.spot.file)
    place = f"{repository_path(project, finding.spot.file)}:{finding.spot.line}"
    text = escaped(finding.message) + (f"<br>→ {escaped(finding.hint)}" if finding.hint else "")
    for spot, message in finding.related:
        text += f"<br>see {escaped(f'{repository_path(project, spot.file)}:{spot.line}: {message}')}"
    cells = (
        escaped(record.label) if record else "",
        escaped(place),
        f"{_SIGNS[finding.severity]} {finding.severity.value}",
        f"{finding.code} {finding.name}",
        text,
    )
    return f"| {' | '.join(cells)} |"


def escaped(text: str) -> str:
    """`text` for a cell of a Markdown table, as it reads and nothing else.

    What stands in backticks is set as code where that is harmless, because messages name keys that way.
    """
    pieces = visible(text).split("`")
    if len(pieces) % 2 == 0 or not all(_is_code(piece) for piece in pieces[1::2]) or not all(pieces[2:-1:2]):
        return _literal("`".join(pieces))
    return "".join(f"`{piece}`" if index % 2 else _literal(piece) for index, piece in enumerate(pieces))


def _is_code(piece: str) -> bool:
    return bool(piece.strip()) and not set(piece) & set("|\\")


def _literal(text: str) -> str:
    """`text` with the signs that Markdown or HTML would read as numbers, and nothing in it that becomes a link.

    Forges look for mentions, references and addresses in the finished page, so these are parted by a sign
    without width, as bots that quote strangers do.
    """
    return _SPECIAL.sub(lambda match: match[0] + _NO_SPACE if match["link"] else f"&#{ord(match[0])};", text)
