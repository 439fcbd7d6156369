"""A command as a person starts it: its output goes to a terminal."""

from __future__ import annotations

import os
import pty
import subprocess
from pathlib import Path


def in_terminal(command: list[str], folder: Path) -> tuple[str, int]:
    """What `command` shows on a terminal when it is started in `folder`, and its exit code."""
    screen, terminal = pty.openpty()
    process = subprocess.Popen(command, cwd=folder, stdin=terminal, stdout=terminal, stderr=terminal)
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
