"""What would change in files, as the unified diff that `git apply` and `patch -p1` read."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping

_NO_FILE = "/dev/null"
_SHORT_ESCAPES = {"\n": "\\n", "\t": "\\t", "\r": "\\r", '"': '\\"', "\\": "\\\\"}


def unified_diff(before: Mapping[str, str], after: Mapping[str, str | None]) -> str:
    """The differences of the files in `after`, in the order of their names; every byte of a line is in it.

    A file that is not in `before` is created, and one that is None in `after` taken away.
    """
    return "".join("".join(_of_file(file, before.get(file), after[file])) for file in sorted(after))


def _of_file(file: str, before: str | None, after: str | None) -> Iterator[str]:
    old, new = _lines(before or ""), _lines(after or "")
    old_name = _NO_FILE if before is None else _name(f"a/{file}")
    new_name = _NO_FILE if after is None else _name(f"b/{file}")
    for line in difflib.unified_diff(old, new, old_name, new_name):
        yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"


def _lines(text: str) -> list[str]:
    """The lines as git counts them, with their ends: a carriage return belongs to its line."""
    lines = [f"{line}\n" for line in text.split("\n")]
    lines[-1] = lines[-1].removesuffix("\n")
    return lines if lines[-1] else lines[:-1]


def _name(path: str) -> str:
    """A path as git writes it into a diff: quoted where it holds what would end it."""
    if any(character in _SHORT_ESCAPES or character < " " for character in path):
        escaped = (_SHORT_ESCAPES.get(each, f"\\{ord(each):03o}" if each < " " else each) for each in path)
        return '"' + "".join(escaped) + '"'
    return f"{path}\t" if " " in path else path
