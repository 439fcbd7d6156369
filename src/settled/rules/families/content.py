"""The rules of family C, content, capacity and money: all that is known of each."""

from __future__ import annotations

from settled.model.vocabulary import Phase
from settled.rules.rule import Family, Rule
from settled.rules.severity import E, Levels, W

CONTENT = Family(
    "C",
    "Content, capacity and money: can the other side take what is sent",
    (
        Rule(
            "C101",
            "capacity-exceeded",
            "capacity:capacity_exceeded",
            Levels(E),
            consequence="on the busiest day the target refuses what arrives, and it comes through when it is too late",
        ),
        Rule(
            "C102",
            "payload-too-large",
            "capacity:payload_too_large",
            Levels(E),
            consequence="the target refuses the call whole, as often as it is sent again",
        ),
        Rule(
            "C103",
            "page-too-large",
            "capacity:page_too_large",
            Levels(E),
            consequence="the target refuses the call, or drops the records that are too many",
        ),
        Rule(
            "C104",
            "quantity-as-delta-without-baseline",
            "content:quantity_as_delta_without_baseline",
            Levels(E),
            consequence="one lost change makes the number wrong for ever, and customers buy what is not there",
        ),
        Rule(
            "C105",
            "deletion-not-decided",
            "content:deletion_not_decided",
            Levels(W),
            consequence="what was deleted at its source lives on in the other systems",
        ),
        Rule(
            "C106",
            "consumer-behind-producer",
            "content:consumer_behind_producer",
            Levels(E),
            consequence="with the next release a consumer refuses every message, or misreads it",
        ),
        Rule(
            "C107",
            "card-data-in-trace",
            "data_protection:card_data_in_trace",
            Levels(E),
            consequence="card numbers or secrets stand in a log that many may read, and that has to be reported",
        ),
        Rule(
            "C108",
            "personal-data-kept-too-long",
            "data_protection:personal_data_kept_too_long",
            Levels(E),
            consequence="personal data lies in a queue after it had to be erased, which the authority may fine",
        ),
        Rule(
            "C109",
            "replay-brings-back-the-erased",
            "data_protection:replay_brings_back_the_erased",
            Levels(E),
            consequence="a replay creates people anew who were erased at their own request",
        ),
        Rule(
            "C110",
            "money-without-cut-off",
            "money:money_without_cut_off",
            Levels(W, phases={Phase.BUILD: E}),
            consequence="the two sides book different amounts on different days, and the month does not close",
        ),
    ),
    consequence="the other side cannot take, read or keep what is sent",
)
