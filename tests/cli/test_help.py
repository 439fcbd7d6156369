"""The help of the commands: each stands in one group, and shows by example how it is called."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import click
import pytest

from settled.cli.main import COMMANDS, GROUPS, main
from tests.conftest import Outcome

Adr = Callable[..., Outcome]


def test_each_command_stands_in_one_group(adr: Adr, tmp_path: Path) -> None:
    assert sorted(name for names in GROUPS.values() for name in names) == sorted(COMMANDS)
    shown = adr("--help", cwd=tmp_path).out
    headings = [line.removesuffix(":") for line in shown.splitlines() if re.fullmatch(r"[A-Z][\w -]+:", line)]
    assert headings == ["Options", *GROUPS]
    assert all(f"\n  {name} " in shown for name in COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_shows_examples_that_it_takes(adr: Adr, tmp_path: Path, name: str) -> None:
    shown = adr(name, "--help", cwd=tmp_path).out
    block = re.search(r"\n  Examples?:\n(?P<lines>(?:    .*\n?)+)", shown)
    assert block is not None
    for line in block["lines"].splitlines():
        words = shlex.split(re.split(r" [>|] ", line)[0].replace('eval "$(', "").replace(')"', ""))
        program, called, *arguments = words
        assert (program, called) == ("adr", name)
        found = main.get_command(click.Context(main), called)
        assert found is not None
        found.make_context(called, arguments)  # raises for what it does not take


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_shell_completes_as_the_guide_says(shell: str, tmp_path: Path) -> None:
    guide = (Path(__file__).parents[2] / "docs" / "command-line.md").read_text("utf-8")
    assert f"`_ADR_COMPLETE={shell}_source adr > " in guide
    program = tmp_path / "adr"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -c "from settled.cli.main import run; run()" "$@"\n')
    program.chmod(0o755)
    environment = {**os.environ, "PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}"}
    script = subprocess.run(
        ["adr"], env={**environment, "_ADR_COMPLETE": f"{shell}_source"}, capture_output=True, check=True, text=True
    )
    assert "_ADR_COMPLETE=" in script.stdout
    asked = {"COMP_WORDS": "adr reo", "COMP_CWORD": "1" if shell != "fish" else "reo"}
    answer = subprocess.run(
        ["adr"], env={**environment, **asked, "_ADR_COMPLETE": f"{shell}_complete"},
        capture_output=True, check=True, text=True,
    )  # fmt: skip
    assert "reopen" in answer.stdout
