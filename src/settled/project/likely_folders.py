"""Folders that hold records by what their files are, and which of them is meant.

A folder counts where its files are numbered alike, or all alike, and say in their text that they are decisions: a
status, or the sections that decisions have. What it is called does not matter.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from settled.model.references import is_counted
from settled.model.status_words import STATUS_WORDS
from settled.project.evidence import Evidence, evidence_in_files
from settled.project.record_files import may_be_record

_SAMPLE = 8
"""So many files of a folder are looked into."""
_FEWEST_WITHOUT_NUMBERS = 2
_MAIN = 2
"""A folder with so many times as many records as the next one is the one that is meant."""
_PREFIXED_NUMBER = re.compile(r"(?:[^\W\d_]{1,12}[-_. ]?){0,3}\d{1,9}(?=[-_. ]|$)")
_PADDED_NUMBER = re.compile(r"(?:[^\W\d_]{1,12}[-_. ]?){0,3}\d{3,9}(?=[-_. ]|$)")
_PART = re.compile(
    r"(?:19|20)\d\d|archived?|active|old|done|final|withdrawn|obsolete|open|closed|current|retired|historical|legacy"
)
"""What the folders are called in which one log is laid out by year or by what became of the records."""
_ASIDE = re.compile(r"(?:test|example|fixture|sample|demo)s?|test[-_]?data|third[-_]?party|external", re.IGNORECASE)
"""Folders whose content serves another end than what it shows."""


@dataclass(frozen=True, slots=True)
class LikelyFolder:
    """A folder and how many files in it are records by what is known; `is_sure` where their text says so."""

    path: Path
    records: int
    is_sure: bool


def likely_folder(
    folder: Path, names: Iterable[str], pages: Sequence[str], may_look: Callable[[int], bool]
) -> LikelyFolder | None:
    """What `folder` holds: of `names` the files that may be records, and `pages` of folders in it; None for nothing.

    `may_look` is asked before files are looked into, with how many there are.
    """
    files = sorted(name for name in names if may_be_record(name))
    numbered = [name for name in files if _PREFIXED_NUMBER.match(name)] + sorted(pages)
    members = numbered or files
    if not members or (not numbered and len(members) < _FEWEST_WITHOUT_NUMBERS):
        return None
    sample = _sample(folder, members)
    # Where nothing is numbered, as almost everywhere, two files tell that there is nothing to be looked for.
    first = sample if numbered else sample[:_FEWEST_WITHOUT_NUMBERS]
    if not may_look(len(first)):
        return None
    evidence = evidence_in_files(first)
    if not numbered:
        if Evidence.SURE not in evidence or not may_look(len(sample)):
            return None
        evidence = evidence_in_files(sample)
    found = Counter(evidence)
    sure = found[Evidence.SURE]
    if numbered and 2 * sure >= len(sample):
        return LikelyFolder(folder, len(numbered), is_sure=True)
    if not numbered and sure >= _FEWEST_WITHOUT_NUMBERS and 3 * sure >= 2 * len(sample):
        return LikelyFolder(folder, len(members), is_sure=True)
    padded = sum(bool(_PADDED_NUMBER.match(name)) and not _is_day(name) for name in numbered)
    if sure or (numbered and found[Evidence.SOME]) or padded > 1:
        return LikelyFolder(folder, len(numbered) if numbered else sure, is_sure=False)
    return None


def _sample(folder: Path, members: Sequence[str]) -> list[Path]:
    """Some files of all, from the first to the last."""
    step = max(1, len(members) // _SAMPLE)
    return [folder / name for name in members[::step][:_SAMPLE]]


def _is_day(name: str) -> bool:
    return re.match(r"(?:19|20)\d\d-?\d\d-?\d\d", name) is not None


@dataclass(frozen=True, slots=True)
class Choice:
    """Which folders are meant (none: that is not sure), and the others that may hold records."""

    meant: tuple[Path, ...]
    others: tuple[LikelyFolder, ...]


def choose(folders: Iterable[LikelyFolder], start: Path) -> Choice:
    """Which of `folders`, found below `start`, are meant.

    That is the only sure one, the one with at least twice as many records as any other, or all of them where each is
    called alike, as the packages of one repository call theirs.
    """
    found = sorted(_whole(folders, start), key=lambda each: (-each.records, each.path))
    sure = [each for each in found if each.is_sure and not lies_aside(each.path, start)]
    if len(sure) > 1 and len({each.path.name.casefold() for each in sure}) == 1:
        meant = sure
    else:
        meant = sure[:1] if len(sure) < 2 or sure[0].records >= _MAIN * sure[1].records else []
    others = tuple(each for each in found if each not in meant)
    return Choice(tuple(sorted(each.path for each in meant)), others)


def _whole(folders: Iterable[LikelyFolder], start: Path) -> list[LikelyFolder]:
    """`folders` without those that are part of another: of one for all years, or of what they lie in."""
    joined: dict[Path, LikelyFolder] = {}
    for each in folders:
        path = each.path
        if path != start and path.parent != start and is_part_of_log(path.name):
            path = path.parent
        known = joined.get(path, LikelyFolder(path, 0, is_sure=False))
        joined[path] = LikelyFolder(path, known.records + each.records, known.is_sure or each.is_sure)
    sure = {path for path, each in joined.items() if each.is_sure}
    return [each for path, each in joined.items() if sure.isdisjoint(path.parents)]


def is_part_of_log(name: str) -> bool:
    """True for the name of a folder that holds a part of one log: a year, a status, or what is over."""
    word = name.casefold()
    return _PART.fullmatch(word) is not None or (
        not is_counted(word) and STATUS_WORDS.status_at_start(word) is not None and len(word.split()) == 1
    )


def lies_aside(path: Path, start: Path) -> bool:
    """True for a folder among tests, examples and the like, below `start`."""
    return any(_ASIDE.fullmatch(part) for part in path.relative_to(start).parts)
