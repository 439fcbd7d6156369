"""One switch for all that is only there to be fast, so that a site can be held against the one built without it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_IS_PLAIN = ContextVar("_IS_PLAIN", default=False)


def is_plain() -> bool:
    """True where nothing is to be done that only saves time."""
    return _IS_PLAIN.get()


@contextmanager
def plain_way(*, is_wanted: bool) -> Iterator[None]:
    """Until the end of the block build in the plain way, where that `is_wanted`."""
    before = _IS_PLAIN.set(is_wanted)
    try:
        yield
    finally:
        _IS_PLAIN.reset(before)
