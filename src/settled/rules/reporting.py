"""How a rule says what it found: a problem at a key of a record, or that it could not look."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from settled.findings import Problem, Spot
from settled.model.answers import Path
from settled.records import Record
from settled.validation import path_in_words


@dataclass(frozen=True, slots=True)
class NotChecked:
    """A rule could not look, wholly or in part, and why: such a run never reads as passed."""

    reason: str


RuleOutput: TypeAlias = Problem | NotChecked
Related: TypeAlias = tuple[tuple[Spot, str], ...]


def problem_at(
    record: Record,
    path: Path,
    message: str,
    hint: str = "",
    *,
    value: str = "",
    related: Related = (),
    spot: Spot | None = None,
) -> Problem:
    """A problem of `record` at the front matter key `path` (or at `spot`, where that is given)."""
    field = path_in_words(path) if path else ""
    return Problem("", spot or record.at(path), message, hint, related, record.id, field, value)
