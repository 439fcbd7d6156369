"""What lies beside a record under the same number and is no second one: translations, notes, parts under a letter."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import PurePosixPath

from settled.project import Project

_LANGUAGES = (
    "ar|bg|bn|ca|cs|da|de|el|en|es|et|eu|fa|fi|fr|ga|gl|he|hi|hr|hu|id|is|it|ja|jp|ka|kk|ko|kr|lt|lv|mk|ms|nb|nl|nn|no"
    "|pl|pt|ro|ru|sk|sl|sq|sr|sv|sw|ta|th|tr|uk|ur|uz|vi|zh|cn|tw|br"
)
_IN_A_LANGUAGE = re.compile(
    rf"(?P<base>.+?)[._-](?P<language>{_LANGUAGES})(?:[-_](?:[a-z]{{2}}|[a-z]{{4}}))?", re.IGNORECASE
)

_PART = re.compile(
    r"\D*\d+[-_. ]*(?P<part>[a-z](?=[-_. ])|(?:phase|part|step|stage|teil|parte|partie|etapa|fase)[-_. ]?\d+)",
    re.IGNORECASE,
)
_FEWEST_SHARED = 2


def by_part(sharing: Sequence[str]) -> list[list[str]]:
    """The files of one number by the part that each is: `a` of `0902-a-router.md`, `phase2` of `0103-phase2-x.md`.

    All together where there are not several such parts: `a` may be a word of a title.
    """
    parts: dict[str, list[str]] = {}
    for file in sharing:
        found = _PART.match(PurePosixPath(file).stem)
        parts.setdefault(re.sub(r"[-_. ]", "", found["part"].lower()) if found else "", []).append(file)
    return list(parts.values()) if len(parts.keys() - {""}) > 1 else [list(sharing)]


def are_numbers_of_something_else(project: Project, sharing: Sequence[Sequence[str]], count: int) -> bool:
    """True where the numbers of a folder of plain ADRs are not its records' own, but those of what they belong to.

    `sharing` has the files of each number that several have, `count` is how many files of the folder have a number.
    Then most share theirs, for several numbers, and none has it in its title.
    """
    files = [file for each in sharing for file in each]
    records = [record for file in files if (record := project.by_file.get(file)) is not None]
    is_usual = len(sharing) >= _FEWEST_SHARED and 2 * len(files) > count
    return not project.is_programme and is_usual and all(record.title_number is None for record in records)


def is_companion(project: Project, file: str, sharing: Sequence[str]) -> bool:
    """True where `file` is no record of its own among the files `sharing` its number: a translation, or a note.

    Of the languages of one record the first file is the record. A note has neither a status nor a decision or options,
    and lies beside a record that has a status. In a programme every file among the records is one.
    """
    if project.is_programme:
        return False
    earlier = sharing[: sharing.index(file)]
    return any(is_translation(file, other) for other in earlier) or any(
        _is_note(project, file, other) for other in sharing
    )


def is_translation(file: str, other: str) -> bool:
    """True for two names that differ in nothing but a language at their end."""
    bases = [_without_language(PurePosixPath(one)) for one in (file, other)]
    return bases[0] == bases[1] and PurePosixPath(file).name != PurePosixPath(other).name


def _without_language(file: PurePosixPath) -> str:
    found = _IN_A_LANGUAGE.fullmatch(file.stem)
    return f"{found['base'] if found else file.stem}{file.suffix}"


def _is_note(project: Project, file: str, beside: str) -> bool:
    record, other = project.by_file.get(file), project.by_file.get(beside)
    if record is None or other is None or record.status_text is not None or other.status_text is None:
        return False
    text = project.decision_texts.get(file)
    return record.title_number is None and (text is None or (text.outcome is None and text.options is None))
