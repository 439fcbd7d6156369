"""The rules of family D, decision: all that is known of each."""

from __future__ import annotations

from settled.rules.rule import Family, Rule
from settled.rules.severity import E, I, Levels, W

DECISION = Family(
    "D",
    "Decision: options, reasons, price and wording",
    (
        Rule("D101", "single-option", "decision_content:single_option", Levels(E, undecided=W, plain=W)),
        Rule(
            "D102",
            "chosen-option-not-listed",
            "decision_content:chosen_option_not_listed",
            Levels(E, undecided=W, plain=W),
        ),
        Rule("D103", "no-negative-consequence", "decision_consequences:no_negative_consequence", Levels(W, plain=I)),
        Rule("D104", "option-without-reason", "decision_content:option_without_reason", Levels(W, plain=I)),
        Rule("D105", "driver-never-used", "decision_content:driver_never_used", Levels(W, plain=I)),
        Rule("D106", "no-review-date", "decision_consequences:no_review_date", Levels(I)),
        Rule("D107", "low-confidence-without-review", "decision_consequences:low_confidence_without_review", Levels(W)),
        Rule("D108", "weak-wording", "decision_wording:weak_wording", Levels(W, plain=I)),
        Rule("D109", "sales-words", "decision_wording:sales_words", Levels(I)),
        Rule("D110", "too-long", "decision_wording:too_long", Levels(W, plain=I)),
        Rule("D111", "no-consequence-for-operations", "decision_consequences:no_consequence_for_operations", Levels(I)),
    ),
)
