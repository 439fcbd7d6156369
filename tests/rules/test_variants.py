"""A flow in several regions or brands is judged in each of them, and what all of them lack is told once."""

from __future__ import annotations

from pathlib import Path

import pytest

from settled.rules.engine import check
from tests.rules.checking import shown, write_flow
from tests.samples import CATALOG, FLOW, changed

SCHEDULED = """\
pattern:
  type: scheduled-job
  because: the ERP takes orders by import runs only
  instead-of: [direct-api]
  every: 1 h
  takes: 20 min
  reads: {by: updated-at, overlap: 30 min}
"""
EVENT = FLOW[FLOW.index("pattern:\n") : FLOW.index("identifiers:\n")]
LATENCY = FLOW[FLOW.index("latency:\n") : FLOW.index("idempotency:\n")]


def findings(root: Path, text: str, catalog: str = CATALOG) -> list[str]:
    return [shown(finding).partition(".md:")[2] for finding in check(write_flow(root, text, catalog)).findings]


def with_variants(variants: str, text: str = FLOW) -> str:
    return changed(text, "pattern:\n  type", f"variants:\n{variants}pattern:\n  type")


@pytest.mark.parametrize(
    ("variants", "expected"),
    [
        ("  eu: {latency: {within: 8 h}}\n  us: {latency: {within: 6 h}}\n", []),
        (
            "  eu: {latency: {within: 8 h}}\n  us: {latency: {within: 2 h}}\n",
            [
                "45:24 error T703 retry-exceeds-latency: in the variant `us`: a delivery is tried again for 4 h, "
                "and is too late after 2 h"
            ],
        ),
        (
            "  eu: {latency: {within: 2 h}}\n  us: {latency: {within: 2 h}}\n",
            ["45:24 error T703 retry-exceeds-latency: a delivery is tried again for 4 h, and is too late after 2 h"],
        ),
        (
            "  eu: {idempotency: {retry: {within: 9 h}}}\n  us: {via: []}\n",
            [
                "26:30 error T703 retry-exceeds-latency: in the variant `eu`: a delivery is tried again for 9 h, and "
                "is too late after 8 h"
            ],
        ),
    ],
)
def test_each_variant_is_judged_by_what_holds_in_it(tmp_path: Path, variants: str, expected: list[str]) -> None:
    found = findings(tmp_path, with_variants(variants, changed(FLOW, "status: proposed", "status: accepted")))
    assert [line for line in found if "T703" in line] == expected


def test_what_differs_in_each_variant_need_not_be_said_for_all(tmp_path: Path) -> None:
    both = "".join(f"  {name}:\n" + "".join(f"    {line}\n" for line in LATENCY.splitlines()) for name in ("eu", "us"))
    assert findings(tmp_path, with_variants(both, FLOW.replace(LATENCY, ""))) == []


def test_a_decision_that_one_variant_lacks_is_missing(tmp_path: Path) -> None:
    one = "  eu:\n" + "".join(f"    {line}\n" for line in LATENCY.splitlines()) + "  us: {via: []}\n"
    found = findings(tmp_path, with_variants(one, FLOW.replace(LATENCY, "")))
    assert [line.partition(" ")[2] for line in found] == [
        "error F406 missing-latency-class: in the variant `us`: no latency class: nobody said in business terms how "
        "late is too late"
    ]


@pytest.mark.parametrize("empty", ["consumers: []", "source: {system: '', trigger: paid}", "failures: []"])
def test_a_variant_that_takes_a_decision_away_is_red(tmp_path: Path, empty: str) -> None:
    found = findings(tmp_path, with_variants(f"  eu: {{via: []}}\n  us: {{{empty}}}\n"))
    assert [line.partition(": ")[2] for line in found if " error F4" in line and "in the variant `us`" in line] != []


def test_a_word_that_was_left_in_a_variant_is_no_answer(tmp_path: Path) -> None:
    found = findings(tmp_path, with_variants("  eu: {via: []}\n  us: {latency: {class: TODO}}\n"))
    assert [line.split(" ")[1:3] for line in found] == [["warning", "R005"]]


def test_a_variant_in_which_nothing_differs_is_judged_like_the_others(tmp_path: Path) -> None:
    one = "  eu:\n" + "".join(f"    {line}\n" for line in LATENCY.splitlines()) + "  us:\n"
    found = findings(tmp_path, with_variants(one, FLOW.replace(LATENCY, "")))
    assert [line.split(" ")[2] for line in found] == ["F406"]
    assert "in the variant `us`" in found[0]


def test_a_bad_value_in_a_variant_is_told_at_its_place(tmp_path: Path) -> None:
    variants = "  eu: {latency: {within: soon}}\n  us: {consumer: [erp]}\n"
    assert findings(tmp_path, with_variants(variants)) == [
        "26:18 error R013 invalid-value: `variants.eu.latency.within` is not a duration: `soon`",
        "27:8 error R008 unknown-key: unknown key `consumer` in `variants.us`",
    ]
