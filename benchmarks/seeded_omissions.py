"""Takes one required decision out of many sound projects: the check must be red, however it is called.

    python -m benchmarks.seeded_omissions 100 --seed 3

Each project is a part of the reference programme (a flow, and all that it names), lies at the root of a repository or
some folders below, with or without other records beside it, and passes the check. Then one of the six decisions of
the flow is left out, emptied or filled with a template's words, and the check is called in every way that
`tests/cli/test_green_in_no_way.py` knows, and by the hook. Ends with 1 and names project and way where one of them
is green.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import shutil
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from tests.cli.test_green_in_no_way import WAYS
from tests.history.conftest import Repository

from benchmarks.fuzz_projects import REPOSITORY, command

RECORDS = REPOSITORY / "decisions"
PLACES = ("", "", "integration", "docs/commerce/programme")
"""Where below the root of its repository a project may lie."""
SECTIONS = ("source", "consumers", "pattern", "identifiers", "latency", "idempotency", "failures")
EMPTY = (
    "",
    "{key}:\n",
    "{key}: null\n",
    "{key}: []\n",
    "{key}: {{}}\n",
    "{key}: TBD\n",
    '{key}: "-"\n',
    "{key}: n/a\n",
)
"""What may stand in a section's place: nothing, or what is no answer."""
INNER = (
    r"system: [\w-]+", r"trigger: [^\n,}]+", r"type: [\w-]+", r"class: [\w-]+",
    r"key: [^\n,}]+", r"owner: [\w-]+",
)  # fmt: skip
"""Values within the sections without which a decision is not made."""


def files_named_by(start: Path) -> set[Path]:
    """The record at `start` and all records that it names, and that those name."""
    folders = {"ADR": "adr", "FLOW": "flows", "RISK": "risks"}
    found: set[Path] = set()
    waiting = [start]
    while waiting:
        path = waiting.pop()
        if path in found:
            continue
        found.add(path)
        text = path.read_text(encoding="utf-8")
        for kind, number in re.findall(r"\b(ADR|FLOW|RISK)-(\d{4})\b", text):
            waiting += sorted((RECORDS / folders[kind]).glob(f"{number}-*.md"))
        waiting += [(path.parent / target).resolve() for target in re.findall(r"\]\(([^)#:\s]+\.md)", text)]
    return found


def sound_project(random_: random.Random, root: Path) -> tuple[Path, Path]:
    """A repository at `root` with a programme that passes the check: the folder of the programme, and its flow."""
    flow = random_.choice(sorted((RECORDS / "flows").glob("*.md")))
    programme = root / random_.choice(PLACES)
    for path in sorted(files_named_by(flow)):
        target = programme / "decisions" / path.relative_to(RECORDS)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
    shutil.copyfile(RECORDS / "catalog.yml", programme / "decisions/catalog.yml")
    (root / "src").mkdir(exist_ok=True)
    (root / "src/main.py").write_text("", encoding="utf-8")
    return programme, programme / "decisions" / flow.relative_to(RECORDS)


def without_a_decision(random_: random.Random, text: str) -> tuple[str, str]:
    """`text` of a flow without one of its decisions, and what was done to it."""
    front, fence, body = text.removeprefix("---\n").partition("\n---\n")
    sections = re.split(r"(?m)^(?=\S)", front + "\n")
    if random_.random() < 0.5:
        key = random_.choice(SECTIONS)
        replacement = random_.choice(EMPTY).format(key=key)
        changed = [replacement if section.startswith(f"{key}:") else section for section in sections]
        what = f"{key} → {replacement.strip() or 'left out'}"
    else:
        pattern = random_.choice(INNER)
        keys = ("source:", "pattern:", "latency:", "idempotency:", "failures:")
        values = [(at, re.search(pattern, each)) for at, each in enumerate(sections) if each.startswith(keys)]
        at, found = random_.choice([(at, value) for at, value in values if value is not None])
        name = found[0].partition(":")[0]
        value = random_.choice(("", "TODO", "???", '"{value}"'))
        changed = list(sections)
        changed[at] = sections[at][: found.start()] + f"{name}: {value}" + sections[at][found.end() :]
        what = f"{sections[at].partition(':')[0]}: {found[0]} → {value or 'nothing'}"
    return "---\n" + "".join(changed).removesuffix("\n") + fence + body, what


