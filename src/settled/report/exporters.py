"""The forms in which all records are exported as data: a row in `EXPORTERS` each, with the function that writes it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from settled.model.shown_text import json_text

if TYPE_CHECKING:
    from settled.project import Project  # the help of the command lists the forms, and loads no more
    from settled.records import Record
    from settled.report.table import Cell


@dataclass(frozen=True, slots=True)
class Exporter:
    """A form of all records: `export` gives its bytes. What is no text is not printed on a terminal."""

    name: str
    export: Callable[[Project], bytes]
    is_text: bool = True


def _json(project: Project) -> bytes:
    from settled.report.record_json import VERSION

    objects = [_object(project, record) for record in project.records]
    return _bytes(json_text({"version": VERSION, "records": objects}, indent=2) + "\n")


def _json_lines(project: Project) -> bytes:
    objects = (_object(project, record) for record in project.records)
    return _bytes("".join(json_text(each) + "\n" for each in objects))


def _object(project: Project, record: Record) -> dict[str, Any]:
    """The record as `adr list` has it; of a flow besides the whole front matter as it was written."""
    from settled.report.record_json import record_object

    shape = record_object(project, record)
    return {**shape, "flow": record.front.data} if record.is_flow else shape


def _csv(project: Project) -> bytes:
    from settled.report.record_table import COLUMNS
    from settled.report.table import cell_text, csv_table

    return _bytes(csv_table(COLUMNS, [[cell_text(cell) for cell in row] for row in _rows(project)]))


def _spreadsheet(project: Project) -> bytes:
    from settled.report.record_table import COLUMNS
    from settled.report.spreadsheet import workbook

    return workbook("Records", COLUMNS, _rows(project), project.today)


def _rows(project: Project) -> list[list[Cell]]:
    from settled.report.record_table import COLUMNS, record_values

    return [
        [values[column] for column in COLUMNS]
        for values in (record_values(project, record) for record in project.records)
    ]


def _bytes(text: str) -> bytes:
    # Half of a character (a file name may hold one) becomes an escape, which JSON reads as what it was.
    return text.encode("utf-8", "backslashreplace")


EXPORTERS = (
    Exporter("json", _json),
    Exporter("jsonl", _json_lines),
    Exporter("csv", _csv),
    Exporter("xlsx", _spreadsheet, is_text=False),
)


def exporter_called(name: str) -> Exporter | None:
    """The exporter of this name; None for a form that has the decisions alone."""
    return next((exporter for exporter in EXPORTERS if exporter.name == name), None)
