"""The help of the commands: each stands in one group, and shows by example how it is called."""

from __future__ import annotations

import re
import shlex
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
    block = re.search(r"\n  Examples?:\n(?P<lines>(?:    .*\n)+)", shown)
    assert block is not None
    for line in block["lines"].splitlines():
        words = shlex.split(re.split(r" [>|] ", line)[0].replace('eval "$(', "").replace(')"', ""))
        program, called, *arguments = words
        assert (program, called) == ("adr", name)
        found = main.get_command(click.Context(main), called)
        assert found is not None
        found.make_context(called, arguments)  # raises for what it does not take
