"""A file becomes a record, by what was kept of its content where it was read before."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from settled.files.reading import read_text_file
from settled.model.references import format_id, name_of_record, number_of_record
from settled.model.status_words import STATUS_WORDS, StatusWords
from settled.model.vocabulary import Kind
from settled.records.kept import KeptRecords, key_of
from settled.records.record import ReadRecord

MAXIMUM_FILE_BYTES = 4 * 1024 * 1024
"""A record larger than this is not read."""


def read_record_file(
    path: Path,
    file: str,
    folder_kind: Kind | None,
    root: Path,
    *,
    is_programme: bool,
    statuses: StatusWords = STATUS_WORDS,
    identity: str | None = None,
    kept: KeptRecords | None = None,
) -> ReadRecord:
    """Read the record at `path`; whatever is wrong with the file itself is a problem, never an exception.

    What its content was read to before is taken from `kept`, which is for the same `statuses`.
    """
    number = number_of_record(file)
    kind = folder_kind or Kind.DECISION
    record_id = identity or (format_id(kind, number) if number is not None else name_of_record(file))
    text, problem = read_text_file(path, file, root, MAXIMUM_FILE_BYTES)
    if text is None:
        return ReadRecord(file, record_id, None, (replace(problem, record=record_id),) if problem else ())
    key = key_of(text, file, folder_kind, is_programme, identity) if kept is not None else b""
    entry = kept.find(key, file, text) if kept is not None else None
    if entry is None:
        from settled.records.reading import read_record  # a run that knows every file already does not read

        entry = read_record(file, text, folder_kind, is_programme=is_programme, statuses=statuses, identity=identity)
        if kept is not None:
            kept.keep(key, entry, text, is_programme=is_programme)
    return entry
