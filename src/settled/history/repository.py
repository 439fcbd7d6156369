"""Opens the git repository that holds the records and runs git in it: few processes, and nothing inherited.

When the tool runs inside a git hook, git has set `GIT_DIR` and `GIT_INDEX_FILE` for the commit under
way; inherited, they would make every answer one about another repository or another index. And what a
person or a repository has configured (colours, signatures, an order of files, hooks, a file system
monitor) must change neither the answers nor what is executed.
"""

from __future__ import annotations

import os
import re
import subprocess
import tempfile
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast
from urllib.parse import urlsplit, urlunsplit

from settled.errors import HistoryError, NoRepositoryError

# What tells git where things are or how to reach them. All else that begins with GIT_ is dropped.
_KEPT_VARIABLES = re.compile(
    r"GIT_(?:CEILING_DIRECTORIES|DISCOVERY_ACROSS_FILESYSTEM|EXEC_PATH|CONFIG_(?:NOSYSTEM|SYSTEM|GLOBAL)|PYTHON_\w+"
    r"|TRACE\w*|SSH\w*|SSL_\w+|PROXY_\w+|HTTP_\w+|ALLOW_PROTOCOL|PROTOCOL_FROM_USER|NO_LAZY_FETCH)"
)
_SET_VARIABLES = {"GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"}
_OPTIONS = (
    "--no-pager",
    "--no-optional-locks",
    *(
        word
        for setting in (
            "core.fsmonitor=false",
            f"core.hooksPath={os.devnull}",
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
# Every name may hold line breaks.
_PLACES = re.compile(r"(?P<common>.+)\ntrue\n(?P<shallow>true|false)\n(?P<prefix>.*)\n", re.DOTALL)
_environment = threading.Lock()


@dataclass(frozen=True)
class Repository:
    """The repository around a records folder.

    `folder` is the resolved records folder, `prefix` its path from the top of the working tree (empty or
    with `/` at its end), `head` the hash of the last commit, None before the first one. `cut_off_at` are the
    commits at which a shallow clone ends; their parents exist but are not here. `common_folder` is where
    git keeps what all worktrees share.
    """

    folder: Path
    prefix: str
    common_folder: Path
    head: str | None
    is_shallow: bool
    cut_off_at: frozenset[str]

    @property
    def top(self) -> Path:
        """The top of the working tree."""
        return self.folder.parents[self.prefix.count("/") - 1] if self.prefix else self.folder

    def run(self, *arguments: str, lines: Iterable[str] = ()) -> bytes:
        """What git prints; `lines` are its input. Raises HistoryError where git fails."""
        return _run(self.folder, arguments, lines)

    @contextmanager
    def stream(self, *arguments: str, lines: Iterable[str]) -> Iterator[BinaryIO]:
        """Git's output while it runs. Raises HistoryError at the end where git failed."""
        with _input(lines) as stdin:
            process = _start(self.folder, arguments, stdin)
            output, complaints = cast("BinaryIO", process.stdout), cast("BinaryIO", process.stderr)
            errors: list[bytes] = []
            # Git waits for ever once it has more to complain of than a pipe holds.
            drain = threading.Thread(target=lambda: errors.append(complaints.read()), daemon=True)
            drain.start()
            try:
                yield output
                process.wait()
            finally:
                process.kill()
                drain.join()
                process.wait()
                output.close()
                complaints.close()
            if process.returncode:
                raise _error(b"".join(errors))

    def committed_files(self, commit: str) -> dict[str, str]:
        """The blob of every file below the records folder in `commit`, by path from the top."""
        # Without a path it lists the folder that git runs in.
        listing = self.run("ls-tree", "-r", "-z", "--full-name", commit)
        entries = (entry.split(b"\t", 1) for entry in listing.split(b"\0") if entry)
        return {os.fsdecode(path): about.split()[2].decode() for about, path in entries}

    def changed_files(self) -> frozenset[str]:
        """The files below the records folder that differ from the last commit, by path from the top."""
        listing = self.run(
            "status", "--porcelain", "-z", "--untracked-files=no", "--no-renames", "--ignore-submodules=all",
            "--", f":(top,literal){self.prefix}" if self.prefix else ":(top)",
        )  # fmt: skip
        return frozenset(os.fsdecode(entry[3:]) for entry in listing.split(b"\0") if entry)

    def replaced(self) -> bytes:
        """Which objects are replaced by others, or have other parents than they say."""
        found = b""
        packed, grafts = self.common_folder / "packed-refs", self.common_folder / "info/grafts"
        with suppress(OSError):
            found += grafts.read_bytes()
        is_likely = (self.common_folder / "refs/replace").exists() or (self.common_folder / "reftable").exists()
        if is_likely or (packed.exists() and b" refs/replace/" in packed.read_bytes()):
            found += self.run("for-each-ref", "--format=%(refname) %(objectname)", "refs/replace/")
        return found

    def remote(self) -> str:
        """The address of `origin` without user name and password; empty where there is none."""
        try:
            address = self.run("remote", "get-url", "origin")
        except HistoryError:
            return ""
        return without_credentials(os.fsdecode(address).split("\n")[0].strip())


def open_repository(folder: Path) -> Repository:
    """The repository that `folder` lies in.

    Raises NoRepositoryError where there is none, and HistoryError where git refuses it.
    """
    if not folder.is_dir():
        raise HistoryError("the records folder does not exist")
    folder = folder.resolve()
    answer = _run(
        folder, ("rev-parse", "--git-common-dir", "--is-inside-work-tree", "--is-shallow-repository", "--show-prefix")
    )
    told = _PLACES.fullmatch(os.fsdecode(answer))
    if told is None:
        raise HistoryError("the records are not in the working tree of a git repository")
    is_shallow = told["shallow"]
    return Repository(
        folder=folder,
        prefix=told["prefix"],
        common_folder=folder / told["common"],
        head=_head(folder),
        is_shallow=is_shallow == "true",
        cut_off_at=_cut_off_at(folder) if is_shallow == "true" else frozenset(),
    )


def without_credentials(address: str) -> str:
    """`address` without the secrets that it may carry: a password, a token as user name, a query."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    if not parts.scheme or "://" not in address:
        return address  # `git@host:path` and paths have no place for a password
    user, at, host = parts.netloc.rpartition("@")
    if parts.scheme in {"ssh", "git+ssh"} and at:
        host = f"{user.split(':')[0]}@{host}"
    return urlunsplit((parts.scheme, host, parts.path, "", ""))


def _head(folder: Path) -> str | None:
    """The hash of the last commit, None before the first one; HistoryError where git names one that it lacks."""
    try:
        return _run(folder, ("rev-parse", "--verify", "--quiet", "HEAD^{commit}")).decode().strip()
    except HistoryError:
        pass
    try:
        named = _run(folder, ("rev-parse", "--verify", "--quiet", "HEAD")).decode("ascii", "replace").strip()
    except HistoryError:
        return None
    raise HistoryError(f"the repository lacks its last commit {named[:10]}", "see `git fsck`")


def _cut_off_at(folder: Path) -> frozenset[str]:
    file = os.fsdecode(_run(folder, ("rev-parse", "--git-path", "shallow"))).removesuffix("\n")
    try:
        return frozenset((folder / file).read_text(encoding="ascii").split())
    except (OSError, ValueError):
        raise HistoryError("git does not tell where this shallow clone ends") from None


def _run(folder: Path, arguments: Iterable[str], lines: Iterable[str] = ()) -> bytes:
    with _input(lines) as stdin:
        process = _start(folder, arguments, stdin)
        output, errors = process.communicate()
    if process.returncode:
        raise _error(errors)
    return output


@contextmanager
def _input(lines: Iterable[str]) -> Iterator[BinaryIO]:
    # From a file, because writing and reading pipes at once needs a thread or blocks.
    with tempfile.TemporaryFile() as stdin:
        stdin.writelines(os.fsencode(line) + b"\n" for line in lines)
        stdin.seek(0)
        yield stdin


def _start(folder: Path, arguments: Iterable[str], stdin: BinaryIO) -> subprocess.Popen[bytes]:
    try:
        import git
    except ImportError:
        raise HistoryError("git is not installed") from None
    try:
        with _clean_environment():
            # Not `Git(folder)`: it would expand `~` and `$` in the folder's name.
            running = git.Git().execute(
                [str(git.Git.GIT_PYTHON_GIT_EXECUTABLE), "-C", str(folder), *_OPTIONS, *arguments],
                istream=stdin,
                as_process=True,
                env=_SET_VARIABLES,
            )
    except git.GitCommandNotFound:
        raise HistoryError("git is not installed") from None
    # Taken out of its wrapper, which would end the process as soon as nobody holds the wrapper.
    process, running.proc = running.proc, None
    return cast("subprocess.Popen[bytes]", process)


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
