"""Starts git, and nothing but git: the one module of the tool that does.

The repository under check may be anybody's. Its configuration, its attributes and its files can name programs that
git would run: filters, drivers, hooks, monitors, pagers, transports. And when the tool runs inside a git hook, git
has set variables for the commit under way, which would make every answer one about another repository or another
index. So each process gets a cleaned environment, settings that switch off what can be switched off, no way to any
other repository, a limit of time, and a process group that ends with it. What cannot be switched off is not asked
for: no command here looks at the files of the working tree, where git would apply filters.
"""

from __future__ import annotations

import os
import re
import signal
import subprocess
import tempfile
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, cast

from settled.model.errors import HistoryError, NoRepositoryError

QUICK_SECONDS = 20.0
"""How long a question may take whose answer does not grow with the repository."""
READING_SECONDS = 300.0
"""How long reading a history may take; half a million commits take half a minute."""

# What says where git and its settings are. All else that begins with GIT_ is dropped: where another repository,
# index or object store is, and all that reaches a network.
_KEPT_VARIABLES = re.compile(
    r"GIT_(?:CEILING_DIRECTORIES|DISCOVERY_ACROSS_FILESYSTEM|EXEC_PATH|CONFIG_(?:NOSYSTEM|SYSTEM|GLOBAL)|PYTHON_\w+"
    r"|TRACE\w*)"
)
_SET_VARIABLES = {
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    # What a partial clone lacks is not fetched: a remote names programs. A git that does not know the variable is
    # asked nothing in such a clone (`repository.open_repository`), and no protocol is allowed to it either.
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_ALLOW_PROTOCOL": "",
    "GIT_PROTOCOL_FROM_USER": "0",
    "GIT_ATTR_NOSYSTEM": "1",
    "LC_ALL": "C",
}
_OPTIONS = (
    "--no-pager",
    "--no-optional-locks",
    *(
        word
        for setting in (
            # A folder that looks like a repository without a working tree is none (git 2.38 and newer).
            "safe.bareRepository=explicit",
            "protocol.allow=never",
            "core.fsmonitor=false",
            f"core.hooksPath={os.devnull}",
            f"core.attributesFile={os.devnull}",
            "core.sshCommand=false",
            "core.askPass=false",
            "core.alternateRefsCommand=false",
            "credential.helper=",
            "gpg.program=false",
            "core.quotePath=false",
            "color.ui=false",
            "diff.renames=true",
            f"diff.orderFile={os.devnull}",
            "diff.relative=false",
            "diff.renameLimit=1000",
            "log.showSignature=false",
            "log.showRoot=true",
            "log.follow=false",
        )
        for word in ("-c", setting)
    ),
)
_environment = threading.Lock()


class NoAnswerError(HistoryError):
    """Git took longer than it may."""


def run(top: Path, arguments: Iterable[str], lines: Iterable[str] = (), seconds: float = READING_SECONDS) -> bytes:
    """What git prints when it is started in `top`; `lines` are its input.

    Raises HistoryError where git fails or takes longer than `seconds`, NoRepositoryError where `top` is in none.
    """
    with _input(lines) as stdin:
        process = _start(top, arguments, stdin)
        seconds = _limit(seconds)
        try:
            output, errors = process.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            _end(process)
            process.communicate()
            raise _too_slow(seconds) from None
        except BaseException:
            _end(process)
            raise
    if process.returncode:
        raise _error(errors)
    return output


