"""A register as data, and its three forms: CSV, JSON and a spreadsheet."""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from settled.report.spreadsheet import workbook
from settled.report.table import Cell, cell_text, csv_table

VERSION = 1
"""The version of the JSON documents that have no command of their own."""


@dataclass(frozen=True, slots=True)
class Register:
    """A whole register: its name, its columns in their order, its rows by column, and its JSON document.

    `document` is what the command that prints the same register as JSON prints; without such a command the rows.
    """

    name: str
    columns: tuple[str, ...]
    rows: tuple[Mapping[str, Cell], ...]
    document: Mapping[str, Any] | None = None

    def csv(self) -> bytes:
        """The rows as CSV in UTF-8, as the commands print it: several values stand on lines of their own."""
        return _encoded(
            csv_table(self.columns, [[cell_text(row[column]) for column in self.columns] for row in self.rows])
        )

    def json(self) -> bytes:
        """The document as JSON in UTF-8; dates are ISO, what is not known is null."""
        document = self.document or {"version": VERSION, self.name: [_json_row(row, self.columns) for row in self.rows]}
        return _encoded(json.dumps(document, separators=(",", ":"), ensure_ascii=False) + "\n")

    def xlsx(self, title: str, made_on: datetime.date) -> bytes:
        """The rows as a spreadsheet, where numbers and dates are no texts; the same rows give the same bytes."""
        rows = [[row[column] for column in self.columns] for row in self.rows]
        return workbook(title, self.columns, rows, made_on)


def _json_row(row: Mapping[str, Cell], columns: tuple[str, ...]) -> dict[str, Any]:
    return {column: _json(row[column]) for column in columns}


def _json(cell: Cell) -> Any:
    if isinstance(cell, datetime.date):
        return cell.isoformat()
    if cell is None or isinstance(cell, (str, int, float)):
        return cell
    return list(cell)


def _encoded(text: str) -> bytes:
    # Half of a character, which YAML may spell out in a text, is none that UTF-8 knows: it is an escape, as the
    # commands print it.
    return text.encode("utf-8", "backslashreplace")
