"""Splits independent work between this process and one copy of it: pages do not depend on each other."""

from __future__ import annotations

import gc
import os
import pickle
import sys
import threading
from collections.abc import Callable, Sequence
from typing import TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

FEWEST = 100
"""So many items are worth a second process."""


def in_two_processes(function: Callable[[Sequence[Item]], list[Result]], items: Sequence[Item]) -> list[Result]:
    """`function(items)`, a result for each item in their order, with every second one worked out by a copy.

    The copy is a fork, so that it knows all that was worked out before; its results are pickled. Where a fork is
    not to be had, or goes wrong, everything is done here.
    """
    if len(items) < FEWEST or not _may_fork():
        return function(items)
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)  # or it would wait for itself to read
        _work_and_leave(function, items[1::2], writing)
    os.close(writing)
    try:
        with os.fdopen(reading, "rb") as stream:
            own = function(items[::2])
            answer = stream.read()
    finally:
        # Where our own half failed, nobody reads any more, and the copy ends at its next word.
        _, status = os.waitpid(child, 0)
    others = pickle.loads(answer) if status == 0 else function(items[1::2])  # noqa: S301 (our own process wrote it)
    result: list[Result] = [*own, *others]
    result[::2], result[1::2] = own, others
    return result


def _may_fork() -> bool:
    # Elsewhere than on Linux a fork without a new program is known to end badly, as it is with other threads.
    return sys.platform == "linux" and len(os.sched_getaffinity(0)) > 1 and threading.active_count() == 1


def _work_and_leave(function: Callable[[Sequence[Item]], list[Result]], items: Sequence[Item], writing: int) -> None:
    status = 1
    try:
        gc.disable()  # it would copy the memory that both share
        answer = pickle.dumps(function(items), protocol=pickle.HIGHEST_PROTOCOL)
        with os.fdopen(writing, "wb") as stream:
            stream.write(answer)
        status = 0
    finally:
        os._exit(status)  # nothing of the first process is to be ended twice
