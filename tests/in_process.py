"""The command `adr` run in the process of the test: a hundred times faster than a process of its own."""

from __future__ import annotations

import gc
import io
import multiprocessing
import os
import sys
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import chdir
from pathlib import Path
from typing import Any
from unittest import mock

from settled.cli.main import run


def run_in_process(
    arguments: tuple[str, ...],
    cwd: Path,
    env: Mapping[str, str] | None = None,
    given: str = "",
    encoding: str = "utf-8",
) -> tuple[int, bytes, bytes]:
    """Exit code, stdout and stderr of `adr` with `arguments`, started in `cwd` by a person with `env`.

    `encoding` is that of the machine, which Python gives the streams of a process.
    """
    out, err = io.BytesIO(), io.BytesIO()
    streams: dict[str, Any] = {
        "stdin": io.TextIOWrapper(io.BytesIO(given.encode()), encoding="utf-8"),
        "stdout": io.TextIOWrapper(out, encoding=encoding, write_through=True),
        "stderr": io.TextIOWrapper(err, encoding=encoding, write_through=True),
        "argv": ["adr", *arguments],
    }
    code = 0
    # What a process that ends leaves to nobody is garbage here.
    going_on = mock.patch.object(gc, "freeze")
    with chdir(cwd), mock.patch.dict(os.environ, env or {}), mock.patch.multiple(sys, **streams), going_on:
        try:
            run(list(arguments))
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else int(end.code is not None)
        finally:
            gc.enable()
    return code, out.getvalue(), err.getvalue()


def run_at_once(commands: Sequence[tuple[tuple[str, ...], Path]]) -> list[tuple[int, bytes, bytes]]:
    """Run each command (its arguments and where it starts) in a process of its own, all of them at the same time.

    They are copies of this process, which has loaded everything: so they meet where they write, not while they load.
    """
    with ProcessPoolExecutor(len(commands), multiprocessing.get_context("fork")) as pool:
        return [started.result() for started in [pool.submit(run_in_process, *command) for command in commands]]
