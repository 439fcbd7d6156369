"""A command as a person starts it: its output goes to a terminal, and keys come from one."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import struct
import subprocess
import termios
from collections.abc import Mapping
from pathlib import Path

from tests.conftest import Outcome
from tests.copies import AdrCopy

HANGS_AFTER = 60
"""Seconds of silence after which a test gives up; no test that passes waits for it."""


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


def _take_terminal() -> None:
    """Make stdin the child's controlling terminal, so that Ctrl-C reaches it as it does for a person."""
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)


class Terminal:
    """The command with stdin and stderr on a pseudo-terminal, and stdout on a pipe as in `$(adr new …)`."""

    def __init__(self, arguments: list[str], cwd: Path, env: dict[str, str], columns: int = 80) -> None:
        self.master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
        self.shown, self.found = "", 0
        self.process = AdrCopy(
            *arguments,
            cwd=cwd,
            env={**os.environ, **env},
            stdin=slave,
            stdout=subprocess.PIPE,
            stderr=slave,
            start_new_session=True,
            preexec_fn=_take_terminal,
        )
        os.close(slave)

    def read_until(self, text: str) -> None:
        """Wait until `text` is shown, behind what was waited for before; fails when the command ends before that."""
        while text not in self.shown[self.found :]:
            assert self._read(), f"`{text}` was never shown, but: {self.shown[self.found :]}"
        self.found = self.shown.index(text, self.found) + len(text)

    def type(self, text: str) -> None:
        """Type `text`, as it is."""
        os.write(self.master, text.encode("utf-8"))

    def answer(self, *pairs: tuple[str, str]) -> None:
        """Wait for the first of each pair to be asked, and type the second with Enter."""
        for asked, typed in pairs:
            self.read_until(asked)
            self.type(f"{typed}\n")

    def wait_until_it_reads(self) -> None:
        """Wait until the command sleeps, which after its prompt means that it reads.

        A signal that comes between the prompt and the read is only noted by Python and acted upon at the
        next key: no person is that quick, but a test is.
        """
        status = Path(f"/proc/{self.process.pid}/stat")
        while status.read_text(encoding="utf-8").rpartition(")")[2].split()[0] != "S":
            os.sched_yield()

    def end(self) -> Outcome:
        """Wait for the end: exit code, stdout, and all that the terminal has shown."""
        while self._read():
            pass
        assert self.process.stdout is not None
        out = self.process.stdout.read().decode("utf-8")
        return Outcome(self.process.wait(), out, self.shown.replace("\r\n", "\n"))

    def _read(self) -> bool:
        # Whoever waits for a question that never comes is told so, instead of waiting for ever.
        if not select.select([self.master], [], [], HANGS_AFTER)[0]:
            raise AssertionError(f"the command waits for input; it has shown: {self.shown}")
        try:
            data = os.read(self.master, 4096)
        except OSError:  # Linux: the other end is closed
            return False
        self.shown += data.decode("utf-8", "replace")
        return bool(data)

    def close(self) -> None:
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        if self.process.stdout is not None:
            self.process.stdout.close()
        os.close(self.master)
