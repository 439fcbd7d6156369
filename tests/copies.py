"""The command `adr` as a copy of the process of the test: with streams, signals and a terminal of its own.

A new process spends half a second on loading what this one has loaded, which is all that the copy does without.
"""

from __future__ import annotations

import faulthandler
import gc
import inspect
import io
import os
import signal
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Mapping
from pathlib import Path
from typing import IO, Any, NoReturn

from settled.cli.main import run

_STARTING = inspect.signature(subprocess.Popen._execute_child)  # type: ignore[attr-defined]
_MOST_FILES = 4096


class AdrCopy(subprocess.Popen[bytes]):
    """`adr` with `arguments`, started as `subprocess.Popen` starts a program, with the same options."""

    def __init__(self, *arguments: str, **options: Any) -> None:
        super().__init__(["adr", *arguments], **options)

    def _execute_child(self, *given: Any) -> None:
        told = _STARTING.bind(self, *given).arguments
        self.pid = os.fork()
        if self.pid == 0:
            _become_adr(told)
        self._child_created = True
        ends = ("p2cread", "p2cwrite", "c2pread", "c2pwrite", "errread", "errwrite")
        self._close_pipe_fds(*(told[name] for name in ends))  # type: ignore[attr-defined]


def run_copy(
    *arguments: str, cwd: Path, env: Mapping[str, str] | None = None, **streams: Any
) -> subprocess.CompletedProcess[bytes]:
    """Run `adr` to its end; where its output goes is said as to `subprocess.Popen`, and else is in what is returned."""
    streams = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE} | streams
    with AdrCopy(*arguments, cwd=cwd, env={**os.environ, **(env or {})}, **streams) as process:
        out, err = process.communicate()
    return subprocess.CompletedProcess(process.args, process.returncode, out, err)


def _become_adr(told: Mapping[str, Any]) -> NoReturn:
    code = 1
    try:
        for number, name in enumerate(("p2cread", "c2pwrite", "errwrite")):
            if told[name] != -1:
                os.dup2(told[name], number)
        faulthandler.disable()
        os.closerange(3, _MOST_FILES)
        if told["start_new_session"]:
            os.setsid()
        for sent in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(sent, signal.default_int_handler if sent == signal.SIGINT else signal.SIG_DFL)
        os.chdir(told["cwd"])
        tempfile.tempdir = None  # which is asked of the environment once
        if told["env"] is not None:
            os.environ.clear()
            os.environ.update(told["env"])
        if told["preexec_fn"] is not None:
            told["preexec_fn"]()
        sys.stdin, sys.stdout, sys.stderr = _stream(0, "r"), _stream(1, "w"), _stream(2, "w", "backslashreplace")
        sys.argv = list(told["args"])
        gc.enable()
        try:
            run(sys.argv[1:])
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else int(end.code is not None)
        sys.stdout.flush()
        sys.stderr.flush()
    except BaseException:
        traceback.print_exc()
        sys.stderr.flush()
    finally:
        os._exit(code)  # nothing of the process of the test is to be ended twice


def _stream(number: int, mode: str, errors: str = "strict") -> IO[str]:
    encoding = os.environ.get("PYTHONIOENCODING", "utf-8")
    raw: Any = open(number, f"{mode}b", buffering=-1 if mode == "w" else 0, closefd=False)  # noqa: SIM115
    buffered = io.BufferedReader(raw) if mode == "r" else raw
    return io.TextIOWrapper(buffered, encoding=encoding, errors=errors, line_buffering=os.isatty(number) or number == 2)
