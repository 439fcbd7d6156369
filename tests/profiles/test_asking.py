"""What a rule can ask a profile: which facts hold for a flow, by side, mechanism and object, with typed figures."""

from __future__ import annotations

import textwrap
from typing import Any

import pytest

from settled.frontmatter import read_yaml
from settled.model.duration import Duration
from settled.model.platform_words import Confidence, Side
from settled.model.vocabulary import PatternType
from settled.profiles import Profile, load_profile, read_own_profile

SHOP = textwrap.dedent(
    """\
    name: Web shop
    read: 2026-11-23
    mechanisms:
      - {id: webhook, statement: A call., side: source, patterns: [event]}
      - {id: hot-folder, statement: A file., side: consumer, patterns: [file]}
      - {id: api, statement: Calls., as-source: [scheduled-job]}
      - {id: bookings, statement: Calls about seats., objects: [seat]}
    facts:
      - id: retries
        decision: idempotency
        statement: It tries again.
        question: For how long?
        applies-to: {side: source, mechanism: webhook}
        figures: {retry-window: 4 h, attempts: 8}
        source: {title: "Retries, a page", dated: 2024-09-10}
        confidence: vendor-docs
      - id: stock-lags
        decision: latency
        statement: Stock is late.
        question: How late?
        applies-to: {objects: [stock]}
        figures: {visible-after: 10 s}
        source: {title: A talk}
        confidence: secondary
      - id: own-number
        decision: identifiers
        statement: It gives the number.
        question: Who else gives one?
        applies-to: {fields: [id, order.name]}
        figures: {assigned-by: platform}
        confidence: unverified
    """
)


@pytest.fixture(scope="module")
def shop() -> Profile:
    read = read_own_profile(read_yaml("profiles/shop.yml", SHOP), "shop")
    assert read.problems == ()
    return read.profile


def ids(profile: Profile, side: Side, mechanism: str | None, business_object: str | None) -> list[str]:
    return [fact.id for fact in profile.facts_for(side, mechanism, business_object)]


def test_only_what_holds_for_certain_is_a_fact_of_a_flow(shop: Profile) -> None:
    assert ids(shop, Side.SOURCE, "webhook", "order") == ["retries", "own-number"]
    assert ids(shop, Side.CONSUMER, "webhook", "order") == ["own-number"]
    assert ids(shop, Side.SOURCE, "api", "order") == ["own-number"]
    assert ids(shop, Side.SOURCE, None, "order") == ["own-number"]  # it might be the API
    assert ids(shop, Side.SOURCE, None, None) == ["own-number"]


def test_pattern_and_object_rule_mechanisms_out(shop: Profile) -> None:
    def mechanisms(*asked: Any) -> list[str]:
        return [each.id for each in shop.mechanisms_for(*asked)]

    assert mechanisms(Side.SOURCE) == ["webhook", "api", "bookings"]
    assert mechanisms(Side.SOURCE, PatternType.EVENT, "order") == ["webhook"]
    assert mechanisms(Side.CONSUMER, PatternType.EVENT, "seat") == ["api", "bookings"]
    assert mechanisms(Side.CONSUMER, PatternType.FILE, "order") == ["hot-folder", "api"]


def test_a_flow_that_can_use_one_mechanism_alone_need_not_say_so(shop: Profile) -> None:
    facts = shop.facts_for(Side.SOURCE, None, "order", PatternType.EVENT)
    assert [fact.id for fact in facts] == ["retries", "own-number"]
    assert shop.mechanisms_to_choose(Side.SOURCE, "order", PatternType.EVENT) == ()


@pytest.mark.parametrize("business_object", ["stock", "inventory", "stock-levels", "store-stock", "Inventories"])
def test_an_object_is_known_by_the_words_of_its_id(shop: Profile, business_object: str) -> None:
    assert "stock-lags" in ids(shop, Side.CONSUMER, None, business_object)


@pytest.mark.parametrize("business_object", ["order", "livestock", "stockist", ""])
def test_another_object_is_not(shop: Profile, business_object: str) -> None:
    assert "stock-lags" not in ids(shop, Side.CONSUMER, None, business_object)


def test_a_mechanism_has_to_be_chosen_where_the_figures_differ(shop: Profile) -> None:
    assert [each.id for each in shop.mechanisms_to_choose(Side.SOURCE, "order")] == ["webhook", "api"]
    assert shop.mechanisms_to_choose(Side.CONSUMER) == ()


@pytest.mark.parametrize("word", ["hot-folder", "Hot folder", "hot_folder", "HotFolder"])
def test_a_mechanism_is_found_however_it_is_written(shop: Profile, word: str) -> None:
    found = shop.mechanism_called(word)
    assert found is not None
    assert found.id == "hot-folder"


def test_a_misspelt_mechanism_has_a_nearest_one(shop: Profile) -> None:
    assert shop.mechanism_called("webhok") is None
    assert shop.nearest_mechanism("webhok") == "webhook"


def test_figures_are_compared_by_what_they_mean(shop: Profile) -> None:
    (retries,) = shop.facts_for(Side.SOURCE, "webhook", "order")[:1]
    assert retries.figures.retry_window == Duration.parse("240 min")
    assert retries.figures.attempts == 8
    assert retries.figures.late_by is None
    assert retries.figures.given == {"retry-window": Duration.parse("4 h"), "attempts": 8}


def test_a_fact_says_where_it_comes_from_and_what_may_rest_on_it(shop: Profile) -> None:
    retries, lags, number = shop.facts
    assert retries.citation == "Retries, a page (2024-09-10, read 2026-11-23; vendor's documentation)"
    assert lags.citation == "A talk (read 2026-11-23; secondary source)"
    assert number.citation == "no source (read 2026-11-23; not verified)"
    assert [fact.may_warn for fact in shop.facts] == [True, False, False]
    assert str(retries.location) == "profiles/shop.yml:9:5"
    assert retries.reference == "shop/retries"


@pytest.mark.parametrize("field", ["order.id", "id", "Order.ID", "shop/order.name", "order.name"])
def test_a_field_is_known_by_the_end_of_its_path(shop: Profile, field: str) -> None:
    assert shop.facts[2].applies_to.names_field(field)


@pytest.mark.parametrize("field", ["order.externalId", "name", "customer.name", ""])
def test_another_field_is_not(shop: Profile, field: str) -> None:
    assert not shop.facts[2].applies_to.names_field(field)


def test_what_may_concern_a_flow_leaves_out_only_what_cannot(shop: Profile) -> None:
    may = [fact.id for fact in shop.facts_that_may_concern(Side.EITHER)]
    assert may == ["retries", "stock-lags", "own-number"]
    assert [fact.id for fact in shop.facts_that_may_concern(Side.SOURCE, None, "order")] == ["retries", "own-number"]
    assert [fact.id for fact in shop.facts_that_may_concern(Side.SOURCE, "api", "order")] == ["own-number"]


def test_a_shipped_profile_is_read_once() -> None:
    assert load_profile("shopify") is load_profile("shopify")
    retries = next(fact for fact in load_profile("shopify").facts if fact.id == "webhook-retry-schedule")
    assert retries.location is None
    assert retries.confidence is Confidence.VENDOR_DOCS
