"""Which record a person means, by a number or a part of its file's name, and how a new one's file is called."""

from __future__ import annotations

import os
import re
from pathlib import Path

from settled.adr_tools.folder import AdrToolsFolder, RecordFile
from settled.model.errors import UsageError
from settled.scaffold.slug import slug_of

_MAXIMUM_SLUG = 240
"""Characters; with a number of six digits and the ending the name stays below what file systems allow."""
_LISTED = 10


def named_record(folder: AdrToolsFolder, reference: str, start: Path) -> RecordFile:
    """The one record that `reference` means: a number, a file or path (seen from `start`), or a part of a name.

    A number means the record of that number and no other, with leading zeros or without. Raises UsageError where
    there is none, and where several are meant, with their names.
    """
    records = folder.records()
    wanted = reference.strip()
    if not wanted:
        raise UsageError("a record is named by nothing", "name its number, or a part of its file's name")
    for found in _meant(records, wanted, folder, start):
        if len(found) == 1:
            return found[0]
        if found:
            names = ", ".join(record.name for record in found[:_LISTED])
            more = f" and {len(found) - _LISTED} more" if len(found) > _LISTED else ""
            raise UsageError(f"`{wanted}` may be one of several records", f"name it in full: {names}{more}")
    last = records[-1].number if records else 0
    hint = f"there are {len(records)} records up to number {last}; see `adr list`" if records else "there is none yet"
    raise UsageError(f"there is no record `{wanted}` in {folder.shown()}", hint)


def _meant(records: list[RecordFile], wanted: str, folder: AdrToolsFolder, start: Path) -> list[list[RecordFile]]:
    """The records that `wanted` may mean, the surest meaning first."""
    if re.fullmatch(r"[0-9]+", wanted):
        return [[record for record in records if str(record.number) == (wanted.lstrip("0") or "0")]]
    path = Path(os.path.normpath(start.absolute() / wanted))
    name = path.name if os.path.normpath(path.parent.resolve()) == os.path.normpath(folder.path.resolve()) else wanted
    folded = wanted.lower()
    return [
        [record for record in records if record.name in {name, f"{name}.md"}],
        [record for record in records if _slug(record) == folded],
        [record for record in records if wanted in record.name],
        [record for record in records if folded in record.name.lower()],
    ]


def _slug(record: RecordFile) -> str:
    return record.name.partition("-")[2].removesuffix(".md").lower()


def slug_as_adr_tools(title: str) -> str:
    """`title` as adr-tools calls files: what is neither letter nor digit becomes one dash; `untitled` for nothing.

    Letters beyond ASCII, which it drops or keeps by the machine's language, are written as our own records are.
    """
    if not title.isascii():
        return slug_of(title)
    slug = re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")
    if len(slug) > _MAXIMUM_SLUG:
        slug = slug[: _MAXIMUM_SLUG + 1].rpartition("-")[0] or slug[:_MAXIMUM_SLUG]
    return slug or "untitled"
