"""A folder as adr-tools keeps it: its texts, and a run of commands in this process, with all that it wrote."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from settled.cli.main import run
from tests.conftest import Outcome

DAY = "1992-01-12"
CONTEXT = """\
## Context

The issue motivating this decision, and any context that influences or constrains the decision.

## Decision

The change that we're proposing or have agreed to implement.

## Consequences

What becomes easier or more difficult to do and any risks introduced by the change that will need to be mitigated.
"""
FIRST = """\
# 1. Record architecture decisions

Date: 1992-01-12

## Status

Accepted

## Context

We need to record the architectural decisions made on this project.

## Decision

We will use Architecture Decision Records, as [described by Michael Nygard](http://thinkrelevance.com/blog/2011/11/15/documenting-architecture-decisions).

## Consequences

See Michael Nygard's article, linked above. For a lightweight ADR toolset, see Nat Pryce's [adr-tools](https://github.com/npryce/adr-tools).
"""


def record(heading: str, *status: str, date: str = DAY) -> str:
    """A record with this heading and these paragraphs in its section Status."""
    return "\n\n".join([f"# {heading}", f"Date: {date}", "## Status", *status, CONTEXT])


Here = Callable[..., Outcome]


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Here:
    """Run the command in a folder that looks like a repository's top: `here("new", "Use", "queues")`.

    `below` is the working directory, seen from that top; `env` is added to the environment.
    """
    (tmp_path / ".git").mkdir()
    monkeypatch.setenv("ADR_DATE", DAY)

    def call(*arguments: str, below: str = ".", env: Mapping[str, str] | None = None) -> Outcome:
        folder = tmp_path / below
        folder.mkdir(parents=True, exist_ok=True)
        with monkeypatch.context() as patched:
            patched.setattr(gc, "freeze", lambda: None)  # what a process that ends leaves to nobody is garbage here
            patched.chdir(folder)
            for name, value in (env or {}).items():
                patched.setenv(name, value)
            capfd.readouterr()
            with pytest.raises(SystemExit) as ended:
                run(list(arguments))
            gc.enable()  # a run that ends needs none
        said = capfd.readouterr()
        assert "Traceback" not in said.err
        assert isinstance(ended.value.code, int)
        return Outcome(ended.value.code, said.out, said.err)

    return call


@pytest.fixture
def started(here: Here) -> Here:
    """The same, once `adr init` made `doc/adr`."""
    assert here("init", env={"SETTLED_MODE": "adr-tools"}).code == 0
    return here


def files(root: Path) -> dict[str, str]:
    """Every file below `root` with its text, line ends as they are."""
    return {
        Path(os.path.relpath(path, root)).as_posix(): path.read_bytes().decode("utf-8")
        for path in sorted(root.rglob("*"))
        if path.is_file()
    }
