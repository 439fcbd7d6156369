"""What a change brings: the findings that were not there where the branch left its base."""

from __future__ import annotations

import dataclasses
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from settled.history import write_merge_base
from settled.model.errors import HistoryError
from settled.model.findings import Finding
from settled.model.merge_base import MergeBase
from settled.model.risk import Acceptance
from settled.model.vocabulary import Level
from settled.programme.derived_risks import answers_for, derived_risks, estimated_level, rank
from settled.project import GitPlace, Project, Workspace, load_place
from settled.project.place import Place
from settled.rules.context import Context
from settled.rules.engine import CheckResult, check_context
from settled.rules.registry import RULE_CODES, RULES
from settled.rules.rule import Rule
from settled.rules.suppression import held_suppressions


@dataclass(frozen=True)
class Comparison:
    """A run of the rules at the merge base with `reference`: the project as it was there, and what was found.

    `commit`, `project` and `result` are None where the base could not be had, which `reason` then says: nothing
    is known to be old.
    """

    reference: str
    commit: str | None
    reason: str = ""
    project: Project | None = None
    result: CheckResult | None = None

    @cached_property
    def known(self) -> frozenset[str]:
        """The fingerprints of all findings that the base had."""
        return frozenset(finding.fingerprint for finding in self.result.findings) if self.result else frozenset()

    def is_new(self, finding: Finding) -> bool:
        """True for a finding that the base did not have, or where the base is not known."""
        return finding.fingerprint not in self.known

    def new_first(self, findings: Sequence[Finding]) -> tuple[Finding, ...]:
        """The findings in their order, those that are new before the others."""
        return tuple(sorted(findings, key=lambda finding: not self.is_new(finding)))

    def seen_from(self, context: Context) -> Context:
        """The same context with what was so at the base, for the rules that judge a change."""
        if self.project is None or self.result is None:
            return dataclasses.replace(context, merge_base=MergeBase(self.reference, None, self.reason))
        suppressions = frozenset(
            (record.id, code) for record, _, _, code in held_suppressions(self.project, RULE_CODES)
        )
        accepted = _accepted_levels(self.project, self.result)
        base = MergeBase(self.reference, self.commit, "", self.known, suppressions, accepted)
        return dataclasses.replace(context, merge_base=base)


def _accepted_levels(project: Project, result: CheckResult) -> dict[str, tuple[Acceptance, Level]]:
    """The acceptance of each accepted risk and the level that it has in `project`, where there is any estimate."""
    found: dict[str, tuple[Acceptance, Level]] = {}
    derived: dict[str, Level] | None = None
    for record in project.risks:
        acceptance = record.risk.acceptance if record.risk is not None else None
        if record.risk is None or not isinstance(acceptance, Acceptance):
            continue
        if derived is None:
            derived = {}
            for risk in derived_risks(project, result.findings):
                derived[risk.id] = max(derived.get(risk.id, risk.level), risk.level, key=rank)
        levels = (estimated_level(record.risk), derived.get(answers_for(record) or ""))
        known = [level for level in levels if level is not None]
        if known:
            found[record.id] = (acceptance, max(known, key=rank))
    return found


def compare(context: Context, reference: str, rules: tuple[Rule, ...] = RULES) -> Comparison:
    """Run `rules` on the records as they were at the merge base of HEAD and `reference`.

    Judged on the same day, by the same settings and the same gate as in `context`, so that only the change makes a
    difference.
    """
    project = context.project
    with tempfile.TemporaryDirectory(prefix="settled-") as name:
        try:
            revision = write_merge_base(project.root, project.records_folder, reference, Path(name).resolve())
        except HistoryError as error:
            return Comparison(reference, None, str(error))
        place = Place(revision.root, revision.records, project.layout)
        base = load_place(place, judged=project.judged, with_baseline=False, settings=project.settings)
        git_place = GitPlace(project.root, project.records_folder, revision.commit)
        at_base = Context(base, Workspace(base, revision.paths, git_place), context.gate)
        return Comparison(reference, revision.commit, "", base, check_context(at_base, rules))
