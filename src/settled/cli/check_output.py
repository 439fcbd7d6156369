"""Where the report of `adr check` goes: which format, chosen by whom, to stdout or into which file."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from settled.model.errors import UsageError

if TYPE_CHECKING:
    from settled.checking.change import Change
    from settled.checking.comparison import Comparison
    from settled.model.findings import Finding, Severity
    from settled.project import Project
    from settled.rules.engine import CheckResult

FORMATS = ("text", "json", "sarif", "github", "gitlab", "junit", "markdown")


@dataclass(frozen=True)
class Report:
    """What one run has to say; every format is made of this. See `check_junit` for the last two."""

    project: Project
    result: CheckResult
    findings: Sequence[Finding]
    fails_from: Severity | None
    is_asked_for: Callable[[str], bool]
    verbose: bool = False
    comparison: Comparison | None = None
    only_new: bool = False

    def fails(self, finding: Finding) -> bool:
        """True when `finding` weighs enough to end the command with 1."""
        from settled.model.findings import FindingState

        is_old = self.only_new and self.comparison is not None and not self.comparison.is_new(finding)
        is_counted = finding.state is FindingState.FOUND and not is_old
        return is_counted and self.fails_from is not None and finding.severity.rank >= self.fails_from.rank

    @cached_property
    def change(self) -> Change | None:
        """What the change does to flows, statuses, risks and suppressions; None where there is none to tell."""
        if self.comparison is None:
            return None
        from settled.checking.change import change_since

        return change_since(self.project, self.result, self.comparison, self.is_asked_for)

    def rendered(self, output_format: str) -> str:
        """The report in one of `FORMATS`, without colour; it ends with a line end, or is empty."""
        project, result, findings = self.project, self.result, self.findings
        if output_format == "json":
            from settled.report.check_json import check_document

            document = check_document(project, result, findings, self.comparison, self.change)
            return json.dumps(document, indent=2, ensure_ascii=False) + "\n"
        if output_format == "sarif":
            from settled.report.check_sarif import check_sarif

            return json.dumps(check_sarif(project, result, findings), indent=2) + "\n"
        if output_format == "gitlab":
            from settled.report.check_gitlab import check_gitlab

            return json.dumps(check_gitlab(project, result, findings), indent=2) + "\n"
        if output_format == "junit":
            from settled.report.check_junit import check_junit

            return check_junit(project, result, findings, fails_from=self.fails_from, is_asked_for=self.is_asked_for)
        if output_format == "github":
            from settled.report.check_github import check_github

            lines = list(check_github(project, result, findings))
        elif output_format == "markdown":
            from settled.report.check_markdown import check_markdown

            lines = list(check_markdown(project, result, findings, self.comparison, self.change))
        else:
            from settled.report.check_text import check_summary, check_text

            lines = list(check_text(project, result, findings, verbose=self.verbose, comparison=self.comparison))
            lines.append(check_summary(project, result, findings, comparison=self.comparison))
        return "".join(f"{line}\n" for line in lines)


def automatic_format(files: dict[Path, str]) -> str:
    """The format where none was asked for: annotations in a GitHub job, Code Quality in a GitLab job, else text.

    In a GitLab job it is text too where one of `files` takes the Code Quality.
    """
    if os.environ.get("GITHUB_ACTIONS") == "true":
        return "github"
    is_wanted = os.environ.get("GITLAB_CI") == "true" and "gitlab" not in files.values()
    return "gitlab" if is_wanted else "text"


def output_files(values: Sequence[str], start: Path) -> dict[Path, str]:
    """The files that `--output FORMAT=FILE` names, seen from `start`, each with its format.

    Raises UsageError for a value that names no format or no file that could be written.
    """
    found: dict[Path, str] = {}
    for value in values:
        output_format, sign, file = value.partition("=")
        if not sign or not file:
            raise UsageError(f"`--output {value}` names no file", "write FORMAT=FILE, as in sarif=adr.sarif")
        if output_format not in FORMATS:
            from settled.frontmatter.validation import nearest

            guess = nearest(output_format, FORMATS)
            known = "known are: " + ", ".join(FORMATS)
            raise UsageError(
                f"there is no format `{output_format}`", f"did you mean `{guess}`? {known}" if guess else known
            )
        path = Path(os.path.realpath(start / file))
        if not path.parent.is_dir():
            raise UsageError(f"there is no folder for {file}", "create it before the check")
        if path.exists() and not path.is_file():
            raise UsageError(f"{file} is not a regular file", "name a file")
        if path in found:
            raise UsageError(f"two outputs go to {file}", "give each format its own file")
        found[path] = output_format
    return found


def write_outputs(report: Report, files: dict[Path, str]) -> None:
    """Write each file at once: whoever reads it sees the old content or the new one."""
    if not files:
        return
    from settled.files.writing import saying_what_failed, write_file

    records = {
        os.path.realpath(report.project.root / file) for file in (*report.project.files, report.project.catalog_file)
    }
    for path in files:
        if str(path) in records:
            raise UsageError(f"{path.name} is a record, not a report", "name another file with --output")
    for path, output_format in files.items():
        with saying_what_failed(str(path)):
            write_file(path, report.rendered(output_format).encode("utf-8", "backslashreplace"))


def add_to_job_summary(report: Report) -> str:
    """Append the report as Markdown to the summary of the GitHub job, where there is one.

    Gives what went wrong in words, because a summary that fails must not hide the findings; else nothing.
    """
    file = os.environ.get("GITHUB_STEP_SUMMARY")
    if not file:
        return ""
    try:
        with Path(file).open("ab") as summary:
            summary.write(report.rendered("markdown").encode("utf-8", "backslashreplace"))
    except OSError as error:
        return f"the job's summary cannot be written ({(error.strerror or type(error).__name__).lower()})"
    return ""
