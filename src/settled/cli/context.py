"""What every command knows of its invocation: where it was started, and how much it may say."""

from __future__ import annotations

import datetime
import os
import shlex
import sys
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from settled.model.shown_text import visible_lines

if TYPE_CHECKING:
    from settled.adr_tools.folder import AdrToolsFolder
    from settled.model.errors import ProjectNotFoundError
    from settled.project import Project, Workspace
    from settled.project.place import Place
    from settled.settings.reading import Settings


@dataclass(frozen=True)
class Invocation:
    """The global options: `start` (`-C`), `records` (`--dir`), `as_of` (`--as-of`), and how much to say."""

    start: Path
    records: str | None = None
    quiet: bool = False
    verbose: bool = False
    as_of: datetime.date | None = None
    _places: list[Place | ProjectNotFoundError] = field(default_factory=list, compare=False, repr=False)

    def load_project(self, *, by_name: bool = False) -> Project:
        """Load the project that the command was started in; with `by_name` as far as names do not tell it already."""
        from settled.project import load_place

        return load_place(self.place(), by_name=by_name)

    def place(self) -> Place:
        """Where the project lies that the command was started in; looked for once, because that may take seconds."""
        from settled.model.errors import ProjectNotFoundError
        from settled.project.discovery import find_place

        if not self._places:
            try:
                self._places.append(replace(find_place(self.start, self.records), as_of=self.as_of))
            except ProjectNotFoundError as error:
                self._places.append(error)
        found = self._places[0]
        if isinstance(found, ProjectNotFoundError):
            raise found
        return found

    def adr_tools_folder(self) -> AdrToolsFolder | None:
        """The folder to treat as adr-tools does; None where the command was started among records of our own."""
        from settled.adr_tools.folder import find_folder

        return find_folder(self.start, self.records, self.place)

    def settings(self) -> Settings:
        """The settings of the project that the command was started in; outside of a project those of its folder."""
        from settled.model.errors import ProjectNotFoundError
        from settled.settings.reading import read_settings

        try:
            return read_settings(self.place().root)
        except ProjectNotFoundError:
            if self.records is not None:
                raise
            return read_settings(self.start)

    def say(self, text: str) -> None:
        """Talk to the person, on stderr, unless they asked for quiet."""
        if not self.quiet:
            click.echo(visible_lines(text), err=True)

    def say_listed(self, heading: str, lines: Iterable[object]) -> None:
        """Say each of `lines`, the first behind `heading` and the others below it."""
        for number, line in enumerate(lines):
            self.say(f"{' ' * len(heading) if number else heading} {line}")

    def tell_unseen_numbers(self, workspace: Workspace) -> None:
        """Say why numbers on other branches could not be looked at, where that is so."""
        if not workspace.files_elsewhere.is_known:
            self.say(f"warning: numbers on other branches were not looked at: {workspace.files_elsewhere.reason}")

    def tell_other_folders(self, project: Project) -> None:
        """Name the folders that may hold records, too, and are not read."""
        if self.quiet or self.records is not None or project.is_programme:
            return
        from settled.files.shown_path import shown_path
        from settled.project.discovery import other_folders
        from settled.project.place import Place

        for folder in other_folders(Place(project.root, project.records_folder, project.layout)):
            shown = shown_path(folder)
            self.say(
                f"note: {shown} may hold records, too, and is not read; `adr --dir {shlex.quote(shown)} list` reads it"
            )

    def explain(self, text: str) -> None:
        """Talk that only `-v` asks for."""
        if self.verbose:
            click.echo(visible_lines(text), err=True)


def colour_is_wanted() -> bool:
    """True when stdout is a terminal and nobody asked for none (`NO_COLOR`, `TERM=dumb`)."""
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    return sys.stdout.isatty() or bool(os.environ.get("FORCE_COLOR"))


pass_invocation = click.make_pass_decorator(Invocation)
