"""`adr check` of generated flows against loading their YAML alone with PyYAML's CSafeLoader, in one run.

Usage: python -m benchmarks.check_speed [COUNT ...]      (default: 1000 2000 5000 10000)

All sides are whole processes and are measured in turn, five times each, in seconds of processor time, on which other
work of the machine bears little; the medians are printed with their ratio to the YAML alone, records per second and the
peak memory. A cold check finds an empty cache and fills it; a warm one finds what the cold one kept. Wanted are a ratio
of 1.5 cold and 0.5 warm at 1,000 flows, and a time per record that does not grow to 10,000. All run as installed
programs do, with their bytecode compiled before.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.generate import generate_flows

ROUNDS = 5
_YAML_ALONE = """
import pathlib, sys, yaml
for path in pathlib.Path(sys.argv[1]).rglob("*.md"):
    text = path.read_text("utf-8")
    yaml.load(text.split("---", 2)[1], yaml.CSafeLoader)
"""


# An installer compiles what it installs; a source tree would be compiled in every run where Python may not write.
_ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def measure(command: list[str], folder: Path, **environment: str) -> tuple[float, float]:
    """Seconds of processor time and peak memory (MB) of one whole process."""
    process = subprocess.Popen(
        command, cwd=folder, env=_ENVIRONMENT | environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    _, status, usage = os.wait4(process.pid, 0)
    if os.waitstatus_to_exitcode(status) not in {0, 1}:
        raise SystemExit(f"{command} ended with {status}")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def main(counts: list[int]) -> None:
    """Print one line for each count."""
    print(
        f"{'flows':>6}  {'yaml s':>7}  {'cold s':>7}  {'ratio':>5}  {'warm s':>7}  {'ratio':>5}  "
        f"{'records/s':>9}  {'cold ms/record':>14}  {'peak MB':>7}"
    )
    for count in counts:
        with tempfile.TemporaryDirectory() as name:
            folder, cache = Path(name, "project"), Path(name, "cache")
            folder.mkdir()
            generate_flows(folder, count)
            check = [sys.executable, "-m", "settled", "check", "--format", "json"]
            measure(check, folder, SETTLED_CACHE_DIR="off")  # compiles, and is not counted
            colds: list[float] = []
            warms: list[float] = []
            yamls: list[float] = []
            memory = 0.0
            for _ in range(ROUNDS):
                shutil.rmtree(cache, ignore_errors=True)
                for seconds in (colds, warms):
                    took, peak = measure(check, folder, SETTLED_CACHE_DIR=str(cache))
                    seconds.append(took)
                    memory = max(memory, peak)
                yamls.append(measure([sys.executable, "-c", _YAML_ALONE, str(folder)], folder)[0])
            cold, warm, alone = (statistics.median(each) for each in (colds, warms, yamls))
            print(
                f"{count:>6}  {alone:>7.2f}  {cold:>7.2f}  {cold / alone:>5.2f}  {warm:>7.2f}  {warm / alone:>5.2f}  "
                f"{count / cold:>9.0f}  {cold / count * 1000:>14.2f}  {memory:>7.0f}"
            )


if __name__ == "__main__":
    main([int(argument) for argument in sys.argv[1:]] or [1000, 2000, 5000, 10_000])
