"""What every command knows of its invocation: where it was started, and how much it may say."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from settled.model.shown_text import visible_lines

if TYPE_CHECKING:
    from settled.adr_tools.folder import AdrToolsFolder
    from settled.project import Project, Workspace
    from settled.settings.reading import Settings


@dataclass(frozen=True)
class Invocation:
    """The global options: `start` (`-C`), `records` (`--dir`), and the wish for less or more talk."""

    start: Path
    records: str | None = None
    quiet: bool = False
    verbose: bool = False

    def load_project(self, *, by_name: bool = False) -> Project:
        """Load the project that the command was started in; with `by_name` as far as names do not tell it already."""
        from settled.project import load

        return load(self.start, self.records, by_name=by_name)

    def adr_tools_folder(self) -> AdrToolsFolder | None:
        """The folder to treat as adr-tools does; None where the command was started among records of our own."""
        from settled.adr_tools.folder import find_folder

        return find_folder(self.start, self.records)

    def settings(self) -> Settings:
        """The settings of the project that the command was started in; outside of a project those of its folder."""
        from settled.model.errors import ProjectNotFoundError
        from settled.project.discovery import find_place
        from settled.settings.reading import read_settings

        try:
            return read_settings(find_place(self.start, self.records).root)
        except ProjectNotFoundError:
            if self.records is not None:
                raise
            return read_settings(self.start)

    def say(self, text: str) -> None:
        """Talk to the person, on stderr, unless they asked for quiet."""
        if not self.quiet:
            click.echo(visible_lines(text), err=True)

    def tell_unseen_numbers(self, workspace: Workspace) -> None:
        """Say why numbers on other branches could not be looked at, where that is so."""
        if not workspace.files_elsewhere.is_known:
            self.say(f"warning: numbers on other branches were not looked at: {workspace.files_elsewhere.reason}")

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
