"""A table as a spreadsheet (Office Open XML): texts stay texts, whatever a spreadsheet would make of them."""

from __future__ import annotations

import datetime
import io
from collections.abc import Sequence

from settled.report.table import Cell, cell_text

_LONGEST = 32_767
"""How many characters a cell may hold; a spreadsheet refuses the whole file for one more."""
_NARROWEST, _WIDEST = 8, 60


def workbook(
    title: str,
    header: Sequence[str],
    rows: Sequence[Sequence[Cell]],
    made_on: datetime.date,
) -> bytes:
    """The bytes of a workbook with one sheet: a header that stays in sight and filters, and the rows under it.

    Numbers and dates are written as such, None as an empty cell, several values on lines of their own, and every
    text as a text, so that nothing is run as a formula or followed as a link. `made_on` is noted as the day of
    making, so that the same rows give the same bytes.
    """
    import xlsxwriter  # type: ignore[import-untyped]  # it brings no types

    shown = [[_plain(cell) for cell in row] for row in rows]
    output = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(output, options) as book:
        midnight = datetime.datetime.combine(made_on, datetime.time(), tzinfo=datetime.UTC)
        book.set_properties({"title": title, "created": midnight.replace(tzinfo=None)})
        sheet = book.add_worksheet(title[:31])
        bold = book.add_format({"bold": True, "bottom": 1})
        body = book.add_format({"valign": "top", "text_wrap": True})
        day = book.add_format({"valign": "top", "num_format": "yyyy-mm-dd", "align": "left"})
        for column, name in enumerate(header):
            sheet.write_string(0, column, name, bold)
            sheet.set_column(column, column, _width(name, [row[column] for row in shown]))
        for number, row in enumerate(shown, 1):
            for column, cell in enumerate(row):
                if isinstance(cell, str):
                    sheet.write_string(number, column, _storable(cell), body)
                elif isinstance(cell, datetime.date):
                    sheet.write_datetime(number, column, datetime.datetime.combine(cell, datetime.time()), day)
                elif cell is not None:
                    sheet.write_number(number, column, cell, body)
        sheet.freeze_panes(1, 0)
        if header:
            sheet.autofilter(0, 0, len(rows), len(header) - 1)
    return output.getvalue()


def _plain(cell: Cell) -> str | int | float | datetime.date | None:
    if cell is None or (isinstance(cell, (str, int, float, datetime.date)) and not isinstance(cell, bool)):
        return cell
    return cell_text(cell)


def _storable(text: str) -> str:
    """`text` without what a spreadsheet cannot hold: half characters, and whatever is beyond the length of a cell."""
    whole = text.encode("utf-8", "replace").decode("utf-8")
    return whole if len(whole) <= _LONGEST else whole[: _LONGEST - 1] + "…"


def _width(name: str, cells: Sequence[object]) -> int:
    longest = max((len(line) for cell in cells if cell is not None for line in str(cell).splitlines()), default=0)
    return min(_WIDEST, max(_NARROWEST, len(name) + 3, longest + 1))
