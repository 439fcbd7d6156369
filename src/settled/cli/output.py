"""Colours and JSON that the commands share."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Callable, Sequence
from typing import Any

import click

from settled.cli.context import colour_is_wanted

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


def painter() -> Callable[[str, str], str]:
    """A function that colours a text for a terminal, and leaves it alone elsewhere."""
    if not colour_is_wanted():
        return lambda text, _: text
    return lambda text, style: click.style(text, **_STYLES.get(style, {}))


def print_json(document: Any) -> None:
    """Print `document` as JSON: indented, in its own order, with letters as they are."""
    click.echo(json.dumps(document, indent=2, ensure_ascii=False))


def print_table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print a table, cut where a terminal is too narrow."""
    from settled.report.table import text_table

    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else None
    for line in text_table(header, rows, width=width):
        click.echo(line)
