"""The optional settings of a project: `settled.toml`, or `[tool.settled]` in `pyproject.toml`."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from settled.files.reading import MAXIMUM_SMALL_BYTES, read_small_file, with_slashes
from settled.model.errors import SettingsError
from settled.model.lifecycle import TRANSITIONS, Immutability, Transitions
from settled.model.merge_conflicts import MERGE_CONFLICT_HINT, first_marker, in_words
from settled.model.status_words import STATUS_WORDS, StatusWords, words_in
from settled.model.vocabulary import Status
from settled.settings.holidays import Holidays, holidays_from
from settled.settings.rule_settings import (
    Limits,
    PathLevels,
    RuleLevel,
    levels_from,
    limits_from,
    path_levels_from,
    shown,
    word_lists_from,
)
from settled.settings.toml_files import toml_table
from settled.settings.word_lists import WORD_LISTS, WordLists

SETTINGS_FILES = ("settled.toml", "pyproject.toml")
_OURS = "tool.settled"
_PATHS = frozenset({"records", "templates", "baseline"})
"""The settings that are paths, which are read with `/` whatever the system they were written on."""


class SearchIndex(StrEnum):
    """How much of a record's page the search of the site knows."""

    FULL = "full"
    TITLES = "titles"


@dataclass(frozen=True)
class Settings:
    """What a team may decide for its project; every value has a documented default.

    `records` is the folder with the records, relative to the root (None: discovered);
    `templates` the folder with the team's own templates; `site_name` the title of the site;
    `baseline` the file with findings that do not count yet; `allow_html` keeps HTML in record bodies as it is written;
    `search_index` is how much of each record the site's search knows.
    `severity` is how much rules and families weigh, by the name that was written, and `paths` the same for some
    files; `limits` and `words` are what rules measure and look for, `statuses` the words that mean a status.
    `ignore_branches` are patterns of branches whose numbers do not count. `immutability` says what may change in
    an accepted decision (None: amendments in a programme, everything in a plain folder), `transitions` which
    status may follow which. `holidays` are the days on which nobody works, `as_of` is the
    day as of which the project is judged (None: today). `file` is where all this
    stands (None: nowhere).
    """

    records: str | None = None
    templates: str = "templates"
    site_name: str | None = None
    baseline: str | None = None
    allow_html: bool = False
    search_index: SearchIndex = SearchIndex.FULL
    ignore_branches: tuple[str, ...] = ()
    immutability: Immutability | None = None
    transitions: Transitions = field(default_factory=lambda: TRANSITIONS)
    severity: Mapping[str, RuleLevel] = field(default_factory=dict)
    paths: tuple[PathLevels, ...] = ()
    limits: Limits = field(default_factory=Limits)
    words: WordLists = WORD_LISTS
    statuses: StatusWords = STATUS_WORDS
    holidays: Holidays = field(default_factory=Holidays)
    as_of: datetime.date | None = None
    file: str | None = field(default=None, compare=False)


_TYPES: dict[str, tuple[type, str]] = {
    "records": (str, 'a folder, as in "decisions"'),
    "templates": (str, 'a folder, as in "templates"'),
    "site-name": (str, "a text"),
    "baseline": (str, 'a file, as in "baseline.json"'),
    "allow-html": (bool, "true or false"),
}


def _statuses_from(value: Any, where: str) -> StatusWords:
    """The words that mean a status: those that everybody uses, and those of the table `value`."""
    if not isinstance(value, dict):
        raise SettingsError(f"{where}` is {shown(value)}", 'write a table, as in: "signed off" = "accepted"')
    found: dict[str, Status] = {}
    for phrase, status in value.items():
        place, words = f"{where}.{phrase}`", " ".join(words_in(phrase))
        if not words or re.search(r"\d", phrase):
            raise SettingsError(f"{place} is no word for a status", "write it with letters alone")
        if words in set(Status):
            raise SettingsError(f"{place} gives another meaning to a status of ours", "take it out")
        if not isinstance(status, str) or status not in set(Status):
            raise SettingsError(f"{place} is {shown(status)}", f"write one of: {', '.join(Status)}")
        found[words] = Status(status)
    return StatusWords({**STATUS_WORDS.meanings, **found})


def _immutability_from(value: Any, where: str) -> Immutability:
    if not isinstance(value, str) or value not in set(Immutability):
        raise SettingsError(f"{where}` is {shown(value)}", f"write one of: {', '.join(Immutability)}")
    return Immutability(value)


def _search_index_from(value: Any, where: str) -> SearchIndex:
    if not isinstance(value, str) or value not in set(SearchIndex):
        raise SettingsError(f"{where}` is {shown(value)}", f"write one of: {', '.join(SearchIndex)}")
    return SearchIndex(value)


