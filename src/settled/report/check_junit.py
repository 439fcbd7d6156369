"""What `adr check --format junit` prints: JUnit XML, for build servers that show tests.

There is no one standard; the shape is that of Jenkins' xUnit schema (junit-10.xsd), which GitLab reads too.
One test stands for one record (or one other file with a finding), because a record is what somebody fixes: it
fails when it holds a finding that weighs enough to end the command with 1, and carries all others as
`system-out`. So the report is red exactly where the exit code is. A rule that could not look is a skipped test.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from xml.etree import ElementTree as Tree

from settled.model.findings import Finding, FindingState, Severity
from settled.project import Project
from settled.report.check_place import repository_path
from settled.report.check_report import CheckReport
from settled.rules.engine import CheckResult

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 cannot hold, not even as a reference: https://www.w3.org/TR/xml/#charsets"""


def render(report: CheckReport) -> str:
    """The document, in which what ends the command with 1 fails."""
    return check_junit(
        report.project,
        report.result,
        report.findings,
        fails_from=report.fails_from,
        is_selected=report.is_selected,
    )


def check_junit(
    project: Project,
    result: CheckResult,
    findings: Sequence[Finding],
    *,
    fails_from: Severity | None = Severity.ERROR,
    is_selected: Callable[[str], bool] = lambda file: True,
) -> str:
    """The document as text in ASCII, so that it is the same in every encoding.

    `fails_from` is the lightest severity that makes a test fail (None: nothing does). `is_selected` says
    of a file whether the run was about it: of the others nothing is claimed.
    """
    by_file: dict[str, list[Finding]] = {record.file: [] for record in project.records if is_selected(record.file)}
    for finding in findings:
        by_file.setdefault(finding.location.file, []).append(finding)
    suite = Tree.Element("testsuite")
    failures = 0
    for file, group in by_file.items():
        record = project.by_file.get(file)
        case = _case(suite, repository_path(project, file), record.label if record else file)
        grave = [finding for finding in group if _fails(finding, fails_from)]
        rest = [finding for finding in group if not _fails(finding, fails_from)]
        if grave:
            failures += 1
            names = ", ".join(dict.fromkeys(f"{finding.code} {finding.name}" for finding in grave))
            failure = Tree.SubElement(case, "failure", {"type": grave[0].severity.value, "message": _clean(names)})
            failure.text = _lines(project, grave)
        if rest:
            Tree.SubElement(case, "system-out").text = _lines(project, rest)
    for rule in result.not_checked:
        case = _case(suite, "rules", f"{rule.code} {rule.name}")
        Tree.SubElement(case, "skipped", {"message": _clean(f"not checked: {rule.reason}")})
    suite.attrib.update(
        name="adr check",
        tests=str(len(suite)),
        failures=str(failures),
        errors="0",
        skipped=str(len(result.not_checked)),
    )
    Tree.indent(suite)
    document: bytes = Tree.tostring(suite, encoding="us-ascii", xml_declaration=True)
    return document.decode("ascii") + "\n"


def _fails(finding: Finding, fails_from: Severity | None) -> bool:
    return fails_from is not None and finding.state is FindingState.FOUND and finding.severity.rank >= fails_from.rank


def _case(suite: Tree.Element, classname: str, name: str) -> Tree.Element:
    return Tree.SubElement(suite, "testcase", {"classname": _clean(classname), "name": _clean(name)})


def _lines(project: Project, findings: Iterable[Finding]) -> str:
    lines: list[str] = []
    for finding in findings:
        location = finding.location
        state = "" if finding.state is FindingState.FOUND else f" ({finding.state.value})"
        lines.append(
            f"{repository_path(project, location.file)}:{location.line}:{location.column}: "
            f"{finding.severity.value}{state} {finding.code} {finding.name}: {finding.message}"
        )
        lines += [f"    → {finding.hint}"] if finding.hint else []
        lines += [
            f"    see {repository_path(project, near.file)}:{near.line}:{near.column}: {message}"
            for near, message in finding.related
        ]
    return _clean("\n".join(lines))


def _clean(text: str) -> str:
    return _NOT_XML.sub("", text)
