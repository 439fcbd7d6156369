"""The baseline of a run: which file, what is written into it, and what of it is mended."""

from __future__ import annotations

import dataclasses
from pathlib import Path

from settled.files.shown_path import relative_path
from settled.files.writing import saying_what_failed, write_file
from settled.model.baseline import Baseline, baseline_text, unused_entries
from settled.model.errors import UsageError
from settled.project import Project
from settled.project.baseline_file import read_baseline
from settled.rules.engine import CheckResult


def with_baseline(project: Project, start: Path, named: str | None, *, may_be_new: bool) -> Project:
    """The project with the baseline that the option or the settings name; a new one may not exist yet."""
    name = named or project.settings.baseline
    if name is None:
        raise UsageError("there is no baseline to update", "name its file with --baseline")
    path = start.resolve() / named if named else project.root / name
    shown = relative_path(path, project.root)
    is_new = may_be_new and not path.exists()
    return dataclasses.replace(project, baseline=Baseline(shown) if is_new else read_baseline(path, shown))


def update_baseline(project: Project, result: CheckResult) -> str:
    """Write the findings of today into the baseline, at once or not at all; gives what was done in words."""
    old = project.baseline or Baseline("")
    text = baseline_text(result.findings, old, project.today)
    with saying_what_failed(old.file):
        write_file(project.root / old.file, text.encode("utf-8"))
    return f"findings in {old.file} now: {text.count('fingerprint')}"


def mended_entries(project: Project, result: CheckResult) -> int:
    """How many entries of the baseline are no longer needed."""
    if project.baseline is None:
        return 0
    off = {rule.code for rule in result.switched_off}
    return sum(entry.code not in off for entry in unused_entries(project.baseline, result.findings))
