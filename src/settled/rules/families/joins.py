"""The rules of family J, joins: all that is known of each."""

from __future__ import annotations

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
    ),
    consequence="records of one object cannot be found again in the next system",
)
