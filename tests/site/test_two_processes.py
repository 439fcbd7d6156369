"""What is split between two processes comes out as if one had done it."""

from __future__ import annotations

import os
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from settled.site import two_processes
from settled.site.two_processes import FEWEST, in_two_processes


@pytest.fixture
def two_processors(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine that may fork, whatever this one is."""
    monkeypatch.setattr(two_processes, "_may_fork", lambda: True)


def _with_process(items: Sequence[int]) -> list[tuple[int, int]]:
    return [(item, os.getpid()) for item in items]


@pytest.mark.usefixtures("two_processors")
def test_results_come_in_the_order_of_their_items_and_from_two_processes() -> None:
    found = in_two_processes(_with_process, range(FEWEST + 1))
    assert [item for item, _ in found] == list(range(FEWEST + 1))
    assert len({process for _, process in found}) == 2


@settings(max_examples=20, deadline=None)
@given(st.lists(st.text(), min_size=FEWEST, max_size=FEWEST + 5))
def test_they_are_those_of_one_process(items: list[str]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(two_processes, "_may_fork", lambda: True)
        assert in_two_processes(lambda own: [text * 2 for text in own], items) == [text * 2 for text in items]


def test_few_items_are_not_worth_a_second_process() -> None:
    assert {process for _, process in in_two_processes(_with_process, range(FEWEST - 1))} == {os.getpid()}


@pytest.mark.usefixtures("two_processors")
def test_what_goes_wrong_in_the_copy_is_done_here() -> None:
    own = os.getpid()

    def only_here(items: Sequence[int]) -> list[int]:
        if os.getpid() != own:
            raise MemoryError
        return list(items)

    assert in_two_processes(only_here, range(FEWEST)) == list(range(FEWEST))


@pytest.mark.usefixtures("two_processors")
def test_what_goes_wrong_here_is_told_and_leaves_no_process_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    own, fork = os.getpid(), os.fork
    copies: list[int] = []

    def remembered() -> int:
        copies.append(fork())
        return copies[-1]

    monkeypatch.setattr(os, "fork", remembered)

    def not_here(items: Sequence[int]) -> list[bytes]:
        if os.getpid() == own:
            raise ValueError("no")
        return [b"x" * 10_000 for _ in items]

    with pytest.raises(ValueError, match="no"):
        in_two_processes(not_here, range(FEWEST))
    (copy,) = copies
    with pytest.raises(ChildProcessError):
        os.waitpid(copy, os.WNOHANG)
