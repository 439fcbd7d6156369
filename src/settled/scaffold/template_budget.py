"""A bound on the time and memory that a template may take: it comes with a repository, which nobody has to trust."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

SECONDS = 5.0
"""Seconds of processor time for one record: a thousand times what any template needs."""
MEMORY_BYTES = 512 * 1024 * 1024
"""How much the process may grow by."""
LARGEST_TEXT = 4 * 1024 * 1024
"""How long a record may become, in characters: a larger one would not be read."""


class BudgetExceededError(Exception):
    """The template took more than it may have; the message says of what."""


@contextmanager
def bounded() -> Iterator[None]:
    """Raise BudgetExceededError where what is done takes more than `SECONDS` or `MEMORY_BYTES`.

    The system keeps count, so that it holds for whatever a template does: a format of a billion digits, a filter, a
    loop. Where it cannot (outside of the main thread, and on Windows), there is no bound.
    """
    with _bounded_memory():
        if threading.current_thread() is not threading.main_thread() or not hasattr(signal, "setitimer"):
            yield
            return

        def stop(number: int, frame: FrameType | None) -> None:
            raise BudgetExceededError(f"it takes more than {SECONDS:.0f} seconds")

        before = signal.signal(signal.SIGVTALRM, stop)
        signal.setitimer(signal.ITIMER_VIRTUAL, SECONDS)
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
            signal.signal(signal.SIGVTALRM, before)


@contextmanager
def _bounded_memory() -> Iterator[None]:
    used = _used_bytes()
    if used is None:
        yield
        return
    import resource  # not on Windows, where nothing tells what is used either

    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    limit = used + MEMORY_BYTES
    if soft != resource.RLIM_INFINITY:
        limit = min(limit, soft)
    resource.setrlimit(resource.RLIMIT_AS, (limit, hard))
    try:
        yield
    except MemoryError:
        raise BudgetExceededError("it makes a text that is too large") from None
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


def _used_bytes() -> int | None:
    """How much address space the process has; None where the system does not say."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    except (OSError, ValueError, IndexError):
        return None
    import resource

    return pages * resource.getpagesize()
