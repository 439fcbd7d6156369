"""What is computed turns one way, whatever unit and order it is written in: properties of all mutations."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any, NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from settled.model.duration import Duration
from settled.model.size import Size
from tests.rules.worse.mutation import NOTHING_BETTER, Mutation
from tests.rules.worse.programme import SETTINGS, Change, changed, check_data, sound
from tests.rules.worse.rewriting import REWRITINGS
from tests.rules.worse.tables import MUTATIONS

SOUND = sound()
BY_TURNS = [(mutation, list(REWRITINGS)[index % len(REWRITINGS)]) for index, mutation in enumerate(MUTATIONS)]
"""Each mutation in one of the ways to write it; `python -m benchmarks.mutations` takes all of them."""


@pytest.mark.parametrize("name", REWRITINGS)
def test_the_sound_programme_is_sound_however_it_is_written(name: str) -> None:
    assert check_data(REWRITINGS[name](SOUND)).said == []


@pytest.mark.parametrize(("mutation", "name"), BY_TURNS, ids=lambda value: getattr(value, "name", value))
def test_the_finding_does_not_depend_on_units_order_and_repeated_variants(mutation: Mutation, name: str) -> None:
    found = check_data(REWRITINGS[name](changed(SOUND, mutation.worsened))).told
    told_at_each_place = {"unknown-reference", "invalid-value"}
    names = [f"{finding.severity} {finding.name}" for finding in found]
    expected = mutation.found.partition(":")[0]
    assert (set(names) if expected.partition(" ")[2] in told_at_each_place else names) in ([expected], {expected})


class Scaled(NamedTuple):
    """A mutation of a number with a unit: what it was, is when it is worse, and is when it is better."""

    mutation: Mutation
    before: float
    worse: float
    better: float | None
    unit: str


def _amount(value: Any) -> tuple[float, str] | None:
    """How much a value says, and in which unit a number has to be written to mean the same kind of thing."""
    if isinstance(value, int):
        return float(value), ""
    if not isinstance(value, str):
        return None
    try:
        return Duration.parse(value).seconds, " s"
    except ValueError:
        pass
    if value.endswith("B"):
        return Size.parse(value).bytes, " B"
    return (float(value), "") if value.replace(".", "").isdecimal() else None


def _before(mutation: Mutation) -> Any:
    data: Any = changed(SOUND, mutation.setup).get(mutation.file, {})
    for part in mutation.path.split("."):
        data = data[int(part)] if isinstance(data, list) else data.get(part)
        if data is None:
            return None
    return data


def _scaled() -> Iterator[Scaled]:
    for mutation in MUTATIONS:
        before, worse = _amount(_before(mutation)), _amount(mutation.worse)
        better = _amount(mutation.better) if mutation.better is not NOTHING_BETTER else None
        if before is not None and worse is not None and before[1] == worse[1] and not mutation.along:
            best = better[0] if better is not None and better[1] == before[1] else None
            yield Scaled(mutation, before[0], worse[0], best, before[1])


SCALED = tuple(_scaled())
FEW = settings(max_examples=2, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def _finds(scaled: Scaled, amount: float) -> list[str]:
    """What is found where the value is `amount`; a count is a whole number, away from what it was before."""
    value: Any = f"{amount:.3f}{scaled.unit}" if amount >= 0.001 else f"0.001{scaled.unit}"
    if not scaled.unit and scaled.before.is_integer() and scaled.worse.is_integer():
        is_more = amount > scaled.before
        count = max(math.ceil(amount) if is_more else math.floor(amount), 1)
        value = count if scaled.mutation.file == SETTINGS else str(count)
    change = Change(scaled.mutation.file, scaled.mutation.path, value)
    return check_data(changed(SOUND, (*scaled.mutation.setup, change))).said


def test_most_mutations_of_numbers_are_scaled() -> None:
    assert len(SCALED) > 50


@pytest.mark.parametrize("scaled", SCALED, ids=lambda scaled: scaled.mutation.name)
@FEW
@given(st.floats(min_value=0, max_value=1))
def test_worse_than_worse_never_removes_the_finding(scaled: Scaled, part: float) -> None:
    """Up to a hundred times as bad: by this rule, or by the one that tells of the same fault where it is graver."""
    factor = 100**part
    worse = scaled.worse * factor if scaled.worse > scaled.before else scaled.worse / factor
    assert _finds(scaled, worse) != []


@pytest.mark.parametrize(
    "scaled", [each for each in SCALED if each.better is not None], ids=lambda each: each.mutation.name
)
@FEW
@given(st.floats(min_value=0, max_value=1))
def test_what_is_between_good_and_better_adds_none(scaled: Scaled, part: float) -> None:
    best = scaled.better if scaled.better is not None else scaled.before
    amount = scaled.before + (best - scaled.before) * part
    assert _finds(scaled, amount) == []
