"""What a team may set about the rules: how much each weighs and where, its thresholds and its words.

Whether a rule of some name exists is not known here, but in `settled.rules.overrides`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from typing import Any

from settled.model.errors import SettingsError
from settled.settings.path_patterns import PathPattern, mistake_in
from settled.settings.word_lists import WORD_LISTS, WordList, WordLists


class RuleLevel(StrEnum):
    """What the settings may say of a rule; `default` is what the rule weighs without them."""

    OFF = "off"
    INFO = "info"
    WARNING = "warning"
    ERROR = "error"
    DEFAULT = "default"


@dataclass(frozen=True)
class PathLevels:
    """Levels for the files that one of the patterns names; rules and families are named as they were written."""

    files: tuple[PathPattern, ...]
    levels: Mapping[str, RuleLevel]

    def holds_for(self, file: str) -> bool:
        """True for a file, relative to the project's root, that one of the patterns names."""
        return any(pattern.matches(file) for pattern in self.files)


@dataclass(frozen=True, slots=True)
class Limits:
    """From where on a rule finds something, under the name of its setting with `_` for `-`."""

    decision_words: int = 1500
    """Words in a decision, above which it is too long; code and comments do not count."""
    baseline_days: int = 90
    """Days that an entry may stand in the baseline before it is told."""
    proposal_days: int = 90
    """Days that a proposal may wait for its decision before it is told."""
    retry_attempts: int = 1000
    """Attempts of one retry, above which they are no limit that anybody chose."""
    route_attempts: int = 50
    """Attempts multiplied over the hops of a route, above which they are a storm on the system at its end."""
    flows_alike: int = 5
    """Flows from which on the same answer for all of them is no longer an accident."""
    checkout_seconds: int = 10
    """Seconds that a shopper waits at the most, above which a checkout-blocking flow is too slow."""
    call_megabytes: int = 10
    """Megabytes in one direct call, above which what it carries is a file."""


LIMIT_BOUNDS: dict[str, tuple[int, int]] = {
    "decision-words": (50, 100_000),
    "baseline-days": (1, 3650),
    "proposal-days": (1, 3650),
    "retry-attempts": (1, 1_000_000),
    "route-attempts": (2, 1_000_000),
    "flows-alike": (2, 1000),
    "checkout-seconds": (1, 600),
    "call-megabytes": (1, 10_000),
}
"""The least and the most that each limit may be set to."""

_LONGEST_WORD = 100
_ONE_WORD = (re.compile(r"[^\s*]+|[^\W\d_]{2}[^\s*]*\*"), 'a single word, as in "queue" or "queue*"')
_PLAIN_WORDS = (re.compile(r"[^\W_]+(?: [^\W_]+)*"), 'words of letters and digits, as in "display name"')
_PHRASE = (re.compile(r"[^*]+|[^\W\d_]{2}[^*]*\*"), 'a word or phrase, as in "at some point" or "hope*"')
_SHAPES = {
    "good-marks": _ONE_WORD,
    "bad-marks": _ONE_WORD,
    "identifying-words": (re.compile(r"[^\W_]+"), 'a word of letters and digits, as in "id"'),
    "technical-words": _ONE_WORD,
    "filling-words": _ONE_WORD,
    "mutable-words": _PLAIN_WORDS,
    "unstable-words": _PLAIN_WORDS,
}


def levels_from(value: Any, where: str) -> dict[str, RuleLevel]:
    """The levels in a table such as `{weak-wording = "off"}`; `where` begins the message of a SettingsError."""
    found: dict[str, RuleLevel] = {}
    for rule, level in _table(value, where, 'weak-wording = "off"').items():
        if not isinstance(level, str) or level.strip().lower() not in set(RuleLevel):
            raise SettingsError(f"{where}.{rule}` is {shown(level)}", f"write one of: {', '.join(RuleLevel)}")
        found[rule] = RuleLevel(level.strip().lower())
    return found


def path_levels_from(value: Any, where: str) -> tuple[PathLevels, ...]:
    """The levels of the tables `[[paths]]`, in their order; raises SettingsError."""
    if not isinstance(value, list):
        raise SettingsError(f"{where}` is {shown(value)}", "write a list of tables: [[paths]]")
    return tuple(_path_levels(entry, f"{where}[{number}]") for number, entry in enumerate(value, 1))


