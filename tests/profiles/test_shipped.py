"""The profiles that are shipped: each can be read whole, and each fact says where it comes from and how sure it is."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator

from settled.frontmatter import read_yaml
from settled.model.platform_words import Confidence, Side
from settled.model.profile import Figures
from settled.model.schema import json_schema
from settled.model.vocabulary import PatternType, RequiredDecision
from settled.profiles import (
    EXAMPLES,
    PLATFORMS,
    SHIPPED,
    PlatformFact,
    load_profile,
    read_own_profile,
    read_shipped,
    shipped,
)
from tests.conftest import Outcome
from tests.samples import CATALOG, FLOW

GATHERED = {"sap-commerce": 39, "salesforce-b2c": 38, "shopify": 38, "commercetools": 37}
"""So many facts were gathered of each platform."""
DIVIDED = {"shopper-hook-timeout", "id-made-by-project"}
"""Facts that were one with another when they were gathered, and bear on another mechanism or field."""

FACTS = [fact for platform in SHIPPED for fact in load_profile(platform).facts]


@pytest.mark.parametrize("platform", SHIPPED)
def test_nothing_is_wrong_with_a_shipped_profile(platform: str) -> None:
    read = read_shipped(platform)
    assert read.problems == ()
    assert read.profile.platform == platform
    assert list(read.profile.decisions) == list(RequiredDecision)


@pytest.mark.parametrize("platform", SHIPPED)
def test_an_editor_takes_a_shipped_profile_too(platform: str) -> None:
    text = (Path(shipped.__file__).parent / f"{platform}.yml").read_text("utf-8")
    data = json.loads(json.dumps(yaml.safe_load(text), default=str))
    assert [error.json_path for error in Draft202012Validator(json_schema("profile")).iter_errors(data)] == []


@pytest.mark.parametrize("platform", PLATFORMS)
def test_no_fact_that_was_gathered_is_lost(platform: str) -> None:
    ids = [fact.id for fact in load_profile(platform).facts if fact.id not in DIVIDED]
    assert len(ids) == GATHERED[platform]


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: fact.reference)
def test_a_fact_says_where_it_was_read_and_when(fact: PlatformFact) -> None:
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", fact.id)
    assert re.search(r"\d{4}|version|API", fact.source.when)
    assert re.search(r"20\d\d", fact.citation)
    assert fact.question.endswith("?")
    assert fact.statement.endswith(".")
    if fact.confidence in {Confidence.VENDOR_DOCS, Confidence.SECONDARY}:
        assert fact.source.title
        assert fact.source.url
        assert fact.source.url.startswith("https://")


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: fact.reference)
def test_a_figure_that_limits_a_field_says_which(fact: PlatformFact) -> None:
    figures = fact.figures
    is_of_a_field = bool(figures.assigned_by or figures.length) or figures.unique is not None
    assert is_of_a_field <= bool(fact.applies_to.fields)
    assert (figures.rate is not None) == (figures.rate_per is not None)


def test_an_example_rests_on_nothing_that_a_warning_may_rest_on() -> None:
    for name in EXAMPLES:
        profile = load_profile(name)
        assert {fact.confidence for fact in profile.facts} == {Confidence.GENERAL_KNOWLEDGE}
        assert "An example of no product" in (profile.note or "")


def test_what_the_webhooks_of_a_shop_promise_and_do_not() -> None:
    facts = load_profile("shopify").facts_for(Side.SOURCE, "webhook", "order")
    given = {key: str(value) for fact in facts if fact.may_warn for key, value in fact.figures.given.items()}
    assert given == {
        "delivery": "best-effort",
        "assigned-by": "platform",
        "late-by": "1 d",
        "retry-window": "4 h",
        "attempts": "8",
        "delivery-ids": "['X-Shopify-Webhook-Id']",
        "reads-back": "60 d",
    }
    unsure = {key: str(value) for fact in facts if not fact.may_warn for key, value in fact.figures.given.items()}
    assert unsure == {
        "response-window": "5 s",
        "unique": "False",
        "ordering": "none",
        "subscription-lost-after": "8",
    }


@pytest.mark.parametrize(
    ("platform", "business_object", "pattern", "figures"),
    [
        ("shopify", "order", PatternType.EVENT, {"delivery": "best-effort", "late-by": "1 d", "reads-back": "60 d"}),
        ("commercetools", "order", PatternType.QUEUE, {"delivery": "at-least-once", "reads-back": "15 d"}),
        ("salesforce-b2c", "order", PatternType.FILE, {"delivery": "at-least-once", "run-limit": "1000"}),
    ],
)
def test_what_is_known_of_a_flow_that_does_not_say_its_mechanism(
    platform: str, business_object: str, pattern: PatternType, figures: dict[str, str]
) -> None:
    facts = load_profile(platform).facts_for(Side.SOURCE, None, business_object, pattern)
    given = {key: str(value) for fact in facts for key, value in fact.figures.given.items()}
    assert figures.items() <= given.items()


@pytest.mark.parametrize("platform", SHIPPED)
def test_each_mechanism_has_a_fact_or_is_one_of_few_without(platform: str) -> None:
    profile = load_profile(platform)
    named = {mechanism for fact in profile.facts for mechanism in fact.applies_to.mechanism}
    assert {each.id for each in profile.mechanisms} - named <= {"file", "impex", "settlement-file"}


def test_a_check_reads_no_profile_that_no_system_has(adr: Callable[..., Outcome], tree: Callable[..., Path]) -> None:
    catalog = CATALOG.replace("storefront, platform: other", "storefront, platform: commercetools")
    root = tree({"decisions/catalog.yml": catalog, "decisions/flows/0001-order-export.md": FLOW})
    shipped.loaded.cache_clear()
    adr("check", cwd=root, env={"SETTLED_CACHE_DIR": "off"})
    assert shipped.loaded.cache_info().currsize <= 1


def test_the_guide_explains_every_figure_and_every_word() -> None:
    guide = (Path(__file__).parents[2] / "docs" / "profiles.md").read_text("utf-8")
    rows = [line.split("|")[1] for line in guide.partition("## Figures")[2].splitlines() if line.startswith("| `")]
    assert sorted(re.findall(r"`([a-z-]+)`", "".join(rows))) == sorted(
        name.replace("_", "-") for name in Figures.model_fields
    )
    assert [word for word in Confidence if f"`{word}`" not in guide] == []
    example = guide.partition("```yaml\n")[2].partition("```")[0]
    assert read_own_profile(read_yaml("till.yml", example), "till").problems == ()
    assert [name for name in SHIPPED if f"`{name}`" not in guide] == []
