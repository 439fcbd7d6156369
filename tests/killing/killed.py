"""Commands that write, each killed at every point at which it changes the file system."""

from __future__ import annotations

import os
import runpy
import shutil
import signal
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tests.in_process import run_in_process

KILLER = Path(__file__).parent / "killer.py"


@dataclass(frozen=True, slots=True)
class Command:
    """A command line after `adr`, and the files of the project in which it runs.

    `moved` names the files that it renames. A command that `resumes` does what is left when it is run again.
    """

    name: str
    arguments: tuple[str, ...]
    files: Mapping[str, str]
    moved: Mapping[str, str] = field(default_factory=dict)
    resumes: bool = False


def _decision(number: int, status: str) -> str:
    return f"---\nstatus: {status}\ndate: 2026-01-05\n---\n\n# Record {number}\n\n" + "A line of text.\n" * 400


_TWO_DECISIONS = {
    "decisions/adr/0001-use-files.md": _decision(1, "accepted"),
    "decisions/adr/0002-use-queues.md": _decision(2, "accepted"),
}
_SUCCESSION = {
    "decisions/adr/0001-use-files.md": _decision(1, "accepted"),
    "decisions/adr/0002-use-queues.md": _decision(2, "proposed\nsupersedes: [ADR-0001]"),
    "decisions/adr/0003-use-events.md": _decision(3, "accepted\namends: [ADR-0001]"),
}
_PLAIN = {
    "decisions/adr/0001-use-files.md": "# 1. Use files\n\n## Status\n\nAccepted\n\n" + "A line of text.\n" * 400,
    "decisions/adr/0002-use-queues.md": "# 2. Use queues\n\n**Status:** Accepted\n\n" + "A line of text.\n" * 400,
    "decisions/adr/0003-use-events.md": _decision(3, "accepted"),
}
COMMANDS = (
    Command("new", ("new", "Use events", "--no-edit"), _TWO_DECISIONS),
    Command(
        "new that supersedes",
        ("new", "Use events", "--supersedes", "1", "--supersedes", "2", "--status", "accepted", "--no-edit"),
        _TWO_DECISIONS,
    ),
    Command("accept", ("accept", "2"), _SUCCESSION, resumes=True),
    Command("supersede", ("supersede", "1", "--by", "3"), _SUCCESSION, resumes=True),
    Command("link", ("link", "3", "depends-on", "1"), _SUCCESSION, resumes=True),
    Command(
        "renumber",
        ("renumber", "decisions/adr/0001-use-files.md", "--to", "9"),
        _SUCCESSION,
        {"decisions/adr/0001-use-files.md": "decisions/adr/0009-use-files.md"},
        resumes=True,
    ),
    Command("deprecate", ("deprecate", "1"), _SUCCESSION, resumes=True),
    Command(
        "check --fix",
        ("check", "--fix", "--fail-on", "never"),
        {
            "decisions/adr/0001-use-files.md": _decision(1, "accepted"),
            "decisions/adr/0002-use-queues.md": _decision(2, "accepted\nsupersedes: [ADR-0001]"),
            "decisions/adr/0003-use-events.md": _decision(3, "accepted").replace("2026-01-05", "2026-1-5"),
        },
        resumes=True,
    ),
    Command("index", ("index",), {**_TWO_DECISIONS, "decisions/README.md": "# Ours\n"}, resumes=True),
    Command("import into a folder", ("import", "decisions/adr", "--into", "copies"), _SUCCESSION, resumes=True),
    Command("import in place", ("import", "--in-place"), _PLAIN, resumes=True),
    Command("export", ("export", "--format", "adr-tools", "--output", "copies"), _SUCCESSION, resumes=True),
    Command("init", ("init",), {"README.md": "# Ours\n"}, resumes=True),
    Command("new in a new folder", ("new", "Export orders", "--kind", "flow", "--no-edit"), _TWO_DECISIONS),
)


def is_killed(cwd: Path, folder: Path, at: int, *arguments: str) -> bool:
    """Run `adr` with `arguments` in a process of its own; whether its `at`-th change below `folder` came and killed it.

    The process is a copy of this one, which has loaded everything already.
    """
    return is_copy_killed(folder, at, lambda: run_in_process(arguments, cwd))


def is_copy_killed(folder: Path, at: int, run: Callable[[], tuple[int, bytes, bytes]]) -> bool:
    """Call `run` in a copy of this process; whether its `at`-th change below `folder` came and killed the copy."""
    told, telling = os.pipe()
    copy = os.fork()
    if copy == 0:
        code = 1
        try:
            os.environ.update({"SETTLED_TEST_KILL_AT": str(at), "SETTLED_TEST_KILL_IN": str(folder)})
            runpy.run_path(str(KILLER))
            code, _, err = run()
            os.write(telling, err)
        finally:
            os._exit(code)
    os.close(telling)
    with os.fdopen(told, "rb") as said:
        err = said.read()
    _, status = os.waitpid(copy, 0)
    code = os.waitstatus_to_exitcode(status)
    if code not in {0, -signal.SIGKILL}:
        raise AssertionError(err.decode())
    return code != 0


def adr(project: Path, *arguments: str) -> None:
    """Run the command to its end; it must succeed. Nobody kills it, so that it needs no process of its own."""
    code, _, err = run_in_process(arguments, project)
    assert code == 0, err.decode()


def files_of(folder: Path) -> dict[str, bytes]:
    """Content by path of all files below `folder` that a person sees."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.startswith(".")
    }


def kill_everywhere(command: Command, folder: Path, *, step: int = 1) -> int:
    """Kill `command` at every `step`-th point, each time in a new project; how often it was killed.

    Raises AssertionError where a file was lost, half written or written twice, or where the next command does not
    work as if nothing had been.
    """
    before, whole = _project(command, folder / "before" / "it"), _project(command, folder / "whole" / "it")
    adr(whole, *command.arguments)
    old, new = files_of(before), files_of(whole)
    at = 1
    while True:
        project = _project(command, folder / f"killed-{at}" / "it")
        if not is_killed(project, project, at, *command.arguments):
            assert files_of(project) == new
            return (at - 1 + step - 1) // step
        found = files_of(project)
        assert {command.moved.get(file, file) for file in found} >= {command.moved.get(file, file) for file in old}, at
        assert len({command.moved.get(file, file) for file in found}) == len(found), (at, found.keys())
        for file, content in found.items():
            assert content in {old.get(file), new.get(command.moved.get(file, file))}, (at, file)
        if command.resumes and found != new:
            adr(project, *command.arguments)
            found = files_of(project)
            assert found == new, at
        adr(project, "new", "The next one", "--no-edit")
        adr(project, "list", "--format", "json")
        after = files_of(project)
        added = after.keys() - found.keys()
        assert len(added) == 1, (at, added)
        assert {file: after[file] for file in found} == found, at
        numbers = [path.rsplit("/", 1)[-1][:4] for path in after if path.startswith("decisions/adr/")]
        assert len(numbers) == len(set(numbers)), (at, numbers)
        shutil.rmtree(project)
        at += step


def _project(command: Command, folder: Path) -> Path:
    for file, text in command.files.items():
        (folder / file).parent.mkdir(parents=True, exist_ok=True)
        (folder / file).write_text(text, encoding="utf-8")
    return folder
