"""Splits independent work between this process and one copy of it: pages do not depend on each other."""

from __future__ import annotations

import gc
import os
import pickle
import struct
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from typing import Generic, TypeVar

from settled.site.speed.switch import is_plain

Item = TypeVar("Item")
Result = TypeVar("Result")

FEWEST = 100
"""So many items are worth a second process."""

_PORTIONS = 100  # so many parts are taken in turn: whoever is done first goes on with the next one
_TICKET = struct.Struct("=I")


def in_two_processes(function: Callable[[Sequence[Item]], list[Result]], items: Sequence[Item]) -> list[Result]:
    """`function(items)`, a result for each item in their order, in portions of which a copy works out some.

    The copy is a fork, so that it knows all that was worked out before; its results are pickled. Where a fork is
    not to be had, or goes wrong, everything is done here.
    """
    return SharedWork(function, items).finish()


class SharedWork(Generic[Item, Result]):
    """`function(items)`, begun by a copy of this process while this one does something else.

    It ends with `finish`, which helps with what is left, or with `give_up`.
    """

    def __init__(self, function: Callable[[Sequence[Item]], list[Result]], items: Sequence[Item]) -> None:
        self._function, self._items = function, items
        self._portion = -(-len(items) // _PORTIONS) or 1
        self._done: dict[int, list[Result]] = {}
        self._copy: int | None = None
        if len(items) >= FEWEST and not is_plain() and _may_fork():
            self._begin()

    def finish(self) -> list[Result]:
        """The results, one for each item in their order; raises what the function raises."""
        if self._copy is not None:
            try:
                self._done |= self._worked_out()
                with os.fdopen(os.dup(self._answer), "rb") as stream:
                    answer = stream.read()
            finally:
                status = self._end()
            if status == 0:
                self._done |= pickle.loads(answer)  # noqa: S301 (our own process wrote it)
        for start in range(0, len(self._items), self._portion):
            if start not in self._done:
                self._done[start] = self._function(self._items[start : start + self._portion])
        return [result for start in sorted(self._done) for result in self._done[start]]

    def give_up(self) -> None:
        """Leave no process behind where nobody asks for the results any more."""
        if self._copy is not None:
            self._end()

    def _begin(self) -> None:
        self._tickets, giving = os.pipe()
        for start in range(0, len(self._items), self._portion):
            os.write(giving, _TICKET.pack(start))
        self._answer, writing = os.pipe()
        try:
            self._copy = os.fork()
        except OSError:  # no room for another process
            os.close(self._tickets)
            os.close(self._answer)
            os.close(writing)
            return
        finally:
            os.close(giving)
        if self._copy == 0:
            os.close(self._answer)  # or it would wait for itself to read
            self._work_and_leave(writing)
        os.close(writing)

    def _worked_out(self) -> dict[int, list[Result]]:
        """The results of the portions that fell to this process, by their first item."""
        return {
            start: self._function(self._items[start : start + self._portion])
            for start in self._portions_that_are_left()
        }

    def _portions_that_are_left(self) -> Iterator[int]:
        while ticket := os.read(self._tickets, _TICKET.size):  # a pipe gives each of them to one reader
            yield _TICKET.unpack(ticket)[0]

    def _end(self) -> int:
        """Wait for the copy, which finds no more to do and nobody who listens; returns how it ended."""
        for _ in self._portions_that_are_left():
            pass
        os.close(self._tickets)
        os.close(self._answer)
        copy, self._copy = self._copy, None
        return os.waitpid(copy, 0)[1] if copy is not None else 0

    def _work_and_leave(self, writing: int) -> None:
        status = 1
        try:
            gc.disable()  # it would copy the memory that both share
            answer = pickle.dumps(self._worked_out(), protocol=pickle.HIGHEST_PROTOCOL)
            with suppress(BrokenPipeError), os.fdopen(writing, "wb") as stream:
                stream.write(answer)
            status = 0
        finally:
            os._exit(status)  # nothing of the first process is to be ended twice


def _may_fork() -> bool:
    # Elsewhere than on Linux a fork without a new program is known to end badly, as it is with other threads.
    return sys.platform == "linux" and len(os.sched_getaffinity(0)) > 1 and threading.active_count() == 1
