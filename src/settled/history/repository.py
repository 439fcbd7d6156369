"""Opens the git repository that holds the records, and asks it what does not take a walk through its history."""

from __future__ import annotations

import hashlib
import os
import re
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO
from urllib.parse import urlsplit, urlunsplit

from settled.files.git_mark import has_git_mark
from settled.history import git_process
from settled.history.git_process import QUICK_SECONDS
from settled.model.errors import HistoryError, NoRepositoryError

# Every name may hold line breaks.
_PLACES = re.compile(r"(?P<common>.+)\ntrue\n(?P<shallow>true|false)\n(?P<top>.+)\n", re.DOTALL)
_FETCHING = re.compile(r"extensions\.partialclone|remote\..*\.(?:promisor|partialclonefilter)", re.DOTALL)
_PATIENCE_SECONDS = 60.0
_silent: dict[Path, float] = {}
"""The working trees whose git did not answer in time, and when: one command asks in several places."""


@dataclass(frozen=True)
class Repository:
    """The repository around a records folder.

    `folder` is the resolved records folder, `top` that of the working tree, from which git is started; `prefix` is
    the path from one to the other (empty or with `/` at its end), `head` the hash of the last commit, None before
    the first one. `cut_off_at` are the commits at which a shallow clone ends; their parents exist but are not here.
    `common_folder` is where git keeps what all worktrees share, `settings` are all settings of git with their values.
    """

    folder: Path
    top: Path
    prefix: str
    common_folder: Path
    head: str | None
    is_shallow: bool
    cut_off_at: frozenset[str]
    settings: tuple[bytes, ...]

    @property
    def place(self) -> str:
        """The pathspec of the records folder."""
        return f":(top,literal){self.prefix}" if self.prefix else ":(top)"

    def run(self, *arguments: str, lines: Iterable[str] = ()) -> bytes:
        """What git prints, started at the top; `lines` are its input. Raises HistoryError where git fails."""
        return git_process.run(self.top, arguments, lines)

    @contextmanager
    def stream(self, *arguments: str, lines: Iterable[str]) -> Iterator[BinaryIO]:
        """Git's output while it runs. Raises HistoryError at the end where git failed."""
        with git_process.stream(self.top, arguments, lines) as output:
            yield output

    def committed_files(self, commit: str) -> dict[str, str]:
        """The blob of every file below the records folder in `commit`, by path from the top."""
        listing = self.run("ls-tree", "-r", "-z", "--full-tree", commit, *([self.place] if self.prefix else []))
        entries = (entry.split(b"\t", 1) for entry in listing.split(b"\0") if entry)
        return {os.fsdecode(path): about.split()[2].decode() for about, path in entries}

    def is_changed(self, path: str, blob: str) -> bool:
        """Whether the file at `path` from the top reads otherwise in the working tree than its committed `blob`.

        Compared byte by byte but for line ends, which git may write as the system has them. Git itself is not asked:
        to compare it would run the filters that the repository names.
        """
        return not _is_blob(self.top / path, blob)

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
            address = git_process.run(self.top, ("remote", "get-url", "origin"), seconds=QUICK_SECONDS)
        except HistoryError:
            return ""
        return without_credentials(os.fsdecode(address).split("\n")[0].strip())


def open_repository(folder: Path) -> Repository:
    """The repository that `folder` lies in: that of the nearest `.git` at or above it.

    A commit cannot bring a `.git` along, but it can bring all that a repository consists of, in a folder by any other
    name; git, started there, would take that folder for a repository, and do as its configuration says. So git is
    started where the `.git` is, and must find that one.

    Raises NoRepositoryError where there is none, and HistoryError where git refuses it or does not answer.
    """
    if not folder.is_dir():
        raise HistoryError("the records folder does not exist")
    folder = folder.resolve()
    top = _top(folder)
    if time.monotonic() - _silent.get(top, -_PATIENCE_SECONDS) < _PATIENCE_SECONDS:
        raise HistoryError("git did not answer in time")
    try:
        return _open(folder, top)
    except git_process.NoAnswerError:
        _silent[top] = time.monotonic()
        raise


