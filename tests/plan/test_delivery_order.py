"""The order of things that wait for one another: laws that hold for every set of waits."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from settled.flows.delivery_order import Waits, delivery_order

NAMES = tuple("abcdefg")
some_names = st.lists(st.sampled_from(NAMES), max_size=3)
needs = st.tuples(st.sampled_from(("x", "y", "z")))
some_waits = st.builds(
    Waits,
    after=st.dictionaries(st.sampled_from(NAMES), some_names),
    needs=st.dictionaries(st.sampled_from(NAMES), needs),
    suppliers=st.fixed_dictionaries(
        {(key,): st.lists(st.sampled_from(NAMES), min_size=1, max_size=4, unique=True) for key in "xyz"}
    ),
)


@given(some_waits)
def test_everything_gets_the_first_wave_that_its_waits_allow(waits: Waits) -> None:
    order = delivery_order(NAMES, waits)
    assert set(order.waves) == set(NAMES)
    for name in NAMES:
        allowed = 1
        for earlier in waits.after.get(name, ()):
            if (name, earlier) not in order.dropped_after:
                allowed = max(allowed, order.waves[earlier] + 1)
        if name in waits.needs and name not in order.dropped_needs:
            supplier = order.supplier[name]
            assert supplier in waits.suppliers[waits.needs[name]]
            allowed = max(allowed, order.waves[supplier] + 1)
        assert order.waves[name] == allowed


@given(some_waits)
def test_only_waits_of_a_circle_are_dropped_and_every_such_circle_is_told_once(waits: Waits) -> None:
    order = delivery_order(NAMES, waits)
    told = [name for circle in order.circles for name in circle]
    assert len(told) == len(set(told))
    dropped = {name for pair in order.dropped_after for name in pair} | order.dropped_needs
    assert dropped <= set(told)
    assert all(dropped.intersection(circle) for circle in order.circles)
    for later, earlier in order.dropped_after:
        assert earlier in waits.after[later]


@given(some_waits)
def test_without_a_circle_nothing_is_dropped(waits: Waits) -> None:
    later_only = Waits(
        {name: [other for other in others if other < name] for name, others in waits.after.items()},
        {name: need for name, need in waits.needs.items() if all(other < name for other in waits.suppliers[need])},
        waits.suppliers,
    )
    order = delivery_order(NAMES, later_only)
    assert (order.circles, order.dropped_after, order.dropped_needs) == ((), frozenset(), frozenset())


@given(some_waits)
def test_the_order_is_the_same_each_time(waits: Waits) -> None:
    assert delivery_order(NAMES, waits) == delivery_order(NAMES, waits)


def test_a_long_circle_and_many_suppliers_cost_no_recursion() -> None:
    names = [f"{number:05}" for number in range(20_000)]
    after = {name: [names[index - 1]] for index, name in enumerate(names)}
    waits = Waits(after, dict.fromkeys(names, ("hub",)), {("hub",): names})
    order = delivery_order(names, waits)
    assert (order.waves[names[0]], order.waves[names[-1]]) == (1, 20_000)
    assert order.dropped_after == {(names[0], names[-1])}
