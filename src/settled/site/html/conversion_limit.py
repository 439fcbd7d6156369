"""Ends a conversion that takes too long, or too deep: what its marks did not tell, and what a team's extensions do."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import NoReturn

_SECONDS = 10.0
_SECONDS_PER_CHARACTER = 0.000_05


class ConversionEndedError(Exception):
    """The text was not converted."""


class _OutOfTime(BaseException):
    """Raised in the middle of the work; no extension takes it for a mistake of its own, and goes on."""


@contextmanager
def conversion_limit(length: int) -> Iterator[None]:
    """Let the work within take no more processor time than `length` characters may; raises ConversionEndedError.

    Where there is no such clock, and in a thread beside the first, the work takes the time that it takes.
    """
    has_clock = hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread()
    before = signal.signal(signal.SIGVTALRM, _end) if has_clock else None
    try:
        if has_clock:
            signal.setitimer(signal.ITIMER_VIRTUAL, _SECONDS + _SECONDS_PER_CHARACTER * length)
        try:
            yield
        finally:
            if has_clock:
                signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    except (_OutOfTime, RecursionError) as error:
        raise ConversionEndedError from error
    finally:
        if has_clock:
            signal.signal(signal.SIGVTALRM, before)


def _end(number: int, frame: FrameType | None) -> NoReturn:
    raise _OutOfTime
