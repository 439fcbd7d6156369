"""The formats of `adr check`: a row of `FORMATTERS` each, and a file with a function `render` that is loaded lazily."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from settled.model.errors import UsageError

if TYPE_CHECKING:
    from settled.report.check_report import CheckReport  # the help of the command lists the formats, and loads no more


@dataclass(frozen=True, slots=True)
class Job:
    """The jobs of a forge, known by an environment `variable` that is `true`: there a format is printed unasked.

    `summary_variable` names the file of the job's summary, which gets the report as Markdown. What `is_collected` is
    kept by the forge as a file: the job's log gets the text, and where a file takes the format, stdout is text too.
    """

    variable: str
    summary_variable: str = ""
    is_collected: bool = False


@dataclass(frozen=True, slots=True)
class Formatter:
    """A format: its name, whom it is for in the words of the manual, and the jobs in which it is the default.

    `settled.report.check_<name>` renders it. One that `lacks_counts` has them told beside it.
    """

    name: str
    purpose: str
    job: Job | None = None
    lacks_counts: bool = False

    def render(self, report: CheckReport) -> str:
        """The report in this format, without colour; it ends with a line end, or is empty."""
        render: Callable[[CheckReport], str] = importlib.import_module(f"settled.report.check_{self.name}").render
        return render(report)


FORMATTERS = (
    Formatter("text", "people"),
    Formatter(
        "json", "programs of your own: a stable contract; with `--against` also `change`: what the summary shows"
    ),
    Formatter("sarif", "code scanning and editors (SARIF 2.1.0)"),
    Formatter(
        "github", "annotations in a GitHub job; there it is the default",
        Job("GITHUB_ACTIONS", summary_variable="GITHUB_STEP_SUMMARY"), lacks_counts=True,
    ),
    Formatter(
        "gitlab", "Code Quality in a GitLab merge request; in a GitLab job it is the default",
        Job("GITLAB_CI", is_collected=True),
    ),
    Formatter(
        "junit",
        "build servers that show tests: one test for each record, red where it holds what `--fail-on` fails on",
    ),
    Formatter("markdown", "a comment in a pull request; with `--against` what the change brings"),
)  # fmt: skip
FORMATS = tuple(formatter.name for formatter in FORMATTERS)


def formatter_called(name: str) -> Formatter:
    """The formatter of this name; UsageError with the nearest one where there is none."""
    found = next((formatter for formatter in FORMATTERS if formatter.name == name), None)
    if found is None:
        from settled.model.known_words import nearest

        guess = nearest(name, FORMATS)
        known = "known are: " + ", ".join(FORMATS)
        raise UsageError(f"there is no format `{name}`", f"did you mean `{guess}`? {known}" if guess else known)
    return found


def automatic_formatter(environment: Mapping[str, str], files: Mapping[Path, Formatter]) -> Formatter:
    """What is printed where nothing was asked for: what the job is there for that `environment` tells of, else text.

    `files` are those that are written besides.
    """
    for formatter in FORMATTERS:
        job = formatter.job
        if job is None or environment.get(job.variable) != "true":
            continue
        if not (job.is_collected and formatter in files.values()):
            return formatter
    return formatter_called("text")