def _transitions_from(value: Any, where: str) -> Transitions:
    """The default table with the rows of the table `value` in place of its own."""
    if not isinstance(value, dict):
        raise SettingsError(f"{where}` is {shown(value)}", 'write a table, as in: rejected = ["proposed"]')
    known = f"statuses are: {', '.join(Status)}"
    found = dict(TRANSITIONS)
    for status, following in value.items():
        if status not in set(Status):
            raise SettingsError(f"{where}` has the row `{status}`, which is no status", known)
        if not isinstance(following, list):
            raise SettingsError(f"{where}.{status}` is {shown(following)}", 'write a list, as in ["proposed"]')
        for word in following:
            if word not in set(Status) or word == status:
                raise SettingsError(f"{where}.{status}` names {shown(word)}, which cannot follow it", known)
        found[Status(status)] = frozenset(Status(word) for word in following)
    return found


def _branches_from(value: Any, where: str) -> tuple[str, ...]:
    patterns = [value] if isinstance(value, str) else value
    if not isinstance(patterns, list) or not all(isinstance(pattern, str) and pattern.strip() for pattern in patterns):
        raise SettingsError(f"{where}` is {shown(value)}", 'write a list of branches: ["origin/old-*"]')
    return tuple(pattern.strip() for pattern in patterns)


def _day_from(value: Any, where: str) -> datetime.date:
    """A day, as TOML writes one or as a text."""
    if isinstance(value, datetime.date) and not isinstance(value, datetime.datetime):
        return value
    try:
        return datetime.date.fromisoformat(value if isinstance(value, str) else "")
    except ValueError:
        raise SettingsError(f"{where}` is {shown(value)}", "write a day, as in 2026-12-15") from None


_TABLES: dict[str, Callable[[Any, str], Any]] = {
    "search-index": _search_index_from,
    "holidays": holidays_from,
    "as-of": _day_from,
    "ignore-branches": _branches_from,
    "immutability": _immutability_from,
    "transitions": _transitions_from,
    "severity": levels_from,
    "paths": path_levels_from,
    "limits": limits_from,
    "words": word_lists_from,
    "statuses": _statuses_from,
}


def read_settings(root: Path) -> Settings:
    """The settings of the project at `root`; defaults where no file holds any.

    Raises SettingsError for a file that is no TOML, an unknown key or a value of the wrong type.
    """
    for name in SETTINGS_FILES:
        table = settings_table(root / name)
        if table is not None:
            return _settings_from(table, name)
    return Settings()


def settings_table(path: Path) -> dict[str, Any] | None:
    """The table of settings in `path`, None where the file does not exist or holds none."""
    if not path.is_file():
        return None
    is_shared = path.name == "pyproject.toml"
    try:
        text = read_small_file(path, path.name)
        marker = first_marker(text)
        if marker is not None and (not is_shared or _OURS in text):
            raise SettingsError(f"{path.name}:{marker[0]}:1: {in_words(marker[1])}", MERGE_CONFLICT_HINT)
        data = toml_table(text, path.name)
    except SettingsError:
        # What is wrong with a file in which nothing is ours is for another tool to say.
        if is_shared and not _names_us(path):
            return None
        raise
    if not is_shared:
        return data
    tools = data.get("tool")
    table = tools.get("settled") if isinstance(tools, dict) else None
    if table is not None and not isinstance(table, dict):
        raise SettingsError(f"{path.name}: `tool.settled` is {table!r}", "write a table: [tool.settled]")
    return table


def _names_us(path: Path) -> bool:
    """True where the file, which cannot be read as TOML, seems to have settings of ours, or may not be looked into."""
    try:
        with path.open("rb") as stream:
            content = stream.read(MAXIMUM_SMALL_BYTES + 1)
    except OSError:
        return True
    return len(content) > MAXIMUM_SMALL_BYTES or _OURS.encode() in content.replace(b"\0", b"")


def _settings_from(table: dict[str, Any], name: str) -> Settings:
    values: dict[str, Any] = {"file": name}
    for key, value in table.items():
        if key in _TABLES:
            values[key.replace("-", "_")] = _TABLES[key](value, f"{name}: `{key}")
            continue
        if key not in _TYPES:
            raise SettingsError(f"{name}: unknown setting `{key}`", "known are: " + ", ".join([*_TYPES, *_TABLES]))
        expected, words = _TYPES[key]
        if not isinstance(value, expected):
            raise SettingsError(f"{name}: `{key}` is {shown(value)}", f"write {words}")
        values[key.replace("-", "_")] = with_slashes(str(value)) if key in _PATHS else value
    return Settings(**values)
