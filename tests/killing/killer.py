"""Kills the process that runs it at the n-th call after that with which it changes the file system.

`SETTLED_TEST_KILL_AT` says n, `SETTLED_TEST_KILL_IN` the folder below which a call counts. A write is cut short
half-way, as a full disk or a killed process cuts it.
"""

from __future__ import annotations

import builtins
import io
import os
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

_left = int(os.environ.get("SETTLED_TEST_KILL_AT", "0"))
_folder = os.environ.get("SETTLED_TEST_KILL_IN", "")


def _is_last(place: Any) -> bool:
    """Whether this is the n-th call; `place` is a path or an open file's number."""
    global _left
    try:
        path = Path(f"/proc/self/fd/{place}").readlink() if isinstance(place, int) else Path(os.fsdecode(place))
    except OSError:
        return False
    if not path.absolute().is_relative_to(_folder):
        return False
    _left -= 1
    return _left == 0


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _counted(call: Callable[..., Any]) -> Callable[..., Any]:
    def counted(place: Any, *arguments: Any, **options: Any) -> Any:
        if _is_last(place):
            _die()
        return call(place, *arguments, **options)

    return counted


class _File:
    """A file whose last write may be cut short."""

    def __init__(self, file: Any, place: Any) -> None:
        self._file, self._place = file, place

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)

    def __enter__(self) -> _File:
        self._file.__enter__()
        return self

    def __exit__(self, *error: Any) -> Any:
        return self._file.__exit__(*error)

    def write(self, content: Any) -> Any:
        if _is_last(self._place):
            self._file.write(content[: len(content) // 2])
            self._file.flush()
            _die()
        return self._file.write(content)


def _opening(call: Callable[..., Any]) -> Callable[..., Any]:
    def opened(place: Any, mode: str = "r", *arguments: Any, **options: Any) -> Any:
        if not set(mode) & set("wax+"):
            return call(place, mode, *arguments, **options)
        if not isinstance(place, int) and _is_last(place):
            _die()
        return _File(call(place, mode, *arguments, **options), place)

    return opened


if _left > 0:
    for _name in ("fsync", "link", "mkdir", "open", "remove", "rename", "replace", "rmdir", "unlink", "chmod"):
        setattr(os, _name, _counted(getattr(os, _name)))
    for _module, _name in ((os, "fdopen"), (builtins, "open"), (io, "open")):
        setattr(_module, _name, _opening(getattr(_module, _name)))
