"""Reading all histories against what git alone takes for its log, and from the cache against `import git`.

Usage: python -m benchmarks.history_speed [RECORDS] [UNRELATED]      (default: 10000 10)

A repository is generated with five statuses for each record and UNRELATED commits that touch no record for every
one that does. All sides are whole processes in one run. The bounds are ratios: a cold history takes at most twice
the bare log; a warm one at most three times `import git`. "every record" also asks for each record's history.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from tests.history.generated import generate_repository

ROUNDS = 5
_READ = """
import os, sys
from pathlib import Path
from settled.history import read_history
root, files = Path(sys.argv[1]), {}
for folder, _, names in os.walk(root / "decisions"):
    for name in names:
        file = folder[len(str(root)) + 1 :] + "/" + name
        files[file] = file
told = read_history(root, root / "decisions", files)
assert told.is_complete, told.reason
if "every" in sys.argv:
    assert sum(len(record.changes) for record in told.records.values()) >= len(files)
"""
_LOG = ("git", "log", "--raw", "-z", "--no-abbrev", "-M", "-c", "--topo-order", "--reverse", "--", "decisions")


def _measure(command: tuple[str, ...], folder: Path) -> tuple[float, float, float]:
    """Seconds on the wall, seconds of processor time with all children, and peak memory (MB) of a whole process."""
    start = time.perf_counter()
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if os.waitstatus_to_exitcode(status) != 0:
        raise SystemExit(f"{command[0]} ended with {status}")
    return time.perf_counter() - start, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def _row(name: str, *commands: tuple[str, ...], folder: Path, rounds: int) -> tuple[float, ...]:
    measured = [_measure(command, folder) for _ in range(rounds) for command in commands]
    median = tuple(statistics.median(column) for column in zip(*measured, strict=True))
    print(f"{name:<34} {median[0]:>8.2f} s  {median[1]:>8.2f} s CPU  {median[2]:>6.0f} MB", flush=True)
    return median


def _generate(folder: Path, records: int, unrelated: int) -> tuple[str, str]:
    """The head of a new repository in `folder`, and the head ten record commits earlier."""
    truth = generate_repository(folder, records, 1, unrelated=unrelated, is_plain=True)
    print(f"{len(truth.changes)} records, {len(truth.commits)} commits", flush=True)
    return truth.trunk[-1], truth.trunk[-1 - 10 * (unrelated + 1)]


def main(records: int, unrelated: int) -> None:
    """Print one line for each measurement and one for each ratio."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name, "project").resolve()
        os.environ["SETTLED_CACHE_DIR"] = str(Path(name, "cache"))
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        # In a process of its own: the memory of a child is counted from that of the process that starts it.
        with ProcessPoolExecutor(max_workers=1) as pool:
            head, earlier = pool.submit(_generate, folder, records, unrelated).result()
        subprocess.run(["git", "-C", str(folder), "checkout-index", "--all", "--force"], check=True)
        subprocess.run(["git", "-C", str(folder), "update-index", "-q", "--refresh"], check=True)
        read = (sys.executable, "-c", _READ, str(folder))
        bare = _row("git log alone", _LOG, folder=folder, rounds=1)
        cold = _row("history, cold", read, folder=folder, rounds=1)
        alone = _row("import git", (sys.executable, "-c", "import git"), folder=folder, rounds=ROUNDS)
        warm = _row("history, warm", read, folder=folder, rounds=ROUNDS)
        every = _row("history, warm, every record", (*read, "every"), folder=folder, rounds=ROUNDS)
        subprocess.run(["git", "-C", str(folder), "update-ref", "HEAD", earlier], check=True)
        _measure(read, folder)
        subprocess.run(["git", "-C", str(folder), "update-ref", "HEAD", head], check=True)
        _row("history, ten record commits later", read, folder=folder, rounds=1)
        print(f"cold / git log: {cold[0] / bare[0]:.2f} (CPU {cold[1] / bare[1]:.2f}), bound 2")
        print(f"warm / import git: {warm[0] / alone[0]:.2f} (CPU {warm[1] / alone[1]:.2f}), bound 3")
        print(f"warm, every record / import git: {every[0] / alone[0]:.2f} (CPU {every[1] / alone[1]:.2f})")


if __name__ == "__main__":
    arguments = [int(argument) for argument in sys.argv[1:]]
    main(*[*arguments, *[10_000, 10][len(arguments) :]])
