"""What is said where no folder of records was found for sure: what may be meant, with the command that reads it."""

from __future__ import annotations

import shlex
from collections.abc import Iterable
from pathlib import Path

from settled.files.shown_path import relative_path
from settled.model.errors import ProjectNotFoundError
from settled.project.likely_folders import Choice, LikelyFolder
from settled.project.projects_below import FoundBelow

_MOST_NAMED = 10
"""So many folders are named, the likeliest first."""


def not_sure_which(folders: Iterable[LikelyFolder], start: Path) -> ProjectNotFoundError:
    """The error of a search below `start` that found `folders`, none of which is clearly meant."""
    ordered = _by_likelihood(folders)
    named = ", ".join(f"{relative_path(each.path, start)} may hold {each.records}" for each in ordered[:_MOST_NAMED])
    more = f", and {len(ordered) - _MOST_NAMED} more" if len(ordered) > _MOST_NAMED else ""
    return ProjectNotFoundError(
        f"nothing tells for sure which records below {start} are meant: {named}{more}",
        "name their folder with --dir, or with the setting `records`",
        is_several=True,
        commands=_commands(each.path for each in ordered),
    )


def search_given_up(found: FoundBelow, choice: Choice, start: Path) -> ProjectNotFoundError:
    """The error of a search below `start` that was given up, with what it had found by then."""
    likely = _by_likelihood(choice.others)
    return ProjectNotFoundError(
        f"the search for records below {start} was given up {found.stopped} in {found.looked_at:,} folders",
        "name the folder of the project with -C, or that of its records with --dir or the setting `records`",
        commands=_commands([*found.projects, *found.folders, *choice.meant, *(each.path for each in likely)]),
    )


def _by_likelihood(folders: Iterable[LikelyFolder]) -> list[LikelyFolder]:
    return sorted(folders, key=lambda each: (not each.is_sure, -each.records, each.path))


def _commands(folders: Iterable[Path]) -> tuple[str, ...]:
    """The command that reads each of `folders`, to be typed where this one was."""
    names = [relative_path(folder) for folder in folders]
    return tuple(f"--dir {shlex.quote(name)} list" for name in names[:_MOST_NAMED])