def _top(folder: Path) -> Path:
    """The nearest folder with a `.git` at or above `folder`, looked for as far up as git would look."""
    ceilings = {
        os.path.realpath(path) for path in os.environ.get("GIT_CEILING_DIRECTORIES", "").split(os.pathsep) if path
    }
    crosses = os.environ.get("GIT_DISCOVERY_ACROSS_FILESYSTEM", "").lower() in {"1", "true", "yes", "on"}
    device = folder.stat().st_dev
    for top in (folder, *folder.parents):
        if top != folder and (str(top) in ceilings or not (crosses or top.stat().st_dev == device)):
            break
        if has_git_mark(top):
            return top
    if ".git" in folder.parts:
        raise HistoryError("the records are not in the working tree of a git repository")
    raise NoRepositoryError("the records are not in a git repository")


def _open(folder: Path, top: Path) -> Repository:
    def ask(*arguments: str) -> bytes:
        return git_process.run(top, arguments, seconds=QUICK_SECONDS)

    # Git reads its settings, and no object, before this is known.
    settings = tuple(setting for setting in ask("config", "--list", "-z").split(b"\0") if setting)
    if any(_FETCHING.match(os.fsdecode(setting).lower()) for setting in settings):
        _refuse_where_git_would_fetch(top)
    answer = ask("rev-parse", "--git-common-dir", "--is-inside-work-tree", "--is-shallow-repository", "--show-toplevel")
    places = _PLACES.fullmatch(os.fsdecode(answer))
    if places is None or ".git" in folder.relative_to(top).parts:
        raise HistoryError("the records are not in the working tree of a git repository")
    if Path(places["top"]).resolve() != top:
        raise HistoryError(f"the repository at {top} has its working tree elsewhere", "see `core.worktree` of git")
    common = Path(os.path.normpath(top / places["common"])).resolve()
    if common.is_relative_to(folder) and ".git" not in common.relative_to(top).parts:
        raise HistoryError(
            f"the repository of {top} lies among the records themselves", "a commit could bring it along"
        )
    below = folder.relative_to(top).as_posix()
    is_shallow = places["shallow"] == "true"
    return Repository(
        folder=folder,
        top=top,
        prefix="" if below == "." else below + "/",
        common_folder=top / places["common"],
        head=_head(ask),
        is_shallow=is_shallow,
        cut_off_at=_cut_off_at(top, ask) if is_shallow else frozenset(),
        settings=settings,
    )


def _refuse_where_git_would_fetch(top: Path) -> None:
    if not git_process.can_refuse_to_fetch(top):
        raise HistoryError(
            "this is a partial clone, and this version of git would fetch what it lacks from a remote",
            "clone it without a filter, or install git 2.45 or newer",
        )


def _is_blob(file: Path, blob: str) -> bool:
    """Whether `file` has the content of the blob with that hash, line ends aside."""
    try:
        if file.is_symlink():
            content = os.fsencode(file.readlink())
        elif file.is_file():  # a pipe in its place would be waited for
            content = file.read_bytes()
        else:
            return False
    except OSError:
        return False
    return blob in {_blob_hash(content, blob), _blob_hash(content.replace(b"\r\n", b"\n"), blob)}


def _blob_hash(content: bytes, like: str) -> str:
    """The hash that git gives a content, in the algorithm of the hash `like`."""
    digest = hashlib.sha1(usedforsecurity=False) if len(like) == 40 else hashlib.sha256()
    digest.update(b"blob %d\0" % len(content) + content)
    return digest.hexdigest()


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


def _head(ask: Callable[..., bytes]) -> str | None:
    """The hash of the last commit, None before the first one; HistoryError where git names one that it lacks."""
    try:
        return ask("rev-parse", "--verify", "--quiet", "HEAD^{commit}").decode().strip()
    except git_process.NoAnswerError:
        raise
    except HistoryError:
        pass
    try:
        named = ask("rev-parse", "--verify", "--quiet", "HEAD").decode("ascii", "replace").strip()
    except HistoryError:
        return None
    raise HistoryError(f"the repository lacks its last commit {named[:10]}", "see `git fsck`")


def _cut_off_at(top: Path, ask: Callable[..., bytes]) -> frozenset[str]:
    file = os.fsdecode(ask("rev-parse", "--git-path", "shallow")).removesuffix("\n")
    try:
        return frozenset((top / file).read_text(encoding="ascii").split())
    except (OSError, ValueError):
        raise HistoryError("git does not tell where this shallow clone ends") from None
