"""What is split between two processes comes out as if one had done it."""

from __future__ import annotations

import errno
import multiprocessing
import os
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from settled.site.speed import two_processes
from settled.site.speed.two_processes import FEWEST, SharedWork, in_two_processes


@pytest.fixture
def two_processors(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine that may fork, whatever this one is."""
    monkeypatch.setattr(two_processes, "_may_fork", lambda: True)


def _with_process(items: Sequence[int]) -> list[tuple[int, int]]:
    return [(item, os.getpid()) for item in items]


def _meeting() -> Callable[[], None]:
    """Holds each of two processes at its first portion until the other has one, too."""
    barrier = multiprocessing.get_context("fork").Barrier(2)
    begun: list[int] = []

    def met() -> None:
        if not begun:
            begun.append(os.getpid())
            barrier.wait(60)

    return met


def _open_files() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))


def _leaves_no_process(copies: list[int]) -> bool:
    (copy,) = copies
    with pytest.raises(ChildProcessError):
        os.waitpid(copy, os.WNOHANG)
    return True


@pytest.fixture
def copies(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The processes that are made during the test."""
    fork, found = os.fork, list[int]()

    def remembered() -> int:
        found.append(fork())
        return found[-1]

    monkeypatch.setattr(os, "fork", remembered)
    return found


@pytest.mark.usefixtures("two_processors")
def test_results_come_in_the_order_of_their_items_and_from_two_processes() -> None:
    met = _meeting()

    def only_together(items: Sequence[int]) -> list[tuple[int, int]]:
        met()
        return _with_process(items)

    found = in_two_processes(only_together, range(FEWEST + 1))
    assert [item for item, _ in found] == list(range(FEWEST + 1))
    assert len({process for _, process in found}) == 2


@pytest.mark.usefixtures("two_processors")
def test_a_copy_begins_while_this_process_does_something_else(copies: list[int]) -> None:
    reading, writing = os.pipe()
    own = os.getpid()

    def told(items: Sequence[int]) -> list[int]:
        if os.getpid() != own:
            os.write(writing, b".")
        return list(items)

    work = SharedWork(told, range(FEWEST))
    assert os.read(reading, 1) == b"."  # nobody has asked for a result yet
    assert work.finish() == list(range(FEWEST))
    assert _leaves_no_process(copies)


@pytest.mark.usefixtures("two_processors")
def test_what_nobody_asks_for_any_more_leaves_no_process_behind(copies: list[int]) -> None:
    SharedWork(lambda items: [b"x" * 10_000 for _ in items], range(FEWEST)).give_up()
    assert _leaves_no_process(copies)


@pytest.mark.usefixtures("two_processors")
def test_where_no_process_is_to_be_had_all_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused() -> int:
        raise BlockingIOError(errno.EAGAIN, os.strerror(errno.EAGAIN))

    before = _open_files()
    monkeypatch.setattr(os, "fork", refused)
    assert {process for _, process in in_two_processes(_with_process, range(FEWEST))} == {os.getpid()}
    assert _open_files() == before


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
def test_what_goes_wrong_here_is_told_and_leaves_no_process_behind(copies: list[int]) -> None:
    own = os.getpid()
    met = _meeting()

    def not_here(items: Sequence[int]) -> list[bytes]:
        met()
        if os.getpid() == own:
            raise ValueError("no")
        return [b"x" * 10_000 for _ in items]

    with pytest.raises(ValueError, match="no"):
        in_two_processes(not_here, range(FEWEST))
    assert _leaves_no_process(copies)
