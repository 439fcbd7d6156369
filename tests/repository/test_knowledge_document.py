"""The guide to what the tool knows: each command in it is run, and each field that it names is there."""

from __future__ import annotations

import json
import re
import shlex
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Outcome

ROOT = Path(__file__).resolve().parent.parent.parent
GUIDE = (ROOT / "docs" / "knowledge.md").read_text("utf-8")
USUAL_OPTIONS = {"--format", "--help", "--quiet", "--verbose"}
COMMANDS = [found for found in re.findall(r"`adr ([^`]+)`", GUIDE) if "NAME" not in found]


@pytest.fixture(scope="module")
def programme(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The reference programme, away from the repository."""
    folder = tmp_path_factory.mktemp("programme")
    shutil.copytree(ROOT / "decisions", folder / "decisions")
    return folder


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_that_the_guide_shows_does_what_it_says(
    adr: Callable[..., Outcome], programme: Path, command: str
) -> None:
    outcome = adr(*shlex.split(command), cwd=programme)
    assert (outcome.code, outcome.err) == (0, "")
    assert outcome.out.strip()


@pytest.mark.parametrize(
    ("asked", "kind"),
    [
        ("T701", "a rule"),
        ("pattern/queue", "a pattern"),
        ("exception/stale-inventory", "an exception"),
        ("word/hop", "a word"),
        ("latency", "a word that finds several"),
    ],
)
def test_the_guide_names_every_field_of_the_data(
    adr: Callable[..., Outcome], tmp_path: Path, asked: str, kind: str
) -> None:
    row = next(line for line in GUIDE.splitlines() if line.startswith(f"| {kind} |"))
    document = json.loads(adr("explain", asked, "--format", "json", cwd=tmp_path).out)
    assert [key for key in document if f"`{key}`" not in row and key != "version"] == []


def test_the_guide_names_every_option_and_every_field_of_a_choice(adr: Callable[..., Outcome], programme: Path) -> None:
    options = set(re.findall(r"^  (--[a-z-]+)", adr("patterns", "--help", cwd=programme).out, re.MULTILINE))
    said = GUIDE.partition("## Which pattern")[2]
    assert [option for option in options if f"`{option}" not in said and option not in USUAL_OPTIONS] == []
    document = json.loads(adr("patterns", "--flow", "FLOW-3", "--format", "json", cwd=programme).out)
    choice = document["choices"][0]
    proposal = choice["patterns"][0]
    for part in (document, choice, choice["needs"][0], proposal, proposal["reasons"][0]):
        assert [key for key in part if f"`{key}`" not in said] == []
