"""The platform profiles that a project can name: those of its own in `profiles/*.yml`, and the shipped ones."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from settled.files.reading import read_text_file
from settled.frontmatter import MAXIMUM_BYTES, YamlDocument, read_yaml
from settled.model.findings import Location, Problem
from settled.model.known_words import KnownWords
from settled.model.merge_conflicts import MERGE_CONFLICT_HINT, first_marker, in_words
from settled.profiles import SHIPPED, Profile, load_profile, read_own_profile, unknown_platform
from settled.profiles.concerned import plain
from settled.records import KeptRecords, key_of

PROFILES_FOLDER = "profiles"
_ENDINGS = (".yml", ".yaml")
NO_PLATFORM = "other"
"""What the catalog says of a system whose platform has no profile."""


@dataclass(frozen=True)
class Profiles:
    """The profiles by name; `own` holds the YAML of those that the team wrote, which is read when one is asked for."""

    own: dict[str, YamlDocument] = field(default_factory=dict)

    @property
    def files(self) -> tuple[str, ...]:
        """The files of the team's own profiles, relative to the root."""
        return tuple(document.file for document in self.own.values())

    @cached_property
    def names(self) -> tuple[str, ...]:
        """All that `platform:` may name, the team's own first."""
        return (*self.own, *(name for name in SHIPPED if name not in self.own))

    def find(self, platform: str | None) -> Profile | None:
        """The profile that `platform` names, whatever its capitals, spaces and hyphens; None where there is none."""
        name = self._by_plain_name.get(plain(platform)) if platform else None
        if name is None:
            return None
        if name not in self._found:
            document = self.own.get(name)
            self._found[name] = read_own_profile(document, name).profile if document is not None else load_profile(name)
        return self._found[name]

    def knows(self, platform: str) -> bool:
        """Whether there is a profile that `platform` names; none is read for that."""
        return plain(platform) in self._by_plain_name

    def get(self, platform: str) -> Profile:
        """As `find`; UsageError with the nearest known name where there is none."""
        profile = self.find(platform)
        if profile is None:
            raise unknown_platform(platform, self.names)
        return profile

    def nearest(self, platform: str) -> str | None:
        """The name that was most likely meant by `platform`, which is none."""
        return KnownWords(self.names).nearest(platform)

    @cached_property
    def _by_plain_name(self) -> dict[str, str]:
        return {plain(name): name for name in reversed(self.names)}

    @cached_property
    def _found(self) -> dict[str, Profile]:
        return {}


def read_profiles(
    records_folder: Path, shown_folder: str, root: Path, kept: KeptRecords | None = None
) -> tuple[Profiles, tuple[Problem, ...]]:
    """The team's profiles below `records_folder`, which is shown as `shown_folder`, and what is wrong with them.

    What a file's content was read to before is taken from `kept`.
    """
    own: dict[str, YamlDocument] = {}
    problems: list[Problem] = []
    for path in _files(records_folder / PROFILES_FOLDER):
        file = f"{shown_folder}/{PROFILES_FOLDER}/{path.name}"
        document, told = _read_file(path, file, root, kept)
        problems += told
        if document is not None:
            own[path.stem] = document
    return Profiles(own), tuple(problems)


def _files(folder: Path) -> Iterator[Path]:
    if folder.is_dir():
        yield from sorted(path for path in folder.iterdir() if path.suffix in _ENDINGS and path.name[0] != ".")


def _read_file(
    path: Path, file: str, root: Path, kept: KeptRecords | None
) -> tuple[YamlDocument | None, tuple[Problem, ...]]:
    text, problem = read_text_file(path, file, root, MAXIMUM_BYTES)
    if text is None:
        return None, (problem,) if problem else ()
    key = key_of(text, file, "profile") if kept is not None else b""
    known = kept.find_yaml(key, file, text) if kept is not None else None
    if known is not None:
        return known
    marker = first_marker(text)
    if marker is not None:
        words = in_words(marker[1])
        return None, (
            Problem("merge-conflict", Location(file, marker[0], 1), words, MERGE_CONFLICT_HINT, value=marker[1]),
        )
    document = read_yaml(file, text.removeprefix("\ufeff"))
    if document.data is None:
        return None, document.problems
    problems = read_own_profile(document, path.stem).problems
    if kept is not None:
        kept.keep_yaml(key, document, problems, text)
    return document, problems
