"""Reads the text of a record that is to be changed in its place, where it may be."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from settled.files.reading import read_text_file
from settled.formats.dialect import dialect_of
from settled.model.errors import UsageError
from settled.model.markup import Dialect
from settled.records import MAXIMUM_FILE_BYTES


def changeable_text(root: Path, file: str) -> str:
    """The text of a record below `root` that may be changed in its place; UsageError where it may not."""
    dialect = dialect_of(file)
    if dialect is not Dialect.MARKDOWN:
        raise UsageError(
            f"{file} is written in {dialect}, which is read and never changed",
            "make the change by hand, and see it with `adr check`",
        )
    path = root / file
    text, problem = read_text_file(path, file, root, MAXIMUM_FILE_BYTES)
    if text is None:
        raise UsageError(f"{file} cannot be read", problem.hint if problem else "")
    if path.is_symlink():
        raise UsageError(f"{file} is a link", "mend the file that it leads to")
    if not path.stat().st_mode & 0o222:
        raise UsageError(f"{file} is read-only", "give yourself the right to write it")
    return text


def reader(root: Path) -> Callable[[str], str]:
    """Reads the text of a file below `root` that may be changed."""
    return lambda file: changeable_text(root, file)
