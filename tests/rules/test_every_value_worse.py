"""Each value that a rule computes with, made worse in the complete programme: its finding, its sum, and no other."""

from __future__ import annotations

import pytest

from tests.rules.worse.mutation import NOTHING_BETTER, Mutation
from tests.rules.worse.not_computed import NOT_COMPUTED
from tests.rules.worse.programme import check_changed
from tests.rules.worse.tables import MUTATIONS
from tests.rules.worse.typed_values import all_values, is_an

IMPROVABLE = tuple(mutation for mutation in MUTATIONS if mutation.better is not NOTHING_BETTER)


def _mutated(value: str) -> bool:
    return any(is_an(tuple(mutation.value.split(".")), value) for mutation in MUTATIONS)


@pytest.mark.parametrize("value", all_values())
def test_a_mutation_is_stated_for_each_value_or_the_reason_why_there_is_none(value: str) -> None:
    if value in NOT_COMPUTED:
        assert not _mutated(value), f"a mutation is stated for {value}: it is no value without one"
    else:
        assert _mutated(value), f"no mutation is stated for {value}"


def test_no_mutation_and_no_reason_is_of_a_value_that_does_not_exist() -> None:
    values = all_values()
    stale = [each.value for each in MUTATIONS if not any(is_an(tuple(each.value.split(".")), one) for one in values)]
    assert (stale, set(NOT_COMPUTED) - set(values)) == ([], set())


@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda mutation: mutation.name)
def test_a_worse_value_brings_one_finding_with_its_sum(mutation: Mutation) -> None:
    assert check_changed(*mutation.setup).said == []
    checked = check_changed(*mutation.worsened)
    assert checked.said == [mutation.found]
    (finding,) = checked.told
    assert (finding.location.file, finding.location.line) == checked.line_of(*mutation.place)
    related = {(location.file, location.line) for location, _ in finding.related}
    assert checked.not_followed == ()
    assert related == {checked.line_of(file, path) for file, path in mutation.term_places}


@pytest.mark.parametrize("mutation", IMPROVABLE, ids=lambda mutation: mutation.name)
def test_a_better_value_brings_none(mutation: Mutation) -> None:
    assert check_changed(*mutation.improved).said == []
