"""How a path is shown: as seen from another place, and in full where no way leads there (another drive)."""

from __future__ import annotations

import os
from pathlib import Path


def shown_path(path: Path, seen_from: Path | None = None) -> str:
    """`path` as this system writes it, seen from a folder (by default the working directory)."""
    try:
        return os.path.relpath(path, seen_from)
    except ValueError:  # another drive
        return str(path)


def relative_path(path: Path, folder: Path | None = None) -> str:
    """`path` with `/`, as records, settings and links name it, seen from `folder` (else from the working directory)."""
    try:
        return os.path.relpath(path, folder).replace(os.sep, "/")
    except ValueError:  # another drive
        return path.as_posix()
