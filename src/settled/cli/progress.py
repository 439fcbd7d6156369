"""Shows a person that something goes on."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click

from settled.cli.context import Invocation


@contextmanager
def progress_bar(invocation: Invocation) -> Iterator[Callable[[int, int], None]]:
    """A bar on a terminal while pages are made; nothing elsewhere, and nothing afterwards."""
    if invocation.quiet or not sys.stderr.isatty():
        yield lambda done, total: None
        return
    with click.progressbar(length=1, label="Building", file=sys.stderr, show_pos=False) as bar:

        def show(done: int, total: int) -> None:
            bar.length = total
            bar.update(done - bar.pos)

        yield show
    sys.stderr.write("\x1b[1A\x1b[2K")  # no colour, which somebody may have switched off
    sys.stderr.flush()
