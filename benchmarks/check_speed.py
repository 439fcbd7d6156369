"""`adr check` of generated flows against loading their YAML alone with PyYAML's CSafeLoader, in one run.

Usage: python -m benchmarks.check_speed [COUNT ...]      (default: 1000 2000 5000 10000)

Both sides are whole processes and are measured in turn, three times each; the medians are printed with the
ratio, records per second and the peak memory. The bound is a ratio of 2.0 at 1,000 flows, and a time per
record that does not grow to 10,000. Both run as installed programs do, with their bytecode compiled before.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.generate import generate_flows

ROUNDS = 3
_YAML_ALONE = """
import pathlib, sys, yaml
for path in pathlib.Path(sys.argv[1]).rglob("*.md"):
    text = path.read_text("utf-8")
    yaml.load(text.split("---", 2)[1], yaml.CSafeLoader)
"""


# An installer compiles what it installs; a source tree would be compiled in every run where Python may not write.
_ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def measure(command: list[str], folder: Path) -> tuple[float, float]:
    """Seconds and peak memory (MB) of one whole process."""
    start = time.perf_counter()
    process = subprocess.Popen(
        command, cwd=folder, env=_ENVIRONMENT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    if os.waitstatus_to_exitcode(status) not in {0, 1}:
        raise SystemExit(f"{command} ended with {status}")
    return seconds, usage.ru_maxrss / 1024


def main(counts: list[int]) -> None:
    """Print one line for each count."""
    print(
        f"{'flows':>6}  {'check s':>8}  {'yaml s':>7}  {'ratio':>5}  {'records/s':>9}  {'ms/record':>9}  {'peak MB':>7}"
    )
    for count in counts:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            generate_flows(folder, count)
            measure([sys.executable, "-m", "settled", "check"], folder)  # compiles, and is not counted
            checks, yamls, memory = [], [], 0.0
            for _ in range(ROUNDS):
                seconds, peak = measure([sys.executable, "-m", "settled", "check", "--format", "json"], folder)
                checks.append(seconds)
                memory = max(memory, peak)
                yamls.append(measure([sys.executable, "-c", _YAML_ALONE, str(folder)], folder)[0])
            check, alone = statistics.median(checks), statistics.median(yamls)
            print(
                f"{count:>6}  {check:>8.2f}  {alone:>7.2f}  {check / alone:>5.2f}  {count / check:>9.0f}  "
                f"{check / count * 1000:>9.2f}  {memory:>7.0f}"
            )


if __name__ == "__main__":
    main([int(argument) for argument in sys.argv[1:]] or [1000, 2000, 5000, 10_000])
