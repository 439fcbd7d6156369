"""A baseline: findings that a project had when it began to check, which do not count until they are mended.

The file is JSON with one entry a line, so that two branches that mend different things merge cleanly:
`{"version": 1, "entries": [{"fingerprint": …, "code": …, "record": …, "since": "2026-11-23"}]}`.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from settled.model.errors import SettingsError
from settled.model.findings import Finding, FindingState
from settled.model.merge_conflicts import MERGE_CONFLICT_HINT, first_marker, in_words

VERSION = 1


@dataclass(frozen=True, slots=True)
class BaselineEntry:
    """One finding that does not count: which, since when, and on which line of the file it stands."""

    fingerprint: str
    code: str
    record: str
    since: datetime.date
    line: int


@dataclass(frozen=True, slots=True)
class Baseline:
    """All entries of a file, which is named relative to the project's root."""

    file: str
    entries: tuple[BaselineEntry, ...] = ()


def baseline_from(text: str, file: str) -> Baseline:
    """The baseline that the `text` of `file` is; SettingsError where it is none."""
    marker = first_marker(text)
    if marker is not None:
        raise SettingsError(f"{file}:{marker[0]}:1: {in_words(marker[1])}", MERGE_CONFLICT_HINT)
    try:
        document = json.loads(text)
        version, written = document["version"], document["entries"]
        places = _lines_of_fingerprints(text)
        entries = tuple(
            BaselineEntry(
                str(entry["fingerprint"]),
                str(entry["code"]),
                str(entry["record"]),
                datetime.date.fromisoformat(entry["since"]),
                places.get(str(entry["fingerprint"]), 1),
            )
            for entry in written
        )
    except (ValueError, KeyError, TypeError, RecursionError):
        raise SettingsError(
            f"{file} is not a baseline", "take it away, and write it anew with --update-baseline"
        ) from None
    if version != VERSION:
        raise SettingsError(f"the baseline {file} has the version {version}", f"this release reads version {VERSION}")
    return Baseline(file, entries)


def baseline_text(findings: Iterable[Finding], old: Baseline | None, today: datetime.date) -> str:
    """The text of a baseline of all findings that are not suppressed; known ones keep the day they came in."""
    since = {entry.fingerprint: entry.since for entry in old.entries} if old else {}
    lines = {
        finding.fingerprint: json.dumps(
            {
                "fingerprint": finding.fingerprint,
                "code": finding.code,
                "record": finding.record,
                "since": since.get(finding.fingerprint, today).isoformat(),
            },
            ensure_ascii=False,
        )
        for finding in findings
        if finding.state is not FindingState.SUPPRESSED and finding.code[0] != "X"
    }
    body = ",\n".join(f"    {line}" for _, line in sorted(lines.items()))
    return (
        f'{{\n  "version": {VERSION},\n  "entries": [\n{body}\n  ]\n}}\n'
        if lines
        else (f'{{\n  "version": {VERSION},\n  "entries": []\n}}\n')
    )


def unused_entries(baseline: Baseline, findings: Sequence[Finding]) -> tuple[BaselineEntry, ...]:
    """The entries whose finding is gone."""
    present = {finding.fingerprint for finding in findings}
    return tuple(entry for entry in baseline.entries if entry.fingerprint not in present)


def _lines_of_fingerprints(text: str) -> dict[str, int]:
    places: dict[str, int] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if '"fingerprint"' in line:
            places.setdefault(line.split('"fingerprint"')[1].split('"')[1], number)
    return places
