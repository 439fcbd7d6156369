"""What `adr doctor` tells of platform profiles: which are in use, which are the team's own, and what is wrong."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from settled.profiles.concerned import plain
from settled.project import Project
from settled.project.own_profiles import NO_PLATFORM, PROFILES_FOLDER


@dataclass(frozen=True, slots=True)
class ProfileInUse:
    """A profile that systems of the catalog have, or that the team wrote.

    `file` is the team's own file, None for one that is shipped; `extends` the shipped one that it builds on. `found`
    is False for a platform that has no profile or one that cannot be read, and `problems` counts what `adr check` tells
    of the file.
    """

    name: str
    file: str | None
    extends: str | None
    systems: tuple[str, ...]
    facts: int
    problems: int
    found: bool = True


def profiles_in_use(project: Project) -> Iterator[ProfileInUse]:
    """The profiles of `project`: the team's own, the shipped ones that its systems have, and those that lack."""
    of_platform: dict[str, list[str]] = {}
    lacking: dict[str, list[str]] = {}
    for system, entry in project.landscape.systems.items():
        profile = project.profiles.find(entry.platform)
        if profile is not None:
            of_platform.setdefault(profile.platform, []).append(system)
        elif entry.platform and plain(entry.platform) != NO_PLATFORM:
            lacking.setdefault(entry.platform, []).append(system)
    for name in dict.fromkeys((*project.profiles.own, *of_platform)):
        profile = project.profiles.get(name)
        file = project.profiles.own[name].file if name in project.profiles.own else None
        wrong = sum(problem.location.file == file for problem in project.problems) if file is not None else 0
        systems = tuple(of_platform.get(name, ()))
        yield ProfileInUse(name, file, profile.extends, systems, len(profile.facts), wrong)
    for file, wrong in _unread(project).items():
        systems = tuple(lacking.pop(PurePosixPath(file).stem, ()))
        yield ProfileInUse(PurePosixPath(file).stem, file, None, systems, 0, wrong, found=False)
    for name, without in lacking.items():
        yield ProfileInUse(name, None, None, tuple(without), 0, 0, found=False)


def _unread(project: Project) -> Counter[str]:
    """The files of the team's profiles that are none, each with how many problems are told of it."""
    folder = f"{project.records_path}/{PROFILES_FOLDER}/"
    files = [problem.location.file for problem in project.problems if problem.location.file.startswith(folder)]
    return Counter(file for file in files if file not in project.profiles.files)


def in_words(profile: ProfileInUse) -> str:
    """A profile on one line."""
    of = ", ".join(profile.systems)
    if profile.file is not None and not profile.found:
        return f"{profile.name} ({profile.file}): cannot be read, see `adr check`"
    if not profile.found:
        return f"{profile.name}: there is none, so that nothing is known of the platform of {of}"
    where = "shipped" if profile.file is None else profile.file
    where += f", on top of {profile.extends}" if profile.extends else ""
    used = f"of {of}" if of else "no system has it"
    wrong = f"; {profile.problems} wrong in it, see `adr check`" if profile.problems else ""
    return f"{profile.name} ({where}): {used}, {profile.facts} fact{'' if profile.facts == 1 else 's'}{wrong}"


def as_json(profile: ProfileInUse) -> dict[str, object]:
    """A profile as JSON."""
    return {
        "name": profile.name,
        "found": profile.found,
        "file": profile.file,
        "extends": profile.extends,
        "systems": list(profile.systems),
        "facts": profile.facts,
        "problems": profile.problems,
    }
