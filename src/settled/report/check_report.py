"""What one run of `adr check` has to say; every format is made of this."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from settled.model.findings import Finding, FindingState, Severity
from settled.project import Project
from settled.rules.engine import CheckResult

if TYPE_CHECKING:
    from settled.checking.change import Change  # it reads git's history, which a plain run does not
    from settled.checking.comparison import Comparison


@dataclass(frozen=True)
class CheckReport:
    """The findings that were asked for, in their order, with what they were found in.

    `fails_from` is the lightest severity that ends the command with 1 (None: nothing does). `is_selected` says of a
    file whether the run was about it: of the others nothing is claimed. `comparison` tells what is new; with
    `only_new` nothing else makes the command fail.
    """

    project: Project
    result: CheckResult
    findings: Sequence[Finding]
    fails_from: Severity | None
    is_selected: Callable[[str], bool]
    verbose: bool = False
    comparison: Comparison | None = None
    only_new: bool = False

    @property
    def fails(self) -> bool:
        """True when a finding weighs enough to end the command with 1."""
        return any(map(self._weighs_enough, self.findings))

    def _weighs_enough(self, finding: Finding) -> bool:
        is_old = self.only_new and self.comparison is not None and not self.comparison.is_new(finding)
        is_counted = finding.state is FindingState.FOUND and not is_old
        return is_counted and self.fails_from is not None and finding.severity.rank >= self.fails_from.rank

    @cached_property
    def change(self) -> Change | None:
        """What the change does to flows, statuses, risks and suppressions; None where there is none to tell."""
        if self.comparison is None:
            return None
        from settled.checking.change import change_since

        return change_since(self.project, self.result, self.comparison, self.is_selected)
