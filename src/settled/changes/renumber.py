"""Giving a record another number: its file, its title, its id, and whatever names it."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Sequence
from functools import partial
from pathlib import PurePosixPath

from settled.edit.body import set_title_number
from settled.edit.front_matter import replace_scalar
from settled.edit.record_edits import PlannedEdits, Read, RecordEdits
from settled.edit.renumbering import Renumbering, rewrite_references
from settled.model.errors import UsageError
from settled.model.markup import Dialect
from settled.model.references import format_id, is_folder_page, name_of_record, parse_reference
from settled.project import Project
from settled.records import Record


def plan_renumber(
    project: Project, record: Record, number: int, read: Read, *, pages: Sequence[str] = ()
) -> PlannedEdits:
    """Give `record` the `number`, which must be free, in its file name, its title, its `id` and every reference.

    `pages` are Markdown files that are no records and may link to it: only paths are rewritten there. Where two
    records have the old number, only paths are certain to mean this one, everywhere. Raises UsageError where an edit
    is not certain.
    """
    if record.number is None:
        raise UsageError(f"{record.file} has no number", "rename it by hand")
    if number == record.number:
        raise UsageError(f"{record.id} has that number already", "name another with --to")
    new_file = _renamed(record, number)
    is_alone = not any(
        other.number == record.number and other.kind is record.kind and other.file != record.file
        for other in project.records
    )
    renumbering = Renumbering(record.kind, record.number, number, record.file, new_file, is_alone)
    paths_alone = Renumbering(record.kind, record.number, number, record.file, new_file, is_known_by_number=False)
    edits = RecordEdits(read)
    for other in project.records:
        if other.dialect is not Dialect.MARKDOWN:
            if other.file != record.file and _names(other, record):
                edits.say(f"{other.file} names {record.id} and is written in {other.dialect}: mend it by hand")
        elif other.file != record.file:
            edits.edit(
                other.file, partial(rewrite_references, file=other.file, renumbering=renumbering, kind=other.kind)
            )
    for page in pages:
        edits.edit(page, partial(rewrite_references, file=page, renumbering=paths_alone))
    edits.edit(record.file, lambda text: rewrite_references(text, record.file, renumbering, record.kind))
    if record.title_number == record.number:
        edits.edit(record.file, lambda text: set_title_number(text, number, record.file))
    own_id = record.content.id
    if own_id and parse_reference(own_id).number == record.number:
        # With `is_alone` the id was rewritten like every other mention.
        edits.edit(record.file, lambda text: _with_id(text, record, renumbering))
    edits.say(f"{record.id} is {format_id(record.kind, number)} now")
    if not is_alone:
        edits.say(f"another record has the number {record.number}: what says {record.id} was taken to mean that one")
    for other in project.records:
        if other.has_loose_front_matter and _is_in(other.front.text, record):
            edits.say(f"{other.file}: its front matter is not YAML and was left as it is; it says {record.id}")
    for entry in project.unreadable:
        edits.say(f"{entry.file} cannot be read, and was left as it is")
    return edits.planned({record.file: new_file})


def _names(other: Record, record: Record) -> bool:
    return _is_in(other.written_text, record)


def _is_in(text: str, record: Record) -> bool:
    text = text.lower()
    return record.id.lower() in text or name_of_record(record.file).lower() in text


def _renamed(record: Record, number: int) -> str:
    if is_folder_page(record.file):
        raise UsageError(f"{record.file} is a record in a folder of its own", "rename the folder by hand")
    name = PurePosixPath(record.file).name
    match = re.match(r"(?P<before>\D*)(?P<digits>\d+)", name)
    if match is None or int(match["digits"]) != record.number:
        raise UsageError(f"the number in the name of {record.file} cannot be told", "rename it by hand")
    width = len(match["digits"])
    return posixpath.join(posixpath.dirname(record.file), f"{match['before']}{number:0{width}d}{name[match.end() :]}")


def _with_id(text: str, record: Record, renumbering: Renumbering) -> str:
    written = record.content.id or ""
    digits = re.search(r"\d+", written)
    if digits is None:
        return text
    new = written[: digits.start()] + renumbering.numbered(digits[0]) + written[digits.end() :]
    return replace_scalar(text, ("id",), new, record.file)
