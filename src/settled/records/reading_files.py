"""Files become records, by what was kept of its content where it was read before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from settled.files.reading import read_text_file
from settled.model.findings import Location, Problem
from settled.model.references import number_of_record
from settled.model.status_words import STATUS_WORDS, StatusWords
from settled.model.vocabulary import Kind
from settled.records.day_order import take_order_of_siblings
from settled.records.kept import KeptRecords, key_of
from settled.records.record import ReadRecord, id_of_file

MAXIMUM_FILE_BYTES = 4 * 1024 * 1024
"""A record larger than this is not read."""


_BATCH = 256
"""So many files are read at once; their texts are held until their records are made."""


class RecordFile(NamedTuple):
    """A file that may be a record: where it is, how it is called, what its folder says, the id that is not its own."""

    path: Path
    file: str
    folder_kind: Kind | None
    identity: str | None = None


def read_record_files(
    files: Sequence[RecordFile],
    root: Path,
    *,
    is_programme: bool,
    statuses: StatusWords = STATUS_WORDS,
    kept: KeptRecords | None = None,
) -> list[ReadRecord]:
    """Read the records in `files`; whatever is wrong with a file itself is a problem, never an exception.

    What their contents were read to before is taken from `kept`, which is for the same `statuses`.
    """
    entries: list[ReadRecord] = []
    for start in range(0, len(files), _BATCH):
        entries += _read_batch(files[start : start + _BATCH], root, is_programme, statuses, kept)
    take_order_of_siblings(entries)
    return entries


def _read_batch(
    files: Sequence[RecordFile], root: Path, is_programme: bool, statuses: StatusWords, kept: KeptRecords | None
) -> list[ReadRecord]:
    entries: dict[str, ReadRecord] = {}
    unread: dict[str, tuple[bytes, RecordFile, str]] = {}
    for each in files:
        text, problem = read_text_file(each.path, each.file, root, MAXIMUM_FILE_BYTES)
        if text is None:
            entries[each.file] = _unreadable(each, problem)
            continue
        if not text.strip("\ufeff \t\r\n") and (is_programme or number_of_record(each.file) is not None):
            hint = "write the record, bring its text back from git, or delete the file"
            entries[each.file] = _unreadable(
                each, Problem("unreadable-record", Location(each.file), "this file is empty", hint)
            )
            continue
        key = key_of(text, each.file, each.folder_kind, is_programme, each.identity) if kept is not None else b""
        known = kept.find(key, each.file, text) if kept is not None else None
        if known is None:
            unread[each.file] = key, each, text
        else:
            entries[each.file] = known
    if unread:
        from settled.records.reading import UnreadFile, read_records  # a run that knows every file does not read

        texts = [UnreadFile(each.file, text, each.folder_kind, each.identity) for _, each, text in unread.values()]
        for entry in read_records(texts, is_programme=is_programme, statuses=statuses):
            entries[entry.file] = entry
            if kept is not None:
                key, _, text = unread[entry.file]
                kept.keep(key, entry, text, is_programme=is_programme)
    return [entries[each.file] for each in files]


def _unreadable(each: RecordFile, problem: Problem | None) -> ReadRecord:
    record_id = id_of_file(each.file, each.folder_kind, each.identity)
    return ReadRecord(each.file, record_id, None, (replace(problem, record=record_id),) if problem else ())
