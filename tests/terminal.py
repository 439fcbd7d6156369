"""A command as a person starts it: its output goes to a terminal."""

from __future__ import annotations

import os
import pty
from collections.abc import Mapping
from pathlib import Path

from tests.copies import AdrCopy


def in_terminal(*arguments: str, folder: Path, env: Mapping[str, str] | None = None) -> tuple[str, int]:
    """What `adr` with `arguments` shows on a terminal when it is started in `folder`, and its exit code."""
    screen, terminal = pty.openpty()
    streams = {"stdin": terminal, "stdout": terminal, "stderr": terminal}
    process = AdrCopy(*arguments, cwd=folder, env={**os.environ, **(env or {})}, **streams)
    os.close(terminal)
    shown = b""
    while True:
        try:
            some = os.read(screen, 65536)
        except OSError:  # how Linux tells that nobody writes any more
            break
        if not some:
            break
        shown += some
    os.close(screen)
    return shown.decode("utf-8", "replace").replace("\r\n", "\n"), process.wait()
