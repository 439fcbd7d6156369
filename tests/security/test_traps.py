"""A repository under check runs nothing of its own: each trap against every command that reads a project."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.copies import AdrCopy
from tests.in_process import run_in_process

from .traps import FILE, LAID, TRAPS, Place

pytestmark = pytest.mark.usefixtures("short_manual")

COMMANDS: list[tuple[str, ...]] = [
    ("check",),
    ("check", "--against", "HEAD~1"),
    ("check", "--require-history", "--format", "json"),
    ("list",),
    ("list", "--at", "HEAD"),
    ("show", "1"),
    ("history",),
    ("history", "1"),
    ("changes", "HEAD~1"),
    ("doctor",),
    ("rules",),
    ("explain", "illegal-transition"),
    ("generate", "toc"),
    ("risks",),
    ("map", "--format", "mermaid"),
    ("plan",),
    ("index", "--check"),
    ("export", "--format", "json"),
    ("export", "--sources", "{beside}/sources"),
    ("import", "decisions/adr", "--into", "{beside}/into", "--dry-run"),
    ("build", "--out", "{beside}/site"),
    ("new", "Use a queue for orders", "--no-edit"),
    ("accept", "2", "--by", "integration-architecture"),
    ("link", "2", "depends-on", "1"),
    ("supersede", "1", "--by", "2"),
    ("new", "Use files for stock", "--no-edit"),
    ("reject", "3"),
    ("deprecate", "2"),
    ("upgrade-repository",),
    ("init",),
    ("renumber", "2", "--to", "7"),
    ("import", "decisions/adr", "--in-place"),
]
"""Every command that reads a project; those that write come last."""

GIT_VERSION = tuple(
    int(part) for part in re.findall(r"\d+", subprocess.run(["git", "version"], capture_output=True, text=True).stdout)
)[:2]


@pytest.fixture(scope="session")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sound project with a short history, which each test copies."""
    folder = tmp_path_factory.mktemp("model") / "project"
    folder.mkdir()
    environment = {**os.environ, "GIT_CONFIG_NOSYSTEM": "1", "HOME": str(folder.parent)}

    def git(*words: str) -> None:
        person = ("-c", "user.name=Pricing team", "-c", "user.email=pricing@example.com")
        subprocess.run(["git", *person, *words], cwd=folder, check=True, env=environment, capture_output=True)

    git("init", "--quiet", "--initial-branch=main")
    for status in ("proposed", "accepted"):
        file = folder / FILE
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"---\nstatus: {status}\ndate: 2026-01-05\n---\n\n# Keep prices in the ERP\n\nBecause.\n")
        git("add", "--all")
        git("commit", "--quiet", "-m", status)
    return folder


@pytest.fixture
def place(model: Path, tmp_path: Path) -> Place:
    """A copy of the sound project, in which a trap can be laid."""
    for name in ("beside", "marks"):
        (tmp_path / name).mkdir()
    shutil.copytree(model, tmp_path / "project")
    return Place(tmp_path / "project", tmp_path / "beside", tmp_path / "marks")


