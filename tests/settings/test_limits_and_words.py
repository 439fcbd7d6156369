"""Thresholds and word lists as a team sets them: each changes what its rule finds."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from settled.project import load
from settled.rules.engine import check
from settled.settings.word_lists import WordList
from tests.rules.changing import with_line
from tests.samples import CATALOG, DECISION, FLOW, changed

Tree = Callable[..., Path]
ADR = "decisions/adr/0001-keep-prices.md"
BASELINE = '{"version": 1, "entries": [{"fingerprint": "0", "code": "F410", "record": "X", "since": "2026-11-01"}]}'


def codes(tree: Tree, files: dict[str, str | bytes | None], settings: str) -> list[str]:
    root = tree({"decisions/catalog.yml": CATALOG, **files, "settled.toml": settings})
    return [finding.code for finding in check(load(root)).findings]


def with_consequences(*lines: str) -> str:
    return DECISION + "\n### Consequences\n\n" + "".join(f"- {line}\n" for line in lines)


def flows(count: int) -> dict[str, str | bytes | None]:
    return {f"decisions/flows/{number:04}-order-{number}.md": FLOW for number in range(1, count + 1)}


def route(attempts: int) -> dict[str, str | bytes | None]:
    """Two flows that retry one after the other, and wait for each other's answer."""
    retry = "  retry: {attempts: 8, within: 4 h, backoff: exponential}"
    first = with_line(retry, f"  retry: {{attempts: {attempts}, within: 4 h, backoff: exponential}}")
    first = changed(first, "  type: event", "  type: direct-api")
    second = changed(first, "  system: storefront", "  system: erp")
    second = changed(second, "consumers: [erp, wms]", "consumers: [wms]\nafter: [FLOW-0001]")
    return {"decisions/flows/0001-first.md": first, "decisions/flows/0002-second.md": second}


WITH_EFFECT = "    effect: the order is paid and not picked"
WITH_KEY = "  - name: order number"


@pytest.mark.parametrize(
    ("code", "files", "by_default", "settings", "when_set"),
    [
        ("D110", {ADR: DECISION + "\nword" * 60}, 0, "[limits]\ndecision-words = 60", 1),
        ("D110", {ADR: DECISION + "\nword" * 1500}, 1, "[limits]\ndecision-words = 2000", 0),
        ("X205", {"b.json": BASELINE}, 0, 'baseline = "b.json"\n[limits]\nbaseline-days = 20', 1),
        ("T705", {"decisions/flows/0001-a.md": changed(FLOW, "attempts: 8", "attempts: 1001")}, 1,
         "[limits]\nretry-attempts = 1001", 0),
        ("T706", route(8), 1, "[limits]\nroute-attempts = 64", 0),
        ("T706", route(7), 0, "[limits]\nroute-attempts = 48", 1),
        ("T709", flows(4), 0, "[limits]\nflows-alike = 4", 1),
        ("T710", flows(5), 1, "[limits]\nflows-alike = 6", 0),
        ("D108", {ADR: changed(DECISION, "because the", "because vielleicht the")}, 0,
         '[words]\nweak-words = ["Vielleicht"]', 1),
        ("D108", {ADR: changed(DECISION, "because the", "because maybe the")}, 1,
         '[words]\nweak-words = ["vielleicht"]', 0),
        ("D109", {ADR: changed(DECISION, "Prices are", "Disruptive prices are")}, 0,
         '[words]\nsales-words = {add = ["disrupt*"]}', 1),
        ("D109", {ADR: changed(DECISION, "Prices are", "Turnkey prices are")}, 1,
         '[words]\nsales-words = {remove = ["turnkey"], add = ["disruptive"]}', 0),
        ("D103", {ADR: with_consequences("Gut, weil es geht")}, 0, '[words]\ngood-marks = {add = ["gut"]}', 1),
        ("D103", {ADR: with_consequences("Good, because it works", "⚠️ the ERP waits")}, 1,
         '[words]\nbad-marks = {add = ["⚠️"]}', 0),
        ("D103", {ADR: with_consequences("Good, because it works", "Größer, weil es wächst")}, 1,
         '[words]\nbad-marks = ["größer"]', 0),
        ("D103", {ADR: with_consequences("Good, because it works", "we are slowed down")}, 1,
         '[words]\nprice-words = {add = ["slow*"]}', 0),
        ("D111", {ADR: with_consequences("Bad, because the Leitstand waits")}, 1,
         '[words]\noperations-words = {add = ["leitstand"]}', 0),
        ("J607", {"decisions/flows/0001-a.md": with_line(WITH_KEY, "  - name: order slug")}, 0,
         '[words]\nmutable-words = {add = ["slug"]}', 1),
        ("J607", {"decisions/flows/0001-a.md": with_line(WITH_KEY, "  - name: customer email number")}, 1,
         '[words]\nidentifying-words = {add = ["number"]}', 0),
        ("E808", {"decisions/flows/0001-a.md": with_line(WITH_EFFECT, "    effect: the ingester fails")}, 0,
         '[words]\ntechnical-words = {add = ["ingest*"]}', 1),
        ("E808", {"decisions/flows/0001-a.md": with_line(WITH_EFFECT, "    effect: the queue hiccups")}, 0,
         '[words]\nfilling-words = {add = ["hiccups"]}', 1),
        ("E808", {"decisions/flows/0001-a.md": with_line(WITH_EFFECT, "    effect: the call fails")}, 1,
         '[words]\ntechnical-words = {remove = ["call"]}', 0),
    ],
)  # fmt: skip
def test_a_setting_changes_what_its_rule_finds(
    tree: Tree, code: str, files: dict[str, str | bytes | None], by_default: int, settings: str, when_set: int
) -> None:
    top = 'baseline = "b.json"\n' if "b.json" in files else ""
    assert codes(tree, files, top).count(code) == by_default
    assert codes(tree, files, settings + "\n").count(code) == when_set


@given(st.text(), st.text(alphabet="abcdefgh -", min_size=1).map(str.strip).filter(bool))
def test_a_word_is_found_where_it_stands_alone(before: str, word: str) -> None:
    text = f"{before} ({word.upper()}) "
    found = [match[0].lower() for match in WordList((word,)).pattern.finditer(text)]
    assert word in found
    assert not WordList((word,)).pattern.search(f"x{word}x")


@given(st.text(alphabet="abc", min_size=2), st.text(alphabet="abc"))
def test_a_star_stands_for_any_ending(beginning: str, ending: str) -> None:
    words = WordList((f"{beginning}*",))
    assert beginning + ending in words
    assert words.pattern.fullmatch(beginning + ending)
    assert f"d{beginning}" not in words