@contextmanager
def stream(top: Path, arguments: Iterable[str], lines: Iterable[str]) -> Iterator[BinaryIO]:
    """Git's output while it runs. Raises HistoryError at the end where git failed or took too long."""
    with _input(lines) as stdin:
        process = _start(top, arguments, stdin)
        output, complaints = cast("BinaryIO", process.stdout), cast("BinaryIO", process.stderr)
        errors: list[bytes] = []
        seconds, late = _limit(READING_SECONDS), threading.Event()

        def give_up() -> None:
            late.set()
            _end(process)

        # Git waits for ever once it has more to complain of than a pipe holds.
        drain = threading.Thread(target=lambda: errors.append(complaints.read()), daemon=True)
        watch = threading.Timer(seconds, give_up)
        drain.start()
        watch.start()
        try:
            yield output
            process.wait()
        finally:
            watch.cancel()
            _end(process)
            drain.join()
            output.close()
            complaints.close()
        if late.is_set():
            raise _too_slow(seconds)
        if process.returncode:
            raise _error(b"".join(errors))


def can_refuse_to_fetch(top: Path) -> bool:
    """Whether this git knows how not to fetch what a partial clone lacks (2.45 and newer)."""
    try:
        run(top, ("--no-lazy-fetch", "version"), seconds=QUICK_SECONDS)
    except HistoryError:
        return False
    return True


@contextmanager
def _input(lines: Iterable[str]) -> Iterator[BinaryIO]:
    # From a file, because writing and reading pipes at once needs a thread or blocks.
    with tempfile.TemporaryFile() as stdin:
        stdin.writelines(os.fsencode(line) + b"\n" for line in lines)
        stdin.seek(0)
        yield stdin


def _start(top: Path, arguments: Iterable[str], stdin: BinaryIO) -> subprocess.Popen[bytes]:
    try:
        import git
    except ImportError:
        raise HistoryError("git is not installed") from None
    # A group of its own, so that whatever it starts can be ended with it.
    group = {"process_group": 0} if os.name == "posix" else {}
    try:
        with _clean_environment():
            # Not `Git(folder)`: it would expand `~` and `$` in the folder's name.
            running = git.Git().execute(
                [str(git.Git.GIT_PYTHON_GIT_EXECUTABLE), "-C", str(top), *_OPTIONS, *arguments],
                istream=stdin,
                as_process=True,
                # No folder above is looked into, whatever `top` turns out to be.
                env={**_SET_VARIABLES, "GIT_CEILING_DIRECTORIES": str(top.parent)},
                **group,
            )
    except git.GitCommandNotFound:
        raise HistoryError("git is not installed") from None
    # Taken out of its wrapper, which would end the process as soon as nobody holds the wrapper.
    process, running.proc = running.proc, None
    return cast("subprocess.Popen[bytes]", process)


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a process that runs still, and all that it started; one that has ended is left alone."""
    if process.poll() is None:
        if os.name == "posix":
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
    process.wait()


def _limit(seconds: float) -> float:
    """`seconds`, or what `SETTLED_GIT_SECONDS` says for all questions."""
    try:
        return float(os.environ.get("SETTLED_GIT_SECONDS", "")) or seconds
    except ValueError:
        return seconds


@contextmanager
def _clean_environment() -> Iterator[None]:
    """GitPython hands the environment of this process on and can only add to it, so it is cleaned for the start."""
    with _environment:
        dropped = {
            name: os.environ.pop(name)
            for name in list(os.environ)
            if name.startswith("GIT_") and not _KEPT_VARIABLES.fullmatch(name)
        }
        try:
            yield
        finally:
            os.environ.update(dropped)


def _too_slow(seconds: float) -> NoAnswerError:
    return NoAnswerError(
        f"git did not answer within {seconds:g} s", "set SETTLED_GIT_SECONDS to give it longer, or look at its settings"
    )


def _error(said: bytes) -> HistoryError:
    text = said.decode("utf-8", "replace").strip()
    if "dubious ownership" in text or "unsafe repository" in text:
        return HistoryError(
            "git refuses this repository, because it belongs to another user", "see `safe.directory` of git"
        )
    if "not a git repository" in text:
        return NoRepositoryError("the records are not in a git repository")
    fatal = next((line for line in text.splitlines() if line.startswith(("fatal:", "error:"))), text.split("\n")[0])
    return HistoryError(f"git cannot tell the history: {fatal.split(': ', 1)[-1] or 'it gives no reason'}")
