"""Runs the command over whole small projects of which something is damaged: none may end it, or take long.

    python -m benchmarks.fuzz_projects 20000 --seed 7

Records, catalog, settings and baseline of two small programmes are cut, salted, renamed and emptied; some projects are
git repositories in odd states. Each must be checked, listed and shown, every fortieth built, in this process: without
an exception, without exit code 3, none in more than five seconds. Ends with 1 and says the number of each project that
is not; `--only NUMBER` makes that one alone, and leaves it there.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from tests.complete_programme import FILES

from benchmarks.fuzz_readers import SALT
from settled.cli.main import run

SLOWEST = 5.0
"""Seconds that one command may take."""

REPOSITORY = Path(__file__).resolve().parent.parent
TAKEN = (
    "decisions/catalog.yml", "decisions/adr/0001-*.md", "decisions/adr/0003-*.md", "decisions/adr/0007-*.md",
    "decisions/flows/0001-*.md", "decisions/flows/0014-*.md", "decisions/risks/0001-*.md",
)  # fmt: skip
"""What of the reference programme each project begins with."""
SETTINGS = 'immutability = "strict"\nbaseline = "baseline.json"\n[severity]\nweak-wording = "off"\n'
WORDS = (
    "status: acepted", "status: accepted", "kind: risk", "- ", "[", "{open: x}", "null", "~", "0", "2026-02-30", "erp",
    "!!python/x y", "<<: *a", "&a", "*a", "\x1b[31m", "\u202e", "<<<<<<< HEAD", "=======", ">>>>>>> x", "---", "...",
    "ADR-0001", "99999 d", "supersedes: [ADR-0001]", "superseded-by: [ADR-0003]", "ignore: [{rule: F401}]", "x" * 3000,
    "within: -1 s", "every: 5 min", "0 s", "99999999 d", "for ever", "{not-applicable: x}", "hours: always",
    "batch: 0 KB", "zone: ../../etc/passwd", "from: \"25:00\"", "calls-per-minute: 0",
    "forwards: [FLOW-0001]", "part-of: order",
)  # fmt: skip


def damaged(random_: random.Random, content: str) -> str:
    """`content` after one damage to a line, a place or the whole."""
    lines = content.split("\n")
    at = random_.randrange(len(lines))
    kind = random_.randrange(9)
    if kind == 0:
        del lines[at : at + random_.choice((1, 1, 2, 10))]
    elif kind == 1:
        lines.insert(at, lines[random_.randrange(len(lines))])
    elif kind == 2:
        lines[at] = " " * random_.randint(0, 6) + random_.choice(WORDS)
    elif kind == 3:
        key, colon, _ = lines[at].partition(":")
        lines[at] = f"{key}{colon} {random_.choice(WORDS)}"
    elif kind == 4:
        place = random_.randint(0, len(lines[at]))
        lines[at] = lines[at][:place] + random_.choice(SALT) * random_.choice((1, 1, 5)) + lines[at][place:]
    elif kind == 5:
        lines[at] = lines[at].lstrip() if random_.random() < 0.5 else f"  {lines[at]}"
    elif kind == 6:
        other = random_.randrange(len(lines))
        lines[at], lines[other] = lines[other], lines[at]
    elif kind == 7:
        return random_.choice(
            ("", "\ufeff" + content, "\n" + content, content[: len(content) // 2], content.replace("\n", "\r\n"))
        )
    else:
        lines[at] = lines[at][: random_.randint(0, len(lines[at]))]
    return "\n".join(lines)


def make(random_: random.Random, folder: Path, model: Path) -> None:
    """A project in `folder`: the model with one to five damages, and perhaps a history."""
    shutil.copytree(model, folder)
    state = random_.choice(("none", "none", "none", "commit", "staged", "unborn", "shallow", "broken"))
    if state != "none":
        _git(folder, "init", "--quiet")
    if state not in {"none", "unborn"}:
        _git(folder, "add", "--all")
        _git(folder, "commit", "--quiet", "-m", "one")
    for _ in range(random_.randint(1, 5)):
        files = sorted(path for path in folder.rglob("*") if path.is_file() and ".git" not in path.parts)
        path = random_.choice(files)
        what = random_.random()
        if what < 0.05:
            path.unlink()
        elif what < 0.1:
            path.rename(
                path.with_name(random_.choice(("x.md", "0001-y.md", "9-z.md", "README.md", path.name + ".bak")))
            )
        elif what < 0.13:
            path.write_bytes(random_.randbytes(random_.choice((1, 40, 4000))))
        elif what < 0.15:
            path.unlink()
            path.symlink_to(random_.choice((".", "..", "/", "gone", files[0])))
        else:
            text = path.read_bytes().decode("utf-8", "replace")
            path.write_text(damaged(random_, text), encoding="utf-8", newline="")
    if state == "staged":
        _git(folder, "add", "--all")
    elif state == "shallow":
        (folder / ".git/shallow").write_text(_git(folder, "rev-parse", "HEAD") + "\n")
    elif state == "broken":
        random_.choice(sorted(path for path in (folder / ".git").rglob("*") if path.is_file())).write_bytes(b"\0broken")


def _git(folder: Path, *words: str) -> str:
    person = ("-c", "user.name=Order team", "-c", "user.email=orders@example.com")
    done = subprocess.run(["git", *person, *words], cwd=folder, check=False, capture_output=True, text=True)
    return done.stdout.strip()


def command(folder: Path, *words: str) -> tuple[int, str]:
    """Exit code and stderr of one run in this process."""
    out, err = io.TextIOWrapper(io.BytesIO(), encoding="utf-8"), io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    code = 0
    with contextlib.chdir(folder), contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            run(list(words))
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else 1
    err.flush()
    raw = err.buffer
    return code, raw.getvalue().decode() if isinstance(raw, io.BytesIO) else ""


def model_project(folder: Path) -> Path:
    """The project that all others begin as: a part of the reference programme with settings and a baseline."""
    for pattern in TAKEN:
        for path in REPOSITORY.glob(pattern):
            target = folder / path.relative_to(REPOSITORY)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)
    (folder / "settled.toml").write_text(SETTINGS, encoding="utf-8")
    command(folder, "check", "--update-baseline")
    return folder


def complete_project(folder: Path) -> Path:
    """The project that every second one begins as: a programme that states all that can be computed with."""
    for file, text in FILES.items():
        path = folder / "decisions" / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def main() -> int:
    """Try as many projects as are asked for; 0 where all went well."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("count", nargs="?", type=int, default=1000, help="how many projects")
    parser.add_argument("--seed", type=int, default=1, help="where the random numbers begin")
    parser.add_argument("--only", type=int, help="make this one alone, and leave it there")
    arguments = parser.parse_args()
    os.environ.update(SETTLED_CACHE_DIR="off", SETTLED_TODAY="2026-11-23", GIT_CONFIG_NOSYSTEM="1", NO_COLOR="1")
    codes: Counter[str] = Counter()
    bad = 0
    slowest = (0.0, 0, "")
    started = time.monotonic()
    with tempfile.TemporaryDirectory() as name:
        os.environ["HOME"] = name
        models = model_project(Path(name, "model")), complete_project(Path(name, "complete"))
        for number in [arguments.only] if arguments.only is not None else range(arguments.count):
            random_ = random.Random(f"{arguments.seed} {number}")  # noqa: S311 (a seed makes it repeatable)
            folder = Path(tempfile.mkdtemp() if arguments.only is not None else name, f"project-{number}")
            make(random_, folder, models[number % 2])
            words = [("check", "--format", "json"), ("list",), ("show", "1"), ("check", "--fix", "--diff")]
            words += [("build", "--keep-going")] if number % 40 == 0 else []
            for each in words:
                before = time.process_time()
                try:
                    code, err = command(folder, *each)
                except BaseException as error:
                    code, err = 3, repr(error)
                seconds = time.process_time() - before
                slowest = max(slowest, (seconds, number, each[0]))
                codes[f"{each[0]} {code}"] += 1
                if code == 3 or "Traceback" in err or seconds > SLOWEST:
                    bad += 1
                    print(
                        f"project {number}: `adr {' '.join(each)}` ended with {code} after {seconds:.1f} s: {err[:300]}"
                    )
            if arguments.only is not None:
                print(folder)
            else:
                shutil.rmtree(folder, ignore_errors=True)
    print(
        f"{arguments.count} projects in {time.monotonic() - started:.0f} s, {bad} bad; slowest {slowest[0]:.2f} s "
        f"({slowest[2]} of project {slowest[1]}); {dict(sorted(codes.items()))}"
    )
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
