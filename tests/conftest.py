"""Fixtures that every test may use: a project drawn as text, the command line, a clean environment."""

from __future__ import annotations

import gc
import json
import os
import shutil
import subprocess
import sys
import textwrap
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import hypothesis
import pytest

from tests.in_process import run_in_process

# How long an example takes depends on what else the machine does: no test judges that.
hypothesis.settings.register_profile("settled", deadline=None)
hypothesis.settings.load_profile("settled")

TODAY = "2026-11-23"
"""The day on which the tests live: due dates are judged against it."""

_TOLD_BY_THE_MACHINE = {
    "VISUAL",
    "EDITOR",
    "NO_COLOR",
    "FORCE_COLOR",
    "ADR_DATE",
    "ADR_TEMPLATE",
    "SETTLED_MODE",
    "GITHUB_ACTIONS",
    "GITHUB_STEP_SUMMARY",
    "GITHUB_BASE_REF",
    "GITLAB_CI",
    "GITHUB_EVENT_NAME",
    "GITHUB_EVENT_PATH",
    "CI_MERGE_REQUEST_DIFF_BASE_SHA",
    "CI_MERGE_REQUEST_PROJECT_ID",
    "CI_MERGE_REQUEST_SOURCE_PROJECT_ID",
    "CI_PROJECT_ID",
}
"""Variables by which the machine of a developer, or the job of a forge, would have a say in a test."""


@dataclass(frozen=True)
class Outcome:
    """What a command did: exit code, stdout, stderr."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """stdout as JSON."""
        return json.loads(self.out)


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Iterator[None]:
    """Thousands of tests are found, and stay: nobody need walk them for garbage again and again."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.enable()
        gc.freeze()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests that open a page in a browser: they take half of the time of all tests."""
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all workers of this run have in common, for what is the same for all of them."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


@pytest.fixture(scope="session")
def _home(tmp_path_factory: pytest.TempPathFactory, shared: Path) -> Path:
    """The home folder of the tests of this process, which each of them finds as if it were new."""
    home = tmp_path_factory.getbasetemp() / "home"
    # Sites are built hundreds of times: templates are compiled once for all of them.
    (shared / "templates").mkdir(mode=0o700, exist_ok=True)
    (home / ".cache/settled").mkdir(parents=True)
    return home


@pytest.fixture(autouse=True)
def _clean_environment(
    tmp_path_factory: pytest.TempPathFactory, shared: Path, _home: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    """No test sees the developer's git configuration, editor, colours or home, and none writes there."""
    for name in list(os.environ):
        if name.startswith("GIT_") or name in _TOLD_BY_THE_MACHINE:
            monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(_home))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(_home / ".config"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(_home / ".cache"))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path_factory.getbasetemp()))
    monkeypatch.setenv("SETTLED_TODAY", TODAY)
    monkeypatch.setenv("TERM", "dumb")
    # The command is started a hundred times, also where Python may not keep what it compiled.
    monkeypatch.delenv("PYTHONDONTWRITEBYTECODE", raising=False)
    monkeypatch.setenv("PYTHONPYCACHEPREFIX", str(shared / "bytecode"))
    kept = _home / ".cache/settled"
    if not (kept / "templates").is_symlink():
        kept.mkdir(parents=True, exist_ok=True)
        (kept / "templates").symlink_to(shared / "templates")
    yield
    left = _left_in(_home)
    if left:
        shutil.rmtree(_home)
        _home.mkdir()
    # pip asks the Rust compiler for its version, which writes its own settings.
    written = [path for path in left if path.is_file() and not {".cache", ".rustup"} & set(path.parts)]
    assert not written, f"the test wrote into the home folder: {written}"


def _left_in(home: Path) -> list[Path]:
    """What a test left in its home folder, beside the templates that all of them share."""
    if [entry.name for entry in os.scandir(home)] == [".cache"]:
        below = [entry.name for entry in os.scandir(home / ".cache")]
        if below == ["settled"] and [entry.name for entry in os.scandir(home / ".cache/settled")] == ["templates"]:
            return []
    return list(home.rglob("*"))


@pytest.fixture
def tree(tmp_path: Path) -> Callable[..., Path]:
    """Draw a project: `tree({"decisions/adr/0001-a.md": "…"})` writes the files and returns the root.

    Text is dedented; bytes are written as they are; None makes a folder.
    """

    def draw(files: dict[str, str | bytes | None], root: Path | None = None) -> Path:
        base = root or tmp_path
        for name, content in files.items():
            path = base / name
            if content is None:
                path.mkdir(parents=True, exist_ok=True)
                continue
            path.parent.mkdir(parents=True, exist_ok=True)
            if isinstance(content, bytes):
                path.write_bytes(content)
            else:
                path.write_text(textwrap.dedent(content).lstrip("\n"), encoding="utf-8")
        return base

    return draw


@pytest.fixture
def adr() -> Callable[..., Outcome]:
    """Run the command as a user does, in this process: `adr("check", cwd=root)`."""

    def run(*arguments: str, cwd: Path, env: dict[str, str] | None = None, input: str | None = None) -> Outcome:
        code, out, err = run_in_process(arguments, cwd, env, input or "")
        outcome = Outcome(code, out.decode("utf-8"), err.decode("utf-8"))
        assert "Traceback" not in outcome.err, outcome.err
        return outcome

    return run


@pytest.fixture
def adr_process() -> Callable[..., Outcome]:
    """Run the command in a process of its own, where start-up, pipes, signals or encodings matter."""

    def run(*arguments: str, cwd: Path, env: dict[str, str] | None = None, input: str | None = None) -> Outcome:
        done = subprocess.run(
            [sys.executable, "-m", "settled", *arguments],
            cwd=cwd,
            env={**os.environ, **(env or {})},
            input=input if input is not None else "",
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert "Traceback" not in done.stderr, done.stderr
        return Outcome(done.returncode, done.stdout, done.stderr)

    return run
