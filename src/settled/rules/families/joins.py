"""The rules of family J, joins: all that is known of each."""

from __future__ import annotations

from settled.model.vocabulary import Phase
from settled.rules.rule import Family, Rule
from settled.rules.severity import E, Levels, W

JOINS = Family(
    "J",
    "Joins: the identifiers that records are found by",
    (
        Rule(
            "J601",
            "join-one-sided",
            "joins:join_one_sided",
            Levels(E),
            consequence="one side cannot find the other's record, and people match them by hand",
        ),
        Rule(
            "J602",
            "join-chain-broken",
            "joins:join_chain_broken",
            Levels(E),
            consequence="the trail ends halfway: a refund or an enquiry cannot be traced to its order",
        ),
        Rule(
            "J603",
            "missing-environment-prefix",
            "identifiers:missing_environment_prefix",
            Levels(W),
            consequence="a test record is taken for a real one, and goods or money follow it",
        ),
        Rule(
            "J604",
            "same-prefix-in-two-environments",
            "identifiers:same_prefix_in_two_environments",
            Levels(E),
            consequence="a test record is taken for a real one, and goods or money follow it",
        ),
        Rule(
            "J605",
            "financial-reference-missing",
            "identifiers:financial_reference_missing",
            Levels(E),
            consequence="finance cannot match the money to the sale, and the month closes with open items",
        ),
        Rule(
            "J606",
            "marketplace-id-missing",
            "identifiers:marketplace_id_missing",
            Levels(E),
            consequence="the marketplace's claims and settlements cannot be matched to orders",
        ),
        Rule(
            "J607",
            "mutable-key",
            "joins:mutable_key",
            Levels(W),
            consequence="a customer or a product changes its name, and its records are duplicated or lost",
        ),
        Rule(
            "J608",
            "unknown-environment",
            "identifiers:unknown_environment",
            Levels(E),
            consequence="a test record is taken for a real one, and goods or money follow it",
        ),
        Rule(
            "J609",
            "identifier-does-not-fit",
            "identifier_fields:identifier_does_not_fit",
            Levels(E),
            consequence="numbers are cut off or refused, and two records become one",
        ),
        Rule(
            "J610",
            "prefix-on-a-foreign-identifier",
            "identifier_fields:prefix_on_a_foreign_identifier",
            Levels(E),
            consequence="the system that gave the number does not know it with the prefix, and nothing is found there",
        ),
        Rule(
            "J611",
            "same-prefix-from-two-sources",
            "identifier_sources:same_prefix_from_two_sources",
            Levels(E),
            consequence="records of two sources with one number become one, and goods or money go to the wrong one",
        ),
        Rule(
            "J612",
            "key-coarser-than-object",
            "idempotency_keys:key_coarser_than_object",
            Levels(E),
            consequence="the second part of an order or a payment is dropped as a duplicate of the first",
        ),
        Rule(
            "J613",
            "key-is-not-stable",
            "idempotency_keys:key_is_not_stable",
            Levels(E),
            consequence="a replay is not recognised, and what it repeats is booked, shipped or refunded once more",
        ),
        Rule(
            "J614",
            "supplied-later",
            "identifier_sources:supplied_later",
            Levels(W, phases={Phase.LIVE: E}),
            consequence="records arrive and find no partner, and people match them by hand",
        ),
    ),
    consequence="records of one object cannot be found again in the next system",
)
