"""The texts of several records under change: each is read once, edited any number of times, and written as one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

Read = Callable[[str], str]
"""Gives the text of a file that may be changed; raises SettledError where it may not."""


@dataclass(frozen=True)
class PlannedEdits:
    """The texts of the files that change, before and after, by file relative to the project's root.

    `moved_to` is the new name of one of them, `said` what to tell the person of the change, in order.
    """

    before: Mapping[str, str]
    after: Mapping[str, str]
    moved_to: Mapping[str, str] = field(default_factory=dict)
    said: tuple[str, ...] = ()

    @property
    def files(self) -> tuple[str, ...]:
        """The files that change, under the names that they have afterwards."""
        return tuple(self.moved_to.get(file, file) for file in dict.fromkeys((*self.after, *self.moved_to)))


class RecordEdits:
    """Collects edits: `edit("decisions/adr/0001-a.md", lambda text: …)`; pure but for the reading it is given."""

    def __init__(self, read: Read) -> None:
        self._read = read
        self._before: dict[str, str] = {}
        self._after: dict[str, str] = {}
        self._said: list[str] = []

    def edit(self, file: str, change: Callable[[str], str]) -> None:
        """Change the text of `file`; whatever `change` raises leaves all as it was."""
        if file not in self._before:
            self._before[file] = self._read(file)
        self._after[file] = change(self._after.get(file, self._before[file]))

    def say(self, words: str) -> None:
        """Something that the person should know once the change is made."""
        self._said.append(words)

    def planned(self, moved_to: Mapping[str, str] | None = None) -> PlannedEdits:
        """All edits so far; files that came out as they went in are left out."""
        after = {file: text for file, text in self._after.items() if text != self._before[file]}
        before = {file: self._before[file] for file in after}
        return PlannedEdits(before, after, moved_to or {}, tuple(self._said))
