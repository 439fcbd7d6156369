"""Which commit changed a value that a flow had decided, also where branches meet and files move."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from settled.model.decided_values import decided_values, differences, key_path
from tests.history.conftest import Repository
from tests.samples import FLOW, changed

FILE = "decisions/flows/0001-order-export.md"


def promising(within: str, pattern: str = "event") -> str:
    return changed(changed(FLOW, "within: 8 h", f"within: {within}"), "type: event", f"type: {pattern}")


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    repository = Repository(tmp_path / "project").start()
    repository.write(FILE, promising("8 h"))
    repository.commit("Begin", "Ada")
    return repository


def told(repository: Repository, file: str = FILE) -> list[tuple[str, str | None, str | None, str]]:
    values = repository.record_history(file).values
    return [(change.key, change.before, change.after, change.commit.author) for change in values]


def test_a_branch_that_is_merged_is_told_once_and_of_its_author(repository: Repository) -> None:
    repository.git("checkout", "--quiet", "-b", "topic")
    repository.write(FILE, promising("2 h"))
    repository.commit("Sooner", "Bob")
    repository.git("checkout", "--quiet", "main")
    repository.write("decisions/adr/0001-a.md", "---\nstatus: proposed\n---\n# A\n")
    repository.commit("Another", "Ada")
    repository.merge("topic", "Merge", "Cem")
    assert told(repository) == [("latency.within", "8 h", "2 h", "Bob")]


def test_a_merge_that_takes_neither_side_is_told_of_itself(repository: Repository) -> None:
    repository.git("checkout", "--quiet", "-b", "topic")
    repository.write(FILE, promising("2 h"))
    repository.commit("Sooner", "Bob")
    repository.git("checkout", "--quiet", "main")
    repository.write(FILE, promising("4 h"))
    repository.commit("A little sooner", "Ada")
    repository.merge("topic", "Merge", conflicts=True)
    repository.write(FILE, promising("3 h"))
    repository.commit("Meet in the middle", "Cem")
    assert sorted(told(repository), key=lambda change: change[3]) == [
        ("latency.within", "8 h", "4 h", "Ada"),
        ("latency.within", "8 h", "2 h", "Bob"),
        ("latency.within", "4 h", "3 h", "Cem"),
    ]


def test_a_move_changes_no_value_and_a_move_with_a_change_does(repository: Repository) -> None:
    moved = "decisions/flows/eu/0001-orders.md"
    (repository.folder / "decisions/flows/eu").mkdir()
    repository.git("mv", FILE, moved)
    repository.commit("Move", "Bob")
    assert told(repository, moved) == []
    repository.git("mv", moved, FILE)
    repository.write(FILE, promising("2 h", "queue"))
    repository.commit("Move back", "Cem")
    assert told(repository) == [("pattern.type", "event", "queue", "Cem"), ("latency.within", "8 h", "2 h", "Cem")]


def test_a_version_that_cannot_be_read_hides_no_change(repository: Repository) -> None:
    repository.write(FILE, promising("8 h").replace("latency:", "latency: [", 1))
    repository.commit("Break it", "Bob")
    repository.write(FILE, promising("2 h"))
    repository.commit("Mend it", "Cem")
    assert told(repository) == [("latency.within", "8 h", "2 h", "Cem")]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ({"latency": {"within": "15 min"}}, {"latency": {"within": "PT15M"}}, []),
        ({"latency": {"within": "15 min"}}, {"latency": {"within": "2 h"}}, [("latency.within", "15 min", "2 h")]),
        ({"consumers": ["a", "b"]}, {"consumers": ["a"]}, [("consumers", "a, b", "a")]),
        # An entry is known by its name; moved it is the same.
        (
            {"identifiers": [{"name": "x", "role": "join"}, {"name": "y"}]},
            {"identifiers": [{"name": "y"}, {"name": "x", "role": "trace"}]},
            [("identifiers.x.role", "join", "trace")],
        ),
        # A section that goes is one difference, whatever it held.
        (
            {"idempotency": {"key": "k", "retry": {"attempts": "8", "within": "4 h"}}},
            {"idempotency": {"key": "k"}},
            [("idempotency.retry", "attempts 8, within 4 h", None)],
        ),
        (
            {"pattern": {"type": "event"}},
            {"pattern": {"type": {"open": "Which  one?", "owner": "t", "due": "2026-01-01"}}},
            [("pattern.type", "event", "open: Which one? (t, due 2026-01-01)")],
        ),
        ({"pattern": "event"}, {"pattern": ["event"]}, []),
        ({"phase": "design"}, {"phase": "build"}, [("phase", "design", "build")]),
        ({"title": "A"}, {"title": "B"}, []),
    ],
)
def test_what_is_a_difference(before: object, after: object, expected: list[object]) -> None:
    assert isinstance(before, dict)
    assert isinstance(after, dict)
    assert list(differences(decided_values(before), decided_values(after))) == expected


_texts = st.text(st.characters(categories=("L", "N", "P", "Zs")), max_size=8)
_values = st.recursive(
    _texts | st.none(),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["name", "mode", "open", "a.b", "in"]), inner)
    ),
    max_leaves=12,
)
_fronts = st.dictionaries(
    st.sampled_from(["source", "pattern", "identifiers", "latency", "failures", "phase"]), _values
)


@given(_fronts, _fronts)
def test_the_same_has_no_difference_and_what_differs_is_told_both_ways(
    before: dict[str, object], after: dict[str, object]
) -> None:
    old, new = decided_values(before), decided_values(after)
    assert list(differences(old, old)) == []
    there = {(key, one, other) for key, one, other in differences(old, new)}
    back = {(key, other, one) for key, one, other in differences(new, old)}
    assert {key for key, _, _ in there} == {key for key, _, _ in back}
    assert bool(there) == (old != new) or all(one is not None and other is not None for _, one, other in there)
    for key, _, _ in there:
        key_path(after, key)  # leads to the nearest section, whatever there is


def test_what_is_said_in_the_long_form_is_no_other_decision() -> None:
    short = {"consumers": ["erp", "wms"], "identifiers": [{"name": "order number", "in": {"erp": "VBAK-BSTNK"}}]}
    long = {
        "consumers": ["erp", {"system": "wms", "within": "5 min"}],
        "identifiers": [{"name": "order number", "in": {"erp": {"field": "VBAK-BSTNK", "length": "20"}}}],
    }
    assert [*differences(decided_values(short), decided_values(long))] == [
        ("consumers.wms", None, "within 5 min"),
        ("identifiers.order number.in.erp.length", None, "20"),
    ]
