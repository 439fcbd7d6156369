"""A file becomes a record: what it says of itself, its content as a model, and where each thing stands."""

from settled.records.folders import pages_beside
from settled.records.kept import kept_records, libraries
from settled.records.reading import MAXIMUM_FILE_BYTES, read_record, read_record_file
from settled.records.record import ReadRecord, Record, texts

__all__ = [
    "MAXIMUM_FILE_BYTES",
    "ReadRecord",
    "Record",
    "kept_records",
    "libraries",
    "pages_beside",
    "read_record",
    "read_record_file",
    "texts",
]
