"""What all commands print by: words for people, data for programs, and nothing that moves a terminal's cursor.

Data is UTF-8 whatever the machine's own encoding is, so that what one of them writes another can read. Words take that
of the terminal. What records and file names hold is shown there and never obeyed.
"""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Callable, Sequence
from typing import Any

import click

from settled.cli.context import colour_is_wanted
from settled.model.errors import UsageError
from settled.model.shown_text import json_text, visible_lines

_STYLES: dict[str, dict[str, Any]] = {
    "error": {"fg": "red", "bold": True},
    "warning": {"fg": "yellow"},
    "info": {"fg": "cyan"},
    "quiet": {"dim": True},
    "strong": {"bold": True},
    "settled": {"fg": "green"},
    "open": {"fg": "yellow"},
    "missing": {"fg": "red"},
    "invalid": {"fg": "red", "bold": True},
}


_COLOUR = re.compile("(\x1b\\[(?:0|1|2|31|32|33|36)m)")
"""What `painter` writes, and nothing else that a terminal obeys."""


def painter() -> Callable[[str, str], str]:
    """A function that colours a text for a terminal, and leaves it alone elsewhere."""
    if not colour_is_wanted():
        return lambda text, _: text
    return lambda text, style: click.style(visible_lines(text), **_STYLES.get(style, {}))


def echo(text: str, *, err: bool = False, nl: bool = True) -> None:
    """Print words for people. Only the colours of `painter` are left in them, where colours are wanted."""
    pieces = _COLOUR.split(text) if colour_is_wanted() else [text]
    # Split at a group, every second piece is a colour.
    shown = "".join(piece if index % 2 else visible_lines(piece) for index, piece in enumerate(pieces))
    click.echo(shown, err=err, nl=nl)


def print_data(data: str | bytes) -> None:
    """Print data as it is, as UTF-8; on a terminal as words are. Half a character becomes an escape."""
    content = data if isinstance(data, bytes) else data.encode("utf-8", "backslashreplace")
    if sys.stdout.isatty():
        echo(content.decode("utf-8", "backslashreplace"), nl=False)
        return
    click.echo(content, nl=False)


def print_json(document: Any) -> None:
    """Print `document` as JSON: indented, in its own order, with letters as they are."""
    print_data(json_text(document, indent=2) + "\n")


def print_csv(header: Sequence[str], rows: Sequence[Sequence[str]], *, bom: bool) -> None:
    """Print a table as CSV, with a byte order mark where one is asked for."""
    from settled.report.table import BYTE_ORDER_MARK, csv_table

    print_data((BYTE_ORDER_MARK if bom else "") + csv_table(header, rows))


def refuse_what_does_not_fit(command: str, output_format: str | None, *, bom: bool = False) -> None:
    """Raise UsageError for a spreadsheet on a terminal, and for a byte order mark where no CSV is printed."""
    if bom and output_format != "csv":
        raise UsageError("--bom is for CSV", f"write it as: adr {command} --format csv --bom")
    if output_format == "xlsx" and sys.stdout.isatty():
        raise UsageError("a spreadsheet is no text", f"send it to a file: adr {command} --format xlsx > {command}.xlsx")


def print_table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print a table, cut where a terminal is too narrow."""
    from settled.report.table import text_table

    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else None
    for line in text_table(header, rows, width=width):
        echo(line)
