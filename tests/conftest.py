"""Fixtures that every test may use: a project drawn as text, the command line, a clean environment."""

from __future__ import annotations

import gc
import importlib
import json
import os
import shutil
import subprocess
import sys
import sysconfig
import textwrap
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import hypothesis
import pytest

from tests.in_process import run_in_process
from tests.made_once import made_once
from tests.reading.generated import often

# How long an example takes depends on what else the machine does: no test judges that.
hypothesis.settings.register_profile("settled", deadline=None, max_examples=often(50, 100))
hypothesis.settings.load_profile("settled")

ROOT = Path(__file__).resolve().parents[1]
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


def pytest_configure(config: pytest.Config) -> None:
    """Keep what Python compiles in pytest's own cache, also where it may not be kept beside the sources.

    Half of the time in which the tests are found goes into the rewriting of their assertions, and the command is
    started a hundred times.
    """
    cache: pytest.Cache | None = getattr(config, "cache", None)  # it may be switched off
    if cache is not None:
        kept = str(cache.mkdir("bytecode"))
        sys.dont_write_bytecode, sys.pycache_prefix = False, kept
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        os.environ["PYTHONPYCACHEPREFIX"] = kept


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
def wheel(shared: Path) -> Path:
    """The tool as it is given to others, built from this tree."""
    return made_once(shared, "wheel", _build_wheel)


def _build_wheel(folder: Path) -> Path:
    folder.mkdir()
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    done = subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="session")
def _home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The home folder of the tests of this process: each finds it empty."""
    home = tmp_path_factory.getbasetemp() / "home"
    home.mkdir()
    return home


@pytest.fixture(scope="session")
def _cache(tmp_path_factory: pytest.TempPathFactory, shared: Path) -> Path:
    """The user's cache folder in the tests of this process: each finds nothing there but compiled templates.

    Sites are built hundreds of times: these are compiled once for all of them.
    """
    cache = tmp_path_factory.getbasetemp() / "cache"
    (shared / "templates").mkdir(mode=0o700, exist_ok=True)
    (cache / "settled").mkdir(parents=True)
    (cache / "settled/templates").symlink_to(shared / "templates")
    return cache


@pytest.fixture(autouse=True)
def _clean_environment(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch, _home: Path, _cache: Path
) -> Iterator[None]:
    """No test sees the developer's git configuration, editor, colours or home, and none writes there."""
    for name in list(os.environ):
        if name.startswith("GIT_") or name in _TOLD_BY_THE_MACHINE:
            monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(_home))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(_home / ".config"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(_cache))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path_factory.getbasetemp()))
    monkeypatch.setenv("SETTLED_TODAY", TODAY)
    monkeypatch.setenv("TERM", "dumb")
    yield
    _empty(_cache / "settled", but="templates")
    _empty(_cache, but="settled")
    # pip asks the Rust compiler for its version, which writes its own settings.
    written = sorted({entry.name for entry in os.scandir(_home)} - {".rustup"})
    _empty(_home)
    assert not written, f"the test wrote into the home folder: {written}"


def _empty(folder: Path, but: str = "") -> None:
    for entry in os.scandir(folder):
        if entry.name != but:
            shutil.rmtree(entry) if entry.is_dir(follow_symlinks=False) else Path(entry).unlink()


@pytest.fixture(scope="session")
def theme_is_read_once() -> Iterator[None]:
    """What is the same in each site is asked of the installed themes once; what a team has changed, each time.

    These are the names of their files, without the 14,000 icons of Material, none of which MkDocs copies; and the words
    that its search asks templates for, which it compiles anew three times for each site.
    """
    from jinja2 import FileSystemLoader

    search: Any = importlib.import_module("material.plugins.search.plugin").SearchPlugin
    installed = sysconfig.get_path("purelib")
    listed: dict[tuple[str, ...], list[str]] = {}
    words: dict[tuple[str, ...], str] = {}
    look_up, ask = FileSystemLoader.list_templates, search._translate

    def list_once(loader: FileSystemLoader) -> list[str]:
        folders = tuple(loader.searchpath)
        if not all(folder.startswith(installed) for folder in folders):
            return look_up(loader)
        if folders not in listed:
            listed[folders] = [name for name in look_up(loader) if not name.startswith(".icons/")]
        return list(listed[folders])

    def ask_once(plugin: Any, config: Any, value: str) -> str:
        theme = config.theme
        if not all(folder.startswith(installed) for folder in theme.dirs):
            return str(ask(plugin, config, value))
        key = (*theme.dirs, str(theme.get("language")), value)
        if key not in words:
            words[key] = str(ask(plugin, config, value))
        return words[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(FileSystemLoader, "list_templates", list_once)
        patch.setattr(search, "_translate", ask_once)
        yield


@pytest.fixture
def short_manual(theme_is_read_once: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """The manual of a site that is built in this process has few pages; see `shorten_manual`."""
    shorten_manual(monkeypatch)


def shorten_manual(patch: pytest.MonkeyPatch) -> None:
    """Let the manual of a site that is built in this process have a page for one rule of each family, not for all.

    Nine of ten pages of a small site are of the manual, all from one template and the same in each site. Those of all
    rules are on the site of the reference programme, and wherever a process of its own builds.
    """
    from settled.rules.registry import RULES
    from settled.site import content

    patch.setattr(content, "RULES", tuple({rule.family: rule for rule in RULES}.values()))


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
