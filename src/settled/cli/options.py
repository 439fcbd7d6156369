"""Options that several commands take."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click


def diff_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """The option `--diff` of every command that changes records."""
    return click.option("--diff", is_flag=True, help="Print what would change, and write nothing.")(command)


def date_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """The option `--date` of the commands that date what they do."""
    return click.option("--date", "day", metavar="DAY", help="The day of the decision.  [default: today]")(command)


def bom_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """The option `--bom` of the commands that print CSV."""
    told = "Begin CSV with a byte order mark, by which Excel knows that it is UTF-8."
    return click.option("--bom", is_flag=True, help=told)(command)


def format_option(*formats: str) -> Callable[[Any], Any]:
    """The option `--format` with the given choices; the first is the default."""
    return click.option(
        "--format", "output_format", type=click.Choice(formats), default=formats[0], show_default=True,
        help="What to print.",
    )  # fmt: skip
