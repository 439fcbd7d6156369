"""Dates in numbers that one record leaves open (`12/02/26`) and the records beside it tell (`25/03/26`)."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Sequence

from settled.formats.dates import DayOrder, order_of, written_date
from settled.model.references import folder_of_record
from settled.records.record import ReadRecord, Record

_NOISE = "[(*_` "
"""What may stand before a date."""


def take_order_of_siblings(entries: Sequence[ReadRecord]) -> None:
    """Give each record of `entries` whose day depends on the order of day and month the day that its folder tells.

    Only where the dates of the folder leave one order; the entries were made for this run alone.
    """
    if not any(record.date is None and record.date_text for record in _records(entries)):
        return
    by_folder: dict[str, list[Record]] = defaultdict(list)
    for record in _records(entries):
        if record.date_text:
            by_folder[folder_of_record(record.file)].append(record)
    for records in by_folder.values():
        order = order_of((record.date_text or "").lstrip(_NOISE) for record in records)
        if order is None:
            continue
        for record in records:
            if record.date is None and record.date_text:
                record.__dict__["date"] = _day(record.date_text, order)


def _day(text: str, order: DayOrder) -> datetime.date | None:
    try:
        written = written_date(text.lstrip(_NOISE), order)
    except ValueError:
        return None
    return written.day if written else None


def _records(entries: Iterable[ReadRecord]) -> Iterable[Record]:
    return (entry.record for entry in entries if entry.record is not None)
