"""`adr explain` as a person meets it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Outcome
from tests.samples import CATALOG

Adr = Callable[..., Outcome]


def test_a_rule_is_explained_with_what_why_wrong_right_and_severity(adr: Adr, tmp_path: Path) -> None:
    outcome = adr("explain", "missing-reject-rule", cwd=tmp_path)
    assert (outcome.code, outcome.err) == (0, "")
    headings = [line for line in outcome.out.splitlines() if line and not line.startswith(" ")]
    assert headings[0] == "F410 missing-reject-rule"
    assert [line.split(":")[0] for line in headings if line.endswith(":")] == ["Wrong", "Right", "Severity"]
    assert "Why: a refusal that nobody foresaw is retried for ever or dropped without a word." in outcome.out


@pytest.mark.parametrize("word", ["E801", "no-failure-modes", "e802", "failure-without-owner"])
def test_a_mistake_that_another_rule_tells_leads_to_that_rule(adr: Adr, tmp_path: Path, word: str) -> None:
    outcome = adr("explain", word, cwd=tmp_path)
    assert outcome.code == 0
    assert outcome.out.startswith("F408 missing-failure-owner\n")
    assert outcome.err == f"{word} is told as F408 missing-failure-owner\n"


def test_a_word_finds_the_rules_that_are_about_it(adr: Adr, tmp_path: Path) -> None:
    found = adr("explain", "dead", "letter", cwd=tmp_path)
    assert found.code == 0
    commands = [line.split("  ")[0] for line in found.out.splitlines() if line.startswith("adr explain ")]
    codes = ["F417", "T707", "E810", "E814", "E815"]
    assert commands == [f"adr explain {name}" for name in ("word/dead-letter", *codes)]
    assert adr("explain", "merge", cwd=tmp_path).out.startswith("R016 merge-conflict\n")
    assert "half of" not in adr("explain", "environment", cwd=tmp_path).err
    listed = json.loads(adr("explain", "dead", "letter", "--format", "json", cwd=tmp_path).out)
    assert (listed["version"], listed["asked"]) == (1, "dead letter")
    assert [each["name"] for each in listed["found"]] == ["word/dead-letter", *codes]
    assert listed["found"][1] == {
        "kind": "rule",
        "name": "F417",
        "title": "missing-idempotency-dead-letter",
        "summary": "The flow does not say where a delivery goes that was given up on.",
        "command": "adr explain F417",
    }


def test_each_command_that_a_word_finds_explains_something(adr: Adr, tmp_path: Path) -> None:
    found = json.loads(adr("explain", "latency", "--format", "json", cwd=tmp_path).out)["found"]
    assert {each["kind"] for each in found} == {"word", "rule"}
    for each in found:
        explained = adr(*each["command"].split()[1:], cwd=tmp_path)
        assert (explained.code, explained.err) == (0, "")
        assert each["title"] in explained.out.splitlines()[0]


@pytest.mark.parametrize(
    ("asked", "first", "said"),
    [
        ("pattern/queue", "Queue (pattern/queue)", "Ten failures in a row, is that seconds or hours?"),
        ("scheduled job", "Scheduled job (pattern/scheduled-job)", "at worst one interval and one run"),
        ("exception/stale-inventory", "Stale inventory (exception/stale-inventory)", "shopify/inventory-states"),
        ("stale inventory", "Stale inventory (exception/stale-inventory)", "content.carries"),
        ("word/hop", "hop (word/hop)", "T706 retry-multiplies-along-the-route"),
        ("hop", "hop (word/hop)", "See also: word/via, word/route, word/retry"),
        ("word/Dead Letter", "dead letter (word/dead-letter)", "See also: word/retry"),
        ("ADR", "decision (word/decision, also: ADR, architecture decision record)", "with the options"),
        ("platform/shopify", "Shopify (shopify)", "webhook"),
        ("commercetools", "commercetools (commercetools)", "38 facts"),
        ("rule/t701", "T701 blocking-on-batch", "Why:"),
    ],
)
def test_what_is_no_rule_is_explained_too(adr: Adr, tmp_path: Path, asked: str, first: str, said: str) -> None:
    outcome = adr("explain", *asked.split(), cwd=tmp_path)
    assert (outcome.code, outcome.err) == (0, "")
    assert outcome.out.splitlines()[0] == first
    assert said in outcome.out
    prose = [line for line in outcome.out.splitlines() if "https://" not in line and not line.startswith("    ")]
    assert max(map(len, prose)) <= 88


def test_a_pattern_an_exception_and_a_word_are_data_too(adr: Adr, tmp_path: Path) -> None:
    def data(name: str) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(adr("explain", name, "--format", "json", cwd=tmp_path).out)
        assert found["version"] == 1
        return found

    pattern = data("pattern/event")
    assert (pattern["kind"], pattern["id"], pattern["traits"]["answers"]) == ("pattern", "event", "never")
    by_id = {fact["id"]: fact for fact in pattern["facts"]}
    assert by_id["outbox"]["confidence"] == "secondary"
    assert by_id["outbox"]["source"]["read"] == "2026-11-23"
    exception = data("exception/delayed-payments")
    assert exception["decisions"] == ["latency", "identifiers", "idempotency", "failure_owner"]
    assert "expires" in exception["keys"]
    word = data("word/gate")
    assert (word["word"], word["see"], word["keys"]) == ("gate", ["phase", "rule"], ["phase"])


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("xyzzy", "there is no rule `xyzzy`, and no pattern, exception, platform or word of that name; "
         "see `adr rules`, or ask for another word"),
        ("blocking-on-bach", "there is no rule `blocking-on-bach`, and no pattern, exception, platform or word of "
         "that name; did you mean `adr explain blocking-on-batch`?"),
        ("idempotncy", "there is no rule `idempotncy`, and no pattern, exception, platform or word of that name; "
         "did you mean `adr explain word/idempotency`?"),
        ("Q1", "there is no rule `Q1`; see `adr rules`"),
        ("pattern/queu", "there is no pattern `queu`; did you mean `pattern/queue`?"),
        ("word/hopp", "there is no word `hopp`; did you mean `word/hop`?"),
        ("platform/shopfy", "there is no platform `shopfy`; did you mean `platform/shopify`?"),
        ("exception/x", "there is no exception `x`; known are: missing-attributes, stale-inventory, "
         "duplicate-identifiers, delayed-payments, rejected-orders, incompatible-statuses, partial-reversals"),
    ],
)  # fmt: skip
def test_what_nobody_knows_is_told_with_what_is_nearest(adr: Adr, tmp_path: Path, asked: str, told: str) -> None:
    outcome = adr("explain", asked, cwd=tmp_path)
    assert (outcome.code, outcome.out, outcome.err) == (2, "", f"adr: {told}\n")


def test_what_needs_no_project_is_explained_in_one_that_cannot_be_read(adr: Adr, tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("[tool.settled\n", "utf-8")
    assert adr("explain", "word/hop", cwd=tmp_path).code == 0
    assert adr("explain", "pattern/queue", cwd=tmp_path).code == 0


def test_a_profile_of_the_team_is_found_by_its_name(adr: Adr, tree: Callable[..., Path]) -> None:
    profile = "name: House till\nread: 2026-11-02\nfacts: []\n"
    root = tree({"decisions/catalog.yml": CATALOG, "decisions/profiles/till.yml": profile})
    assert adr("explain", "till", cwd=root).out.startswith("House till (till)")
