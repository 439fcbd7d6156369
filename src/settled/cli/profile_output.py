"""Prints platform profiles, for the commands that show one."""

from __future__ import annotations

import shutil
import sys

from settled.cli.context import Invocation
from settled.cli.output import echo, painter, print_json, print_table
from settled.model.errors import ProjectNotFoundError, UsageError
from settled.model.platform_words import Side
from settled.profiles import Mechanism, Profile
from settled.project import Project
from settled.project.own_profiles import Profiles
from settled.report import platform_profile

_WIDTH = 88
"""How wide text is where no terminal says how wide it is."""


def print_profiles(invocation: Invocation, output_format: str) -> None:
    """Print which profiles there are, the team's own first."""
    project = _project(invocation)
    profiles = [_profiles(project).get(name) for name in _profiles(project).names]
    systems = platform_profile.systems_by_platform(project)
    if output_format == "json":
        print_json(platform_profile.profiles_document(profiles, systems))
        return
    print_table(platform_profile.HEADER, platform_profile.profile_rows(profiles, systems))


def print_profile(invocation: Invocation, name: str, output_format: str, mechanism: str | None = None) -> None:
    """Print the facts of one profile; with a `mechanism` those that hold where a flow uses it."""
    project = _project(invocation)
    profile = _profiles(project).get(name)
    side = _mechanism(profile, mechanism).side if mechanism is not None else Side.EITHER
    facts = profile.facts_that_may_concern(side, mechanism)
    problems = [problem for problem in project.problems if problem.location.file == profile.file] if project else []
    if problems:
        invocation.say(f"{profile.file} is not in order, and what is wrong is left out: see `adr check`")
    if output_format == "json":
        print_json(platform_profile.profile_document(profile, facts))
        return
    columns = shutil.get_terminal_size().columns if sys.stdout.isatty() else _WIDTH
    for line in platform_profile.profile_lines(profile, facts, painter(), min(columns, _WIDTH)):
        echo(line)


def known_platforms(invocation: Invocation) -> tuple[str, ...]:
    """The names of the profiles that there are, the team's own first."""
    return tuple(_profiles(_project(invocation)).names)


def profile_called(invocation: Invocation, name: str) -> Profile:
    """The profile with this name, the team's own before a shipped one; UsageError where there is none."""
    return _profiles(_project(invocation)).get(name)


def _mechanism(profile: Profile, word: str) -> Mechanism:
    found = profile.mechanism_called(word)
    if found is None:
        known = ", ".join(each.id for each in profile.mechanisms)
        guess = profile.nearest_mechanism(word)
        hint = f"known are: {known}" if known else "its profile lists none"
        hint = f"did you mean `{guess}`? {hint}" if guess else hint
        raise UsageError(f"{profile.platform} has no mechanism `{word}`", hint)
    return found


def _project(invocation: Invocation) -> Project | None:
    """The project with its own profiles and its catalog; None outside of one, where the shipped ones can be read."""
    try:
        return invocation.load_project(by_name=True)
    except ProjectNotFoundError:
        if invocation.records is not None:
            raise
        return None


def _profiles(project: Project | None) -> Profiles:
    return project.profiles if project is not None else Profiles()
