"""A file becomes a record: what it says of itself, its content as a model, and where each thing stands."""

from settled.records.folders import pages_beside
from settled.records.kept import KeptRecords, kept_records, key_of, libraries
from settled.records.reading_files import MAXIMUM_FILE_BYTES, RecordFile, read_record_files
from settled.records.record import ReadRecord, Record, texts

__all__ = [
    "MAXIMUM_FILE_BYTES",
    "KeptRecords",
    "ReadRecord",
    "Record",
    "RecordFile",
    "kept_records",
    "key_of",
    "libraries",
    "pages_beside",
    "read_record_files",
    "texts",
]