def left_running(place: Place) -> list[str]:
    """The processes that stand in the checkout still."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            folder, words = (process / "cwd").readlink(), (process / "cmdline").read_bytes()
        except OSError:
            continue
        if folder.is_relative_to(place.folder) and process.name != str(os.getpid()):
            found.append(words.replace(b"\0", b" ").decode())
    return found


def run_all(place: Place) -> str:
    """Everything that the commands say; none may end with an error of the tool itself."""
    told = ""
    for words in COMMANDS:
        arguments = tuple(word.format(beside=place.beside) for word in words)
        code, out, err = run_in_process(arguments, place.folder, {"SETTLED_CACHE_DIR": "off"})
        assert code in {0, 1, 2}, (words, err)
        assert place.left() == [], words
        told += out.decode() + err.decode()
    return told


@pytest.mark.parametrize("names", LAID, ids=lambda names: names[0])
def test_no_command_falls_into_a_trap(names: list[str], place: Place) -> None:
    for name in names:
        TRAPS[name].lay(place.of_its_own(name))
    place.forget_marks()

    told = run_all(place)

    assert "board" not in told
    assert not left_running(place)


@pytest.mark.parametrize("names", LAID, ids=lambda names: names[0])
def test_git_itself_falls_into_it(names: list[str], place: Place) -> None:
    for name in names:
        TRAPS[name].lay(place.of_its_own(name))
    for name in names:
        trap = TRAPS[name]
        if trap.spring is not None:
            place.forget_marks()
            trap.spring(own := place.of_its_own(name))
            if trap.since <= GIT_VERSION < trap.until:
                assert own.left(), name


def test_every_trap_is_laid() -> None:
    assert sorted(name for names in LAID for name in names) == sorted(TRAPS)


@pytest.mark.parametrize(
    "name",
    ["repository among the records, monitor", "clean filter", "file system monitor", "partial clone, upload-pack"],
)
def test_a_site_that_is_served_falls_into_no_trap(name: str, place: Place) -> None:
    TRAPS[name].lay(place)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    streams = {"stdout": subprocess.DEVNULL, "stderr": subprocess.PIPE}
    server = AdrCopy("serve", "--port", str(port), "--no-open", cwd=place.folder, **streams)
    try:
        assert server.stderr is not None
        server.stderr.readline()  # it says that it listens
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=60) as page:
            assert b"ADR-0001" in page.read() or page.status == 200
    finally:
        server.send_signal(signal.SIGINT)
        server.communicate(timeout=20)
    assert place.left() == []


def test_a_clone_that_has_the_repository_among_its_records_tells_its_own_history(place: Place) -> None:
    TRAPS["repository among the records, filter"].lay(place)

    _, out, _ = run_in_process(("history", "1"), place.folder, {"SETTLED_CACHE_DIR": "off"})

    assert "Pricing team" in out.decode()


def test_the_table_of_the_manual_names_every_trap() -> None:
    manual = (Path(__file__).parents[2] / "docs/security.md").read_text(encoding="utf-8")

    section = manual.partition("## What git is kept from running")[2].partition("\n## ")[0]

    assert re.findall(r"^\| ([^|]+) \|", section, re.MULTILINE)[2:] == list(TRAPS)


def test_the_manual_names_tests_that_there_are() -> None:
    root = Path(__file__).parents[2]
    named = re.findall(r"`(tests/[\w/]+\.py)`", (root / "docs/security.md").read_text(encoding="utf-8"))

    assert len(named) > 10
    assert [name for name in named if not (root / name).is_file()] == []


def test_git_is_started_in_one_module_alone() -> None:
    source = Path(__file__).parents[2] / "src/settled"
    starting = {
        path.relative_to(source).as_posix()
        for path in source.rglob("*.py")
        if re.search(r"^\s*(?:import|from) (?:git|subprocess)\b", path.read_text(encoding="utf-8"), re.MULTILINE)
    }

    # The person's own editor, and Graphviz by its full path.
    assert starting == {"history/git_process.py", "cli/editor.py", "site/pictures/layout.py"}


@contextlib.contextmanager
def _listening() -> Iterator[tuple[int, list[str]]]:
    """A port of this machine, and who called there."""
    calls: list[str] = []
    with socket.create_server(("127.0.0.1", 0)) as server:

        def answer() -> None:
            with contextlib.suppress(OSError):
                while True:
                    connection, _ = server.accept()
                    calls.append("called")
                    connection.close()

        threading.Thread(target=answer, daemon=True).start()
        yield server.getsockname()[1], calls


@pytest.mark.parametrize("scheme", ["http", "git"])
def test_no_command_calls_a_remote(scheme: str, place: Place) -> None:
    with _listening() as (port, calls):
        place.set(
            "core.repositoryFormatVersion=1",
            "extensions.partialClone=origin",
            "remote.origin.promisor=true",
            f"remote.origin.url={scheme}://127.0.0.1:{port}/x",
        )
        blob = place.forget()

        run_all(place)

        assert calls == []
        subprocess.run(["git", "cat-file", "-p", blob], cwd=place.folder, check=False, capture_output=True)
        assert calls


@pytest.mark.parametrize("setting", ["include.path", "mailmap.file"])
def test_settings_that_never_end_are_given_up(setting: str, place: Place) -> None:
    os.mkfifo(place.beside / "endless")
    config = place.folder / ".git/config"
    section, name = setting.split(".")
    config.write_text(config.read_text() + f"[{section}]\n\t{name} = {place.beside / 'endless'}\n")

    code, out, err = run_in_process(
        ("check",), place.folder, {"SETTLED_CACHE_DIR": "off", "SETTLED_GIT_SECONDS": "0.5"}
    )

    assert code == 0, err
    assert "git did not answer" in out.decode()
    assert not left_running(place)


def test_what_is_interrupted_leaves_no_git_behind(place: Place) -> None:
    os.mkfifo(place.beside / "endless")
    config = place.folder / ".git/config"
    config.write_text(config.read_text() + f"[include]\n\tpath = {place.beside / 'endless'}\n")
    running = subprocess.Popen(
        [sys.executable, "-m", "settled", "check"], cwd=place.folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # a shell's background jobs ignore it
    )  # fmt: skip
    # It waits for git, which waits for the file: whoever opens that file for writing meets them there.
    with (place.beside / "endless").open("w"):
        running.send_signal(signal.SIGINT)
        _, err = running.communicate(timeout=60)

    assert running.returncode == 2, err
    assert not left_running(place)