def reachable(repository: Repository, folder: Path) -> None:
    """All that the ways of `WAYS` start from, beside the repository."""
    (folder / "linked").symlink_to("project")
    repository.git("clone", "--quiet", "--depth", "1", f"file://{repository.folder}", str(folder / "shallow"))
    repository.git("worktree", "add", "--quiet", "--detach", str(folder / "worktree"))
    around = Repository(folder / "around").start()
    around.git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(repository.folder), "inner")


def ways_that_pass(folder: Path, programme: Path, flow: Path) -> dict[str, int]:
    """The exit code of each way of calling the check that is not 1."""
    project = folder / "project"
    below = programme.relative_to(project)
    beside = ("../linked", "../shallow", "../worktree", "../around/inner", "../around", "src")
    moved = {start: Path(start) for start in beside} | {"../linked": Path("../linked") / below}
    codes: dict[str, int] = {}
    for way, (start, arguments) in WAYS.items():
        if start == "../records-linked":
            continue
        words = [
            flow.relative_to(programme).as_posix() if word.startswith("decisions/flows") else word for word in arguments
        ]
        words = [(below / word).as_posix() if word == "decisions" and start == ".." else word for word in words]
        place = project / moved.get(start, below / start)
        if start == "src" and below != Path():
            # The programme is beside what lies there, not above it.
            place = project
        if start == "..":
            alone = folder / "alone"
            alone.mkdir(exist_ok=True)
            project.rename(alone / "project")
            code, err = command(alone, *words)
            (alone / "project").rename(project)
        else:
            code, err = command(place, *words)
        codes[way] = code if "Traceback" not in err else 3
    codes["by the hook"] = command(project, "check")[0]
    return {way: code for way, code in codes.items() if code != 1}


def main() -> int:
    """Try as many projects as are asked for; 0 where none was green."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("count", nargs="?", type=int, default=100, help="how many projects")
    parser.add_argument("--seed", type=int, default=1, help="where the random numbers begin")
    arguments = parser.parse_args()
    os.environ.update(SETTLED_CACHE_DIR="off", SETTLED_TODAY="2026-11-23", GIT_CONFIG_NOSYSTEM="1", NO_COLOR="1")
    started = time.monotonic()
    seeded: Counter[str] = Counter()
    bad = calls = tried = 0
    with tempfile.TemporaryDirectory() as name:
        os.environ["HOME"] = name
        number = 0
        while tried < arguments.count:
            number += 1
            random_ = random.Random(f"{arguments.seed} {number}")  # noqa: S311 (a seed makes it repeatable)
            folder = Path(name, f"project-{number}")
            repository = Repository(folder / "project").start()
            programme, flow = sound_project(random_, repository.folder)
            repository.commit("Sound")
            if command(programme, "check")[0] != 0:
                print(f"project {number} ({flow.name}) is not sound; left out")
                shutil.rmtree(folder)
                continue
            text, what = without_a_decision(random_, flow.read_text(encoding="utf-8"))
            flow.write_text(text, encoding="utf-8")
            repository.commit("Forgotten")
            reachable(repository, folder)
            passed = ways_that_pass(folder, programme, flow)
            tried += 1
            calls += len(WAYS)
            seeded[what.partition(":")[0].partition(" ")[0]] += 1
            if passed:
                bad += 1
                print(f"project {number}: {flow.name}, {what}: {passed}")
            shutil.rmtree(folder)
    seconds = time.monotonic() - started
    print(f"{tried} projects, {calls} calls in {seconds:.0f} s, {bad} bad; {dict(sorted(seeded.items()))}")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
