"""What was so where a branch left its base, for the rules that judge a change; a rule never asks git itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from settled.model.vocabulary import Level

if TYPE_CHECKING:
    from settled.model.risk import Acceptance


@dataclass(frozen=True, slots=True)
class MergeBase:
    """The merge base of HEAD and `reference`: its commit, or None with the `reason` why it could not be had.

    `findings` are the fingerprints of all findings there, `suppressions` the record and rule code of each
    suppression that held, `accepted` each accepted risk's acceptance and the level that it had, by record id.
    """

    reference: str
    commit: str | None = None
    reason: str = ""
    findings: frozenset[str] = frozenset()
    suppressions: frozenset[tuple[str, str]] = frozenset()
    accepted: Mapping[str, tuple[Acceptance, Level]] = field(default_factory=dict)
