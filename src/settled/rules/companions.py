"""What lies beside a record under the same number and is no second record: its translations, and notes to it."""

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
