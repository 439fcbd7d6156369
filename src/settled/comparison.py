"""What a change brings: the findings that were not there where the branch left its base."""

from __future__ import annotations

import dataclasses
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from settled.discovery import Place
from settled.errors import HistoryError
from settled.findings import Finding
from settled.history import write_merge_base
from settled.project import Project, load_place
from settled.rules.engine import check
from settled.rules.registry import RULES, Rule


@dataclass(frozen=True, slots=True)
class Comparison:
    """A run of the rules at the merge base with `reference`.

    `commit` is None where the base could not be had, which `reason` then says: nothing is known to be old.
    """

    reference: str
    commit: str | None
    reason: str = ""
    known: frozenset[str] = frozenset()

    def is_new(self, finding: Finding) -> bool:
        """True for a finding that the base did not have, or where the base is not known."""
        return finding.fingerprint not in self.known

    def new_first(self, findings: Sequence[Finding]) -> tuple[Finding, ...]:
        """The findings in their order, those that are new before the others."""
        return tuple(sorted(findings, key=lambda finding: not self.is_new(finding)))


def compare(project: Project, reference: str, rules: tuple[Rule, ...] = RULES) -> Comparison:
    """Run `rules` on the records as they were at the merge base of HEAD and `reference`.

    Judged on the same day and by the same gate as `project`, so that only the change makes a difference.
    """
    with tempfile.TemporaryDirectory(prefix="settled-") as name:
        try:
            revision = write_merge_base(project.root, project.records_folder, reference, Path(name).resolve())
        except HistoryError as error:
            return Comparison(reference, None, str(error))
        base = load_place(Place(revision.root, revision.records), on=project.today, with_baseline=False)
        base = dataclasses.replace(base, gate=project.gate, known_paths=revision.paths)
        known = frozenset(finding.fingerprint for finding in check(base, rules).findings)
    return Comparison(reference, revision.commit, known=known)
