"""Problems as plain values and back: tuples of texts and numbers, as the cache keeps them."""

from __future__ import annotations

from typing import Any

from settled.model.findings import Location, Problem, Severity


def plain_problem(problem: Problem) -> tuple[Any, ...]:
    """`problem` as plain values."""
    return (
        problem.rule,
        _plain_location(problem.location),
        problem.message,
        problem.hint,
        tuple((_plain_location(location), words) for location, words in problem.related),
        problem.record,
        problem.field,
        problem.value,
        problem.is_on_branch,
        problem.follows,
        problem.at_most.value if problem.at_most is not None else None,
    )


def problem_from(plain: tuple[Any, ...]) -> Problem:
    """The problem that `plain_problem` made plain."""
    rule, location, message, hint, related, record, field, value, is_on_branch, follows, at_most = plain
    places = tuple((Location(*place), words) for place, words in related)
    limit = Severity(at_most) if at_most is not None else None
    return Problem(rule, Location(*location), message, hint, places, record, field, value, is_on_branch, follows, limit)


def _plain_location(location: Location) -> tuple[str, int, int]:
    return location.file, location.line, location.column
