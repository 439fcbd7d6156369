"""Patterns for the paths of files, as settings name them: `decisions/adr/archive/**`.

They are not those of `.gitignore`, which `pathspec` reads: there `decisions/*` holds for all that is below, `*.md` for
files of every folder, and `!` and `#` at the beginning mean something else.
"""

from __future__ import annotations

import fnmatch
import re
from dataclasses import dataclass
from functools import cached_property

_WILD = re.compile(r"[*?\[]")


@dataclass(frozen=True)
class PathPattern:
    """A pattern for paths relative to the project's root, with `/`; letters count as they are written.

    `*` and `?` stand for letters within one folder or file name, `[0-4]` for one letter of a range, and `**`
    for any number of folders. A pattern without any of them names a file, or a folder with all that is in it.
    """

    text: str

    @cached_property
    def _steps(self) -> tuple[re.Pattern[str] | None, ...]:
        """One pattern for each name of the path; None for `**`."""
        names = [name for name in self.text.split("/") if name not in {"", "."}]
        if self.text.endswith("/") or not _WILD.search(self.text):
            names.append("**")
        # Several `**` in a row mean what one does, and would be tried in every way.
        names = [name for name, before in zip(names, ["", *names], strict=False) if (name, before) != ("**", "**")]
        return tuple(None if name == "**" else re.compile(fnmatch.translate(name)) for name in names)

    def matches(self, path: str) -> bool:
        """True when the whole of `path` is as the pattern says."""
        reached = {0}
        steps = self._steps
        for name in path.split("/"):
            here = _past_folders(reached, steps)
            reached = {place for place in here if place < len(steps) and steps[place] is None}
            reached |= {
                place + 1
                for place in here
                if place < len(steps) and (step := steps[place]) is not None and step.match(name)
            }
            if not reached:
                return False
        return len(steps) in _past_folders(reached, steps)


def _past_folders(reached: set[int], steps: tuple[re.Pattern[str] | None, ...]) -> set[int]:
    """The places `reached`, and those behind a `**` that stands for nothing."""
    found = set(reached)
    for place in sorted(reached):
        while place < len(steps) and steps[place] is None:
            place += 1
            found.add(place)
    return found


def mistake_in(text: str) -> str:
    """What is wrong with the pattern `text`, in words that follow "which"; empty where nothing is."""
    names = text.split("/")
    if not text.strip() or not any(name not in {"", "."} for name in names):
        return "names nothing"
    if text.startswith(("/", "~")) or re.match(r"[A-Za-z]:", text):
        return "is not relative to the project's root"
    if ".." in names:
        return "leads out of the project"
    if "\\" in text:
        return "is written with backslashes instead of `/`"
    if any("**" in name and name != "**" for name in names):
        return "joins `**` to other letters"
    if any(not _brackets_are_closed(name) for name in names):
        return "opens a `[` that no `]` closes"
    return ""


def _brackets_are_closed(name: str) -> bool:
    # The first letter within brackets may be a `]` itself, as in `[]a]`.
    return "[" not in re.sub(r"\[!?.[^\]]*\]", "", name)
