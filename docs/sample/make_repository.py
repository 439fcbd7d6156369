"""Makes a git repository in which the reference programme's decisions come about over ten months.

Usage: python docs/sample/make_repository.py FOLDER

The records of `decisions/` are the last version of each file. What stood in them before is told by `story.yml`, day by
day: when a record was proposed, decided, built, proven, reopened or amended, by which role, and in which words. Names
of persons appear nowhere; the authors are the roles of the catalog. The same story makes the same commits, byte for
byte.
"""

from __future__ import annotations

import datetime
import re
import subprocess
import sys
import zoneinfo
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[2]
DECISIONS = ROOT / "decisions"
STORY = Path(__file__).with_name("story.yml")
SETTINGS = """\
site-name = "Halvorden integration decisions"
as-of = "2026-11-23"
holidays = ["NO"]
"""
_SLICES = ("thin", "exceptions", "release")
_SECTIONS = {
    "amended": re.compile(r"\n## Amendment \d{4}-\d{2}-\d{2}\n.*\Z", re.DOTALL),
    "reopened": re.compile(r"\n## Reopened \d{4}-\d{2}-\d{2}\n.*\Z", re.DOTALL),
}
"""The section that came with a turn of the story."""
_TURNS = ("answered", "reopened", "amended")


@dataclass(frozen=True)
class Commit:
    """One commit: when, by which role, what it says, and the whole text of each file that it writes."""

    on: datetime.datetime
    role: str
    message: str
    files: Mapping[str, str] = field(default_factory=dict)


@dataclass
class State:
    """How far a record is on a day; what is None is as in its last version."""

    status: str | None = None
    date: str | None = None
    phase: str | None = None
    slices: dict[str, str] | None = None
    turns: set[str] = field(default_factory=set)


def text_at(state: State, final: str, before: Mapping[str, list[dict[str, str]]]) -> str:
    """What stood in the file whose last version is `final` when the record was in `state`.

    `before` says for each turn of the story what stood in the record until then.
    """
    text = final
    for turn in reversed(_TURNS):
        if turn in state.turns:
            continue
        for change in before.get(turn, ()):
            text = _replaced(text, change["now"], change["then"])
        if turn in _SECTIONS:
            text = _SECTIONS[turn].sub("", text)
    for key, value in (("status", state.status), ("date", state.date), ("phase", state.phase)):
        if value is not None:
            text = re.sub(rf"(?m)^{key}: .*$", f"{key}: {value}", text, count=1)
    if state.status not in {None, "superseded"}:
        text = re.sub(r"(?m)^superseded-by: .*\n", "", text, count=1)
    return text if state.slices is None else _with_slices(text, state.slices)


def _replaced(text: str, now: str, then: str) -> str:
    if text.count(now) != 1:
        raise SystemExit(f"{STORY.name}: what stood in a record before is not found once: {now[:60]!r}")
    return text.replace(now, then)


def _with_slices(text: str, slices: Mapping[str, str]) -> str:
    """The text with the states of its slices, and without the evidence of what is not proven yet."""
    lines, current = [], ""
    for line in text.split("\n"):
        named = re.fullmatch(r"  (\w+):", line)
        current = named[1] if named and named[1] in _SLICES else ("" if re.match(r"\S", line) else current)
        if current and line.startswith("    state: "):
            line = f"    state: {slices[current]}"
        if not (current and line.startswith("    evidence: ") and slices[current] != "proven"):
            lines.append(line)
    return "\n".join(lines)


def commits() -> Iterator[Commit]:
    """All commits of the story, the oldest first."""
    story = yaml.safe_load(STORY.read_text(encoding="utf-8"))
    found: list[Commit] = []
    for entry in story["beginning"]:
        files = {"settled.toml": SETTINGS} | {name: _final(name.removeprefix("decisions/")) for name in entry["files"]}
        if entry.get("without-hours"):
            catalog = files["decisions/catalog.yml"]
            files["decisions/catalog.yml"] = re.sub(r"(?m)^    (hours|responds-within|limits|down): .*\n", "", catalog)
        found.append(Commit(_moment(entry["on"], 0), entry["by"], entry["say"], files))
    for number, (name, record) in enumerate(story["records"].items()):
        found.extend(_commits_of(name, record, number))
    return iter(sorted(found, key=lambda commit: commit.on))


def _commits_of(name: str, record: dict[str, Any], number: int) -> Iterator[Commit]:
    path = next(DECISIONS.glob(f"{name}-*.md"))
    final, file = path.read_text(encoding="utf-8"), f"decisions/{path.relative_to(DECISIONS).as_posix()}"
    state = State()
    if "phase:" in final:
        state.phase, state.slices = "design", dict.fromkeys(_SLICES, "planned")
    before = {turn: record.get(f"until-{turn}", []) for turn in _TURNS}
    for step in record["story"]:
        for key in ("status", "phase"):
            if key in step:
                setattr(state, key, step[key])
        if "status" in step:
            state.date = str(step.get("date", step["on"]))
        if state.slices is not None:
            state.slices.update({each: step[each] for each in _SLICES if each in step})
        state.turns |= {turn for turn in _TURNS if turn in step}
        text = text_at(state, final, before)
        yield Commit(
            _moment(step["on"], step.get("place", number)), step.get("by", record["by"]), step["say"], {file: text}
        )
    if text != final:
        raise SystemExit(f"{STORY.name}: the story of {name} does not end where its record stands")


def _final(name: str) -> str:
    return (DECISIONS / name).read_text(encoding="utf-8")


def _moment(day: datetime.date, number: int) -> datetime.datetime:
    """A time of the working day for a commit; the number says which, so that those of a day do not fall together."""
    minutes = 8 * 60 + 20 + (number * 37) % 480
    return datetime.datetime.combine(day, datetime.time(minutes // 60, minutes % 60), zoneinfo.ZoneInfo("Europe/Oslo"))


def stream() -> Iterator[bytes]:
    """All commits as `git fast-import` reads them (https://git-scm.com/docs/git-fast-import)."""
    teams = yaml.safe_load(_final("catalog.yml"))["teams"]
    for commit in commits():
        who = f"{teams[commit.role]['name']} <{commit.role}@halvorden.example>"
        when = f"{int(commit.on.timestamp())} {commit.on:%z}"
        message = (commit.message.rstrip() + "\n").encode()
        yield f"commit refs/heads/main\nauthor {who} {when}\ncommitter {who} {when}\n".encode()
        yield b"data %d\n%s" % (len(message), message)
        for file, text in commit.files.items():
            content = text.encode()
            yield f"M 100644 inline {file}\n".encode() + b"data %d\n%s\n" % (len(content), content)
    yield b"done\n"


def make(folder: Path) -> None:
    """Make the repository in `folder`, which is empty or not there."""
    folder.mkdir(parents=True, exist_ok=True)
    if any(folder.iterdir()):
        raise SystemExit(f"{folder} is not empty: name another folder")
    git = ("git", "-C", str(folder))
    subprocess.run([*git, "init", "--quiet", "--initial-branch=main"], check=True)
    subprocess.run([*git, "fast-import", "--quiet", "--done"], input=b"".join(stream()), check=True)
    subprocess.run([*git, "checkout", "--quiet", "main"], check=True)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        raise SystemExit("usage: python docs/sample/make_repository.py FOLDER")
    make(Path(sys.argv[1]))
