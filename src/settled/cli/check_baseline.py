"""The baseline of `adr check`: which file, and what is written into it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from settled.cli.context import Invocation
from settled.files.shown_path import relative_path
from settled.model.errors import UsageError

if TYPE_CHECKING:
    from settled.project import Project
    from settled.rules.engine import CheckResult


def with_baseline(project: Project, start: Path, named: str | None, *, may_be_new: bool) -> Project:
    """The project with the baseline that the option or the settings name; a new one may not exist yet."""
    import dataclasses

    from settled.model.baseline import Baseline, read_baseline

    name = named or project.settings.baseline
    if name is None:
        raise UsageError("there is no baseline to update", "name its file with --baseline")
    path = start.resolve() / named if named else project.root / name
    shown = relative_path(path, project.root)
    is_new = may_be_new and not path.exists()
    return dataclasses.replace(project, baseline=Baseline(shown) if is_new else read_baseline(path, shown))


def update(invocation: Invocation, project: Project, result: CheckResult) -> None:
    """Write the findings of today into the baseline, at once or not at all."""
    from settled.files.writing import saying_what_failed, write_file
    from settled.model.baseline import Baseline, baseline_text

    old = project.baseline or Baseline("")
    text = baseline_text(result.findings, old, project.today)
    with saying_what_failed(old.file):
        write_file(project.root / old.file, text.encode("utf-8"))
    invocation.say(f"findings in {old.file} now: {text.count('fingerprint')}")


def tell_mended(invocation: Invocation, project: Project, result: CheckResult) -> None:
    """Say how many entries of the baseline are no longer needed."""
    from settled.model.baseline import unused_entries

    if project.baseline is None:
        return
    off = {rule.code for rule in result.switched_off}
    mended = sum(entry.code not in off for entry in unused_entries(project.baseline, result.findings))
    if mended:
        file = project.baseline.file
        invocation.say(f"mended since {file} was written: {mended}; --update-baseline takes them out")
