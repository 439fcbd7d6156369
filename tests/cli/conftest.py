"""Commands that are started at a terminal, and closed however a test ends."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.terminal import Terminal


@pytest.fixture
def start() -> Iterator[Callable[..., Terminal]]:
    """Start the command at a terminal: `start("new", "T", cwd=root, TERM="xterm")`."""
    terminals: list[Terminal] = []

    def begin(*arguments: str, cwd: Path, columns: int = 80, **env: str) -> Terminal:
        terminals.append(Terminal(list(arguments), cwd, env, columns))
        return terminals[-1]

    yield begin
    for terminal in terminals:
        terminal.close()
