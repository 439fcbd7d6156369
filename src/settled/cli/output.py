"""Colours and formats that the commands share."""

from __future__ import annotations

import json
from collections.abc import Callable
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


def format_option(*formats: str) -> Callable[[Any], Any]:
    """The option `--format` with the given choices; the first is the default."""
    return click.option(
        "--format", "output_format", type=click.Choice(formats), default=formats[0], show_default=True,
        help="What to print.",
    )  # fmt: skip


def print_json(document: Any) -> None:
    """Print `document` as JSON: indented, in its own order, with letters as they are."""
    click.echo(json.dumps(document, indent=2, ensure_ascii=False))
