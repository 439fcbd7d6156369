"""Ways in which a repository under check tries to have a program run, one row each.

A trap is laid in the checkout at `place.folder`; where it springs, it leaves a file in `place.marks`. `spring` is a
plain git command (or several) that falls into it: so the test knows that the trap is one.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import stat
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

FILE = "decisions/adr/0001-keep-prices-in-the-erp.md"


_PERSON = ("-c", "user.name=A team", "-c", "user.email=team@example.com")


@dataclass(frozen=True)
class Place:
    """Where a trap is laid: the checkout, a folder beside it for what a trap needs, and the one for marks."""

    folder: Path
    beside: Path
    marks: Path

    def of_its_own(self, name: str) -> Place:
        """The same checkout with a folder beside it and one for marks that belong to the trap `name` alone."""
        word = re.sub(r"\W+", "-", name)  # git hands some paths to a shell
        own = Place(self.folder, self.beside / word, self.marks / word)
        own.beside.mkdir(exist_ok=True)
        own.marks.mkdir(exist_ok=True)
        return own

    def left(self) -> list[str]:
        """The marks that traps have left."""
        return sorted(str(mark.relative_to(self.marks)) for mark in self.marks.rglob("*") if mark.is_file())

    def forget_marks(self) -> None:
        """Take all marks away: laying a trap may spring those that lie there."""
        for mark in self.left():
            (self.marks / mark).unlink()

    def git(self, *arguments: str, folder: Path | None = None) -> str:
        """What git prints, run in the checkout."""
        words = ["git", "-c", "protocol.file.allow=always", *arguments]
        return subprocess.run(words, cwd=folder or self.folder, check=True, capture_output=True, text=True).stdout

    def program(self, name: str = "program", then: str = "cat") -> str:
        """A program that leaves its mark; the path of it."""
        path = self.beside / name
        path.write_text(f"#!/bin/sh\ntouch '{self.marks}/{name}'\n{then}\n")
        path.chmod(path.stat().st_mode | stat.S_IXUSR)
        return str(path)

    def set(self, *settings: str) -> None:
        """Write settings (`name=value`) into the configuration of the checkout itself."""
        for setting in settings:
            name, _, value = setting.partition("=")
            self.git("config", name, value)

    def write(self, file: str, text: str) -> None:
        """Write a file of the checkout."""
        path = self.folder / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)

    def forget(self, file: str = FILE) -> str:
        """Take the first version of a record out of the object store, as in a partial clone; its blob."""
        first = self.git("rev-list", "--reverse", "HEAD", "--", file).split()[0]
        blob = self.git("rev-parse", f"{first}:{file}").strip()
        (self.folder / ".git/objects" / blob[:2] / blob[2:]).unlink()
        return blob

    def touch(self) -> None:
        """Change a record so that git has to look at its content."""
        path = self.folder / FILE
        os.utime(path, (1, 1))


@dataclass(frozen=True)
class Trap:
    """`lay` lays it, `spring` falls into it; `since` is the first version of git that knows the thing."""

    lay: Callable[[Place], None]
    spring: Callable[[Place], None] | None
    since: tuple[int, int] = (2, 0)
    until: tuple[int, int] = (99, 0)


def _embed(place: Place, below: str, *settings: str, then: str = "cat") -> None:
    """Make a folder of the checkout look like a repository: plain files, which a commit can bring along."""
    inner, folder = place.beside / "inner", place.folder / below
    shutil.copytree(folder, inner)
    (inner / "run.sh").write_text(f"#!/bin/sh\ntouch '{place.marks}/program'\n{then}\n")
    (inner / "run.sh").chmod(0o755)
    (inner / ".gitattributes").write_text("*.md filter=e\n")
    place.git("init", "--quiet", folder=inner)
    place.git("add", "--all", folder=inner)
    board = ("-c", "user.name=The board", "-c", "user.email=board@example.com")
    place.git(*board, "commit", "--quiet", "-m", "accepted by the board", folder=inner)
    for part in ("HEAD", "objects", "refs", "index"):
        source = inner / ".git" / part
        (shutil.copytree if source.is_dir() else shutil.copy)(source, folder / part)
    for part in ("run.sh", ".gitattributes"):
        shutil.copy(inner / part, folder / part)
    config = ["[core]", " repositoryformatversion = 0", " bare = false", " worktree = .", *settings]
    (folder / "config").write_text("\n".join(config) + "\n")


def _run(*arguments: str, below: str = "") -> Callable[[Place], None]:
    def spring(place: Place) -> None:
        place.touch()
        nothing = subprocess.DEVNULL
        running = subprocess.Popen(
            ["git", *arguments], cwd=place.folder / below, stdin=nothing, stdout=nothing, stderr=nothing,
            env={**os.environ, "GIT_TERMINAL_PROMPT": "0"}, process_group=0,
        )  # fmt: skip
        try:
            running.wait(timeout=10)
        except subprocess.TimeoutExpired:
            os.killpg(running.pid, signal.SIGKILL)
            running.wait()

    return spring


def _attributes(place: Place, words: str) -> None:
    info = place.folder / ".git/info"
    info.mkdir(exist_ok=True)
    with (info / "attributes").open("a") as attributes:
        attributes.write(f"*.md {words}\n")


def _filter(kind: str) -> Callable[[Place], None]:
    def lay(place: Place) -> None:
        _attributes(place, "filter=e")
        place.set(f"filter.e.{kind}={place.program()}", "filter.e.required=false")
        place.touch()

    return lay


def _filter_in_a_commit(place: Place) -> None:
    place.write(".gitattributes", "*.md filter=e\n")
    place.set(f"filter.e.clean={place.program()}")
    place.touch()


def _diff_driver(setting: str) -> Callable[[Place], None]:
    def lay(place: Place) -> None:
        _attributes(place, "diff=e")
        place.set(f"{setting}={place.program()}")
        place.write(FILE, (place.folder / FILE).read_text() + "\nMore.\n")

    return lay


def _setting(*settings: str, then: str = "cat") -> Callable[[Place], None]:
    def lay(place: Place) -> None:
        program = place.program(then=then)
        place.set(*(setting.format(program=program) for setting in settings))

    return lay


def _hooks(place: Place) -> None:
    for name in ("post-index-change", "reference-transaction", "post-checkout", "fsmonitor-watchman", "pre-auto-gc"):
        hook = place.folder / ".git/hooks" / name
        hook.parent.mkdir(exist_ok=True)
        hook.write_text(f"#!/bin/sh\ntouch '{place.marks}/program'\n")
        hook.chmod(0o755)


def _hooks_elsewhere(place: Place) -> None:
    _hooks(place)
    (place.folder / ".git/hooks").rename(place.beside / "hooks")
    place.set(f"core.hooksPath={place.beside / 'hooks'}")


def _included(place: Place) -> None:
    (place.beside / "more").write_text(f"[core]\n\tfsmonitor = {place.program()}\n")
    place.set(f"include.path={place.beside / 'more'}")


def _included_if(place: Place) -> None:
    (place.beside / "more").write_text(f"[core]\n\tfsmonitor = {place.program()}\n")
    place.set(f"includeIf.gitdir:{place.folder}/.path={place.beside / 'more'}")


def _worktree_settings(place: Place) -> None:
    place.set("extensions.worktreeConfig=true")
    (place.folder / ".git/config.worktree").write_text(f"[core]\n\tfsmonitor = {place.program()}\n")


def _signed(program: str) -> Callable[[Place], None]:
    def lay(place: Place) -> None:
        begin = "SSH SIGNATURE" if "ssh" in program else "SIGNED MESSAGE" if "x509" in program else "PGP SIGNATURE"
        text = place.git("cat-file", "commit", "HEAD")
        head, _, message = text.partition("\n\n")
        signature = f"gpgsig -----BEGIN {begin}-----\n \n abc\n -----END {begin}-----"
        raw = place.beside / "commit"
        raw.write_text(f"{head}\n{signature}\n\n{message}")
        commit = place.git("hash-object", "-t", "commit", "-w", str(raw)).strip()
        place.git("update-ref", "HEAD", commit)
        (place.beside / "allowed").write_text("")
        place.set(
            f"{program}={place.program(then='exit 1')}",
            "log.showSignature=true",
            f"gpg.ssh.allowedSignersFile={place.beside / 'allowed'}",
        )

    return lay


def _promisor(url: str, *settings: str) -> Callable[[Place], None]:
    """A remote that the checkout says it may fetch from whatever is missing, and something missing."""

    def lay(place: Place) -> None:
        program = place.program(then="exit 1")
        place.set(
            "core.repositoryFormatVersion=1",
            "extensions.partialClone=origin",
            "remote.origin.promisor=true",
            f"remote.origin.url={url.format(program=program, beside=place.beside)}",
            *(setting.format(program=program) for setting in settings),
        )
        place.forget()

    return lay


def _embedded_promisor(place: Place) -> None:
    remote = ['[remote "origin"]', " url = .", " promisor = true", " uploadpack = ./run.sh"]
    _embed(place, "decisions", *remote, "[extensions]", " partialclone = origin", then="exit 1")
    config = place.folder / "decisions/config"
    config.write_text(config.read_text().replace("repositoryformatversion = 0", "repositoryformatversion = 1"))
    blob = place.git("rev-parse", "HEAD:adr/0001-keep-prices-in-the-erp.md", folder=place.beside / "inner").strip()
    (place.folder / "decisions/objects" / blob[:2] / blob[2:]).unlink()


def _read_missing(below: str = "") -> Callable[[Place], None]:
    return _run("log", "-p", "--reverse", below=below)


def _worktree_elsewhere(place: Place) -> None:
    other = place.beside / "other"
    shutil.copytree(place.folder / "decisions", other / "decisions")
    (other / ".gitattributes").write_text("*.md filter=e\n")
    place.set(f"core.worktree={other}", f"filter.e.clean={place.program()}")


def _link_to_a_repository(place: Place) -> None:
    """`.git` as a file that leads to a repository among the records, as an archive could have it."""
    _embed(place, "decisions", '[filter "e"]', " clean = ./run.sh")
    inner = place.folder / "decisions/evil"
    inner.mkdir()
    for part in ("HEAD", "objects", "refs", "index", "config"):
        (place.folder / "decisions" / part).rename(inner / part)
    (inner / "config").write_text('[core]\n repositoryformatversion = 0\n[filter "e"]\n clean = decisions/run.sh\n')
    shutil.rmtree(place.folder / ".git")
    (place.folder / ".git").write_text("gitdir: decisions/evil\n")
    place.git("add", "--all")
    place.git(*_PERSON, "commit", "--quiet", "-m", "x")
    (place.marks / "program").unlink(missing_ok=True)
    place.touch()


def _submodule(place: Place) -> None:
    place.git("clone", "--quiet", ".", str(place.beside / "module"))
    place.git("submodule", "--quiet", "add", str(place.beside / "module"), "module")
    place.set(f"submodule.module.update=!{place.program()}", "diff.submodule=log", "status.submoduleSummary=true")
    place.git("-C", "module", "config", "core.fsmonitor", place.program())
    os.utime(place.folder / "module" / FILE, (1, 1))


def _merge_driver(place: Place) -> None:
    _attributes(place, "merge=e")
    place.set(f"merge.e.driver={place.program()}")
    branch = place.git("symbolic-ref", "--short", "HEAD").strip()
    for name, text in (("other", "there"), (branch, "here")):
        place.git("checkout", "--quiet", *(["-b"] if name == "other" else []), name)
        place.write(FILE, (place.folder / FILE).read_text() + f"\n{text}\n")
        place.git(*_PERSON, "commit", "--quiet", "-a", "-m", text)


def _alternates(place: Place) -> None:
    other = place.beside / "alternate"
    place.git("clone", "--quiet", "--bare", ".", str(other))
    (place.folder / ".git/objects/info").mkdir(exist_ok=True)
    (place.folder / ".git/objects/info/alternates").write_text(f"{other}/objects\n")
    place.set(f"core.alternateRefsCommand={place.program()}")


def _page(place: Place) -> None:
    """The pager runs on a terminal alone."""
    import pty

    child, terminal = pty.fork()
    if not child:
        os.chdir(place.folder)
        os.environ["TERM"] = "xterm"
        os.execvp("git", ["git", "log"])  # noqa: S606 (the command that is tried)
    while True:
        try:
            if not os.read(terminal, 4096):
                break
        except OSError:
            break
    os.waitpid(child, 0)
    os.close(terminal)


def _fill(place: Place) -> None:
    subprocess.run(
        ["git", "credential", "fill"], cwd=place.folder, input=b"protocol=https\nhost=example.com\n\n", check=False,
        capture_output=True, timeout=20, env={**os.environ, "GIT_TERMINAL_PROMPT": "0"},
    )  # fmt: skip


def _trailers(place: Place) -> None:
    subprocess.run(
        ["git", "interpret-trailers"], cwd=place.folder, input=b"subject\n", check=False, capture_output=True
    )


TRAPS: dict[str, Trap] = {
    # A commit can bring these along: plain files.
    "repository among the records, filter": Trap(
        lambda place: _embed(place, "decisions", '[filter "e"]', " clean = ./run.sh"),
        _run("status", below="decisions"),
    ),
    "repository among the records, long-running filter": Trap(
        lambda place: _embed(place, "decisions", '[filter "e"]', " process = ./run.sh"),
        _run("status", below="decisions"),
    ),
    "repository among the records, monitor": Trap(
        lambda place: _embed(place, "decisions", " fsmonitor = ./run.sh"), _run("status", below="decisions")
    ),
    "repository among the records, fetching": Trap(_embedded_promisor, _read_missing("decisions")),
    "repository in a folder of one kind": Trap(
        lambda place: _embed(place, "decisions/adr", '[filter "e"]', " clean = ./run.sh"),
        _run("status", below="decisions/adr"),
    ),
    "repository among the records, waiting": Trap(
        lambda place: _embed(place, "decisions", " fsmonitor = ./run.sh", then="sleep 100"), None
    ),
    # The configuration of the checkout itself.
    "clean filter": Trap(_filter("clean"), _run("status")),
    "clean filter, attributes of a commit": Trap(_filter_in_a_commit, _run("status")),
    "long-running filter": Trap(_filter("process"), _run("status")),
    "smudge filter": Trap(_filter("smudge"), _run("checkout", "HEAD~1", "--", FILE)),
    "text conversion": Trap(_diff_driver("diff.e.textconv"), _run("log", "-p")),
    "difference command": Trap(_diff_driver("diff.e.command"), _run("diff")),
    "external difference": Trap(_diff_driver("diff.external"), _run("diff")),
    "merge driver": Trap(_merge_driver, _run(*_PERSON, "merge", "other")),
    "file system monitor": Trap(_setting("core.fsmonitor={program}"), _run("status")),
    "hooks": Trap(_hooks, _run("update-ref", "refs/heads/x", "HEAD"), since=(2, 28)),
    "hooks elsewhere": Trap(_hooks_elsewhere, _run("update-ref", "refs/heads/x", "HEAD"), since=(2, 28)),
    "hooks in the settings": Trap(
        _setting(
            "hook.e.command={program}", "hook.e.event=reference-transaction", "hook.f.command={program}",
            "hook.f.event=post-index-change",
        ),
        _run("update-ref", "refs/heads/x", "HEAD"), since=(2, 54),
    ),
    "pager": Trap(_setting("core.pager={program}", "pager.log={program}"), _page),
    "alias": Trap(_setting("alias.log=!{program}", "alias.config=!{program}", "alias.zz=!{program}"), _run("zz")),
    "editor": Trap(
        _setting("core.editor={program}", "sequence.editor={program}"),
        _run(*_PERSON, "commit", "--amend"),
    ),
    "trailers": Trap(_setting("trailer.e.key=E", "trailer.e.command={program}"), _trailers),
    "ssh": Trap(
        _setting("core.sshCommand={program}", "remote.origin.url=ssh://localhost/x", then="exit 1"), _run("fetch")
    ),
    "proxy": Trap(
        _setting("core.gitProxy={program}", "remote.origin.url=git://localhost/x", then="exit 1"), _run("fetch")
    ),
    "upload-pack": Trap(
        _setting("remote.origin.url=.", "remote.origin.uploadpack={program}", then="exit 1"), _run("fetch")
    ),
    "any program as remote": Trap(
        _setting("remote.origin.url=ext::{program}", "protocol.ext.allow=always", then="exit 1"), _run("fetch")
    ),
    "credentials": Trap(_setting("credential.helper={program}"), _fill),
    "password": Trap(_setting("core.askPass={program}"), _fill),
    "signature": Trap(_signed("gpg.program"), _run("log")),
    "signature by ssh": Trap(_signed("gpg.ssh.program"), _run("log"), since=(2, 34)),
    "signature by x509": Trap(_signed("gpg.x509.program"), _run("log")),
    "alternates": Trap(_alternates, _run("rev-list", "--alternate-refs")),
    "partial clone, upload-pack": Trap(_promisor(".", "remote.origin.uploadpack={program}"), _read_missing()),
    "partial clone, ssh": Trap(_promisor("ssh://localhost/x", "core.sshCommand={program}"), _read_missing()),
    "partial clone, any program": Trap(
        _promisor("ext::{program}", "protocol.ext.allow=always"), _read_missing()
    ),
    "partial clone, by filter alone": Trap(
        _promisor(".", "remote.origin.uploadpack={program}", "remote.origin.partialCloneFilter=blob:none"),
        _read_missing(),
    ),
    "settings from elsewhere": Trap(_included, _run("status")),
    "settings from elsewhere, on a condition": Trap(_included_if, _run("status")),
    "settings of a working tree": Trap(_worktree_settings, _run("status")),
    "working tree elsewhere": Trap(_worktree_elsewhere, _run("status")),
    "link to a repository among the records": Trap(_link_to_a_repository, _run("status")),
    "submodule": Trap(_submodule, _run("status")),
}  # fmt: skip

TOGETHER: list[list[str]] = [
    ["clean filter", "hooks", "hooks in the settings", "pager", "alias", "trailers", "credentials", "signature", "ssh",
     "alternates", "editor"],
    ["long-running filter", "hooks elsewhere", "password", "signature by ssh", "proxy"],
    ["external difference", "text conversion", "settings from elsewhere, on a condition", "upload-pack",
     "signature by x509", "smudge filter"],
    ["clean filter, attributes of a commit", "settings of a working tree", "merge driver"],
    ["difference command", "file system monitor", "any program as remote"],
]  # fmt: skip
"""Traps that do not get into each other's way: they are laid in one checkout, each with marks of its own."""

LAID = [*([name] for name in TRAPS if not any(name in each for each in TOGETHER)), *TOGETHER]
"""All traps, as they are laid: alone, or together with others."""
