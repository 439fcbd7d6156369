"""Reads the baseline of a project from the file that the settings or an option name."""

from __future__ import annotations

from pathlib import Path

from settled.files.reading import decoded
from settled.model.baseline import Baseline, baseline_from
from settled.model.errors import SettingsError


def read_baseline(path: Path, file: str) -> Baseline:
    """Read the baseline at `path`, shown as `file`; SettingsError where it cannot be read as one."""
    again = "write it with --update-baseline"
    try:
        text, obstacle = decoded(path.read_bytes())
    except OSError as error:
        reason = (error.strerror or "no reason given").lower()
        raise SettingsError(f"the baseline {file} cannot be read ({reason})", again) from None
    if obstacle:
        raise SettingsError(f"the baseline {file} {obstacle}", again)
    return baseline_from(text, file)
