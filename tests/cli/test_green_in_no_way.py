"""A required decision that is missing fails the check in whatever way it is called."""

from __future__ import annotations

import shlex
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from tests.conftest import Outcome
from tests.history.conftest import Repository
from tests.rules.changing import with_section
from tests.samples import CATALOG, DECISION, FLOW, changed

Adr = Callable[..., Outcome]
ROOT = Path(__file__).parents[2]
FLOW_FILE = "decisions/flows/0001-order-export.md"
SEEDS = {
    "source": with_section("source", ""),
    "pattern": with_section("pattern", ""),
    "identifiers": with_section("identifiers", ""),
    "latency": with_section("latency", ""),
    "idempotency": with_section("idempotency", ""),
    "failure owner": with_section("failures", ""),
    "source, live": with_section("source", "", changed(FLOW, "phase: design", "phase: live")),
    "pattern, accepted": with_section("pattern", "", changed(FLOW, "status: proposed", "status: accepted")),
}
FORMATS = ("text", "json", "sarif", "github", "gitlab", "junit", "markdown")
WAYS: dict[str, tuple[str, tuple[str, ...]]] = {
    "from the root": (".", ("check",)),
    "from among the flows": ("decisions/flows", ("check",)),
    "from the decisions": ("decisions/adr", ("check",)),
    "from beside": ("src", ("check",)),
    "from above": ("..", ("check",)),
    "with -C": ("..", ("-C", "project", "check")),
    "with --dir": (".", ("--dir", "decisions", "check")),
    "with the file": (".", ("check", FLOW_FILE)),
    "with the folder": (".", ("check", "decisions")),
    "against what was before": (".", ("check", "--against", "HEAD~1")),
    "new findings alone": (".", ("check", "--against", "HEAD~1", "--only-new")),
    "at a gate": (".", ("check", "--gate", "live")),
    "quiet": (".", ("-q", "check")),
    "through a link": ("../linked", ("check",)),
    "through a link to the records": ("../records-linked", ("check",)),
    "in a shallow clone": ("../shallow", ("check",)),
    "in a working tree": ("../worktree", ("check",)),
    "in a submodule": ("../around/inner", ("check",)),
    "above a submodule": ("../around", ("check",)),
    **{f"as {name}": (".", ("check", "--format", name)) for name in FORMATS},
}
WAYS_OF_SEED = {
    seed: {way: how for number, (way, how) in enumerate(WAYS.items()) if number == 0 or (number + place) % 3 == 0}
    for place, seed in enumerate(SEEDS)
}
"""Of each fault the first way and every third, in turn: each way meets faults of several decisions."""


@pytest.fixture(params=SEEDS)
def seed(request: pytest.FixtureRequest) -> str:
    """The name of a fault."""
    name: str = request.param
    return name


@pytest.fixture
def project(tmp_path: Path, seed: str) -> Path:
    """A sound project with one seeded fault in its last commit, and all that it can be reached by."""
    repository = Repository(tmp_path / "project").start()
    for file, text in (
        ("catalog.yml", CATALOG),
        ("adr/0001-prices.md", DECISION),
        ("flows/0001-order-export.md", FLOW),
    ):
        repository.write(f"decisions/{file}", text)
    repository.write("src/main.py", "")
    repository.commit("Sound")
    repository.write(FLOW_FILE, SEEDS[seed])
    repository.commit("Forgotten")
    (tmp_path / "linked").symlink_to("project")
    (tmp_path / "records-linked").mkdir()
    (tmp_path / "records-linked/decisions").symlink_to("../project/decisions")
    repository.git("clone", "--quiet", "--depth", "1", f"file://{repository.folder}", str(tmp_path / "shallow"))
    repository.git("worktree", "add", "--quiet", "--detach", str(tmp_path / "worktree"))
    around = Repository(tmp_path / "around").start()
    around.git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(repository.folder), "inner")
    return repository.folder


def test_the_check_fails(project: Path, seed: str, adr: Adr) -> None:
    # The others beside it would make several projects of what lies above.
    alone = project.parent / "alone"
    alone.mkdir()
    passed = {}
    for way, (start, arguments) in WAYS_OF_SEED[seed].items():
        if start == "..":
            project.rename(alone / "project")
            done = adr(*arguments, cwd=alone)
            (alone / "project").rename(project)
        else:
            done = adr(*arguments, cwd=project / start)
        if done.code != 1:
            passed[way] = (done.code, done.out, done.err)
    assert passed == {}


def test_the_hook_fails(project: Path, adr: Adr) -> None:
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    command, *arguments = shlex.split(hook["entry"])
    assert command == "adr"
    files = [FLOW_FILE] if hook.get("pass_filenames", True) else []
    assert adr(*arguments, *files, cwd=project).code == 1


def test_every_way_meets_faults_of_two_decisions() -> None:
    for way in WAYS:
        assert len({seed.partition(",")[0] for seed, ways in WAYS_OF_SEED.items() if way in ways}) >= 2, way
