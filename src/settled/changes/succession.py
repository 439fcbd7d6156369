"""Which record comes after which, and how one record names another."""

from __future__ import annotations

import dataclasses
from urllib.parse import unquote

from settled.edit.body import says_more_than_a_word
from settled.edit.links import takes_paragraphs
from settled.edit.record import mark_superseded
from settled.edit.target import Target, target
from settled.model.errors import UsageError
from settled.project import Project
from settled.records import Record


def supersedes(project: Project, record: Record, other: Record) -> bool:
    """True when `record` says of `other`, or of one that says it of `other`, that it supersedes it."""
    seen = {record.file}
    waiting = [record]
    while waiting:
        newer = waiting.pop()
        for older in (project.resolve(reference, newer) for reference in newer.supersedes):
            if older is not None and older.file not in seen:
                seen.add(older.file)
                waiting.append(older)
    return other.file in seen


def marked_superseded(text: str, older: Record, successor: Target) -> str:
    """The text of `older` with the status superseded and its successor named.

    Raises UsageError where that would lose something that its status says.
    """
    stands_in_body = older.status_line is not None and older.status_text is not None
    if stands_in_body and says_more_than_a_word(older.status_text or "") and not takes_paragraphs(text, older.file):
        raise UsageError(f"{older.status_location}: the status says more than a word", "change it by hand")
    return mark_superseded(text, older.file, successor, older.kind)


def named_from(project: Project, record: Record, *, near: Record) -> Target:
    """`record` as `near` names it: by its id, or where that leads to another record by its path."""
    named = target(record.id, record.number, record.title, record.file, seen_from=near.file)
    if project.resolve(named.reference, near) is record:
        return named
    return dataclasses.replace(named, reference=unquote(named.address))
