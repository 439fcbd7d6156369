"""Values that other tools write under our keys in plain records, and what they mean there."""

from __future__ import annotations

import datetime
from dataclasses import replace
from typing import Any

from settled.formats.dates import possible_days
from settled.frontmatter.validation import Validated
from settled.model.decision import RecordFields
from settled.model.written_values import Path


def with_foreign_values(validated: Validated[RecordFields], data: dict[str, Any]) -> Validated[RecordFields]:
    """The record `validated` from `data` without what is wrong in our format alone.

    A date in another form is read where it can mean one day only; a `kind` that is none of ours is a key of
    somebody else.
    """
    kind: Path = ("kind",)
    if kind in validated.invalid:
        validated = _without_problem(validated, kind)
    date: Path = ("date",)
    day = _day(data.get("date")) if date in validated.invalid else None
    if day is not None:
        validated = _without_problem(validated, date)
        validated = replace(validated, content=validated.content.model_copy(update={"date": day}))
    return validated


def _without_problem(validated: Validated[RecordFields], path: Path) -> Validated[RecordFields]:
    problems = tuple(problem for problem in validated.problems if problem.field != path[0])
    return replace(validated, invalid=validated.invalid - {path}, problems=problems)


def _day(written: Any) -> datetime.date | None:
    """The day of `2026/01/23` and the like, also in brackets; None where it is not one day."""
    if isinstance(written, list) and len(written) == 1:
        (written,) = written
    if not isinstance(written, str):
        return None
    bare = written.strip()
    days = possible_days(bare[1:-1] if bare.startswith("[") and bare.endswith("]") else bare)
    return next(iter(days)) if len(days) == 1 else None
