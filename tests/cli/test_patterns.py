"""`adr patterns`: what is proposed for a need, why, and why not the others."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Outcome
from tests.rules.single_rule import catalog_with, flow_with
from tests.samples import CATALOG, FLOW

Adr = Callable[..., Outcome]


def _choice(adr: Adr, cwd: Path, *arguments: str) -> dict[str, Any]:
    outcome = adr("patterns", *arguments, "--format", "json", cwd=cwd)
    assert (outcome.code, outcome.err) == (0, "")
    (choice,) = json.loads(outcome.out)["choices"]
    return dict(choice)


def _proposed(choice: dict[str, Any]) -> list[str]:
    return [each["pattern"] for each in choice["patterns"] if each["is_proposed"]]


def _reasons(choice: dict[str, Any], pattern: str) -> dict[str, str]:
    found = next(each for each in choice["patterns"] if each["pattern"] == pattern)
    return {reason["text"]: reason["source"] for reason in found["reasons"]}


@pytest.mark.parametrize(
    ("needs", "proposed"),
    [
        (["--latency", "checkout-blocking"], ["direct-api"]),
        (["--answer-needed"], ["direct-api"]),
        (["--within", "2 s"], ["direct-api"]),
        (["--latency", "checkout-blocking", "--coupling", "loose"], []),
        (["--latency", "finance-close-reconciliation", "--volume", "20000/d"], ["file", "scheduled-job"]),
        (["--latency", "next-cycle-enrichment", "--volume", "3500/d"], ["file", "scheduled-job"]),
        (["--latency", "same-day-operational", "--within", "1 min", "--order-matters"], ["event", "queue"]),
        (["--coupling", "loose", "--order-matters"], ["event", "queue"]),
    ],
    ids=lambda value: " ".join(value),
)
def test_what_meets_a_need_is_proposed_first(adr: Adr, tmp_path: Path, needs: list[str], proposed: list[str]) -> None:
    assert _proposed(_choice(adr, tmp_path, *needs))[: len(proposed) or None] == proposed


def test_each_pattern_that_is_not_proposed_is_told_why(adr: Adr, tmp_path: Path) -> None:
    needs = [
        "--latency",
        "same-day-operational",
        "--within",
        "15 min",
        "--volume",
        "12000/d",
        "--peak-per-minute",
        "90",
    ]
    shown = adr("patterns", *needs, cwd=tmp_path)
    assert (shown.code, shown.err) == (0, "")
    head, _, rest = shown.out.partition("Why not the others\n")
    assert "  - 12,000 a day (8.33 a minute on average)\n" in head
    assert "  1. event (adr explain pattern/event)\n     + made for `same-day-operational`\n" in head
    assert "a peak of 90 a minute, 10.8 times the average of 8.33" in head
    others = {line.strip().split(":")[0] for line in rest.split("\n\n")[0].splitlines() if line[2:3].strip()}
    assert others == {"direct-api", "file", "ipaas"}
    assert "passes it on to the\n    receiver, call by call" in rest
    assert max(map(len, shown.out.splitlines())) <= 88


def test_a_volume_is_compared_by_what_it_means(adr: Adr, tmp_path: Path) -> None:
    said = [
        _choice(adr, tmp_path, "--volume", volume)["needs"][0]["text"]
        for volume in ("14400/d", "14,400 per day", "600/h", "600 / hours", "10/min")
    ]
    assert set(said) == {"14,400 a day (10 a minute on average)"}


def test_the_platform_that_sends_limits_the_choice_and_is_cited(adr: Adr, tmp_path: Path) -> None:
    choice = _choice(adr, tmp_path, "--platform", "shopify", "--coupling", "loose", "--latency", "same-day-operational")
    assert _reasons(choice, "file")["Shopify hands over by `api` or `bulk`"] == "adr profile shopify"
    (cited,) = [source for source in _reasons(choice, "event").values() if source.startswith("shopify/")]
    assert "vendor's documentation" in cited
    assert "read 2026-11-23" in cited


def test_a_pattern_that_the_platform_cannot_serve_is_ruled_out(adr: Adr, tree: Callable[..., Path]) -> None:
    mechanism = "{id: night-file, statement: A file., patterns: [file]}"
    profile = f"name: Till\nread: 2026-11-02\nfacts: []\nmechanisms: [{mechanism}]\n"
    root = tree({"decisions/catalog.yml": CATALOG, "decisions/profiles/till.yml": profile})
    choice = _choice(adr, root, "--platform", "till", "--coupling", "loose")
    assert _proposed(choice) == ["file"]
    assert _reasons(choice, "queue")["Till hands nothing over in this way"] == "adr profile till"


def _with_flow(tree: Callable[..., Path], changes: dict[str, str], **catalog: str) -> Path:
    return tree({"decisions/catalog.yml": catalog_with(**catalog), "decisions/flows/0001-f.md": flow_with(changes)})


def test_the_needs_of_a_flow_come_from_its_record_with_their_places(adr: Adr, tree: Callable[..., Path]) -> None:
    root = _with_flow(tree, {}, erp='down: ["01:00-03:00 Europe/Oslo daily"]')
    choice = _choice(adr, root, "--flow", "1")
    needs = {need["text"]: need["source"] for need in choice["needs"]}
    line = {text: number for number, text in enumerate(FLOW.splitlines(), 1)}
    file = "decisions/flows/0001-f.md"
    assert needs["within 8 h"] == f"{file}:{line['  within: 8 h']}"
    assert needs["order matters"] == f"{file}:{line['  ordering: {needed: true, key: order number}']}"
    assert needs["`erp` is down 01:00-03:00 Europe/Oslo daily"].startswith("decisions/catalog.yml:")
    assert (choice["chosen"], _proposed(choice)[0]) == ("event", "event")
    shown = adr("patterns", "--flow", "FLOW-0001", cwd=root).out
    assert shown.endswith(
        "\nFLOW-0001 has chosen event, and no other meets its needs better.\n"
        "Its reason: the ERP is down every night and the shop must keep selling\n"
    )


def test_what_is_said_takes_the_place_of_what_the_record_says(adr: Adr, tree: Callable[..., Path]) -> None:
    root = _with_flow(tree, {})
    choice = _choice(adr, root, "--flow", "1", "--within", "2 s")
    assert {"text": "within 2 s", "source": None} in choice["needs"]
    shown = " ".join(adr("patterns", "--flow", "1", "--within", "2 s", cwd=root).out.split())
    assert (
        "FLOW-0001 has chosen event, which is not among these: usually there within 5 s to 15 min; promised 2 s."
        in shown
    )


def test_the_calls_of_a_direct_api_are_held_against_what_the_catalog_says(adr: Adr, tree: Callable[..., Path]) -> None:
    root = _with_flow(tree, {}, erp="limits: {calls-per-minute: 60}")
    reasons = _reasons(_choice(adr, root, "--flow", "1"), "direct-api")
    (told,) = [text for text in reasons if "calls a minute" in text]
    assert told == "90 calls a minute at most, and `erp` takes 60"
    assert reasons[told].startswith("decisions/catalog.yml:")


def test_each_variant_of_a_flow_has_its_own_needs(adr: Adr, tree: Callable[..., Path]) -> None:
    variants = "variants:\n  eu: {}\n  us: {latency: {class: checkout-blocking, within: 2 s}}\nfailures:"
    root = _with_flow(tree, {"failures:": variants})
    document = json.loads(adr("patterns", "--flow", "1", "--format", "json", cwd=root).out)
    assert [(each["variant"], _proposed(each)[0]) for each in document["choices"]] == [
        ("eu", "event"),
        ("us", "direct-api"),
    ]
    assert "FLOW-0001, variant us" in adr("patterns", "--flow", "1", cwd=root).out


def test_without_a_need_the_seven_patterns_are_listed(adr: Adr, tmp_path: Path) -> None:
    shown = adr("patterns", cwd=tmp_path)
    assert (shown.code, len(shown.out.splitlines())) == (0, 8)
    listed = json.loads(adr("patterns", "--format", "json", cwd=tmp_path).out)["patterns"]
    assert [each["id"] for each in listed] == [line.split()[0] for line in shown.out.splitlines()[1:]]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--volume", "many"], "`many` is no volume; write a number and a unit: 12000/d, 500/h, 9/min"),
        (["--volume", "12/fortnight"], "`12/fortnight` is no volume; write a number and a unit: 12000/d, 500/h, 9/min"),
        (["--within", "soon"], "`soon` is no duration; write a number and a unit: 30 s, 15 min, 4 h, 2 d"),
        (["--peak-per-minute", "-3"], "`-3` is no number of records; write digits, as in 90"),
        (["--platform", "shopfy"], "there is no platform `shopfy`; did you mean `shopify`? "),
        (["--latency", "soon"], "Invalid value for '--latency': 'soon' is not one of 'checkout-blocking', "),
        (["--flow", "FLOW-2"], "there is no record FLOW-2; did you mean FLOW-0001?"),
        (["--flow", "ADR-1"], "ADR-0001 is no flow but a decision; name a flow, as in `adr patterns --flow FLOW-0001`"),
    ],
)
def test_a_wish_that_cannot_be_met_is_told(
    adr: Adr, tree: Callable[..., Path], arguments: list[str], told: str
) -> None:
    root = _with_flow(tree, {})
    (root / "decisions" / "adr").mkdir()
    (root / "decisions" / "adr" / "0001-a.md").write_text("# 1. A\n\n## Status\n\nAccepted\n", "utf-8")
    outcome = adr("patterns", *arguments, cwd=root)
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err.startswith(f"adr: {told}")
