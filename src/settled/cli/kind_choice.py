"""The choice of a kind of record: of those that there are when a command is typed."""

from __future__ import annotations

from collections.abc import Iterable

import click

from settled.model.kinds import kinds


class KindChoice(click.Choice[str]):
    """One of the kinds, or of the words `more`; looked up at each use, as a kind may be registered later."""

    def __init__(self, *more: str) -> None:
        super().__init__(more)

    @property
    def choices(self) -> tuple[str, ...]:
        """The words that may be typed."""
        return (*(spec.kind.value for spec in kinds()), *self._more)

    @choices.setter
    def choices(self, words: Iterable[str]) -> None:
        self._more = tuple(words)
