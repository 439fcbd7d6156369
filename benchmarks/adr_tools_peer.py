"""Runs the same commands with adr-tools and with this tool, and compares what they print and write, byte for byte.

    python -m benchmarks.adr_tools_peer --peer /usr/bin/adr --sequences 40 --seed 1

The peer is the package `adr-tools` of a distribution; where it is not installed this says so and ends with 2. The
sequences are made of what both are to do alike: titles in ASCII that `sed` does not take for its own, numbers that
exist, dates. What differs on purpose is in docs/adr-tools.md, and is not asked of the peer.
"""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

_WORDS = (
    "Use", "queues", "for", "the", "order-export", "Node.JS", "C#", "v2.1", "(again)", "it's", "100%", "a,b", "A_B",
    "what?", "=", "+", "e.g.", "~", "TLS", "http:", "yes!", "x;y", "<b>", "$HOME", "{braces}", "^", "@home",
    "`code`", "*",
)  # fmt: skip
_LINKS = (
    ("Amends", "Amended by"),
    ("Clarifies", "Clarified by"),
    ("Extends", "Extended by"),
    ("see also", "seen from"),
)


@dataclass(frozen=True)
class Step:
    """A command with its arguments, run in a folder below the root on a day."""

    arguments: tuple[str, ...]
    folder: str
    date: str


def sequence(chance: random.Random) -> list[Step]:
    """A life of a folder: started in one way or another, with records, links, reports and dates to upgrade."""
    steps: list[Step] = []
    count = 0

    def step(*arguments: str) -> None:
        date = chance.choice(("1992-01-12", "2024-02-29", "12/01/1992", "31/12/2016"))
        steps.append(Step(arguments, chance.choice((".", ".", "sub", "sub/deeper")) if count else ".", date))

    directory = chance.choice((None, "adrs", "doc/architecture/decisions", "./here", "with space/adr"))
    if chance.random() < 0.8:
        step("init", *([directory] if directory else []))
        count = 1
    free: set[int] = set(range(1, count + 1))
    linked: set[tuple[int, int, str]] = set()
    for _ in range(chance.randint(3, 14)):
        roll = chance.random()
        if roll < 0.6 or count < 2:
            title = chance.sample(_WORDS, chance.randint(1, 6))
            if not any(letter.isalnum() for letter in title[0]):
                title[0] = "Plain"
            options: list[str] = []
            old = chance.sample(sorted(free), min(len(free), chance.choice((0, 0, 1, 2))))
            for number in old:
                options += ["-s", chance.choice((str(number), f"{number:04d}"))]
            others = chance.sample(range(1, count + 1), min(count, chance.choice((0, 0, 1, 2))))
            for number in others:
                label, reverse = chance.choice(_LINKS)
                options += ["-l", f"{number}:{label}:{reverse}"]
                linked.add((count + 1, number, label))
            free -= set(old)
            step("new", *options, "--", *title)
            count += 1
            free.add(count)
        elif roll < 0.8:
            one, other = chance.sample(range(1, count + 1), 2)
            label, reverse = chance.choice(_LINKS)
            if {(one, other, label), (other, one, reverse)} & linked:
                continue
            linked.add((one, other, label))
            step("link", f"{one:04d}", label, f"{other:04d}", reverse)
        else:
            step(*chance.choice((("list",), ("generate", "toc"), ("generate", "graph"), ("upgrade-repository",))))
    for last in (
        ("list",),
        ("generate", "toc", "-p", "x/y/"),
        ("generate", "graph", "-p", "http://example.com/", "-e", ".xhtml"),
        ("upgrade-repository",),
        ("generate",),
    ):
        step(*last)
    # Some of the peer's commands fall apart where the folder's path has a space.
    spoilt = {"generate", "upgrade-repository"} if " " in (directory or "") else set()
    return [step for step in steps if step.arguments[0] not in spoilt]


def run(command: list[str], step: Step, root: Path) -> tuple[str, bool]:
    """What the command prints, and whether it says that it was done."""
    folder = root / step.folder
    folder.mkdir(parents=True, exist_ok=True)
    kept = {name: value for name, value in os.environ.items() if name not in {"VISUAL", "EDITOR", "ADR_TEMPLATE"}}
    environment = {**kept, "ADR_DATE": step.date, "SETTLED_MODE": "adr-tools", "LC_ALL": "C.UTF-8"}
    done = subprocess.run(
        [*command, *step.arguments], cwd=folder, env=environment, capture_output=True, encoding="utf-8", check=False
    )
    return done.stdout, done.returncode == 0


def tree(root: Path) -> dict[str, bytes]:
    """Every file below `root` with its bytes."""
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()}


def differences(peer: list[str], ours: list[str], steps: list[Step], folder: Path) -> list[str]:
    """Where the two part after the same steps: the first step that does, in words; nothing where none does."""
    roots = folder / "peer", folder / "ours"
    for root in roots:
        root.mkdir()
        (root / ".git").mkdir()
    for step in steps:
        outcomes = [run(command, step, root) for command, root in zip((peer, ours), roots, strict=True)]
        trees = [tree(root) for root in roots]
        if outcomes[0] != outcomes[1] or trees[0] != trees[1]:
            said = [f"{step}", f"  peer: {outcomes[0]}", f"  ours: {outcomes[1]}"]
            for name in sorted(trees[0].keys() | trees[1].keys()):
                if trees[0].get(name) != trees[1].get(name):
                    said.append(f"  {name}\n    peer: {trees[0].get(name)!r}\n    ours: {trees[1].get(name)!r}")
            return said
    return []


def main() -> int:
    """Compare, print what differs, and end with 1 where anything does."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--peer", default="/usr/bin/adr", help="the command of adr-tools")
    parser.add_argument("--sequences", type=int, default=40)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    if not Path(asked.peer).is_file():
        print(f"adr-tools is not installed as {asked.peer}: nothing was compared", file=sys.stderr)
        return 2
    steps_done = failures = 0
    for number in range(asked.sequences):
        steps = sequence(random.Random(asked.seed + number))  # noqa: S311 (a seed makes it the same again)
        steps_done += len(steps)
        with tempfile.TemporaryDirectory() as folder:
            said = differences([asked.peer], [sys.executable, "-m", "settled"], steps, Path(folder))
        if said:
            failures += 1
            print(f"seed {asked.seed + number}:", *said, sep="\n")
    print(f"{asked.sequences} sequences with {steps_done} commands: {failures} differ")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