def _path_levels(value: Any, where: str) -> PathLevels:
    table = _table(value, where, 'files = ["adr/**"], severity = {R = "info"}')
    for key in table:
        if key not in {"files", "severity"}:
            raise SettingsError(f"{where}` has an unknown key `{key}`", "known are: files, severity")
    patterns = table.get("files")
    if isinstance(patterns, str):
        patterns = [patterns]
    if not isinstance(patterns, list) or not patterns or not all(isinstance(pattern, str) for pattern in patterns):
        is_absent = "files" not in table
        raise SettingsError(
            f"{where}` names no files" if is_absent else f"{where}.files` is {shown(patterns)}",
            'write a list of paths: files = ["adr/archive/**"]',
        )
    for pattern in patterns:
        mistake = mistake_in(pattern)
        if mistake:
            raise SettingsError(
                f"{where}.files` has the pattern {shown(pattern)}, which {mistake}",
                'write a path below the root, as in "adr/**/draft-*.md"',
            )
    if "severity" not in table:
        raise SettingsError(f"{where}` says nothing of its files", 'write severity = {weak-wording = "off"}')
    return PathLevels(tuple(map(PathPattern, patterns)), levels_from(table["severity"], f"{where}.severity"))


def limits_from(value: Any, where: str) -> Limits:
    """The limits, those that are not set at their defaults; raises SettingsError."""
    numbers: dict[str, int] = {}
    for key, number in _table(value, where, "decision-words = 1500").items():
        if key not in LIMIT_BOUNDS:
            raise SettingsError(f"{where}.{key}` is no limit", f"known are: {', '.join(LIMIT_BOUNDS)}")
        least, most = LIMIT_BOUNDS[key]
        if not isinstance(number, int) or isinstance(number, bool) or not least <= number <= most:
            raise SettingsError(f"{where}.{key}` is {shown(number)}", f"write a whole number from {least} to {most}")
        numbers[key.replace("-", "_")] = number
    return Limits(**numbers)


def word_lists_from(value: Any, where: str) -> WordLists:
    """The word lists, those that are not set as they are by default; raises SettingsError."""
    known = [field.name.replace("_", "-") for field in fields(WordLists)]
    lists: dict[str, WordList] = {}
    for key, entry in _table(value, where, 'sales-words = {add = ["blazing"]}').items():
        if key not in known:
            raise SettingsError(f"{where}.{key}` is no list of words", f"known are: {', '.join(known)}")
        name = key.replace("-", "_")
        lists[name] = _word_list(entry, f"{where}.{key}", key, getattr(WORD_LISTS, name))
    return replace(WORD_LISTS, **lists)


def _word_list(value: Any, where: str, key: str, default: WordList) -> WordList:
    """A list takes the place of the default; a table adds to it and takes out of it."""
    if isinstance(value, list):
        words = _words(value, where, key)
    elif isinstance(value, dict):
        for part in value:
            if part not in {"add", "remove"}:
                raise SettingsError(f"{where}` has an unknown key `{part}`", "known are: add, remove")
        added = _words(value.get("add", []), f"{where}.add", key)
        removed = _words(value.get("remove", []), f"{where}.remove", key)
        for word in removed:
            if word not in default.words:
                raise SettingsError(
                    f"{where}.remove` has {shown(word)}, which is not in the list", "see the lists in docs/settings.md"
                )
        words = [word for word in default.words if word not in removed] + added
    else:
        raise SettingsError(
            f"{where}` is {shown(value)}", 'write a list of words, or a table: {add = ["…"], remove = ["…"]}'
        )
    if not words:
        raise SettingsError(f"{where}` leaves no word", 'to ask for none, switch its rule "off" under `severity`')
    return WordList(tuple(dict.fromkeys(words)))


def _words(value: Any, where: str, key: str) -> list[str]:
    if not isinstance(value, list):
        raise SettingsError(f"{where}` is {shown(value)}", "write a list of words")
    shape, words = _SHAPES.get(key, _PHRASE)
    found: list[str] = []
    for entry in value:
        # The sign that makes a picture of a letter is not part of the letter.
        word = " ".join(entry.lower().replace("\ufe0f", "").split()) if isinstance(entry, str) else ""
        if not word or len(word) > _LONGEST_WORD or not shape.fullmatch(word):
            raise SettingsError(f"{where}` has {shown(entry)}", f"write {words}")
        found.append(word)
    return found


def _table(value: Any, where: str, example: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise SettingsError(f"{where}` is {shown(value)}", f"write a table, as in: {example}")
    return value


def shown(value: Any) -> str:
    """A value of a settings file as one line of a message, cut where it is long."""
    if isinstance(value, bool):
        return str(value).lower()
    text = repr(value)
    return text if len(text) <= 60 else text[:59] + "…"
