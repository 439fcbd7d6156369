"""Says which statuses a change of the readers changed: every record of the generated corpus, read before and after.

    python -m benchmarks.compare_statuses write before.jsonl 100000     # with the readers as they were
    python -m benchmarks.compare_statuses compare before.jsonl          # with the readers as they are

What had no status may get one. Ends with 1 and prints the texts where a status became another, or none.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from pathlib import Path

from benchmarks.fuzz_readers import SEEDS, mutated
from settled.model.markup import RECORD_ENDINGS
from settled.records.reading import read_record

MOST_SHOWN = 20
"""How many changes are printed."""


def status_of(text: str, ending: str) -> str | None:
    """The status of a record in a folder of plain ADRs; None where it has none or cannot be read."""
    record = read_record(f"docs/adr/0007-use-kafka{ending}", text, None, is_programme=False).record
    return record.status.value if record is not None and record.status is not None else None


def write(file: Path, count: int) -> int:
    """Write `count` records of the corpus with the statuses that they are read to."""
    random_ = random.Random(1)  # noqa: S311 (no secret)
    with file.open("w", encoding="utf-8") as stream:
        for index in range(count):
            text = SEEDS[index] if index < len(SEEDS) else mutated(random_)
            ending = random_.choice(RECORD_ENDINGS)
            stream.write(json.dumps([text, ending, status_of(text, ending)]) + "\n")
    return 0


def compare(file: Path) -> int:
    """Read the records of `file` again; 1 where one that had a status has another one now."""
    told = changed = gained = 0
    with file.open(encoding="utf-8") as stream:
        for line in stream:
            text, ending, before = json.loads(line)
            after = status_of(text, ending)
            told += before is not None
            gained += before is None and after is not None
            if before is not None and after != before:
                changed += 1
                if changed <= MOST_SHOWN:
                    print(f"{before} became {after} ({ending}): {text[:600]!r}")
    print(f"of {told} records with a status {changed} changed; {gained} have one that had none")
    return int(changed > 0)


def main() -> int:
    """Write or compare, as asked."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("command", choices=("write", "compare"))
    parser.add_argument("file", type=Path)
    parser.add_argument("count", nargs="?", type=int, default=20_000, help="how many records to write")
    arguments = parser.parse_args()
    return write(arguments.file, arguments.count) if arguments.command == "write" else compare(arguments.file)


if __name__ == "__main__":
    sys.exit(main())
