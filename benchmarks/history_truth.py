"""The history of a generated repository, record by record, against what its generator knows to be true.

Usage: python -m benchmarks.history_truth [RECORDS] [SEED]      (default: 1000 1)

Each record gets five statuses; ten times as many commits touch no record. Renames, moves of the whole folder,
renumbered records, merges that set a status, reverts and deletions are among them. Every record that differs is
printed, and their number ends the run: it must be 0.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path

from tests.history.generated import generate_repository, mismatches, read_generated


def main(records: int, seed: int) -> int:
    """Print what differs; 1 where anything does."""
    with tempfile.TemporaryDirectory() as name:
        os.environ["SETTLED_CACHE_DIR"] = str(Path(name, "cache"))
        folder = Path(name, "project")
        truth = generate_repository(folder, records, seed)
        count = sum(len(changes) for changes in truth.changes.values())
        print(f"{len(truth.commits)} commits, {len(truth.changes)} records, {count} status changes", flush=True)
        found: list[str] = []
        for pass_ in ("first reading", "from the cache"):
            start = time.perf_counter()
            told = mismatches(read_generated(folder, truth), truth)
            print(f"{pass_}: {len(told)} mismatches in {time.perf_counter() - start:.1f} s")
            found += told
    for line in found:
        print(line)
    return 1 if found else 0


if __name__ == "__main__":
    arguments = [int(argument) for argument in sys.argv[1:]]
    sys.exit(main(*[*arguments, *[1000, 1][len(arguments) :]]))
