"""What lies among records and can be neither read nor published: links to nothing or in a circle, pipes, films."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from enum import StrEnum
from pathlib import Path

LARGEST_FILE = 100 * 1024 * 1024
"""A file larger than this, in bytes, is not published: most forges take none either."""


class Oddity(StrEnum):
    """Why something below a folder is no file that could be read or published."""

    TO_NOTHING = "it is a link to nothing"
    CIRCLE = "it is a link in a circle"
    AROUND = "it is a link to a folder in which it lies itself"
    NO_FILE = "it is no regular file"
    TOO_LARGE = "it is larger than 100 MB; keep it where large files lie, and link to it there"


def odd_files(folders: Iterable[Path]) -> Iterator[tuple[Path, Oddity]]:
    """Everything below `folders` that is odd, by path; what is hidden is left out, and no link to a folder followed."""
    for folder in folders:
        for current, below, names in os.walk(folder):
            below[:] = sorted(name for name in below if not name.startswith("."))
            for name in sorted((*below, *names)):
                path = Path(current) / name
                oddity = None if name.startswith(".") else _oddity(path)
                if oddity is not None:
                    yield path, oddity


def _oddity(path: Path) -> Oddity | None:
    try:
        status = path.lstat()
        if stat.S_ISREG(status.st_mode):
            return Oddity.TOO_LARGE if status.st_size > LARGEST_FILE else None
        if not stat.S_ISLNK(status.st_mode):
            return None if stat.S_ISDIR(status.st_mode) else Oddity.NO_FILE
        target = path.resolve(strict=True)
        if target.is_dir():
            return Oddity.AROUND if path.parent.resolve().is_relative_to(target) else None
        if not target.is_file():
            return Oddity.NO_FILE
        return Oddity.TOO_LARGE if target.stat().st_size > LARGEST_FILE else None
    except FileNotFoundError:
        return Oddity.TO_NOTHING
    except (OSError, RuntimeError):
        return Oddity.CIRCLE
