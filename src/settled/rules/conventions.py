"""Makes one finding about a folder of those that say the same of nearly every record in it: that is the team's way.

Asked in folders of plain ADRs alone: in a programme the team has agreed to the format, and each record is to keep it.
"""

from __future__ import annotations

import dataclasses
import re
from collections import Counter, defaultdict
from collections.abc import Iterable

from settled.model.findings import Finding, FindingState, fingerprint
from settled.project import Project

_FEWEST_RECORDS = 5
_MOSTLY = 2 / 3
"""From which share of the records in a folder on they are nearly all of them."""
_MOST_SHOWN = 20
_NUMBERS = re.compile(r"\d+")


def told_of_folders(project: Project, findings: Iterable[Finding], kept: frozenset[str]) -> list[Finding]:
    """The findings, where one of a folder stands for all that are the same in at least two thirds of its records.

    The same are findings of one rule that say the same, but for the name of the record and for numbers (days, dates,
    lengths). Left as they are: what is suppressed or in the baseline, and the rules whose codes are `kept`.
    """
    findings = list(findings)
    sizes = Counter(_folder_of(record.file) for record in project.records)
    groups: dict[tuple[str, str, str], list[Finding]] = defaultdict(list)
    for finding in findings:
        if finding.state is FindingState.FOUND and finding.code not in kept and finding.record:
            folder = _folder_of(finding.location.file)
            if sizes[folder] >= _FEWEST_RECORDS:
                groups[finding.code, folder, _same_for_all(finding)].append(finding)
    gathered: dict[int, Finding] = {}
    gone: set[int] = set()
    for (_, folder, reason), group in groups.items():
        count = len({finding.location.file for finding in group})
        if count >= _FEWEST_RECORDS and count >= sizes[folder] * _MOSTLY:
            gathered[id(group[0])] = _of_folder(group, folder, count, sizes[folder], reason)
            gone.update(id(finding) for finding in group[1:])
    return [gathered.get(id(finding), finding) for finding in findings if id(finding) not in gone]


def _of_folder(group: list[Finding], folder: str, count: int, size: int, reason: str) -> Finding:
    first, *others = group
    hint = (
        f"{first.hint}; where this is how the team writes its records, "
        f'`{first.name} = "off"` under [severity] in the settings says so'
    )
    return dataclasses.replace(
        first,
        record="",
        message=f"{count} of the {size} records in {folder or 'this folder'} have this in common: {first.message}",
        hint=hint,
        related=tuple((finding.location, finding.message) for finding in others[:_MOST_SHOWN]),
        fingerprint=fingerprint(first.code, "", first.field, reason, folder),
    )


def _folder_of(file: str) -> str:
    return file.rpartition("/")[0]


def _same_for_all(finding: Finding) -> str:
    """What the finding says, without the record's own name and without numbers."""
    return _NUMBERS.sub("#", finding.message.replace(finding.record, "…"))
