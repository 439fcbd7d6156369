"""Makes every value of a sound programme worse, in every way to write it and two at a time: what is lost, or too much?

    python -m benchmarks.mutations --pairs 500 --seed 3

Each mutation of `tests/rules/worse` in each of the ways to write the same programme has to bring its one finding, and
two mutations of different files both of theirs. Prints the counts, and ends with 1 where one is missing or another one
comes with it.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
from collections.abc import Iterator

from tests.rules.worse.mutation import Mutation
from tests.rules.worse.programme import changed, check_data, sound
from tests.rules.worse.rewriting import REWRITINGS
from tests.rules.worse.tables import MUTATIONS

AT_EACH_PLACE = frozenset({"unknown-reference", "invalid-value"})
"""Told as often as the value is written."""


def rewritten() -> Iterator[tuple[str, list[str], list[str]]]:
    """Each mutation in each way to write it: its name, what has to be found, and what is."""
    for mutation in MUTATIONS:
        expected = mutation.found.partition(":")[0]
        files = changed(sound(), mutation.worsened)
        for name, rewrite in REWRITINGS.items():
            found = [f"{each.severity} {each.name}" for each in check_data(rewrite(files)).told]
            is_repeated = expected.partition(" ")[2] in AT_EACH_PLACE
            yield f"{mutation.name}, {name}", [expected], sorted(set(found)) if is_repeated else found


def _can_be_together(one: Mutation, other: Mutation) -> bool:
    """True where neither touches a file of the other, and neither needs the programme set up for it."""
    files = [{change.file for change in each.worsened} for each in (one, other)]
    return files[0].isdisjoint(files[1]) and all(each.is_of_a_flow and not each.setup for each in (one, other))


def pairs(count: int, chance: random.Random) -> Iterator[tuple[str, list[str], list[str]]]:
    """So many pairs of mutations of two flows, made together."""
    together = [(a, b) for a in MUTATIONS for b in MUTATIONS if a.value < b.value and _can_be_together(a, b)]
    for one, other in chance.sample(together, min(count, len(together))):
        found = check_data(changed(sound(), (*one.worsened, *other.worsened))).said
        yield f"{one.name} and {other.name}", sorted((one.found, other.found)), sorted(found)


def main() -> int:
    """Run all of it; 1 where something is missed, or told that should not be."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--pairs", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    os.environ.setdefault("SETTLED_TODAY", "2026-12-01")
    os.environ.setdefault("SETTLED_CACHE_DIR", "off")
    wrong = 0
    for title, cases in (
        (f"{len(MUTATIONS)} mutations in {len(REWRITINGS)} ways", rewritten()),
        ("pairs of mutations", pairs(arguments.pairs, random.Random(arguments.seed))),  # noqa: S311 (no secret)
    ):
        checked = failed = 0
        for name, expected, found in cases:
            checked += 1
            if found != expected:
                failed += 1
                print(f"{name}\n  expected {expected}\n  found    {found}")
        print(f"{title}: {checked} checked, {failed} wrong")
        wrong += failed
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
