"""Says which statuses a change of the readers changed: every record of the generated corpus, read before and after.

    python -m benchmarks.compare_statuses write before.jsonl 100000     # with the readers as they were
    python -m benchmarks.compare_statuses compare before.jsonl          # with the readers as they are

What had no status may get one. Where a status became another, or none, the reason is one of `DELIBERATE`, which are
counted; every other change is printed, and ends the run with 1.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
from collections import Counter
from pathlib import Path

from benchmarks.fuzz_readers import SEEDS, mutated
from settled.formats.adr_facts import read_status
from settled.model.markup import RECORD_ENDINGS
from settled.model.status_word_table import WORDS_BY_LANGUAGE, words_of
from settled.model.status_words import words_in
from settled.records.reading import read_record

MOST_SHOWN = 20
"""How many changes are printed."""

_TICKED = re.compile(r"^[ \t]*[-*+][ \t]+\[[xX]\][ \t]+(.*)", re.MULTILINE)
_FRONT = re.compile(r"\s*---[ \t]*\n(?:(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|$))?", re.DOTALL)
_FOREIGN = {
    word
    for language, cells in WORDS_BY_LANGUAGE.items()
    if language != "English"
    for cell in cells
    for phrase in words_of(cell)
    for word in words_in(phrase)
}


def _ticked_counts(text: str, after: str | None) -> bool:
    """Of the entries of a list to tick the ticked one counts, whatever the damaged ones above it say.

    What stands behind the tick and means no status leaves none: the entry above it was not chosen.
    """
    return any(after == _told(ticked) for ticked in _TICKED.findall(text))


def _is_word_of_another_language(text: str, after: str | None) -> bool:
    """The text says another status than the front matter, in a word that English lacks (`accepte`, `propose`)."""
    front = _FRONT.match(text)
    return after is None and front is not None and not _FOREIGN.isdisjoint(words_in(text[front.end() :]))


def _front_is_text(text: str, after: str | None) -> bool:
    """Where the front matter is never closed it is text, and the first list, also one below the title, says it."""
    front = _FRONT.match(text)
    return front is not None and front[1] is None and after is not None


DELIBERATE = {
    "the ticked entry counts": _ticked_counts,
    "a word of another language differs from the front matter": _is_word_of_another_language,
    "front matter that is never closed is text": _front_is_text,
}
"""Changes that are meant: the older reading was wrong."""


def _told(text: str) -> str | None:
    status = read_status(text)
    return status.value if status is not None else None


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
    """Read the records of `file` again; 1 where one that had a status has another one now, and nobody meant it."""
    told = unexplained = gained = 0
    meant: Counter[str] = Counter()
    with file.open(encoding="utf-8") as stream:
        for line in stream:
            text, ending, before = json.loads(line)
            after = status_of(text, ending)
            told += before is not None
            gained += before is None and after is not None
            if before is None or after == before:
                continue
            lines = text.replace("\r\n", "\n").replace("\r", "\n")
            reason = next((name for name, explains in DELIBERATE.items() if explains(lines, after)), None)
            if reason is not None:
                meant[reason] += 1
                continue
            unexplained += 1
            if unexplained <= MOST_SHOWN:
                print(f"{before} became {after} ({ending}): {text[:600]!r}")
    for reason, count in meant.most_common():
        print(f"{count} changed because {reason}")
    print(f"of {told} records with a status {unexplained} changed unexplained; {gained} have one that had none")
    return int(unexplained > 0)


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
