"""What takes long to make and is changed by no test is made by the first worker that needs it, for all of them."""

from __future__ import annotations

import fcntl
import pickle
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")


def made_once(shared: Path, name: str, make: Callable[[Path], T]) -> T:
    """What `make` returns for the folder `name`: the first worker that needs it makes it, for all of them."""
    kept = shared / f"{name}.made"
    with (shared / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not kept.is_file():
            shutil.rmtree(shared / name, ignore_errors=True)
            kept.write_bytes(pickle.dumps(make(shared / name)))
        made: T = pickle.loads(kept.read_bytes())  # noqa: S301 (it was written above)
        return made
